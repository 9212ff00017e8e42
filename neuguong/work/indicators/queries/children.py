"""The table under a unit for one indicator: a line for each child, for the unit's own number, for what stood before a
split. For sums the lines add up to the unit's total."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Min

from neuguong.base.figures.queries import Line, rows_in
from neuguong.base.figures.queries import by_child as lines_of
from neuguong.base.orgs.models import Reach
from neuguong.base.orgs.models.units import LABEL_WIDTH
from neuguong.base.orgs.queries import ids_in, path_of, paths_on
from neuguong.base.periods.models import Period
from neuguong.work.indicators.choices import OverTree, State
from neuguong.work.indicators.measures import MISSING, NUMBERS
from neuguong.work.indicators.models import Indicator, Value
from neuguong.work.indicators.queries.amounts import NOTHING, Amount, over_time, over_tree
from neuguong.work.indicators.queries.totals import HANDED, SIDES, SUMMED, parts_of

Place = tuple[str, int]  # kind of line, unit
CHILD, OWN, SPLIT = "child", "own", "split"


@dataclass(frozen=True)
class ChildLine:
    """`kind`: "child"; "own", the unit's own number; "split", numbers of units that were divided, whose heirs lie under
    several children. `alive` is false for a dead unit whose numbers hang here. The rest as in `Total`."""

    kind: str
    unit_id: int
    alive: bool
    approved: Amount
    waiting: Amount
    missing: int


def by_child(
    indicator: Indicator, unit_id: int, period: Period, *, today: dt.date, in_today_tree: bool = False
) -> list[ChildLine]:
    """The indicator at every child of the unit, living children first; one statement for each part of the period."""
    cut = parts_of([indicator], [period])[indicator.every, period.pk]
    measures = [one.only("indicator_id", indicator.pk) for one in NUMBERS]
    told = [lines_of(measures, unit_id, part, today=today, in_today_tree=in_today_tree) for part in cut]
    alone = [_alone(indicator, unit_id, part, today, in_today_tree) for part in cut]
    places: dict[Place, bool] = {(line.kind, line.unit_id): line.alive for lines in told for line in lines}
    found = [{(line.kind, line.unit_id): line for line in lines} for lines in told]

    def side(place: Place, state: str) -> Amount:
        amounts = [
            _amount(indicator, lines.get(place), state, picked.get((*place, state), NOTHING))
            for lines, picked in zip(found, alone, strict=True)
        ]
        return amounts[0] if [part.pk for part in cut] == [period.pk] else over_time(indicator, amounts)

    return [
        ChildLine(
            *place, alive, side(place, State.APPROVED), side(place, State.SUBMITTED),
            sum(int(lines[place].values[MISSING.key]) for lines in found if place in lines),
        )
        for place, alive in places.items()
    ]  # fmt: skip


def _amount(indicator: Indicator, line: Line | None, state: str, alone: Amount) -> Amount:
    if line is None:
        return NOTHING
    number, base, count = (line.values[measure.key] for measure in SIDES[state])
    if indicator.over_tree in SUMMED:
        return over_tree(indicator, Decimal(number), Decimal(base), int(count))
    return Amount(alone.number, alone.base, int(count) if alone.number is not None else 0)


def _alone(
    indicator: Indicator, unit_id: int, part: Period, today: dt.date, in_today_tree: bool
) -> Mapping[tuple[str, int, str], Amount]:
    """For what does not come out of sums: (kind of line, unit, state) -> the number that stands for the line."""
    if indicator.over_tree in SUMMED:
        return {}
    asked = rows_in(HANDED, unit_id, [part], today=today, in_today_tree=in_today_tree).filter(indicator=indicator)
    rows: list[Value] = list(asked.order_by("pk"))
    on = today if in_today_tree else part.tree_on
    home = path_of(unit_id, on)
    spots = _reaching(rows, on) if in_today_tree else _standing(rows, on)
    found: dict[tuple[str, int, str], list[Value]] = {}
    for row in rows:
        kind, at = _spot(home, unit_id, *spots[row.unit_id])
        if indicator.over_tree != OverTree.NONE or row.unit_id == at:
            found.setdefault((kind, at, row.state), []).append(row)
    return {key: _pick(indicator, same) for key, same in found.items()}


def _standing(rows: Iterable[Value], on: dt.date) -> dict[int, tuple[str, str]]:
    stand = paths_on(on).filter(unit__in={row.unit_id for row in rows}).order_by("unit_id")
    return {unit: (path, path) for unit, path in stand.values_list("unit_id", "path")}


def _reaching(rows: Iterable[Value], today: dt.date) -> dict[int, tuple[str, str]]:
    reach = Reach.objects.filter(tree__code="party", valid_from__lte=today, valid_to__gt=today)
    ends = reach.filter(unit__in={row.unit_id for row in rows}).values("unit_id").order_by("unit_id")
    found = ends.annotate(low=Min("path"), high=Max("path"))
    return {unit: (low, high) for unit, low, high in found.values_list("unit_id", "low", "high")}


def _spot(home: str, unit_id: int, low: str, high: str) -> Place:
    """The line of a unit whose records lie from `low` to `high` under `home`, as the figures engine draws it."""
    end = len(home) + LABEL_WIDTH
    if low == high == home:
        return OWN, unit_id
    if len(low) > len(home) and low[:end] == high[:end]:
        return CHILD, ids_in(low[:end])[-1]
    return SPLIT, unit_id


def _pick(indicator: Indicator, rows: list[Value]) -> Amount:
    if indicator.over_tree == OverTree.LATEST:
        best = max(rows, key=lambda row: (str(row.submitted_on or ""), str(row.entered_at or ""), row.pk))
    else:
        best = max(rows, key=lambda row: row.amount or Decimal(0))
    return Amount(best.amount, best.base, 1)
