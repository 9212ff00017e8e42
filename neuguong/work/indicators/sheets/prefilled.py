"""A unit's form of a period as a workbook: what it owes and has said so far, to be filled in and brought back."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from django.utils import translation

from neuguong.kit.sheets import write_template
from neuguong.work.indicators.models import Value
from neuguong.work.indicators.sheets.values import VALUES


def write_form(values: Iterable[Value], stream: BinaryIO, *, user: Any) -> None:
    """Write the workbook of these values (with indicator, unit and period at hand), in their order."""
    with translation.override("vi"):  # a workbook is Vietnamese, whatever the screen speaks
        rows = [_row(one) for one in values]
    write_template(VALUES, stream, user=user, rows=rows)


def _row(one: Value) -> dict[str, Any]:
    is_written = one.amount is not None
    return {
        "indicator": one.indicator.code,
        "name": one.indicator.name,
        "unit": one.unit.code,
        "period": str(one.period),
        "category": one.category,
        "amount": one.amount,
        "base": one.base,
        "measure_unit": one.indicator.measure_unit,
        "qualifier": one.get_qualifier_display() if is_written else "",
        "quoted": one.quoted,
        "source": one.source,
        "explanation": one.explanation,
    }
