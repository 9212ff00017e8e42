"""Pages of batches: the list, one batch with its lines and its report, drawing up, trying, applying, undoing."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.journal.queries import timeline
from neuguong.base.orgs.models import Unit
from neuguong.base.reorganisations import forms, queries, rules, services
from neuguong.base.reorganisations.flow import FLOW
from neuguong.base.reorganisations.lists import BATCHES, TONES
from neuguong.base.reorganisations.models import Change, Reorganisation
from neuguong.kit.lists import Listing
from neuguong.kit.numbers import date
from neuguong.kit.views import FormPage, ListPage, Page, Request, page, require

ACTS = {
    "open": _l("Soạn đợt sắp xếp"),
    "line": _l("Ghi một dòng"),
    "drop": _l("Bỏ một dòng"),
    "try": _l("Chạy thử"),
}


class Batches(ListPage):
    """The batches in the reader's reach."""

    right = rules.batches, "view"
    spec = BATCHES
    template = "reorganisations/list.jinja"
    title = _l("Sắp xếp đơn vị")

    def get_queryset(self) -> QuerySet[Reorganisation]:
        return queries.batches()

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"can_add": rules.units.visible(Unit.objects.all(), self.request.user, "draw").exists()}


class BatchPage(Page):
    """One batch: its lines, and what the last trial (or the act) showed."""

    right = rules.batches, "view"

    def get(self, request: Request, pk: int) -> HttpResponse:
        row = self.found(rules.batches.abilities(queries.batches(), request.user), pk=pk)
        report = row.report or None
        told = {one["number"]: one for one in report["lines"]} if report else {}
        context = {
            "batch": row,
            "tone": TONES[row.state],
            "lines": [(line, told.get(line.number)) for line in row.changes.order_by("number")],
            "report": report,
            "report_day": dt.date.fromisoformat(report["day"]) if report else None,
            "is_clean": report is not None and services.is_clean(report),
            "open_steps": FLOW.open_to(row, request.user),
            "timeline": timeline(row, FLOW, ACTS),
        }
        return page(request, "reorganisations/detail.jinja", context)


class AddBatch(FormPage):
    """Draw a batch up."""

    right = rules.units, "draw"
    form_class = forms.BatchForm
    template = "reorganisations/form.jinja"
    title = _l("Soạn đợt sắp xếp")
    submit_label = _l("Soạn đợt sắp xếp")

    def prepare(self) -> None:
        self.units = self.allowed(Unit.objects.all())
        self.highest = self.units.order_by("level", "sort_key", "pk").first()
        require(self.highest is not None)

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return forms.BatchForm(data, units=self.units, initial={"unit": self.highest})

    def extra(self) -> dict[str, Any]:
        lead = _("Đợt sắp xếp chỉ đổi cây tổ chức khi được áp dụng; trước đó có thể chạy thử nhiều lần.")
        return {"lead": lead, "back": reverse("reorganisations:list")}

    def act(self, cleaned: dict[str, Any]) -> str:
        made = services.open_batch(**cleaned, by=self.request.user, now=self.request.now)
        return reverse("reorganisations:detail", args=[made.pk])


class AddLine(FormPage):
    """Add a line to a draft."""

    right = rules.batches, "write"
    form_class = forms.LineForm
    template = "reorganisations/form.jinja"
    title = _l("Thêm thay đổi")
    submit_label = _l("Ghi lại")

    def prepare(self) -> None:
        self.batch: Reorganisation = self.found(Reorganisation.objects.all(), pk=self.kwargs["pk"])
        self.units = rules.units.visible(Unit.objects.all(), self.request.user, "draw")
        self.line: Change | None = None

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        names = ("kind", "unit_code", "target_code", "name", "short_name", "unit_kind", "parent_code", "late")
        initial = {name: getattr(self.line, name) for name in names} if self.line else {}
        return forms.LineForm(data, units=self.units, batch=self.batch, initial=initial)

    def extra(self) -> dict[str, Any]:
        return {"lead": self.batch.title, "back": reverse("reorganisations:detail", args=[self.batch.pk])}

    def act(self, cleaned: dict[str, Any]) -> str:
        services.add_change(
            batch=self.batch, line=services.Line(**cleaned), by=self.request.user, now=self.request.now,
            number=self.line.number if self.line else 0,
        )  # fmt: skip
        return reverse("reorganisations:detail", args=[self.batch.pk])


class EditLine(AddLine):
    """Change a line of a draft."""

    title = _l("Sửa thay đổi")

    def prepare(self) -> None:
        batches = self.allowed(Reorganisation.objects.all())
        self.line = _line(batches, self.kwargs["pk"])
        self.batch = self.line.reorganisation
        self.units = rules.units.visible(Unit.objects.all(), self.request.user, "draw")


class DropLine(FormPage):
    """Take a line out of a draft."""

    right = rules.batches, "write"
    form_class = forms.NothingForm
    template = "reorganisations/form.jinja"
    title = _l("Bỏ thay đổi")
    submit_label = _l("Bỏ dòng này")

    def prepare(self) -> None:
        self.line = _line(self.allowed(Reorganisation.objects.all()), self.kwargs["pk"])

    def extra(self) -> dict[str, Any]:
        return {"lead": str(self.line), "back": reverse("reorganisations:detail", args=[self.line.reorganisation_id])}

    def act(self, cleaned: dict[str, Any]) -> str:
        services.drop_change(change=self.line, by=self.request.user, now=self.request.now)
        return reverse("reorganisations:detail", args=[self.line.reorganisation_id])


class TryOut(Page):
    """Run a draft and take it back; the report stands on the batch's page."""

    right = rules.batches, "write"

    def post(self, request: Request, pk: int) -> HttpResponse:
        row = self.found(Reorganisation.objects.all(), pk=pk)
        try:
            report = services.try_out(batch=row, by=request.user, now=request.now, today=request.today)
            if services.is_clean(report):
                messages.success(request, _("Đã chạy thử: không có điểm nào phải sửa. Cây tổ chức chưa thay đổi."))
            else:
                messages.warning(request, _("Đã chạy thử: còn điểm phải sửa, ghi bên cạnh từng dòng."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("reorganisations:detail", args=[pk]))


class _Act(FormPage):
    """A step of the flow, asked about the one batch that the address names (`?id=`)."""

    template = "reorganisations/form.jinja"
    step = ""

    def prepare(self) -> None:
        asked = self.request.GET.get("id") or self.request.POST.get("id") or ""
        number = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
        rows = rules.batches.visible(Reorganisation.objects.all(), self.request.user)
        self.batch: Reorganisation = self.found(rows, pk=number)

    def extra(self) -> dict[str, Any]:
        lead = f"{self.batch.title}. {FLOW.step(self.step).says}"
        back = reverse("reorganisations:detail", args=[self.batch.pk])
        return {"lead": lead, "back": back, "is_danger": self.step == "undo"}


class Apply(_Act):
    """Apply a batch."""

    right = rules.batches, "view"
    step = "apply"
    form_class = forms.NothingForm
    title = _l("Áp dụng đợt sắp xếp")
    submit_label = _l("Áp dụng")

    def act(self, cleaned: dict[str, Any]) -> str:
        request = self.request
        outcome = services.apply(batch=self.batch, by=request.user, now=request.now, today=request.today)
        if outcome.refused:
            messages.warning(request, outcome.refused[0].reason)
        else:
            self.batch.refresh_from_db()
            day = self.batch.counts_from or self.batch.on
            messages.success(request, _("Đã áp dụng. Cây tổ chức đổi từ ngày %(day)s.") % {"day": date(day)})
        return reverse("reorganisations:detail", args=[self.batch.pk])


class Undo(_Act):
    """Take a batch back."""

    right = rules.batches, "view"
    step = "undo"
    form_class = forms.UndoForm
    title = _l("Hoàn tác đợt sắp xếp")
    submit_label = _l("Hoàn tác")

    def act(self, cleaned: dict[str, Any]) -> str:
        request = self.request
        outcome = services.undo(batch=self.batch, reason=cleaned["reason"], by=request.user, now=request.now)
        if outcome.refused:
            messages.warning(request, outcome.refused[0].reason)
        else:
            messages.success(request, _("Đã hoàn tác. Cây tổ chức trở lại như trước."))
        return reverse("reorganisations:detail", args=[self.batch.pk])


def _line(batches: QuerySet[Reorganisation], pk: int) -> Change:
    rows = Change.objects.filter(reorganisation__in=batches.values("pk")).select_related("reorganisation")
    return get_object_or_404(rows, pk=pk)
