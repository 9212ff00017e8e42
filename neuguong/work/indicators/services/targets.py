"""Saying what a unit's direct children are to reach."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import children, names
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import NOTHING
from neuguong.work.indicators.choices import WITH_BASE
from neuguong.work.indicators.models import Indicator, Target
from neuguong.work.indicators.queries import shown
from neuguong.work.indicators.rules import units
from neuguong.work.indicators.services.meaning import faults

Level = tuple[Decimal | None, Decimal | None]  # amount and base; no amount is no target
NO_TARGET: Level = (None, None)


def settable(indicator: Indicator, unit: Unit, period: Period) -> list[Unit]:
    """Whose targets are set at the unit: its living children in the tree of the period; and its own, first, where the
    unit issued the indicator, for nobody stands above it in the cascade."""
    own = [unit] if indicator.issuer_id == unit.pk else []
    return [*own, *children(unit.pk, period.tree_on)]


@transaction.atomic
def set_targets(
    *,
    unit: Unit,
    indicator: Indicator,
    period: Period,
    given: Mapping[int, Level],
    seen: Mapping[int, Level],
    decision: str,
    actor: Any,
    now: dt.datetime,
) -> int:
    """Set the targets of the unit's direct children, by unit id; an empty amount takes a target away. What is not named
    in `given` stays. Each change stands in the target's journal. Returns how many changed.

    `seen` is what stood when the writer looked: a target that somebody else has changed since is not written over, and
    a ValidationError names it with what stands now, and nothing is written. PermissionDenied without the right at the
    unit, and for a unit that is not its child.
    """
    if not units.can(actor, "set_targets", unit) or not given.keys() <= {
        one.pk for one in settable(indicator, unit, period)
    }:
        raise PermissionDenied
    rows = Target.objects.select_for_update().filter(indicator=indicator, period=period, unit__in=given)
    stand = {row.unit_id: row for row in rows.order_by("pk")}
    looked = {pk: seen.get(pk, NO_TARGET) for pk in given}
    changed = {pk: level for pk, level in given.items() if level not in (_level(stand.get(pk)), looked[pk])}
    _refuse(indicator, period, changed, looked, stand)
    for pk, level in changed.items():
        _write(indicator, period, pk, level, stand.get(pk), decision, actor, now)
    return len(changed)


def _level(row: Target | None) -> Level:
    return (row.amount, row.base) if row else NO_TARGET


def _refuse(
    indicator: Indicator,
    period: Period,
    changed: Mapping[int, Level],
    seen: Mapping[int, Level],
    stand: Mapping[int, Target],
) -> None:
    """All that is wrong, in one ValidationError."""
    called = names(changed, period.tree_on)
    said = []
    for pk, (amount, base) in changed.items():
        row, name = stand.get(pk), called[pk].name
        if seen[pk] != _level(row):
            now_is = shown(row) if row else NOTHING
            said.append(_("%(unit)s: mức này vừa được sửa ở nơi khác, nay là %(now)s.") % {"unit": name, "now": now_is})
        wrong = faults(indicator, amount, base) if amount is not None else {}
        if amount is not None and base is None and indicator.kind in WITH_BASE:
            wrong["base"] = _("Chưa nhập mẫu số.")
        said += [f"{name}: {words}" for words in wrong.values()]
    if said:
        raise ValidationError(said)


def _write(
    indicator: Indicator,
    period: Period,
    unit_id: int,
    level: Level,
    row: Target | None,
    decision: str,
    actor: Any,
    now: dt.datetime,
) -> None:
    amount, base = level
    before = shown(row) if row else NOTHING
    if amount is None:
        if row is None:
            return
        record(row, "unset_target", actor=actor, now=now, data={"changes": [(_("Mức phải đạt"), before, NOTHING)]})
        row.delete()
        return
    made = row or Target(indicator=indicator, period=period, unit_id=unit_id)
    made.amount, made.base, made.decision = amount, base if indicator.kind in WITH_BASE else None, decision
    made.save()
    changes = [(_("Mức phải đạt"), before, shown(made))]
    record(made, "set_target", actor=actor, now=now, note=decision, data={"changes": changes})
