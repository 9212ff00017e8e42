"""Whatever is written, changed and folded: the root's number is that of its lines, and that of the leaves."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuguong.base.figures.services import fold
from neuguong.work.indicators.models import Indicator, Value
from neuguong.work.indicators.queries import Amount, by_child, totals
from neuguong.work.indicators.tests.planting import indicator, value
from tests.cast import Cast

UNITS = ("bac-son", "hoa-an", "thon-dong", "thon-tay", "binh-minh", "thon-nam", "so-xay-dung")
WRITES = st.lists(
    st.tuples(
        st.sampled_from(UNITS),
        st.integers(0, 3),
        st.sampled_from(["APPROVED", "SUBMITTED", "DRAFT"]),
        st.decimals(0, 10**6, places=4),
        st.integers(0, 3),
    ),
    max_size=12,
)


@given(writes=WRITES)
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_totals_agree_with_lines_and_leaves(cast: Cast, writes: Any) -> None:
    with transaction.atomic():
        kinds = {"SUM": "AREA", "MEAN": "SCORE", "WEIGHTED": "RATIO"}
        known = [indicator(cast.unit("bac-son"), code=code, kind=kinds[code], over_tree=code) for code in kinds]
        for unit, which, state, amount, folded in writes:
            _write(cast, known[which % 3], unit, state, amount)
            if folded == 0:
                fold(limit=2)
        for one in known:
            _agree(cast, one)
        transaction.set_rollback(True)


def _write(cast: Cast, one: Indicator, unit: str, state: str, amount: Decimal) -> None:
    row = Value.objects.filter(indicator=one, unit=cast.unit(unit)).first()
    if row is None:
        value(one, cast.unit(unit), cast.years[2026], amount, 7, state=state)
    else:
        Value.objects.filter(pk=row.pk).update(amount=amount, state=state)


def _agree(cast: Cast, one: Indicator) -> None:
    root, trees = cast.unit("trung-uong").pk, {"today": cast.today}
    leaves = list(Value.objects.filter(indicator=one, state="APPROVED"))
    expected = _expected(one, [row.amount or Decimal(0) for row in leaves])
    assert totals([one], root, cast.years[2026], **trees)[one.pk].approved == expected
    for unit in ("trung-uong", "bac-son"):
        lines = [line.approved for line in by_child(one, cast.unit(unit).pk, cast.years[2026], **trees)]
        counts = sum(line.count for line in lines)
        is_mean = one.over_tree == "MEAN"
        whole = sum((line.number or Decimal(0)) * (line.count if is_mean else 1) for line in lines)
        assert (counts, round(whole, 4)) == (len(leaves), sum(row.amount or Decimal(0) for row in leaves))


def _expected(one: Indicator, amounts: list[Decimal]) -> Amount:
    if not amounts:
        return Amount()
    total, count = sum(amounts, Decimal(0)), len(amounts)
    if one.over_tree == "MEAN":
        return Amount(total / count, None, count)
    return Amount(total, Decimal(7 * count) if one.over_tree == "WEIGHTED" else None, count)
