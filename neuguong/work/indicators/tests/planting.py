"""Indicators, numbers and targets to read, written straight into their tables."""

import datetime as dt
from decimal import Decimal
from typing import Any

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.text import sort_key
from neuguong.work.indicators.choices import State
from neuguong.work.indicators.models import Indicator, Target, Value

SINCE = dt.date(2020, 1, 1)
DUE = dt.date(2026, 12, 20)


def indicator(issuer: Unit, code: str = "dat-hien", **fields: Any) -> Indicator:
    """A yearly area in m², added up over tree and time, unless `fields` say otherwise."""
    given: dict[str, Any] = {
        "name": f"Chỉ tiêu {code}",
        "kind": "AREA",
        "measure_unit": "m²",
        "valid": (SINCE, None),
    } | fields
    return Indicator.objects.create(code=code, issuer=issuer, sort_key=sort_key(given["name"]), **given)


def value(one: Indicator, unit: Unit, period: Period, amount: Any = None, base: Any = None, **fields: Any) -> Value:
    """A number of a unit, approved; without an amount a row that is still expected."""
    state = State.EXPECTED if amount is None else State.APPROVED
    given = {"due_on": DUE, "decider_unit": unit, "state": state} | fields
    return Value.objects.create(
        indicator=one, unit=unit, period=period, amount=_exact(amount), base=_exact(base), **given
    )


def target(one: Indicator, unit: Unit, period: Period, amount: Any, base: Any = None) -> Target:
    """What a unit is to reach."""
    return Target.objects.create(indicator=one, unit=unit, period=period, amount=_exact(amount), base=_exact(base))


def _exact(number: Any) -> Decimal | None:
    return None if number is None else Decimal(number)
