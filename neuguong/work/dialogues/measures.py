"""The figures of cases, reception days, dialogues and promises: four cubes, everything else is a filter on them."""

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.figures import Before, Cube, Measure, register
from neuguong.work.dialogues.choices import (
    RUNNING,
    CaseKind,
    CaseState,
    DialogueKind,
    DialogueState,
    HeldBy,
    Outcome,
    Rating,
    ReceptionState,
    Timing,
)

CASES = Cube(
    "cases",
    "dialogues.Case",
    dims=("kind", "sector", "channel", "state", "timing", "rating", "due_on", "is_transferred", "is_escalated"),
)
RECEPTIONS = Cube("receptions", "dialogues.Reception", dims=("state", "held_by", "on"), sums=("people",))
DIALOGUES = Cube("dialogues", "dialogues.Dialogue", dims=("kind", "state"), sums=("people",))
PROMISES = Cube("promises", "dialogues.Promise", dims=("outcome", "due_on"))

_NO_CASE = _l("Năm này chưa tiếp nhận đơn thư nào.")
_NO_SUCH_CASE = _l("Năm này không có đơn thư nào thuộc loại này.")
_NO_RECEPTION = _l("Năm này chưa xếp lịch tiếp công dân.")
_NO_DIALOGUE = _l("Năm này chưa tổ chức cuộc đối thoại nào.")
_HELD = ReceptionState.HELD.value
_RATED = (Rating.SATISFIED.value, Rating.NEUTRAL.value, Rating.DISSATISFIED.value)


def _of_kind(kind: CaseKind) -> Measure:
    where = {"kind": kind.value}
    return Measure(f"cases_{kind.value.lower()}", kind.label, CASES, where, of="cases", zero=_NO_SUCH_CASE)


CASE_MEASURES = register(
    (
        Measure("cases", _l("Đơn thư tiếp nhận"), CASES, zero=_NO_CASE),
        *(_of_kind(kind) for kind in CaseKind),
        Measure(
            "cases_answered", _l("Đơn thư đã trả lời"), CASES, {"state": CaseState.ANSWERED.value}, of="cases",
            zero=_l("Chưa có đơn thư nào được trả lời."),
        ),
        Measure(
            "cases_on_time", _l("Trả lời đúng hạn"), CASES,
            {"state": CaseState.ANSWERED.value, "timing": Timing.ON_TIME.value}, of="cases_answered",
            zero=_l("Chưa có đơn thư nào được trả lời đúng hạn."),
        ),
        Measure(
            "cases_late", _l("Trả lời muộn"), CASES,
            {"state": CaseState.ANSWERED.value, "timing": Timing.LATE.value}, of="cases_answered",
            zero=_l("Không có đơn thư nào trả lời muộn."),
        ),
        Measure(
            "cases_paused", _l("Đơn thư tạm dừng thời hạn"), CASES, {"state": CaseState.PAUSED.value}, of="cases",
            zero=_l("Không có đơn thư nào tạm dừng thời hạn."),
        ),
        Measure(
            "cases_refused", _l("Đơn thư không thụ lý"), CASES, {"state": CaseState.REFUSED.value}, of="cases",
            zero=_l("Không có đơn thư nào bị trả lại."),
        ),
        Measure(
            "cases_merged", _l("Đơn thư nhập vào vụ việc khác"), CASES, {"state": CaseState.MERGED.value}, of="cases",
            zero=_l("Không có đơn thư nào trùng vụ việc."),
        ),
        Measure(
            "cases_overdue", _l("Đơn thư quá hạn chưa trả lời"), CASES,
            {"state": tuple(one.value for one in RUNNING), "due_on": Before()}, of="cases",
            zero=_l("Không có đơn thư nào quá hạn."),
        ),
        Measure(
            "cases_transferred", _l("Đơn thư đã chuyển đơn vị giải quyết"), CASES, {"is_transferred": True}, of="cases",
            zero=_l("Không có đơn thư nào chuyển đơn vị giải quyết."),
        ),
        Measure(
            "cases_escalated", _l("Đơn thư quá hạn đã báo cấp trên"), CASES, {"is_escalated": True}, of="cases",
            zero=_l("Không có đơn thư nào phải báo cấp trên."),
        ),
        Measure(
            "cases_rated", _l("Đơn thư được người dân đánh giá"), CASES, {"rating": _RATED}, of="cases_answered",
            zero=_l("Chưa có người dân nào đánh giá."),
        ),
        Measure(
            "cases_satisfied", _l("Người dân hài lòng"), CASES, {"rating": Rating.SATISFIED.value}, of="cases_rated",
            zero=_l("Chưa có đánh giá hài lòng nào."),
        ),
        Measure(
            "cases_dissatisfied", _l("Người dân chưa hài lòng"), CASES, {"rating": Rating.DISSATISFIED.value},
            of="cases_rated", zero=_l("Không có đánh giá chưa hài lòng nào."),
        ),
    )
)  # fmt: skip

RECEPTION_MEASURES = register(
    (
        Measure("receptions", _l("Buổi tiếp công dân theo lịch"), RECEPTIONS, zero=_NO_RECEPTION),
        Measure("receptions_due", _l("Buổi tiếp đã đến ngày"), RECEPTIONS, {"on": Before()}, of="receptions",
                zero=_l("Chưa có buổi tiếp nào đến ngày.")),
        Measure("receptions_held", _l("Buổi đã tiếp"), RECEPTIONS, {"state": _HELD}, of="receptions",
                zero=_l("Chưa ghi buổi tiếp nào.")),
        Measure(
            "receptions_by_substitute", _l("Buổi do người khác tiếp thay"), RECEPTIONS,
            {"held_by": HeldBy.SUBSTITUTE.value}, of="receptions_held", zero=_l("Không có buổi nào tiếp thay."),
        ),
        Measure("receptions_missed", _l("Buổi không tổ chức"), RECEPTIONS, {"state": ReceptionState.MISSED.value},
                of="receptions", zero=_l("Không có buổi nào bỏ.")),
        Measure(
            "receptions_unrecorded", _l("Buổi quá ngày chưa ghi"), RECEPTIONS,
            {"state": (ReceptionState.PLANNED.value, ReceptionState.PUBLISHED.value), "on": Before()}, of="receptions",
            zero=_l("Không có buổi nào quá ngày chưa ghi."),
        ),
        Measure("receptions_people", _l("Lượt người được tiếp"), RECEPTIONS, {"state": _HELD}, sum_of="people",
                zero=_l("Chưa ghi lượt người nào.")),
    )
)  # fmt: skip

DIALOGUE_MEASURES = register(
    (
        Measure("dialogues", _l("Cuộc đối thoại đã tổ chức"), DIALOGUES, {"state": DialogueState.HELD.value},
                zero=_NO_DIALOGUE),
        *(
            Measure(
                f"dialogues_{kind.value.lower()}", kind.label, DIALOGUES,
                {"kind": kind.value, "state": DialogueState.HELD.value}, of="dialogues", zero=_NO_DIALOGUE,
            )
            for kind in DialogueKind
        ),
        Measure("dialogues_attended", _l("Lượt người dự đối thoại"), DIALOGUES, {"state": DialogueState.HELD.value},
                sum_of="people", zero=_NO_DIALOGUE),
    )
)  # fmt: skip

PROMISE_MEASURES = register(
    (
        Measure("promises", _l("Việc đã hứa với dân"), PROMISES, zero=_l("Chưa ghi việc nào đã hứa.")),
        Measure(
            "promises_kept", _l("Việc đã hứa được thực hiện"), PROMISES,
            {"outcome": (Outcome.KEPT.value, Outcome.LATE.value)}, of="promises",
            zero=_l("Chưa có việc đã hứa nào được thực hiện."),
        ),
        Measure(
            "promises_overdue", _l("Việc đã hứa quá hạn"), PROMISES,
            {"outcome": Outcome.OPEN.value, "due_on": Before()}, of="promises",
            zero=_l("Không có việc đã hứa nào quá hạn."),
        ),
    )
)  # fmt: skip

ALL = (*CASE_MEASURES, *RECEPTION_MEASURES, *DIALOGUE_MEASURES, *PROMISE_MEASURES)
