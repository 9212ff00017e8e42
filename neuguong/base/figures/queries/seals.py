"""Who has sealed what: a fact lies under the seal of its unit or of a unit above it, in the tree of its period; and
under that of its period or of one that contains it."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import BooleanField, F, Func, Max, Q, QuerySet, Value

from neuguong.base.figures.models import Seal
from neuguong.base.orgs.choices import TreeCode
from neuguong.base.orgs.models import Path, Unit
from neuguong.base.orgs.queries import ids_in
from neuguong.base.periods.models import Period


def sealed_q(unit: str = "unit_id", period: str = "period_id") -> Q:
    """The rows whose unit and period (names of columns) lie under a seal; as a guard, `~sealed_q()`."""
    return Q(Func(F(unit), F(period), function="figures_sealed", output_field=BooleanField()))


def is_sealed(unit_id: int, period: Period) -> bool:
    """Whether the unit's facts in the period lie under a seal (one query)."""
    sealed = Func(Value(unit_id), Value(period.pk), function="figures_sealed", output_field=BooleanField())
    return bool(Unit.objects.filter(pk=unit_id).annotate(sealed=sealed).values_list("sealed", flat=True).first())


def sealed_units(period: Period) -> QuerySet[Unit]:
    """The units that sealed this very period themselves."""
    return Unit.objects.filter(seals__period=period)


def seal_for(unit_id: int, period: Period) -> Seal | None:
    """The seal that holds the unit's facts of the period, if there is one: see `seals_for`."""
    return seals_for(unit_id, [period]).get(period.pk)


def seals_for(unit_id: int, periods: Iterable[Period]) -> dict[int, Seal]:
    """period.pk -> the seal that holds the unit's facts of the period: that of the period itself before that of a
    longer one, then that of the nearest unit. Periods without one are left out (three queries)."""
    wanted = list(periods)
    lines = _lines(unit_id, wanted)
    around = _around(wanted)
    held = Seal.objects.filter(
        unit__in={one for line in lines.values() for one in line},
        period__in={one for chain in around.values() for one in chain},
    ).select_related("unit", "period", "sealed_by")
    found: dict[int, Seal] = {}
    for one in held:
        for period in wanted:
            rank = _rank(one, lines[period.pk], around[period.pk])
            kept = found.get(period.pk)
            if rank and (kept is None or rank < (_rank(kept, lines[period.pk], around[period.pk]) or rank)):
                found[period.pk] = one
    return found


def _rank(seal: Seal, line: list[int], around: list[int]) -> tuple[int, int] | None:
    """How near a seal is: the longer period and the higher unit are farther; None if it does not hold the place."""
    if seal.unit_id not in line or seal.period_id not in around:
        return None
    return around.index(seal.period_id), -line.index(seal.unit_id)


def _lines(unit_id: int, periods: list[Period]) -> dict[int, list[int]]:
    """period.pk -> the ids of the unit and of those above it in the tree of the period, root first."""
    places = list(Path.objects.filter(tree__code=TreeCode.PARTY, unit_id=unit_id).order_by("valid_from"))
    return {
        period.pk: next((ids_in(one.path) for one in places if one.valid_from <= period.tree_on < one.valid_to), [])
        for period in periods
    }


def _around(periods: list[Period]) -> dict[int, list[int]]:
    """period.pk -> the period and those in which it lies, the shortest first: quarter, year, term."""
    parents = {period.parent_id for period in periods if period.parent_id}
    above = dict(Period.objects.filter(pk__in=parents).values_list("pk", "parent_id"))
    chains = {period.pk: (period.pk, period.parent_id, above.get(period.parent_id or 0)) for period in periods}
    return {pk: [one for one in chain if one] for pk, chain in chains.items()}


def periods_inside(period: Period) -> list[int]:
    """The period and all that lie in it: a year's halves and quarters (a query for each depth)."""
    found: list[int] = []
    inside = [period.pk]
    while inside:
        found += inside
        inside = list(Period.objects.filter(parent__in=inside).order_by("pk").values_list("pk", flat=True))
    return found


def last_sealed_tree_on() -> dt.date | None:
    """The latest day whose tree some seal stands on; None while nothing is sealed."""
    day: dt.date | None = Seal.objects.aggregate(day=Max("tree_on"))["day"]
    return day
