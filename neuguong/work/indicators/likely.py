"""Is a number likely? Asked at entry, against the unit's own past and against its peers; a person answers.

The rules, one after the other: more than 3 times, or under a third of, the median of the unit's last (up to) 8 approved
numbers; with 5 of them or more, further from that median than 3 median absolute deviations, if that is a tenth of it at
least; more than 5 times, or under a fifth of, the median of 5 peers or more (units of the same kind under the same
parent, in the same period).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.models.units import LABEL_WIDTH
from neuguong.base.orgs.queries import path_of, paths_on
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import number
from neuguong.work.indicators.choices import HANDED_IN, State, ValueKind
from neuguong.work.indicators.models import Indicator, Value
from neuguong.work.indicators.queries import Amount, in_words
from neuguong.work.indicators.queries.amounts import ONE

PAST, ENOUGH = 8, 5
FAR, FAR_FROM_PEERS, DEVIATIONS, SLIGHT = Decimal(3), Decimal(5), Decimal(3), Decimal("0.1")


@dataclass(frozen=True)
class Doubt:
    """Why a number is asked about: compared with the `usual` number of its own past or of its peers, `count` of them;
    `times` as much as that, None where that is 0."""

    usual: Decimal
    count: int
    is_of_peers: bool
    times: Decimal | None


def doubt(what: Decimal, past: Sequence[Decimal], peers: Sequence[Decimal]) -> Doubt | None:
    """What is to be asked about a number; None for a likely one. `past` newest first; of it the first 8 count."""
    past = past[:PAST]
    if past:
        usual = median(past)
        deviation = median([abs(one - usual) for one in past])
        is_off = len(past) >= ENOUGH and deviation > 0 and abs(what - usual) > DEVIATIONS * deviation
        if _is_far(what, usual, FAR) or (is_off and abs(what - usual) >= SLIGHT * abs(usual)):
            return Doubt(usual, len(past), False, what / usual if usual else None)
    if len(peers) >= ENOUGH:
        usual = median(peers)
        if _is_far(what, usual, FAR_FROM_PEERS):
            return Doubt(usual, len(peers), True, what / usual if usual else None)
    return None


def _is_far(what: Decimal, usual: Decimal, times: Decimal) -> bool:
    """Whether it is more than so many times the usual number, or less than such a part of it; of 0 nothing is told."""
    return usual != 0 and not 1 / times <= what / usual <= times


def question(found: Doubt, indicator: Indicator) -> str:
    """The question, such as "Số này gấp 4 lần mức thường thấy của đơn vị (1.200 km, trung vị 8 kỳ trước)"."""
    usual = Amount(found.usual, ONE if indicator.kind == ValueKind.RATIO else None, found.count)
    words = {"n": found.count, "usual": in_words(indicator, usual), "times": _times(found.times)}
    if found.times is not None and found.times >= 1:
        if found.is_of_peers:
            return _("Số này gấp %(times)s lần mức giữa của %(n)s đơn vị cùng loại (%(usual)s).") % words
        return _("Số này gấp %(times)s lần mức thường thấy của đơn vị (%(usual)s, trung vị %(n)s kỳ trước).") % words
    if found.is_of_peers:
        return _("Số này thấp hơn nhiều so với mức giữa của %(n)s đơn vị cùng loại (%(usual)s).") % words
    return _("Số này thấp hơn nhiều so với mức thường thấy của đơn vị (%(usual)s, trung vị %(n)s kỳ trước).") % words


def _times(times: Decimal | None) -> str:
    if times is None:
        return ""
    return number(times, 0 if times >= 10 or times == times.to_integral_value() else 1)


def before(unit_id: int, period: Period, indicator_ids: Iterable[int]) -> dict[int, list[Value]]:
    """The unit's approved numbers of earlier periods of the same kind, by indicator, newest first (one query)."""
    rows = Value.objects.filter(
        unit=unit_id, indicator__in=list(indicator_ids), category="", state=State.APPROVED,
        period__calendar=period.calendar_id, period__kind=period.kind, period__starts_on__lt=period.starts_on,
    )  # fmt: skip
    found: dict[int, list[Value]] = {}
    for row in rows.select_related("indicator", "period").order_by("-period__starts_on", "pk"):
        found.setdefault(row.indicator_id, []).append(row)
    return found


def peers(unit: Unit, period: Period, indicator_ids: Iterable[int]) -> dict[int, list[Value]]:
    """What units of the same kind under the same parent have handed in of the period, by indicator (two queries)."""
    path = path_of(unit.pk, period.tree_on)
    if len(path) <= LABEL_WIDTH:
        return {}
    beside = paths_on(period.tree_on).filter(path__startswith=path[:-LABEL_WIDTH], path__length=len(path), alive=True)
    rows = Value.objects.filter(
        indicator__in=list(indicator_ids), period=period, category="", state__in=HANDED_IN, unit__kind=unit.kind,
        unit__in=beside.values("unit_id"),
    ).exclude(unit=unit)  # fmt: skip
    found: dict[int, list[Value]] = {}
    for row in rows.select_related("indicator").order_by("pk"):
        found.setdefault(row.indicator_id, []).append(row)
    return found


@dataclass(frozen=True)
class Asked:
    """A number to be judged: of which indicator, how much."""

    indicator: Indicator
    amount: Decimal
    base: Decimal | None


def questions(unit: Unit, period: Period, asked: Mapping[int, Asked]) -> dict[int, str]:
    """What is to be asked about each number, by the keys of `asked`; "" for a likely one. Three queries, whatever the
    number of numbers. Places in a ranking are never asked about."""
    judged = {key: one for key, one in asked.items() if one.indicator.kind != ValueKind.RANK}
    ids = {one.indicator.pk for one in judged.values()}
    past, beside = (before(unit.pk, period, ids), peers(unit, period, ids)) if ids else ({}, {})
    told = dict.fromkeys(asked, "")
    for key, one in judged.items():
        found = doubt(
            Amount(one.amount, one.base).size or Decimal(0),
            _sizes(past.get(one.indicator.pk, [])),
            _sizes(beside.get(one.indicator.pk, [])),
        )
        told[key] = question(found, one.indicator) if found else ""
    return told


def _sizes(rows: Sequence[Value]) -> list[Decimal]:
    sizes = (Amount(row.amount, row.base).size for row in rows)
    return [one for one in sizes if one is not None]
