"""Pages on which a registration is begun, and a year is opened."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods import queries as periods
from neuguong.base.periods.choices import CompilingLevel, Subject
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import date, number, whole
from neuguong.kit.views import SIGNED_IN, FormPage, Page, Request, require
from neuguong.work.commitments import queries
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.forms import NewForm, OpenYearForm, UnitField
from neuguong.work.commitments.likely import likely
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy, units
from neuguong.work.commitments.services import addition_of, due_day, new_commitment, open_year, standing
from neuguong.work.programmes.queries import living

SUGGESTED = 200


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
