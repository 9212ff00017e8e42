"""What an indicator's numbers amount to at a unit and everything under it, in one period or in many.

Sums come from the figures engine, all indicators of a page in one statement; the largest and the latest are read from
the values directly and promise no speed. The number of statements does not grow with indicators or periods.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import F, QuerySet

from neuguong.base.figures.queries import Apart, rows_in, told_apart
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Measure
from neuguong.work.indicators.choices import HANDED_IN, OverTree, State
from neuguong.work.indicators.measures import (
    AMOUNT,
    BASE,
    COUNT,
    MISSING,
    NUMBERS,
    WAITING,
    WAITING_BASE,
    WAITING_COUNT,
)
from neuguong.work.indicators.models import Indicator, Value
from neuguong.work.indicators.queries.amounts import NOTHING, Amount, over_time, over_tree

SUMMED = (OverTree.SUM, OverTree.MEAN, OverTree.WEIGHTED)
HANDED = replace(AMOUNT, where={"category": "", "state": tuple(state.value for state in HANDED_IN)})
SIDES: dict[str, tuple[Measure, Measure, Measure]] = {
    State.APPROVED: (AMOUNT, BASE, COUNT),
    State.SUBMITTED: (WAITING, WAITING_BASE, WAITING_COUNT),
}
_ORDERS: dict[str, tuple[object, ...]] = {
    OverTree.MAX: (F("amount").desc(nulls_last=True),),
    OverTree.LATEST: (F("submitted_on").desc(nulls_last=True), F("entered_at").desc(nulls_last=True)),
}

Key = tuple[int, int]  # indicator, period
Picked = dict[tuple[int, int, str], Amount]  # indicator, period, state


@dataclass(frozen=True)
class Total:
    """An indicator at a unit in a period, as its reducers say.

    `approved` is what counts; `waiting` is handed in and not approved yet: it is never inside the other. `own` is the
    unit's own row of this very period, in whatever state; `own_amount` her own approved number, over time if need be.
    `missing`: values not handed in; of so many units if `periods` is 1, else of units in each of so many periods.
    """

    indicator: Indicator
    approved: Amount = NOTHING
    waiting: Amount = NOTHING
    own: Value | None = None
    own_amount: Amount = NOTHING
    missing: int = 0
    periods: int = 1

    @property
    def is_own(self) -> bool:
        """Whether the approved number is the unit's own row and nothing else."""
        own = self.own
        if own is None or own.state != State.APPROVED or self.periods > 1:
            return False
        return self.approved.count == 1 and own.amount == self.approved.number


def totals(
    indicators: Iterable[Indicator], unit_id: int, period: Period, *, today: dt.date, in_today_tree: bool = False
) -> dict[int, Total]:
    """Every indicator at the unit and all under it in one period, by its id."""
    found = totals_over(indicators, unit_id, [period], today=today, in_today_tree=in_today_tree)
    return {pk: total for (pk, _period), total in found.items()}


def series(
    indicator: Indicator, unit_id: int, periods: Iterable[Period], *, today: dt.date, in_today_tree: bool = False
) -> list[tuple[Period, Total]]:
    """One indicator over periods, in their given order, each in its own tree (or all in that of `today`)."""
    kept = list(periods)
    found = totals_over([indicator], unit_id, kept, today=today, in_today_tree=in_today_tree)
    return [(period, found[indicator.pk, period.pk]) for period in kept]


def totals_over(
    indicators: Iterable[Indicator],
    unit_id: int,
    periods: Iterable[Period],
    *,
    today: dt.date,
    in_today_tree: bool = False,
) -> dict[Key, Total]:
    """Every indicator in every period: (indicator.pk, period.pk) -> total.

    A period coarser than the indicator is recorded in is made of its parts, each in its own tree.
    """
    asked, wanted = list(indicators), list(periods)
    parts = parts_of(asked, wanted)
    every = list({part.pk: part for made in parts.values() for part in made}.values())
    apart = told_apart(NUMBERS, "indicator_id", unit_id, every, today=today, in_today_tree=in_today_tree)
    own = _own(asked, unit_id, [*every, *wanted])
    picked = _picked(asked, unit_id, every, today, in_today_tree)
    made: dict[Key, Total] = {}
    for one in asked:
        for period in wanted:
            cut = parts[one.every, period.pk]
            sides = {
                state: of_parts([_amount(one, part, state, apart, own, picked) for part in cut], one, period, cut)
                for state in SIDES
            }
            made[one.pk, period.pk] = Total(
                one, sides[State.APPROVED], sides[State.SUBMITTED],
                own.get((one.pk, period.pk)),
                of_parts([_own_amount(own.get((one.pk, part.pk))) for part in cut], one, period, cut),
                sum(int(apart.get((MISSING.key, part.pk, str(one.pk)), 0)) for part in cut),
                len(cut),
            )  # fmt: skip
    return made


def parts_of(indicators: Iterable[Indicator], periods: Sequence[Period]) -> dict[tuple[str, int], list[Period]]:
    """(how often it is recorded, period.pk) -> the periods whose numbers make it, in order of time: itself, unless it
    is cut into periods of that kind (one query)."""
    kinds = {one.every for one in indicators}
    within = Period.objects.filter(
        kind__in=kinds,
        calendar__in={one.calendar_id for one in periods},
        starts_on__gte=min((one.starts_on for one in periods), default=dt.date.max),
        ends_on__lte=max((one.ends_on for one in periods), default=dt.date.min),
    )
    rows = list(within.order_by("starts_on", "pk"))
    return {
        (kind, one.pk): [row for row in rows if row.kind == kind and _lies_in(row, one)] or [one]
        for kind in kinds
        for one in periods
    }


def _lies_in(part: Period, whole: Period) -> bool:
    return part.calendar_id == whole.calendar_id and whole.starts_on <= part.starts_on and part.ends_on <= whole.ends_on


def of_parts(amounts: Sequence[Amount], one: Indicator, period: Period, cut: Sequence[Period]) -> Amount:
    """The number of a period from those of the periods it is cut into, in order of time."""
    return amounts[0] if [part.pk for part in cut] == [period.pk] else over_time(one, amounts)


def _amount(
    one: Indicator, part: Period, state: str, apart: Apart, own: dict[Key, Value], picked: Picked
) -> Amount:  # fmt: skip
    number, base, count = (apart.get((measure.key, part.pk, str(one.pk)), 0) for measure in SIDES[state])
    if one.over_tree in SUMMED:
        return over_tree(one, Decimal(number), Decimal(base), int(count))
    if one.over_tree == OverTree.NONE:
        return _own_amount(own.get((one.pk, part.pk)), state)
    return replace(picked.get((one.pk, part.pk, state), NOTHING), count=int(count))


def _own_amount(row: Value | None, state: str = State.APPROVED) -> Amount:
    return NOTHING if row is None or row.state != state else Amount(row.amount, row.base, 1)


def _own(indicators: Sequence[Indicator], unit_id: int, periods: Iterable[Period]) -> dict[Key, Value]:
    known = {one.pk: one for one in indicators}
    rows = Value.objects.filter(unit_id=unit_id, indicator__in=known, period__in=list(periods), category="")
    found: dict[Key, Value] = {}
    for row in rows.order_by("pk"):
        row.indicator = known[row.indicator_id]
        found[row.indicator_id, row.period_id] = row
    return found


def _picked(
    indicators: Sequence[Indicator], unit_id: int, periods: Sequence[Period], today: dt.date, in_today_tree: bool
) -> Picked:
    """The largest and the latest of the values under the unit, by indicator, period and state (nothing is asked for
    where no indicator is reduced so)."""
    found: Picked = {}
    for reducer, order in _ORDERS.items():
        ids = [one.pk for one in indicators if one.over_tree == reducer]
        if not ids:
            continue
        rows: QuerySet[Value] = rows_in(HANDED, unit_id, periods, today=today, in_today_tree=in_today_tree)
        told = ("indicator_id", "period_id", "state")
        best = rows.filter(indicator__in=ids).order_by(*told, *order, "-pk").distinct(*told)  # type: ignore[arg-type]  # the stubs know no F
        for row in best:
            found[row.indicator_id, row.period_id, row.state] = Amount(row.amount, row.base, 1)
    return found
