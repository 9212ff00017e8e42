"""What a number of a kind may be: one sentence for each field that it cannot be written in."""

from decimal import Decimal

from django.utils.translation import gettext as _

from neuguong.work.indicators.choices import WITH_BASE, ValueKind
from neuguong.work.indicators.models import Indicator

_WHOLE = (ValueKind.COUNT, ValueKind.TURNS, ValueKind.RANK)


def faults(indicator: Indicator, amount: Decimal | None, base: Decimal | None) -> dict[str, str]:
    """What is wrong with a number, by field ("amount", "base"), in the words that a workbook is answered with too. {}
    for a good one, and for a denominator still to come."""
    found = {}
    if amount is not None:
        found["amount"] = _amount(indicator, amount)
    if base is not None:
        found["base"] = _base(indicator, base)
    if amount is not None and base is not None and indicator.kind == ValueKind.RANK and amount > base:
        found["amount"] = found["amount"] or _("Thứ hạng lớn hơn tổng số đơn vị được xếp hạng.")
    return {field: words for field, words in found.items() if words}


def _amount(indicator: Indicator, amount: Decimal) -> str:
    if amount < 0 and indicator.kind != ValueKind.SCORE:
        return _("Số này không được âm.")
    if indicator.kind in _WHOLE and amount != amount.to_integral_value():
        return _("Chỉ tiêu này đếm từng đơn vị: phải là số nguyên.")
    if indicator.kind == ValueKind.RANK and amount < 1:
        return _("Thứ hạng bắt đầu từ 1.")
    if indicator.kind not in (*_WHOLE, ValueKind.RATIO) and amount != round(amount, indicator.places):
        return _("Chỉ tiêu này ghi nhiều nhất %(places)s chữ số lẻ.") % {"places": indicator.places}
    return ""


def _base(indicator: Indicator, base: Decimal) -> str:
    if indicator.kind not in WITH_BASE:
        return _("Chỉ tiêu này không có mẫu số.")
    if base <= 0:
        return _("Mẫu số phải lớn hơn 0.")
    if indicator.kind == ValueKind.RANK and base != base.to_integral_value():
        return _("Tổng số đơn vị được xếp hạng phải là số nguyên.")
    return ""
