"""Pages on which a registration is written."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import people_of
from neuguong.base.periods import queries as periods
from neuguong.base.periods.choices import CompilingLevel, Subject
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import date, number, whole
from neuguong.kit.views import SIGNED_IN, FormPage, Page, Request, page, require
from neuguong.work.commitments import queries
from neuguong.work.commitments.above import acting_for, sent_back
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.forms import DraftForm, NewForm, OpenYearForm, UnitField, items_of
from neuguong.work.commitments.likely import likely
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy, units
from neuguong.work.commitments.services import addition_of, due_day, new_commitment, open_year, save_draft, standing
from neuguong.work.programmes.queries import living

SUGGESTED = 200
_FIELDS = (
    "shortcomings", "mend_by", "pressing_issue", "expected_product", "steering", "cooperating", "resources",
    "supervisor", "for_term", "edition",
)  # fmt: skip


class Edit(Page):
    """Write a registration; saved on the server as one goes, sent when one says so."""

    right = (policy, "write")

    def _load(self) -> Commitment:
        rows = Commitment.objects.select_related("unit", "period", "person", "supervisor", "steering", "decider_unit")
        asked = self.request.GET.get("id") or self.request.POST.get("id") or "0"
        return self.found(rows, pk=whole(asked))  # type: ignore[no-any-return]  # found gives any model

    def _form(self, row: Commitment, data: Any = None) -> DraftForm:
        people = people_of(row.unit_id, self.request.today)
        initial = {name: getattr(row, name) for name in _FIELDS}
        self.term = queries.term_of(row.period)
        self.near = queries.supervising(row.decider_unit_id, self.request.today)
        return DraftForm(data, initial=initial, commitment=row, units=self.near, term=self.term, people=people)

    def _answer(self, row: Commitment, form: DraftForm, items: Any, status: int = 200, wrong: str = "") -> HttpResponse:
        """The page of the form; `wrong` heads its errors where something was saved all the same."""
        added_to = queries.full(self.request.user).filter(pk=row.adds_to_id).first() if row.adds_to_id else None
        context = {
            "commitment": row, "form": form, "items": items, "saved": "", "edition": None, "added_to": added_to,
            "term": self.term, "wrong": wrong, "sent_back": sent_back(row),
            "acting_for": acting_for(row, self.request.user),
            "suggestions": [UnitField.say(unit) for unit in self.near.offered()] if row.kind == Kind.HEAD else [],
        }  # fmt: skip
        return page(self.request, "commitments/edit.jinja", context, status=status)

    def _quietly(self, row: Commitment, words: str, edition: int | None = None) -> HttpResponse:
        """The answer to an autosave. Only a save that succeeded hands out the next edition: after a conflict the form
        keeps its old one, so that it can never overwrite what somebody else has written."""
        context = {"commitment": row, "saved": words, "edition": edition}
        return page(self.request, "commitments/edit.jinja", context, block="autosave")

    def get(self, request: Request) -> HttpResponse:
        row = self._load()
        return self._answer(row, self._form(row), items_of(row))

    def post(self, request: Request) -> HttpResponse:
        row = self._load()
        data = request.POST.copy()
        if data.get("them_dong"):
            blocks = data.get("viec-TOTAL_FORMS", "0")
            data["viec-TOTAL_FORMS"] = str(whole(blocks) + 1)
            return self._answer(row, self._form(row, data), items_of(row, data))
        quiet = bool(request.headers.get("HX-Request")) and data.get("tu_dong") == "1"
        form, items = self._form(row, data), items_of(row, data)
        if not (form.is_valid() & items.is_valid()):
            if quiet:
                return self._quietly(
                    row, _("Chưa lưu: nội dung nào cũng cần việc cụ thể và thời hạn đúng, số ghi đúng mẫu.")
                )
            return self._answer(row, form, items, 422)
        try:
            saved = self._save(row, form, items)
        except ValidationError as error:
            if quiet:
                return self._quietly(row, " ".join(error.messages))
            form.add_error(None, error)
            return self._answer(row, form, items, 409 if getattr(error, "code", "") == "edition" else 422)
        if quiet:
            return self._saved_quietly(saved)
        missing = FLOW.unmet(saved, "submit") if data.get("trinh") == "1" else []
        return self._unfinished(data, missing) if missing else self._go(saved, send=data.get("trinh") == "1")

    def _unfinished(self, data: Any, missing: list[str]) -> HttpResponse:
        """The form again: what was typed is saved, and what is still missing before it can be handed in is said."""
        row = self._load()
        data["edition"] = str(row.edition)
        form = self._form(row, data)
        form.add_error(None, ValidationError(missing))
        return self._answer(row, form, items_of(row, data), 422, _("Đã lưu bản dự thảo, chưa trình được:"))

    def _save(self, row: Commitment, form: DraftForm, items: Any) -> Commitment:
        request: Any = self.request
        return save_draft(
            commitment=row, fields=form.written(), items=items.inputs(), edition=form.cleaned_data["edition"],
            actor=request.user, now=request.now, today=request.today,
        )  # fmt: skip

    def _saved_quietly(self, row: Commitment) -> HttpResponse:
        request: Any = self.request
        words = _("Đã lưu nháp lúc %(at)s.") % {"at": f"{timezone.localtime(request.now):%H:%M}"}
        return self._quietly(row, words, row.edition)

    def _go(self, row: Commitment, *, send: bool) -> HttpResponse:
        if send:
            return redirect(reverse("journal:take", args=["cam-ket", row.pk]) + "?buoc=submit")
        messages.success(self.request, _("Đã lưu bản dự thảo. Khi viết xong, hãy bấm “Trình duyệt”."))
        return HttpResponseRedirect(reverse("commitments:detail", args=[row.pk]))


class Addition(Page):
    """Begin what this year adds to an approved registration for the term."""

    right = (policy, "add")

    def post(self, request: Request, pk: int) -> HttpResponse:
        row = self.found(Commitment.objects.select_related("unit", "period", "person__home", "appointment"), pk=pk)
        today = request.today
        try:
            made = addition_of(
                term=row, period=periods.year(today.year), actor=request.user, now=request.now, today=today,
            )  # fmt: skip
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("commitments:detail", row.pk)
        return redirect(reverse("commitments:edit") + f"?id={made.pk}")


class New(FormPage):
    """Begin a registration that nobody was expected to make: one's own, or typed for somebody of one's unit."""

    right = SIGNED_IN
    form_class = NewForm
    title = _l("Đăng ký mới")
    submit_label = _l("Bắt đầu viết")

    def make_form(self, data: Any = None, files: Any = None) -> NewForm:
        request: Any = self.request
        offered = queries.registrants(request.user, request.today)
        open_years = [one.pk for one in periods.years() if one.year >= request.today.year]
        years = Period.objects.filter(pk__in=open_years).order_by("year")
        return NewForm(data, offered=offered, years=years, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        request: Any = self.request
        return likely(request.user, request.today.year, request.today)

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        period, unit = cleaned["year"], cleaned["unit"]
        asked: dict[str, Any] = {
            "kind": cleaned["kind"], "period": period, "unit": unit,
            "person": cleaned["person"] if cleaned["kind"] != Kind.COLLECTIVE else None,
        }  # fmt: skip
        there = self.allowed_to_see(standing(**asked))
        if there is not None:
            messages.info(request, _("Bản đăng ký này đã có sẵn; đồng chí xem và viết tiếp tại đây."))
            return reverse("commitments:detail", args=[there.pk])
        try:
            made = new_commitment(
                **asked, due_on=due_day(period, unit, request.today), actor=request.user, now=request.now,
                today=request.today,
            )  # fmt: skip
        except PermissionDenied as error:  # each choice is hers, their combination is not: said beside the form
            raise ValidationError(_("Việc này nằm ngoài phạm vi quyền của đồng chí.")) from error
        return reverse("commitments:edit") + f"?id={made.pk}"

    def allowed_to_see(self, rows: QuerySet[Commitment]) -> Commitment | None:
        return policy.visible(rows, self.request.user).first()


class OpenYear(FormPage):
    """Write down what everybody under a unit owes for a year; `?don-vi=` and `?nam=` come filled in."""

    right = (units, "open_year")
    form_class = OpenYearForm
    template = "commitments/open_year.jinja"
    title = _l("Mở đăng ký năm")
    submit_label = _l("Mở đăng ký")

    def prepare(self) -> None:
        request: Any = self.request
        self.units = living(self.allowed(Unit.objects.all()), request.today)
        require(self.units.exists())
        self.years = Period.objects.filter(pk__in=[one.pk for one in periods.years()]).order_by("-year")
        asked = self.years.filter(year=whole(request.GET.get("nam", ""))).first()
        self.year = asked or self.years.filter(year=request.today.year).first()

    def make_form(self, data: Any = None, files: Any = None) -> OpenYearForm:
        days = periods.deadlines(self.year, Subject.REGISTER) if self.year else {}
        by_level = sorted(days.items(), reverse=True)
        due = "; ".join(f"{CompilingLevel(level).label} {date(day)}" for level, day in by_level)
        due = f"{due}." if due else ""
        return OpenYearForm(data, units=self.units, years=self.years, due=due, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        """Unless the address says otherwise: the widest unit, the year at hand."""
        unit = self.units.filter(code=self.request.GET.get("don-vi", "")).first() or self.units.first()
        return {"unit": unit, "year": self.year and self.year.year}

    def extra(self) -> dict[str, Any]:
        return {"suggestions": [UnitField.say(unit) for unit in self.units[:SUGGESTED]]}

    def act(self, cleaned: dict[str, Any]) -> str:
        period: Period = cleaned["year"]
        made = open_year(unit=cleaned["unit"], period=period, due_on=cleaned["due_on"], day=self.request.today)
        messages.success(
            self.request,
            _("Đã mở đăng ký năm %(year)s: thêm %(n)s bản phải đăng ký.") % {"year": period.year, "n": number(made)},
        )
        return reverse("commitments:list") + f"?year={period.year}"
