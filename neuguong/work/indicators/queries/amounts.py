"""How numbers meet: over the tree, over time, and a result against its target. Arithmetic alone, no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from neuguong.kit.numbers import number
from neuguong.work.indicators.choices import Direction, OverTime, OverTree, ValueKind
from neuguong.work.indicators.models import Indicator

ONE = Decimal(1)


@dataclass(frozen=True)
class Amount:
    """A number that `count` units stand behind; `number` is None where nobody has one, which is not 0.

    A ratio and a rank have a `base`: denominator, number of places. A ratio that is a mean of ratios has base 1.
    """

    number: Decimal | None = None
    base: Decimal | None = None
    count: int = 0

    @property
    def size(self) -> Decimal | None:
        """What it is compared by: a ratio by its share, everything else by its number."""
        return self.number / self.base if self.number is not None and self.base else self.number


NOTHING = Amount()


def over_tree(indicator: Indicator, total: Decimal, base: Decimal, count: int) -> Amount:
    """The number of a unit out of what the figures engine adds up below it: sum of amounts, of bases, rows counted.
    For SUM, MEAN and WEIGHTED; the other reducers do not come out of sums."""
    if not count:
        return NOTHING
    if indicator.over_tree == OverTree.MEAN:
        return Amount(total / count, None, count)
    return Amount(total, base or None if indicator.over_tree == OverTree.WEIGHTED else None, count)


def over_time(indicator: Indicator, parts: Sequence[Amount]) -> Amount:
    """The number of a period out of those of its parts, in order of time. Parts without a number do not weigh; `count`
    is that of the part that most units stand behind."""
    known = [part for part in parts if part.number is not None]
    if not known or indicator.over_time == OverTime.NONE:
        return NOTHING
    count = max(part.count for part in known)
    if indicator.over_time == OverTime.LATEST:
        return known[-1]
    if indicator.over_time == OverTime.MAX:
        return max(known, key=lambda part: part.size or 0)
    if indicator.over_time == OverTime.SUM:
        return Amount(_sum(part.number for part in known), _sum(part.base for part in known) or None, count)
    if indicator.kind == ValueKind.RATIO and all(part.base for part in known):
        return Amount(_sum(part.size for part in known) / len(known), ONE, count)
    return Amount(_sum(part.number for part in known) / len(known), None, count)


def together(indicator: Indicator, parts: Iterable[Amount]) -> Amount:
    """What the numbers of several units make together, as far as the reducer over the tree is a sum; else nothing."""
    known = [part for part in parts if part.number is not None]
    if not known or indicator.over_tree not in (OverTree.SUM, OverTree.WEIGHTED):
        return NOTHING
    return Amount(_sum(part.number for part in known), _sum(part.base for part in known) or None, len(known))


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in numbers if one is not None), Decimal(0))


def compare(indicator: Indicator, old: Amount, new: Amount) -> Decimal | str | None:
    """By how much `new` is more than `old` (of ratios: in shares, 0.05 is five points); None if one of them is not
    there. Ranks among different numbers of places have no difference: a sentence says so."""
    if old.size is None or new.size is None:
        return None
    if indicator.kind != ValueKind.RANK:
        return new.size - old.size
    if old.base != new.base:
        return _("Không so trực tiếp: %(old)s và %(new)s khác mẫu số.") % {"old": _place(old), "new": _place(new)}
    return (new.number or Decimal(0)) - (old.number or Decimal(0))


def _place(rank: Amount) -> str:
    among = _("chưa rõ số") if rank.base is None else number(rank.base)
    return _("%(place)s trên %(among)s") % {"place": number(rank.number or 0), "among": among}


@dataclass(frozen=True)
class Against:
    """A result against its target: `share` is the part achieved (1 is all of it), None where it cannot be told.
    `is_reached` respects the direction; None without a direction, a number or comparable ranks."""

    share: Decimal | None = None
    is_reached: bool | None = None


def against(indicator: Indicator, result: Amount, target: Amount) -> Against:
    """How much of a target is achieved: target over result where low is good; ranks are only reached or not."""
    done, asked = result.size, target.size
    is_rank = indicator.kind == ValueKind.RANK
    if done is None or asked is None or (is_rank and result.base != target.base):
        return Against()
    if is_rank:  # 5 of 63 is better than 10 of 63, whatever the direction says
        return Against(None, (result.number or 0) <= (target.number or 0))
    if indicator.direction == Direction.DOWN:
        return Against(asked / done if done > 0 else None, done <= asked)
    share = done / asked if asked > 0 else None
    return Against(share, done >= asked if indicator.direction == Direction.UP else None)
