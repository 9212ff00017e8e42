"""How an indicator stands at a unit: its number, against the target, against the period before; and how the targets of
the children make the unit's own."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from neuguong.base.orgs.queries import children, names
from neuguong.base.periods.models import Period
from neuguong.work.indicators.choices import ValueKind
from neuguong.work.indicators.models import Indicator, Target
from neuguong.work.indicators.queries.amounts import NOTHING, Against, Amount, against, compare, together
from neuguong.work.indicators.queries.catalogue import before
from neuguong.work.indicators.queries.totals import Total, totals_over
from neuguong.work.indicators.queries.words import difference


@dataclass(frozen=True)
class Standing:
    """`earlier` is the total of the period before, None if there is none."""

    total: Total
    target: Target | None
    earlier: Total | None

    @property
    def against(self) -> Against:
        """The approved number against the target."""
        return against(self.total.indicator, self.total.approved, amount_of(self.target))

    @property
    def trend(self) -> str:
        """How the approved number moved since the period before, in words; "" if one of the two is not there."""
        if self.earlier is None:
            return ""
        one = self.total.indicator
        moved = compare(one, self.earlier.approved, self.total.approved)
        return moved if isinstance(moved, str) else "" if moved is None else _moved(one, moved)


def _moved(one: Indicator, by: Decimal) -> str:
    words = {"by": difference(one, by)}
    if by == 0:
        return _("không đổi")
    if one.kind == ValueKind.RANK:
        return _("lên %(by)s bậc") % words if by < 0 else _("xuống %(by)s bậc") % words
    if one.kind == ValueKind.RATIO:
        return _("tăng %(by)s điểm phần trăm") % words if by > 0 else _("giảm %(by)s điểm phần trăm") % words
    return _("tăng %(by)s") % words if by > 0 else _("giảm %(by)s") % words


def amount_of(target: Target | None) -> Amount:
    """A target as a number that can be compared."""
    return Amount(target.amount, target.base, 1) if target else NOTHING


def standings(
    indicators: Iterable[Indicator], unit_id: int, period: Period, *, today: dt.date, in_today_tree: bool = False
) -> dict[int, Standing]:
    """How every indicator stands, by its id; a constant number of queries."""
    asked, earlier = list(indicators), before(period)
    periods = [period] if earlier is None else [period, earlier]
    found = totals_over(asked, unit_id, periods, today=today, in_today_tree=in_today_tree)
    targets = Target.objects.filter(unit_id=unit_id, period=period, indicator__in=asked).order_by("pk")
    set_for = {target.indicator_id: target for target in targets}
    for one in asked:
        if one.pk in set_for:
            set_for[one.pk].indicator = one
    return {
        one.pk: Standing(
            found[one.pk, period.pk], set_for.get(one.pk), found[one.pk, earlier.pk] if earlier else None
        )
        for one in asked
    }  # fmt: skip


@dataclass(frozen=True)
class Share:
    """What one child is to reach; `target` is None where nothing was set."""

    unit_id: int
    name: str
    target: Target | None


@dataclass(frozen=True)
class Cascade:
    """A unit's target and those of its direct children in the tree of the period. `below` is what the children's make
    together, and `gap` how much of the unit's own nobody below was given (less than 0: more was given than asked);
    both only where targets add up (sums and ratios), and where they are set."""

    own: Target | None
    shares: list[Share]
    below: Amount
    gap: Decimal | None

    @property
    def unset(self) -> int:
        """How many children have no target."""
        return sum(share.target is None for share in self.shares)


def cascade(indicator: Indicator, unit_id: int, period: Period) -> Cascade:
    """How the unit's target goes down to its living children (four queries)."""
    under = list(children(unit_id, period.tree_on))
    rows = Target.objects.filter(indicator=indicator, period=period, unit__in=[unit_id, *(one.pk for one in under)])
    targets = {row.unit_id: row for row in rows.order_by("pk")}
    for row in targets.values():
        row.indicator = indicator
    called = names([one.pk for one in under], period.tree_on)
    shares = [Share(one.pk, called[one.pk].name, targets.get(one.pk)) for one in under]
    own, below = targets.get(unit_id), together(indicator, (amount_of(share.target) for share in shares))
    asked, given = amount_of(own).size, below.size
    return Cascade(own, shares, below, asked - given if asked is not None and given is not None else None)
