"""What a seal says of indicators whose numbers have been corrected since."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries import sealed_figures
from neuguong.base.periods.models import Period
from neuguong.work.indicators.measures import AMOUNT, BASE, COUNT
from neuguong.work.indicators.queries.amounts import Amount, over_tree
from neuguong.work.indicators.queries.totals import SUMMED, Total, of_parts, parts_of

_SIDES = (AMOUNT, BASE, COUNT)


def sealed_otherwise(found: Iterable[Total], seal: Seal, unit_id: int, period: Period) -> dict[int, Amount]:
    """The sealed numbers, by indicator, of those that are other ones today (two queries).

    A seal keeps what can be added up: the largest, the latest and what is not summed over the tree are left out.
    """
    totals = [one for one in found if one.indicator.over_tree in SUMMED]
    cut = parts_of([one.indicator for one in totals], [period])
    every = list({part.pk: part for parts in cut.values() for part in parts}.values())
    asked = [
        replace(side.only("indicator_id", one.indicator.pk), key=f"{side.key}:{one.indicator.pk}")
        for one in totals
        for side in _SIDES
    ]
    kept = sealed_figures(asked, seal, unit_id, every) if asked else {}
    other: dict[int, Amount] = {}
    for one in totals:
        indicator, parts = one.indicator, cut[one.indicator.every, period.pk]
        numbers = [[kept[f"{side.key}:{indicator.pk}", part.pk] for side in _SIDES] for part in parts]
        amounts = [over_tree(indicator, Decimal(n), Decimal(base), int(count)) for n, base, count in numbers]
        sealed = of_parts(amounts, indicator, period, parts)
        if (sealed.number, sealed.base) != (one.approved.number, one.approved.base):
            other[indicator.pk] = sealed
    return other
