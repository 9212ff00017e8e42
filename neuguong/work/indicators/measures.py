"""The figures of indicators and of procedures: two cubes. What an indicator's numbers amount to over the tree and over
time is in `queries`; here are the sums that it is made of, and who has handed in what."""

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.figures import Before, Cube, Measure, register
from neuguong.work.indicators.choices import HANDED_IN, WRITABLE, Shortening, State, Timing

VALUES = Cube(
    "indicator_values",
    "indicators.Value",
    dims=("indicator_id", "category", "state", "expected", "timing", "due_on"),
    sums=("amount", "base"),
)
PROCEDURES = Cube(
    "procedures", "indicators.ProcedureTime", dims=("shortening",), sums=("statutory_days", "committed_days")
)

_WHOLE = {"category": ""}
_SHOULD = {**_WHOLE, "expected": True}
_APPROVED = {**_WHOLE, "state": State.APPROVED.value}
_WAITING = {**_WHOLE, "state": State.SUBMITTED.value}
_HANDED_IN = tuple(state.value for state in HANDED_IN)
_WRITABLE = tuple(state.value for state in WRITABLE)

AMOUNT = Measure("indicator_amount", _l("Số đã duyệt"), VALUES, _APPROVED, sum_of="amount")
BASE = Measure("indicator_base", _l("Mẫu số đã duyệt"), VALUES, _APPROVED, sum_of="base")
COUNT = Measure("indicator_count", _l("Số đơn vị có số đã duyệt"), VALUES, _APPROVED)
WAITING = Measure("indicator_waiting", _l("Số tạm tính, chờ duyệt"), VALUES, _WAITING, sum_of="amount")
WAITING_BASE = Measure("indicator_waiting_base", _l("Mẫu số tạm tính"), VALUES, _WAITING, sum_of="base")
WAITING_COUNT = Measure("indicator_waiting_count", _l("Số đơn vị chờ duyệt"), VALUES, _WAITING)
MISSING = Measure("indicator_missing", _l("Số đơn vị chưa nộp số"), VALUES, {**_SHOULD, "state": _WRITABLE})

NUMBERS = register((AMOUNT, BASE, COUNT, WAITING, WAITING_BASE, WAITING_COUNT, MISSING))

COMPLETENESS = register(
    (
        Measure("values_should", _l("Số liệu phải nộp"), VALUES, _SHOULD, zero=_l("Kỳ này chưa mở nhập số liệu.")),
        Measure(
            "values_handed_in", _l("Số liệu đã nộp"), VALUES, {**_SHOULD, "state": _HANDED_IN}, of="values_should"
        ),
        Measure(
            "values_approved", _l("Số liệu đã duyệt"), VALUES, {**_SHOULD, "state": State.APPROVED.value},
            of="values_should",
        ),
        Measure(
            "values_late", _l("Số liệu nộp muộn"), VALUES, {**_SHOULD, "timing": Timing.LATE.value},
            of="values_should",
        ),
        Measure(
            "values_missing", _l("Số liệu quá hạn chưa nộp"), VALUES,
            {**_SHOULD, "state": _WRITABLE, "due_on": Before()}, of="values_should",
        ),
    )
)  # fmt: skip

_NO_PROCEDURE = _l("Kỳ này chưa ghi thủ tục hành chính nào.")

PROCEDURE_MEASURES = register(
    (
        Measure("procedures", _l("Thủ tục hành chính"), PROCEDURES, zero=_NO_PROCEDURE),
        Measure(
            "procedures_shortened", _l("Thủ tục được rút ngắn"), PROCEDURES,
            {"shortening": tuple(one.value for one in Shortening if one != Shortening.NONE)}, of="procedures",
        ),
        *(
            Measure(
                f"procedures_{band.value.lower()}", band.label, PROCEDURES, {"shortening": band.value},
                of="procedures",
            )
            for band in Shortening
        ),
        Measure("procedure_days", _l("Ngày theo quy định"), PROCEDURES, sum_of="statutory_days"),
        Measure("procedure_committed_days", _l("Ngày cam kết"), PROCEDURES, sum_of="committed_days"),
    )
)  # fmt: skip
