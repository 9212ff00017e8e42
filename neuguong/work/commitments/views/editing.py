"""The page on which a registration is written. Everything typed is saved as one goes, whole or not."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.orgs.queries import people_of
from neuguong.kit.numbers import date, whole
from neuguong.kit.views import Page, Request, fragment_of, page
from neuguong.work.commitments import queries
from neuguong.work.commitments.above import acting_for, sent_back
from neuguong.work.commitments.cell import Member, address, member_of
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.forms import DraftForm, UnitField, both_texts, items_of
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services import save_draft, unfinished

_FIELDS = (
    "shortcomings", "mend_by", "pressing_issue", "expected_product", "steering", "cooperating", "resources",
    "supervisor", "for_term", "edition", "unread",
)  # fmt: skip


class Edit(Page):
    """Write a registration; saved on the server as one goes, sent when one says so.

    `?chi-bo=1` writes it for the page of the whole cell: the form alone stands in that page, and one returns there.
    """

    right = (policy, "write")

    def get(self, request: Request) -> HttpResponse:
        row = self._load()
        return self._answer(row, self._form(row), items_of(row, ids=_ids(row)))

    def post(self, request: Request) -> HttpResponse:
        row = self._load()
        data = request.POST.copy()
        if data.get("them_dong"):
            data["viec-TOTAL_FORMS"] = str(whole(data.get("viec-TOTAL_FORMS", "0")) + 1)
            return self._answer(row, self._form(row, data), items_of(row, data, ids=_ids(row)))
        quiet = bool(request.headers.get("HX-Request")) and data.get("tu_dong") == "1"
        form, items = self._form(row, data), items_of(row, data, ids=_ids(row))
        if not (form.is_kept & items.is_kept):
            words = [*items.non_form_errors(), *form.non_field_errors()]
            return self._quietly(row, _not_saved(words)) if quiet else self._answer(row, form, items, 422)
        try:
            saved = self._save(row, form, items)
        except ValidationError as error:
            return self._refused(row, form, items, error, data if quiet else None)
        if quiet:
            return self._saved_quietly(saved, form, data)
        return self._onward(saved, form, items, data)

    def _load(self) -> Commitment:
        rows = Commitment.objects.select_related(
            "unit", "period", "person", "supervisor", "steering", "decider_unit", "written_by"
        )
        asked = self.request.GET.get("id") or self.request.POST.get("id") or "0"
        return self.found(rows, pk=whole(asked))  # type: ignore[no-any-return]  # found gives any model

    def _form(self, row: Commitment, data: Any = None) -> DraftForm:
        people = people_of(row.unit_id, self.request.today)
        initial = {name: getattr(row, name) for name in _FIELDS} | row.unread
        self.term = queries.term_of(row.period)
        self.near = queries.supervising(row.decider_unit_id, self.request.today)
        return DraftForm(
            data, initial=initial, auto_id=_ids(row), commitment=row, units=self.near, term=self.term, people=people
        )

    @property
    def _in_cell(self) -> bool:
        return self.request.GET.get("chi-bo") == "1"

    def _back(self, row: Commitment) -> str:
        return address(row.unit, row.period, row) if self._in_cell else reverse("commitments:detail", args=[row.pk])

    def _answer(
        self, row: Commitment, form: DraftForm, items: Any, status: int = 200, wrong: str = "", **more: Any
    ) -> HttpResponse:
        """The page of the form; `wrong` heads its errors where something was saved all the same."""
        added_to = queries.full(self.request.user).filter(pk=row.adds_to_id).first() if row.adds_to_id else None
        context = {
            "commitment": row, "form": form, "items": items, "edition": None,
            "saved": _last_saved(row, self.request.today), "added_to": added_to, "term": self.term,
            "wrong": wrong, "sent_back": sent_back(row), "differs": [],
            "acting_for": acting_for(row, self.request.user), "in_cell": self._in_cell, "back": self._back(row),
            "suggestions": [UnitField.say(unit) for unit in self.near.offered()] if row.kind == Kind.HEAD else [],
            "is_fragment": bool(fragment_of(self.request)), "member": None,
            "unfinished": 0 if fragment_of(self.request) else unfinished(row).count(),
        } | more  # fmt: skip
        block = "writing" if context["is_fragment"] else ""
        return page(self.request, "commitments/edit.jinja", context, block=block, status=status)

    def _quietly(self, row: Commitment, words: str, **more: Any) -> HttpResponse:
        """The answer to an autosave. Only a save that succeeded hands out the next edition: after a conflict the form
        keeps its old one, so that it can never overwrite what somebody else has written unseen."""
        context = {
            "commitment": row, "saved": words, "edition": None, "differs": [], "form": None, "items": None,
            "member": None, "is_fragment": True, "in_cell": self._in_cell,
        } | more  # fmt: skip
        return page(self.request, "commitments/edit.jinja", context, block="autosave")

    def _saved_quietly(self, row: Commitment, form: DraftForm, data: Any) -> HttpResponse:
        """When it was saved; beside each field what is missing; in the cell's page the member's line."""
        member: Member | None = member_of(row, self.request.user, self.request.today) if self._in_cell else None
        items = items_of(row, data, ids=_ids(row))
        return self._quietly(
            row, _last_saved(row, self.request.today), edition=row.edition, form=form, items=items, member=member,
            numbers=[one.number for one in items.inputs()],
        )  # fmt: skip

    def _refused(
        self, row: Commitment, form: DraftForm, items: Any, error: ValidationError, quiet: Any
    ) -> HttpResponse:
        """What the service said, beside the form. Pressed twice, or sent again because the answer was lost on its way:
        what stands there already is as good as saved."""
        if getattr(error, "code", "") != "edition":
            form.add_error(None, error)
            return self._quietly(row, _not_saved(error.messages)) if quiet else self._answer(row, form, items, 422)
        row = self._load()
        differs, merged = both_texts(row, form, items)
        if not differs:
            return self._saved_quietly(row, form, merged) if quiet else self._onward(row, form, items, merged)
        if quiet:
            return self._quietly(row, " ".join(error.messages), differs=differs)
        merged["edition"] = str(row.edition)
        form = self._form(row, merged)
        form.add_error(None, error)
        return self._answer(row, form, items_of(row, merged, ids=_ids(row)), 409, differs=differs)

    def _save(self, row: Commitment, form: DraftForm, items: Any) -> Commitment:
        request: Any = self.request
        return save_draft(
            commitment=row, fields=form.written(), items=items.inputs(), edition=form.cleaned_data["edition"],
            actor=request.user, now=request.now, today=request.today,
        )  # fmt: skip

    def _onward(self, row: Commitment, form: DraftForm, items: Any, data: Any) -> HttpResponse:
        """To the page of what was saved; back to the form where something was not read, or must not be sent yet."""
        send = data.get("trinh") == "1"
        missing = FLOW.unmet(row, "submit")
        is_doubtful = bool(form.errors or any(one.errors for one in items.standing()))
        if is_doubtful or (send and missing):
            wrong = (
                _("Đã lưu bản dự thảo, chưa trình được:") if send else _("Đã lưu bản dự thảo; còn chỗ chưa đọc được:")
            )
            return self._unfinished(data, missing if send else [], wrong)
        if send:
            return redirect(reverse("journal:take", args=["cam-ket", row.pk]) + "?buoc=submit")
        later = _("Trước khi trình, còn phải xem lại: %(what)s") % {"what": " ".join(missing)}
        ready = _("Khi viết xong, hãy bấm “Trình duyệt”.")
        messages.success(self.request, " ".join([_("Đã lưu bản dự thảo."), later if missing else ready]))
        return HttpResponseRedirect(self._back(row))

    def _unfinished(self, data: Any, missing: list[str], wrong: str) -> HttpResponse:
        """The form again: what was typed is saved, and what is still wrong or missing is said."""
        row = self._load()
        data["edition"] = str(row.edition)
        form = self._form(row, data)
        if missing:
            form.add_error(None, ValidationError(missing))
        return self._answer(row, form, items_of(row, data, ids=_ids(row)), 422, wrong)


def _ids(row: Commitment) -> str:
    """Several forms stand on the page of a cell: each names its elements by its registration."""
    return f"id_{row.pk}_%s"


def _last_saved(row: Commitment, today: dt.date) -> str:
    if row.written_at is None:
        return ""
    at = timezone.localtime(row.written_at)
    return _("Đã lưu lúc %(at)s.") % {"at": f"{at:%H:%M}" if at.date() == today else f"{at:%H:%M} {date(at.date())}"}


def _not_saved(reasons: list[str]) -> str:
    return " ".join([_("Chưa lưu."), *map(str, reasons)]) if reasons else _("Chưa lưu: có chỗ máy không nhận được.")
