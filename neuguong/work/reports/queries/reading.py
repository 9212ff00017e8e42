"""What a report is made of: the numbers of a unit and of every line under it, and the rows that are named in it.

Each cube is read by one statement, and the totals are the sums of its lines: text, tables and totals of one report
come from one snapshot and cannot contradict each other.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries import (
    Line,
    Number,
    by_child,
    rows,
    sealed_by_child,
    sealed_figures,
    seals_for,
    series,
)
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import names
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import CIVIL, quarters
from neuguong.kit.figures import Measure, measure
from neuguong.work.commitments import measures as commitments
from neuguong.work.commitments.choices import HANDED_IN, Kind
from neuguong.work.commitments.models import Commitment, Item, Progress
from neuguong.work.commitments.rules import items as item_policy
from neuguong.work.commitments.rules import policy as commitment_policy
from neuguong.work.programmes import measures as programmes

_PROGRESS = "progress"
YEARLY: tuple[Measure, ...] = (
    *(one for one in commitments.ALL if one.cube != commitments.PROGRESS),
    *programmes.ALL,
)


@dataclass(frozen=True)
class Reading:
    """The figures of one report. `lines` and `quarter_lines` add up to the unit's own figures; `progress` holds the
    quarters that the period covers, each with its number of recorded results. Names are those of the period.

    `seals`: the year's and the period's id -> the seal from which their figures are read, where there is one.
    """

    unit: Unit
    period: Period
    year: Period
    lines: tuple[Line, ...]
    quarter_lines: tuple[Line, ...]
    progress: tuple[tuple[Period, Number], ...]
    called: dict[int, str]
    codes: dict[int, str]
    seals: dict[int, Seal]

    @cached_property
    def totals(self) -> dict[str, Number]:
        """measure.key -> the figure of the unit and everything under it."""
        totals: dict[str, Number] = {one.key: sum(line.values.get(one.key, 0) for line in self.lines) for one in YEARLY}
        return totals | {_PROGRESS: sum(value for _period, value in self.progress)}

    @property
    def is_quarter(self) -> bool:
        return self.period.kind == PeriodKind.QUARTER

    @property
    def name(self) -> str:
        return self.called[self.unit.pk]

    @property
    def children(self) -> list[Line]:
        """The living units directly below."""
        return [line for line in self.lines if line.kind == "child" and line.alive]

    @property
    def silent(self) -> list[str]:
        """Units directly below from which nothing has been registered although something is owed."""
        return [
            self.called[line.unit_id]
            for line in self.children
            if line.values["should"] and not line.values["registered"]
        ]

    @property
    def idle(self) -> list[str]:
        """Units directly below with approved registrations and no result recorded in the quarter."""
        approved = {line.unit_id: line.values["approved"] for line in self.children}
        return [
            self.called[line.unit_id]
            for line in self.quarter_lines
            if line.kind == "child" and approved.get(line.unit_id) and not line.values[_PROGRESS]
        ]


def in_sentence(words: object) -> str:
    """A name as it stands inside a sentence: "quý III/2026"."""
    text = str(words)
    return text[:1].lower() + text[1:]


def year_of(period: Period) -> Period:
    """The civil year in which a report's registrations count; ValidationError for a period no report is made for."""
    if period.calendar.code == CIVIL and period.kind == PeriodKind.YEAR:
        return period
    if period.calendar.code == CIVIL and period.kind == PeriodKind.QUARTER and period.parent:
        return period.parent
    raise ValidationError(_("Báo cáo này chỉ lập cho một năm hoặc một quý của năm dương lịch."))


def read(unit: Unit, period: Period, *, today: dt.date) -> Reading:
    """Read everything that is counted, from the seals where the year or the quarter is sealed; a constant number of
    statements, whatever stands under the unit."""
    year = year_of(period)
    seals = seals_for(unit.pk, dict.fromkeys((year, period)))
    lines = _lines(YEARLY, unit, year, seals, today)
    done = measure(_PROGRESS)
    quarter_lines = _lines([done], unit, period, seals, today) if period != year else []
    progress = (
        [(period, sum(line.values[_PROGRESS] for line in quarter_lines))]
        if period != year
        else _by_quarter(done, unit, year, seals.get(year.pk), today)
    )
    ids = {unit.pk, *(line.unit_id for line in (*lines, *quarter_lines))}
    return Reading(
        unit=unit,
        period=period,
        year=year,
        lines=tuple(lines),
        quarter_lines=tuple(quarter_lines),
        progress=tuple(progress),
        called={pk: row.name for pk, row in names(ids, period.tree_on).items()},
        codes=dict(Unit.objects.filter(pk__in=ids).values_list("pk", "code")),
        seals=seals,
    )


def _lines(
    measures: Iterable[Measure], unit: Unit, period: Period, seals: dict[int, Seal], today: dt.date
) -> list[Line]:
    seal = seals.get(period.pk)
    if seal is None:
        return by_child(measures, unit.pk, period, today=today)
    return sealed_by_child(measures, seal, unit.pk, period)


def _by_quarter(
    done: Measure, unit: Unit, year: Period, seal: Seal | None, today: dt.date
) -> list[tuple[Period, Number]]:
    parts = quarters(year.year)
    if seal is None:
        return series(done, unit.pk, parts, today=today)
    found = sealed_figures([done], seal, unit.pk, parts)
    return [(part, found[done.key, part.pk]) for part in parts]


def breakthroughs(unit: Unit, period: Period, *, viewer: Any, today: dt.date) -> list[Item]:
    """Heads' breakthroughs under the unit that are handed in, with registrant, post, supervisor and recorded results
    (`item.told`, newest first; in a quarter those of the quarter). `viewer` None sees all."""
    year = year_of(period)
    found = rows(measure("breakthroughs"), unit.pk, year, today=today).filter(
        commitment__kind=Kind.HEAD, commitment__state__in=HANDED_IN
    )
    results = Progress.objects.order_by("-period__starts_on")
    if period != year:
        results = results.filter(period=period)
    return list(
        _seen(found, viewer, item_policy)
        .select_related("commitment__person", "commitment__appointment")
        .prefetch_related(Prefetch("progress", results, to_attr="told"))
        .order_by("unit__level", "unit__sort_key", "pk")
    )


def named(key: str, unit: Unit, period: Period, *, viewer: Any, today: dt.date) -> list[Commitment]:
    """The registrations behind a figure of the report's year that `viewer` may see, by name. `viewer` None sees all."""
    found = _seen(rows(measure(key), unit.pk, year_of(period), today=today), viewer, commitment_policy)
    return list(found.select_related("person").order_by("person__sort_key", "pk"))


def _seen(found: QuerySet[Any], viewer: Any, policy: Any) -> QuerySet[Any]:
    return found if viewer is None else policy.visible(found, viewer)


def unit_names(ids: Iterable[int | None], period: Period) -> dict[int, str]:
    """What units were called at the time of the report."""
    return {pk: row.name for pk, row in names({pk for pk in ids if pk}, period.tree_on).items()}


def periods_up_to(today: dt.date) -> list[Period]:
    """The years and quarters a report can be made for, those that have begun by `today`, the newest year first and
    each year before its quarters."""
    found = Period.objects.filter(
        calendar__code=CIVIL, kind__in=(PeriodKind.YEAR, PeriodKind.QUARTER), starts_on__lte=today
    )
    rows = list(found.select_related("calendar", "parent"))
    return sorted(rows, key=lambda one: (-one.year, one.kind == PeriodKind.QUARTER, one.number))
