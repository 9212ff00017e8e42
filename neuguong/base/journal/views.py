"""One page for every step of every flow: it asks, it takes, it says what became of it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRedirect

from neuguong.base.journal.models import Entry
from neuguong.base.journal.queries import done_already, just_taken
from neuguong.base.journal.services import Outcome, take_steps
from neuguong.kit import flow as flows
from neuguong.kit.flow import Flow, Step
from neuguong.kit.policy import NOTHING
from neuguong.kit.text import nfc_lines
from neuguong.kit.views import SIGNED_IN, Page, Request, fragment_of, page

MOST = 500
NAMED = 20


@dataclass(frozen=True)
class Asked:
    """What a request asks for: a step, the objects, and where to go afterwards."""

    flow: Flow
    step: Step
    ids: list[int]
    onward: str

    @property
    def model(self) -> Any:
        return apps.get_model(self.flow.model)

    def names(self, user: Any) -> dict[int, str]:
        """What the objects are called on which `user` may take the step: no name of any other is ever shown."""
        rows = self.flow.takeable(self.model._default_manager.filter(pk__in=self.ids), self.step.name, user)
        related = rows.select_related(*self.flow.related) if self.flow.related else rows
        return {row.pk: self.flow.named(row) for row in related.order_by("pk")}

    def known(self, user: Any) -> set[int]:
        """The objects that `user` has to do with: some step is hers, or was. She may be told their state."""
        hers = NOTHING
        for step in self.flow.steps:
            hers |= step.allow(user)
        done = Entry.objects.filter(model=self.flow.model, object_id__in=self.ids, actor=user)
        rows = self.model._default_manager.filter(hers | Q(pk__in=done.values("object_id")), pk__in=self.ids)
        return set(rows.order_by("pk").values_list("pk", flat=True))


class StepView(Page):
    """Ask whether to take a step (GET) and take it (POST). The rights are those of the step itself."""

    right = SIGNED_IN

    @cached_property
    def asked(self) -> Asked:
        """Read the request; 404 for an unknown flow or step, or without objects."""
        request = self.request
        one = {**request.GET.dict(), **request.POST.dict()}
        try:
            flow = flows.flow(self.kwargs["flow"])
            step = flow.step(self.kwargs.get("step") or one.get("buoc", ""))
        except KeyError:
            raise Http404 from None
        pk = self.kwargs.get("pk")
        ids = [pk] if pk else _ids(request)
        if not 0 < len(ids) <= MOST:
            raise Http404
        return Asked(flow, step, ids, self._onward(flow, ids, one.get("next", "")))

    def _onward(self, flow: Flow, ids: list[int], wanted: str) -> str:
        if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
            return wanted
        return reverse(flow.detail_url, args=ids) if flow.detail_url and len(ids) == 1 else "/"

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        return self._to_own_page() if self.asked.step.form else self.ask()

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        asked = self.asked
        if asked.step.form:
            return self._to_own_page()
        note = nfc_lines(request.POST.get("ghi_chu", ""))
        if asked.step.note == "required" and not note:
            return self.ask(error=_("Hãy ghi lý do."), status=422)
        return self._take(note)

    def _to_own_page(self) -> HttpResponse:
        asked = self.asked
        query = [("id", pk) for pk in asked.ids] + [("buoc", asked.step.name), ("next", asked.onward)]
        return self._go(f"{reverse(asked.step.form)}?{urlencode(query)}")

    def ask(self, error: str = "", status: int = 200) -> HttpResponse:
        """The question: what will happen, to which objects, and the note if there is one."""
        asked = self.asked
        takeable = asked.names(self.request.user)
        names = list(takeable.values())
        context = {
            "step": asked.step,
            "action": reverse("journal:step", args=[asked.flow.key, asked.step.name]),
            "ids": list(takeable),
            "onward": asked.onward,
            "names": names[:NAMED],
            "more": max(0, len(names) - NAMED),
            "others": len(asked.ids) - len(names),
            "subject": names[0] if len(names) == 1 else _("%(n)s hồ sơ") % {"n": len(names)},
            "error": error,
        }
        block = "question" if fragment_of(self.request) else ""
        return page(self.request, "journal/step.jinja", context, block=block, status=status)

    def _take(self, note: str) -> HttpResponse:
        asked, user = self.asked, self.request.user
        names = asked.names(user)
        rows = asked.model._default_manager.filter(pk__in=asked.ids)
        now = self.request.now
        outcome = take_steps(asked.flow, rows, asked.step.name, user, note, now=now)
        self._say_moved(outcome, names)
        again = just_taken(asked.flow.model, [one.id for one in outcome.refused], asked.step.name, user, now)
        if again:
            messages.success(self.request, done_already(asked.step))
        left = Outcome([*outcome.moved, *again], [one for one in outcome.refused if one.id not in again])
        self._say_refused(left, names, asked.known(user) if left.refused else set())
        return self._go(asked.onward)

    def _say_moved(self, outcome: Outcome, names: dict[int, str]) -> None:
        if not outcome.moved:
            return
        count = len(outcome.moved)
        what = names[outcome.moved[0]] if count == 1 else _("%(n)s hồ sơ") % {"n": count}
        said = _("Đã thực hiện “%(step)s”: %(what)s.") % {"step": self.asked.step.label, "what": what}
        messages.success(self.request, said)

    def _say_refused(self, outcome: Outcome, names: dict[int, str], known: set[int]) -> None:
        """One message for each reason; an object is named only to whom it may be named, else merely counted.

        What is not there at all is counted with what is out of reach.
        """
        missing = len(self.asked.ids) - len(outcome.moved) - len(outcome.refused)
        reasons = Counter({_out_of_reach(): missing} if missing else {})
        for refusal in outcome.refused:
            reason = refusal.reason if refusal.id in known else _out_of_reach()
            if refusal.id in names and len(outcome.refused) <= NAMED:
                messages.warning(self.request, f"{names[refusal.id]}: {reason}")
            else:
                reasons[reason] += 1
        for reason, count in reasons.items():
            messages.warning(self.request, reason if len(self.asked.ids) == 1 else _counted(count, reason))

    def _go(self, address: str) -> HttpResponse:
        is_htmx = bool(getattr(self.request, "htmx", False))
        return HttpResponseClientRedirect(address) if is_htmx else HttpResponseRedirect(address)


class BatchView(StepView):
    """The buttons above a list: a POST here only asks; the answer goes to the step's own address."""

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        return self.get(request, **kwargs)


def _ids(request: Request) -> list[int]:
    queries = (request.GET, request.POST)
    given = [one for name in ("ids", "id", "chon") for query in queries for one in query.getlist(name)]
    return list(dict.fromkeys(int(one) for one in given if one.isdecimal() and len(one) < 19))


def _out_of_reach() -> str:
    return _(
        "Hồ sơ không còn ở bước này (có thể vừa được xử lý), hoặc ngoài quyền của đồng chí. Hãy tải lại trang để xem."
    )


def _counted(count: int, reason: str) -> str:
    return ngettext("%(n)s hồ sơ: %(reason)s", "%(n)s hồ sơ: %(reason)s", count) % {"n": count, "reason": reason}
