"""A unit's whole form of a period, typed like a sheet; opening a period; letting a unit enter late."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django_htmx.http import HttpResponseClientRefresh

from neuguong.base.access.rules import holds
from neuguong.base.files.queries import attached_to_many
from neuguong.base.journal.services import Outcome
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.forms import InputForm
from neuguong.kit.numbers import date, number, whole
from neuguong.kit.views import FormPage, Page, Request, page, require
from neuguong.work.indicators.choices import Every
from neuguong.work.indicators.forms import ExcuseForm, FormLine, OpenForm, UnitForm, closed_because
from neuguong.work.indicators.models import Value
from neuguong.work.indicators.queries import shown
from neuguong.work.indicators.rules import units, values
from neuguong.work.indicators.services import enter_values, excuse, open_period, submit_values

RECORDED = tuple(Every.values)


class _UnitPeriod(Page):
    """A page of one unit, named by its code or its number, and one period."""

    unit: Unit
    period: Period

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.code: str = kwargs.get("code", "")

    def prepare(self) -> None:
        """404 for a unit that is not the reader's to see, and for a period that is not there."""
        named = Unit.objects.filter(Q(code=self.code) | Q(pk=whole(self.code)))
        self.unit = get_object_or_404(units.visible(Unit.objects.filter(pk__in=named.values("pk")), self.request.user))
        self.period = get_object_or_404(Period, pk=self.kwargs["period"], kind__in=RECORDED)

    @property
    def here(self) -> str:
        return reverse("indicators:entry", args=[self.unit.code, self.period.pk])


class Entry(_UnitPeriod):
    """The form. With script each line is saved as one leaves it; without, all of it by one button.

    A post with `viec=nop` saves and hands in everything that can go.
    """

    right = (units, "view")

    def get(self, request: Request, code: str, period: int) -> HttpResponse:
        self.prepare()
        return self._answer(self._form())

    def post(self, request: Request, code: str, period: int) -> HttpResponse:
        self.prepare()
        form = self._form()
        if not form.can_enter:
            raise Http404
        self._save(form)
        if request.headers.get("HX-Request"):
            return self._quietly(form)
        is_kept = not any(line.told or line.conflict for line in form.typed)
        if request.POST.get("viec") == "nop":
            return self._submit(form, is_kept)
        if not is_kept:
            return self._answer(form, 422)
        messages.success(request, _("Đã lưu biểu số liệu."))
        return HttpResponseRedirect(self.here)

    def _form(self) -> UnitForm:
        can_enter = units.can(self.request.user, "enter", self.unit)
        return UnitForm(self.unit, self.period, can_enter=can_enter, today=self.request.today)

    def _save(self, form: UnitForm) -> None:
        request = self.request
        lines = form.bind(request.POST, request.FILES, actor=request.user, now=request.now)
        done = enter_values(
            unit=self.unit, period=self.period, lines=lines, actor=request.user, now=request.now, today=request.today
        )
        files = attached_to_many(Value, [row.pk for row in done.rows.values()])
        for line in form.typed:
            line.take(done)
            line.files = files.get(line.row.pk, []) if line.row else []

    def _submit(self, form: UnitForm, is_kept: bool) -> HttpResponse:
        request = self.request
        outcome = submit_values(unit=self.unit, period=self.period, actor=request.user, now=request.now)
        if outcome.moved:
            messages.success(request, _("Đã nộp %(n)s số liệu.") % {"n": number(len(outcome.moved))})
        elif not outcome.refused:
            messages.info(request, _("Không còn số liệu nào để nộp."))
        if is_kept and not outcome.refused:
            return HttpResponseRedirect(self.here)
        return self._answer(self._explained(form, outcome), 422)

    def _explained(self, form: UnitForm, outcome: Outcome) -> UnitForm:
        """The form as it stands now, with what could not be saved as it was typed, and why the rest could not go."""
        again, left = self._form(), {line.key: line for line in form.typed if line.told or line.conflict}
        reasons = {one.id: one.reason for one in outcome.refused}
        for line in again.lines:
            kept = left.get(line.key)
            if kept:
                line.form, line.told, line.conflict = kept.form, kept.told, kept.conflict
            elif line.row and line.row.pk in reasons:
                line.told[""] = reasons[line.row.pk]
        return again

    def _answer(self, form: UnitForm, status: int = 200) -> HttpResponse:
        user = self.request.user
        mine = [row.pk for row in form.rows.values()]
        context = {
            "unit": self.unit, "period": self.period, "form": form, "here": self.here, "shown": shown,
            "closed": closed_because(form) if form.can_enter else "", "counts": form.counts(),
            "owed": form.groups(expected=True), "unasked": form.groups(expected=False), "today": self.request.today,
            "writes": any(line.can_write for line in form.lines),
            "excuses": values.visible(Value.objects.filter(pk__in=mine), user, "excuse").exists(),
            "waits": sum(row.state == "SUBMITTED" for row in form.rows.values()),
            "periods": self._periods(),
            "left": [line for line in form.lines if line.told or line.conflict], "saved": "",
        }  # fmt: skip
        return page(self.request, "indicators/entry.jinja", context, status=status)

    def _periods(self) -> QuerySet[Period]:
        """The periods of the year that have begun, to turn to."""
        own = Period.objects.filter(calendar=self.period.calendar_id, year=self.period.year, kind__in=RECORDED)
        return own.filter(starts_on__lte=self.request.today).order_by("starts_on", "-ends_on")

    def _quietly(self, form: UnitForm) -> HttpResponse:
        """The answer to the save of a line: what became of it, and what stands now."""
        at = f"{timezone.localtime(self.request.now):%H:%M}"
        lines: list[FormLine] = form.typed
        if not lines:  # entry has ended, or the number was handed in meanwhile: the page says which
            return HttpResponseClientRefresh()
        context: dict[str, Any] = {"lines": lines, "saved": _("Đã lưu %(at)s") % {"at": at}, "shown": shown}
        return page(self.request, "indicators/entry_saved.jinja", context)


class EnterOne(Page):
    """Where the step "enter" of one number leads: to its line in the form of its unit."""

    right = (values, "enter")

    def get(self, request: Request) -> HttpResponse:
        row: Value = self.found(Value.objects.select_related("unit"), pk=whole(request.GET.get("id", "")))
        address = reverse("indicators:entry", args=[row.unit.code, row.period_id])
        return HttpResponseRedirect(f"{address}#cs-{row.indicator_id}")


class Excuse(_UnitPeriod, FormPage):
    """Let a unit enter its numbers of a period late."""

    right = (units, "view")
    form_class = ExcuseForm
    template = "indicators/form.jinja"
    title = _l("Cho phép nhập muộn")
    submit_label = _l("Cho phép")

    def prepare(self) -> None:
        super().prepare()
        rows = Value.objects.filter(unit=self.unit, period=self.period)
        if not values.visible(rows, self.request.user, "excuse").exists():
            raise Http404

    def extra(self) -> dict[str, Any]:
        words = {"unit": self.unit.name, "period": str(self.period)}
        lead = _("%(unit)s, %(period)s. Số nộp trong thời gian này vẫn ghi là nộp muộn; lý do hiện ở biểu.") % words
        return {"lead": lead, "back": self.here}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = excuse(unit=self.unit, period=self.period, **cleaned, actor=request.user, now=request.now)
        words = {"unit": self.unit.name, "day": date(made.until)}
        messages.success(request, _("%(unit)s được nhập số liệu đến hết ngày %(day)s.") % words)
        return self.here


class OpenPeriod(FormPage):
    """Ask a unit, and everything under it, for the numbers of a period."""

    right = (units, "open")
    form_class = OpenForm
    template = "indicators/form.jinja"
    title = _l("Mở nhập số liệu")
    submit_label = _l("Mở nhập số liệu")

    def prepare(self) -> None:
        asked = Unit.objects.filter(code=self.request.GET.get("don-vi", ""))
        own = Unit.objects.filter(pk__in={hold.unit_id for hold in holds(self.request.user)})
        self.units: QuerySet[Unit] = self.allowed(own | asked).order_by("level", "sort_key", "pk")
        require(self.units.exists())

    def make_form(self, data: Any = None, files: Any = None) -> InputForm:
        today = self.request.today
        periods = Period.objects.filter(calendar__code="civil", kind__in=RECORDED, starts_on__lte=today)
        unit = self.units.filter(code=self.request.GET.get("don-vi", "")).first() or self.units.first()
        initial = {"unit": unit, "period": self.request.GET.get("ky", "")}
        return OpenForm(data, units=self.units, periods=periods.order_by("-ends_on", "kind"), initial=initial)

    def extra(self) -> dict[str, Any]:
        lead = _("Mỗi đơn vị thuộc diện báo cáo có một dòng cho mỗi chỉ tiêu; mở lại chỉ thêm dòng còn thiếu.")
        return {"lead": lead, "back": ""}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = open_period(
            period=cleaned["period"], issuer=cleaned["unit"], due_on=cleaned["due_on"], actor=request.user,
            now=request.now,
        )  # fmt: skip
        words = {"period": str(cleaned["period"]), "n": number(made)}
        messages.success(request, _("Đã mở %(period)s: thêm %(n)s số liệu phải nhập.") % words)
        return reverse("indicators:entry", args=[cleaned["unit"].code, cleaned["period"].pk])
