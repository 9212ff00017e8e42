"""What waits to be decided; deciding one number or thousands in one act; the page of a number, and its corrections."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import holds
from neuguong.base.figures.queries import is_sealed
from neuguong.base.files.queries import attached_to
from neuguong.base.journal.queries import done_already, just_taken, timeline
from neuguong.base.journal.services import Outcome
from neuguong.kit.forms import InputForm
from neuguong.kit.lists import Listing
from neuguong.kit.numbers import date, number, whole
from neuguong.kit.views import FormPage, ListPage, Page, Request, page
from neuguong.work.indicators.flow import FLOW, RESTATEMENT_FLOW
from neuguong.work.indicators.forms import RestateForm, ReturnForm
from neuguong.work.indicators.lists import QUEUE, TONES
from neuguong.work.indicators.models import EntryException, Restatement, Value
from neuguong.work.indicators.queries import Amount, in_words, shown
from neuguong.work.indicators.rules import restatements, values
from neuguong.work.indicators.services import approve_values, excuse, propose_restatement, return_values

MOST, NAMED = 2000, 20
RELATED = ("indicator", "unit", "period", "decider_unit", "entered_by", "decided_by")
ACTS = {
    "enter": _l("Nhập số"),
    "restate": _l("Đính chính"),
    "attach": _l("Gửi minh chứng"),
    "take_off": _l("Bỏ minh chứng"),
}


class Queue(ListPage):
    """Numbers that wait for the reader's units, by unit and indicator."""

    right = (values, "decide")
    spec = QUEUE
    template = "indicators/queue.jinja"
    title = _l("Số liệu chờ duyệt")

    def get_queryset(self) -> QuerySet[Value]:
        return Value.objects.select_related("indicator", "unit", "period")

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        waiting = restatements.visible(Restatement.objects.all(), self.request.user, "answer")
        asked = waiting.select_related("value__indicator", "value__unit", "value__period").order_by("pk")
        user: Any = self.request.user
        opens = any(hold.role in (Role.STAFF, Role.ADMINISTRATOR) for hold in holds(user))
        return {"filters": self.request.GET.urlencode(), "corrections": list(asked[:NAMED]), "opens": opens}


class _Bulk(FormPage):
    """One step on many numbers: all of them, or explained and nothing written.

    Its form carries what the page has shown (`ban`: id and edition of each), so that nothing is decided unseen. Asked
    for by `?id=`, `?chon=` or, with the filters of the queue, `?tat-ca=1`.
    """

    step: str
    template = "indicators/decide.jinja"
    refused: list[str]

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        ids = set(self._seen())
        if ids and just_taken(FLOW.model, ids, self.step, request.user, request.now) == ids:
            messages.success(request, done_already(FLOW.step(self.step)))
            return HttpResponseRedirect(self.onward)
        return super().post(request, **kwargs)

    def _seen(self) -> dict[int, int]:
        pairs = (one.partition(".") for one in self.request.POST.get("ban", "").split())
        return {whole(pk): whole(edition) for pk, _dot, edition in pairs if pk.isdecimal() and edition.isdecimal()}

    def prepare(self) -> None:
        self.refused = []
        self.seen = self._seen()
        mine = self.allowed(Value.objects.select_related(*RELATED)).order_by(
            "unit__sort_key", "indicator__sort_key", "pk"
        )
        asked = self.request.GET
        if self.seen or not asked.get("tat-ca"):
            given = asked.getlist("id") + asked.getlist("chon")
            ids = list(self.seen) or [whole(one) for one in given]
            self.rows: list[Value] = list(mine.filter(pk__in=ids))
            self.others = len(set(ids)) - len(self.rows)
        else:
            found = QUEUE.bind(mine, asked.dict(), self.request.path).found
            self.rows, self.others = list(found.select_related(*RELATED)[:MOST]), 0
        if not self.rows:
            raise Http404

    @property
    def onward(self) -> str:
        wanted = self.request.GET.get("next", "")
        if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
            return wanted
        return reverse("indicators:queue")

    def extra(self) -> dict[str, Any]:
        step = FLOW.step(self.step)
        count = len(self.rows)
        label = step.label if count == 1 else _("%(step)s %(n)s số liệu") % {"step": step.label, "n": number(count)}
        return {
            "step": step, "title": step.label, "submit_label": label, "rows": self.rows, "others": self.others,
            "pairs": " ".join(f"{row.pk}.{row.edition}" for row in self.rows), "back": self.onward, "shown": shown,
            "refused": self.refused[:NAMED], "more": max(0, len(self.refused) - NAMED),
        }  # fmt: skip

    def take(self, cleaned: dict[str, Any], rows: QuerySet[Value]) -> Outcome:
        """Call the service."""
        raise NotImplementedError

    def act(self, cleaned: dict[str, Any]) -> str:
        outcome = self.take(cleaned, Value.objects.filter(pk__in=[row.pk for row in self.rows]))
        if outcome.refused:
            self._leave_out({one.id: one.reason for one in outcome.refused})
            raise ValidationError(
                _("Chưa ghi gì. Đồng chí xem các số liệu không thực hiện được, rồi bấm lại cho phần còn lại.")
            )
        words = _("Đã thực hiện “%(step)s”: %(n)s số liệu.")
        told = {"step": FLOW.step(self.step).label, "n": number(len(outcome.moved))}
        messages.success(self.request, words % told)
        return self.onward

    def _leave_out(self, reasons: dict[int, str]) -> None:
        """The rest stays to be decided by a new act."""
        self.refused = [f"{FLOW.named(row)}: {reasons[row.pk]}" for row in self.rows if row.pk in reasons]
        self.rows = [row for row in self.rows if row.pk not in reasons]


class Approve(_Bulk):
    """Approve numbers."""

    right = (values, "decide")
    form_class = InputForm
    step = "approve"

    def take(self, cleaned: dict[str, Any], rows: QuerySet[Value]) -> Outcome:
        request: Any = self.request
        return approve_values(rows=rows, actor=request.user, now=request.now, seen=self.seen)


class SendBack(_Bulk):
    """Send numbers back, with the reason; where entry has ended, with the day until which they may be entered anew."""

    right = (values, "send_back")
    form_class = ReturnForm
    step = "send_back"

    def _ended(self) -> bool:
        return any(row.due_on < self.request.today for row in self.rows)

    def make_form(self, data: Any = None, files: Any = None) -> ReturnForm:
        return ReturnForm(data, is_ended=self._ended(), today=self.request.today)

    def take(self, cleaned: dict[str, Any], rows: QuerySet[Value]) -> Outcome:
        request: Any = self.request
        note, until = cleaned["note"], cleaned.get("until")
        with transaction.atomic():
            outcome = return_values(rows=rows, note=note, actor=request.user, now=request.now, seen=self.seen)
            if until and not outcome.refused:
                for unit, period in {(row.unit, row.period) for row in self.rows if row.due_on < request.today}:
                    excuse(
                        unit=unit, period=period, until=until, reason=note[:500], actor=request.user, now=request.now
                    )
        return outcome


class ValuePage(Page):
    """One number: what it is, who entered and decided it, its evidence, its corrections, everything done to it."""

    right = (values, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        row: Value = self.found(Value.objects.select_related(*RELATED), pk=pk)
        user = request.user
        can_read = values.can(user, "read", row)
        corrections = row.restatements.select_related("asked_by", "decided_by").order_by("-pk")
        known = set(restatements.visible(row.restatements.all(), user).values_list("pk", flat=True))
        late = EntryException.objects.filter(unit=row.unit_id, period=row.period_id).select_related("granted_by")
        context = {
            "row": row, "tone": TONES[row.state], "shown": shown, "can_read": can_read,
            "facts": _facts(row) if can_read else _outline(row),
            "open_steps": FLOW.open_to(row, user), "step_url": reverse("journal:take", args=[FLOW.key, pk]),
            "files": attached_to(row) if can_read else [],
            "timeline": timeline(row, FLOW, ACTS) if can_read else [],
            "corrections": _corrections(corrections, row) if can_read else [], "known": known,
            "late": late.order_by("-until", "pk"),
            "can_restate": values.can(user, "restate", row) and is_sealed(row.unit_id, row.period),
        }  # fmt: skip
        return page(request, "indicators/value.jinja", context)


def _outline(row: Value) -> list[tuple[str, Any]]:
    return [
        (_("Đơn vị"), row.unit.name),
        (_("Kỳ"), str(row.period)),
        (_("Hạn nhập"), date(row.due_on)),
        (_("Nơi duyệt"), row.decider_unit.name),
    ]


def _facts(row: Value) -> list[tuple[str, Any]]:
    told = [*_outline(row), (_("Người nhập"), str(row.entered_by or ""))]
    if row.submitted_on:
        told.append((_("Ngày nộp"), f"{date(row.submitted_on)}, {str(row.get_timing_display()).lower()}"))
    if row.decided_by:
        told.append((_("Người duyệt"), str(row.decided_by)))
    if row.source or row.quoted:
        told.append((_("Nguồn"), row.source))
    if row.question or row.explanation:
        told += [(_("Điều cần giải trình"), row.question), (_("Giải trình"), row.explanation)]
    return told


def _corrections(rows: Iterable[Restatement], value: Value) -> list[dict[str, Any]]:
    indicator = value.indicator
    return [
        {
            "row": one,
            "old": in_words(indicator, Amount(one.old_amount, one.old_base, 1)),
            "new": in_words(indicator, Amount(one.amount, one.base, 1)),
        }
        for one in rows
    ]


class Restate(FormPage):
    """Ask that a number of a sealed period be corrected. Takes `?id=`."""

    right = (values, "restate")
    form_class = RestateForm
    template = "indicators/form.jinja"
    title = _l("Đề nghị đính chính")
    submit_label = _l("Gửi đề nghị")

    def prepare(self) -> None:
        rows = Value.objects.select_related(*RELATED)
        self.row: Value = self.found(rows, pk=whole(self.request.GET.get("id", "")))

    def make_form(self, data: Any = None, files: Any = None) -> RestateForm:
        initial = {"amount": self.row.amount, "base": self.row.base}
        return RestateForm(data, indicator=self.row.indicator, initial=initial)

    def extra(self) -> dict[str, Any]:
        lead = _("%(unit)s, %(indicator)s, %(period)s: số đang có %(number)s. Số đã chốt vẫn giữ trong bản chốt.") % {
            "unit": self.row.unit.name, "indicator": self.row.indicator.name, "period": self.row.period,
            "number": shown(self.row),
        }  # fmt: skip
        return {"lead": lead, "back": reverse("indicators:value", args=[self.row.pk])}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = propose_restatement(
            value=self.row, amount=cleaned["amount"], base=cleaned.get("base"), reason=cleaned["reason"],
            actor=request.user, now=request.now,
        )  # fmt: skip
        messages.success(request, _("Đã gửi đề nghị đính chính đến %(unit)s.") % {"unit": self.row.decider_unit.name})
        return reverse("indicators:restatement", args=[made.pk])


class RestatementPage(Page):
    """One correction: both numbers, why, and the answer."""

    right = (restatements, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        related = ("asked_by", "decided_by", *(f"value__{name}" for name in RELATED))
        row: Restatement = self.found(Restatement.objects.select_related(*related), pk=pk)
        (told,) = _corrections([row], row.value)
        facts = [
            (_("Số trước đính chính"), told["old"]),
            (_("Số đính chính"), told["new"]),
            (_("Lý do"), row.reason),
            (_("Người đề nghị"), str(row.asked_by)),
            (_("Nơi quyết định"), row.value.decider_unit.name),
        ]
        if row.decided_by:
            facts += [(_("Người quyết định"), str(row.decided_by)), (_("Ý kiến"), row.answer)]
        context = {
            "row": row, "facts": facts, "open_steps": RESTATEMENT_FLOW.open_to(row, request.user),
            "step_url": reverse("journal:take", args=[RESTATEMENT_FLOW.key, pk]),
            "timeline": timeline(row, RESTATEMENT_FLOW, {"ask": _l("Đề nghị đính chính")}),
        }  # fmt: skip
        return page(request, "indicators/restatement.jinja", context)
