"""Numbers of indicators in words: the one place that knows how each kind is written."""

from decimal import Decimal

from django.utils.translation import gettext as _

from neuguong.kit.numbers import NOTHING, number, percent
from neuguong.work.indicators.choices import Qualifier, ValueKind
from neuguong.work.indicators.models import Indicator, Target, Value
from neuguong.work.indicators.queries.amounts import ONE, Against, Amount
from neuguong.work.indicators.queries.totals import Total

_KEPT = 4  # as many decimals as a recorded number has at most; more come out of a division


def shown(what: Value | Target | Total) -> str:
    """A value, a target, or what stands at a unit, as people read it; a dash where there is no number.

    A figure that quotes a source prints as published, with the word before it and the unit after it where the quote
    lacks them. What the house adds up is in canonical form. A total that is the unit's own value alone is that value.
    """
    if isinstance(what, Total):
        return shown(what.own) if what.own and what.is_own else in_words(what.indicator, what.approved)
    amount = Amount(what.amount, what.base, 1)
    if isinstance(what, Target):
        return in_words(what.indicator, amount)
    written = _quote(what) if what.quoted else in_words(what.indicator, amount)
    before = "" if what.qualifier == Qualifier.EXACT or not written[:1].isdigit() else what.get_qualifier_display()
    return f"{before} {written}".strip()


def _quote(value: Value) -> str:
    return _with_unit(value.quoted, value.indicator) if value.quoted[-1:].isdigit() else value.quoted


def in_words(indicator: Indicator, amount: Amount) -> str:
    """A number of ours: "1.234,5 ha", "34/63", "65,5% (19/29)"; with the decimals of the indicator, or all it has."""
    if amount.number is None:
        return NOTHING
    if indicator.kind == ValueKind.RANK:
        return number(amount.number) if amount.base is None else f"{number(amount.number)}/{number(amount.base)}"
    if indicator.kind == ValueKind.RATIO and amount.base:
        share = percent(amount.number, amount.base, max(indicator.places, 1))
        return share if amount.base == ONE else f"{share} ({number(amount.number)}/{number(amount.base)})"
    return _with_unit(number(amount.number, _places(amount.number, indicator)), indicator)


def _with_unit(written: str, indicator: Indicator) -> str:
    unit = indicator.measure_unit
    return f"{written}%" if unit == "%" else f"{written} {unit}".strip()


def _places(value: Decimal, indicator: Indicator) -> int:
    has = max(0, -int(value.normalize().as_tuple().exponent))
    return max(indicator.places, 2 if has > _KEPT else has)


def difference(indicator: Indicator, by: Decimal) -> str:
    """A difference without its sign, in the unit of the indicator; of ratios in points of a hundred."""
    if indicator.kind == ValueKind.RATIO:
        return number(abs(by) * 100, max(indicator.places, 1))
    return number(abs(by), _places(by, indicator))


def achieved(found: Against) -> str:
    """How much of a target is achieved, or only whether it is; a dash where neither can be told."""
    if found.share is not None:
        return percent(found.share, 1)
    if found.is_reached is None:
        return NOTHING
    return _("Đạt") if found.is_reached else _("Chưa đạt")
