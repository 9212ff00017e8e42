"""From where and when a reader looks: the unit, the period and the choice of tree in the address of a page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404

from neuguong.base.access.rules import units
from neuguong.base.figures.queries import TODAYS, TREE, TreeChoice, span, tree_choice
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import ancestors, names
from neuguong.base.periods import queries as periods
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import whole
from neuguong.work.indicators.choices import Every
from neuguong.work.indicators.queries import parts, places


@dataclass(frozen=True)
class Asked:
    """What a page is about. `name` is what the unit was called on the day whose tree is shown."""

    unit: Unit
    period: Period
    tree: TreeChoice
    name: str

    @property
    def query(self) -> str:
        """What the address of a page about the same ends with, "?" included."""
        return query_of(self.unit.code, self.period.pk, self.tree.is_todays)

    @property
    def span(self) -> str:
        return span(self.period, self.tree.on)

    @property
    def trees(self) -> dict[str, Any]:
        """How the queries of figures take the choice of tree."""
        return {"today": self.tree.today, "in_today_tree": self.tree.is_todays}


def query_of(unit_code: str, period_id: int, is_todays: bool = False) -> str:
    """`?don-vi=…&ky=…`, and the choice of today's tree."""
    asked = {"don-vi": unit_code, "ky": period_id, **({TREE: TODAYS} if is_todays else {})}
    return "?" + urlencode(asked, safe="/")


def asked_of(request: Any) -> Asked | None:
    """What the address asks for: a unit whose figures the reader may see (else her first place; None if she has none),
    and a period (else this year). 404 for another unit, and for a period that is not there."""
    unit = _unit(request)
    if unit is None:
        return None
    period = _period(request)
    tree = tree_choice(request.GET.dict(), request.path, unit.pk, period, request.today)
    called = names([unit.pk], tree.on)
    return Asked(unit, period, tree, called[unit.pk].name if unit.pk in called else unit.name)


def needed(request: Any) -> Asked:
    """As `asked_of`; 404 for a reader who has no place to look from."""
    asked = asked_of(request)
    if asked is None:
        raise Http404
    return asked


def _unit(request: Any) -> Unit | None:
    code = request.GET.get("don-vi", "")
    if not code:
        return next(iter(places(request.user)), None)
    return get_object_or_404(units.visible(Unit.objects.all(), request.user), code=code)


def _period(request: Any) -> Period:
    asked = request.GET.get("ky", "")
    if asked:
        return get_object_or_404(Period, pk=whole(asked), kind__in=Every.values)
    try:
        return periods.containing(request.today, PeriodKind.YEAR)
    except Period.DoesNotExist as error:
        raise Http404(str(error)) from error


def chips(asked: Asked) -> list[list[tuple[str, str, bool]]]:
    """The periods there are to choose from, line by line (years; what the year is cut into): label, address, is it."""
    shown, is_todays = asked.period, asked.tree.is_todays
    years = [one for one in periods.years(shown.calendar.code) if one.starts_on <= asked.tree.today]
    year = next((one for one in years if one.starts_on <= shown.starts_on and shown.ends_on <= one.ends_on), None)
    lines = [[shown, *years] if shown.kind == PeriodKind.TERM else years]
    if year:
        lines.append([year, *parts(year), *([year.parent] if year.parent else [])])
    return [
        [
            (
                str(one.year) if one in years and number == 0 else str(one),
                query_of(asked.unit.code, one.pk, is_todays),
                one == (shown if number else year or shown),
            )
            for one in line
        ]
        for number, line in enumerate(lines)
    ]


def path(asked: Asked, user: Any) -> list[dict[str, Any]]:
    """Where the unit stands, root first, with the addresses of the units above that the reader may look at."""
    above = ancestors(asked.unit.pk, asked.tree.on)
    ids = [one.pk for one in above]
    called = names(ids, asked.tree.on)
    seen = set(units.visible(Unit.objects.filter(pk__in=ids), user).order_by("pk").values_list("pk", flat=True))
    return [
        {
            "label": called[one.pk].name,
            "href": query_of(one.code, asked.period.pk, asked.tree.is_todays) if one.pk in seen else None,
        }
        for one in above
    ] + [{"label": asked.name}]
