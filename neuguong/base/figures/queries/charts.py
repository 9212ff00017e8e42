"""Figures as charts, the lines of a table of sub-units in words, and the choice of the tree that they stand in."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, F, Func, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.figures.queries.children import Line, by_child
from neuguong.base.figures.queries.read import Number, figures
from neuguong.base.figures.queries.rows import TODAYS, TREE, href, span
from neuguong.base.orgs.models import Path, Unit
from neuguong.base.orgs.queries import names
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import quarters
from neuguong.kit.charts import Bars, Heat, HeatRow, Mark, Point, Share, Trend
from neuguong.kit.figures import Measure
from neuguong.kit.numbers import date

PERIODS = 8
TREND, COMPARISON, COVERAGE = "xu-huong", "so-sanh", "do-phu"


@dataclass(frozen=True)
class TreeChoice:
    """In which tree a page's figures stand, and the addresses of the same page in both. `was_born` is false for a unit
    that had no place yet in the tree of the period."""

    is_todays: bool
    tree_on: dt.date
    today: dt.date
    href: str
    todays_href: str
    was_born: bool

    @property
    def on(self) -> dt.date:
        """The day whose tree is shown."""
        return self.today if self.is_todays else self.tree_on


def tree_choice(
    params: Mapping[str, str], path: str, unit_id: int, period: Period, today: dt.date, tree: str = "party"
) -> TreeChoice:
    """The choice as the query string `params` of the page at `path` makes it (one query)."""
    other = {key: value for key, value in params.items() if key not in (TREE, "page", "dem", "tai") and value}
    return TreeChoice(
        is_todays=params.get(TREE) == TODAYS,
        tree_on=period.tree_on,
        today=today,
        href=f"{path}?{urlencode(other, safe='/')}",
        todays_href=f"{path}?{urlencode({**other, TREE: TODAYS}, safe='/')}",
        was_born=Path.objects.filter(
            tree__code=tree, unit_id=unit_id, alive=True, valid_from__lte=period.tree_on
        ).exists(),
    )


def trend(
    measure: Measure,
    unit: Unit,
    period: Period,
    *,
    today: dt.date,
    in_today_tree: bool = False,
    only: int | None = None,
) -> Trend:
    """The figure over the periods of the same kind up to this one, eight at most. `only` is what the measure was
    narrowed to, for its addresses. What lies under a seal is told so, in the trees that were sealed."""
    before = Period.objects.filter(calendar=period.calendar_id, kind=period.kind, starts_on__lte=period.starts_on)
    sealed = Func(Value(unit.pk), F("pk"), function="figures_sealed", output_field=BooleanField())
    known: list[Any] = list(before.annotate(is_sealed=sealed).order_by("-starts_on")[:PERIODS])[::-1]
    values = figures([measure], unit.pk, known, today=today, in_today_tree=in_today_tree)
    tree = (
        _("theo cây tổ chức ngày %(day)s") % {"day": date(today)} if in_today_tree else _("mỗi kỳ theo cây của kỳ ấy")
    )
    return Trend(
        key=f"{TREND}-{measure.key}",
        title=_("%(figure)s qua các kỳ") % {"figure": measure.label},
        names=_("Kỳ"),
        caption=f"{_range(known[0], known[-1])}, {tree}",
        measure_unit=str(measure.measure_unit),
        address=_address(TREND, measure, unit, period, in_today_tree, only),
        points=tuple(
            Point(
                _short(one),
                values[measure.key, one.pk],
                href=href(measure.key, unit.code, one.pk, only, in_today_tree=in_today_tree),
                mark=Mark.SEALED if one.is_sealed and not in_today_tree else Mark.PLAIN,
            )
            for one in known
        ),
    )


def _range(first: Period, last: Period) -> str:
    return _("từ %(first)s đến %(last)s") % {"first": date(first.starts_on), "last": date(last.ends_on)}


def _short(period: Period) -> str:
    """The period under a chart, where there is little room: "2026", "III/2026"."""
    return str(period.year) if period.kind == PeriodKind.YEAR else str(period).removeprefix(_("Quý") + " ")


def comparison(
    measure: Measure,
    unit: Unit,
    period: Period,
    *,
    today: dt.date,
    in_today_tree: bool = False,
    only: int | None = None,
) -> Bars | None:
    """The figure at the units directly below, and what stands at none of them alone; None for a unit without any."""
    lines = by_child([measure], unit.pk, period, today=today, in_today_tree=in_today_tree)
    if not any(line.kind == "child" for line in lines):
        return None
    on = today if in_today_tree else period.tree_on
    called, codes = called_on(lines, on)
    return Bars(
        key=f"{COMPARISON}-{measure.key}",
        title=_("%(figure)s theo đơn vị cấp dưới") % {"figure": measure.label},
        names=_("Đơn vị"),
        caption=span(period, on),
        measure_unit=str(measure.measure_unit),
        address=_address(COMPARISON, measure, unit, period, in_today_tree, only),
        points=tuple(
            Point(
                line_name(line, called),
                line.values[measure.key],
                href=line_href(line, measure, codes, period, in_today_tree, only),
            )
            for line in lines
        ),
    )


def coverage(
    measure: Measure, whole: Measure, unit: Unit, year: Period, *, today: dt.date, in_today_tree: bool = False
) -> Heat | None:
    """What share of `whole` the figure is at every unit directly below, in each quarter of the year; None for a unit
    without any. A whole that stands in years is that of the year."""
    parts = quarters(year.year, year.calendar.code)
    of_year = measure.cube.quarterly and not whole.cube.quarterly
    owed = {
        one.pk: by_child([whole], unit.pk, one, today=today, in_today_tree=in_today_tree)
        for one in ([year] if of_year else parts)
    }
    last = owed[year.pk if of_year else parts[-1].pk] if parts else []
    shown = [line for line in last if line.kind == "child"]
    if not shown:
        return None
    whole_at = {pk: _at(lines, whole) for pk, lines in owed.items()}
    done_at = {
        one.pk: _at(by_child([measure], unit.pk, one, today=today, in_today_tree=in_today_tree), measure)
        for one in parts
    }
    on = today if in_today_tree else year.tree_on
    called, codes = called_on(shown, on)

    def cell(line: Line, quarter: Period) -> Share:
        of = whole_at[year.pk if of_year else quarter.pk]
        link = href(measure.key, codes[line.unit_id], quarter.pk, in_today_tree=in_today_tree)
        return Share(done_at[quarter.pk].get(line.unit_id, 0), of.get(line.unit_id, 0), link)

    return Heat(
        key=f"{COVERAGE}-{measure.key}",
        title=_("%(figure)s so với %(whole)s") % {"figure": measure.label, "whole": str(whole.label).lower()},
        names=_("Đơn vị"),
        caption=span(year, on),
        address=f"{_address(COVERAGE, measure, unit, year, in_today_tree, None)}&tren={whole.key}",
        columns=tuple(str(one).split("/")[0] for one in parts),
        rows=tuple(
            HeatRow(line_name(line, called), tuple(cell(line, one) for one in parts), href="") for line in shown
        ),
    )


def _at(lines: list[Line], measure: Measure) -> dict[int, Number]:
    """The measure at each child, by unit."""
    return {one.unit_id: one.values[measure.key] for one in lines if one.kind == "child"}


def called_on(lines: list[Line], on: dt.date) -> tuple[dict[int, str], dict[int, str]]:
    """What the units of the lines were called on a day, and their codes."""
    ids = [line.unit_id for line in lines]
    called = {pk: one.name for pk, one in names(ids, on).items()}
    return called, dict(Unit.objects.filter(pk__in=ids).values_list("pk", "code"))


def line_name(line: Line, called: Mapping[int, str]) -> str:
    """What a line of `by_child` is called in a table."""
    if line.kind != "child":
        return {"own": _("Trực tiếp tại đơn vị"), "split": _("Trước khi chia tách")}[line.kind]
    return called[line.unit_id] if line.alive else _("%(unit)s (đã kết thúc)") % {"unit": called[line.unit_id]}


def line_href(
    line: Line,
    measure: Measure,
    codes: Mapping[int, str],
    period: Period,
    in_today_tree: bool = False,
    only: int | None = None,
) -> str:
    """The rows behind a line's number; "" for none, and for what was divided: its rows lie at no one place."""
    if line.kind == "split" or not line.values.get(measure.key):
        return ""
    own = line.kind == "own"
    return href(measure.key, codes[line.unit_id], period.pk, only, own=own, in_today_tree=in_today_tree)


def _address(kind: str, measure: Measure, unit: Unit, period: Period, in_today_tree: bool, only: int | None) -> str:
    asked = {"don-vi": unit.code, "ky": str(period.pk)}
    asked |= {"theo": str(only)} if only is not None else {}
    asked |= {TREE: TODAYS} if in_today_tree else {}
    return f"{reverse('figures:chart', args=[kind, measure.key])}?{urlencode(asked, safe='/')}"
