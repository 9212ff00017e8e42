"""The figures of registration, of carrying out and of sending back: four cubes, everything else is a filter on them."""

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.figures import Before, Cube, Measure, register
from neuguong.work.commitments.choices import (
    CONFIRMED,
    IN_FORCE,
    OWED,
    REGISTERED,
    Group,
    ItemStatus,
    Kind,
    ObstacleState,
    ReturnReason,
    State,
    Timing,
    TurnOutcome,
)

COMMITMENTS = Cube("commitments", "commitments.Commitment", dims=("kind", "state", "timing", "expected", "due_on"))
ITEMS = Cube(
    "items", "commitments.Item", dims=("group", "status", "due_on", "first_due_on", "is_amended", "is_carried")
)
PROGRESS = Cube("progress", "commitments.Progress", dims=(), quarterly=True)
RETURNS = Cube("returns", "commitments.Return", dims=("code",))

OBSTACLES = Cube("obstacles", "commitments.Obstacle", dims=("state",))
TURNS = Cube("obstacle_turns", "commitments.ObstacleTurn", dims=("outcome", "due_on"))

_SHOULD = {"expected": True}


def _of_kind(prefix: str, kind: Kind | None) -> tuple[Measure, ...]:
    own = {"kind": kind.value} if kind else {}
    should = f"{prefix}should"

    def one(key: str, label: object, **where: object) -> Measure:
        """A share of those who should: of them alone, or it could pass the whole."""
        where = {**own, **_SHOULD, **where}
        return Measure(f"{prefix}{key}", label, COMMITMENTS, where, of=should)  # type: ignore[arg-type]  # conditions of any type

    return (
        Measure(should, _l("Phải đăng ký"), COMMITMENTS, {**own, **_SHOULD}, zero=_l("Năm này chưa mở đăng ký.")),
        one("registered", _l("Đã đăng ký"), state=REGISTERED),
        one("approved", _l("Đã duyệt"), state=IN_FORCE),
        one("waiting", _l("Chờ duyệt"), state=State.SUBMITTED.value),
        one("returned", _l("Trả lại"), state=State.RETURNED.value),
        one("late", _l("Nộp muộn"), timing=Timing.LATE.value, state=REGISTERED),
        one("owed", _l("Chưa đăng ký"), state=OWED),
        one("missing", _l("Quá hạn chưa nộp"), state=OWED, due_on=Before()),
        one("reported", _l("Đã báo cáo kết quả"), state=(State.REPORTED.value, *CONFIRMED)),
        one("achieved", _l("Đạt"), state=State.ACHIEVED.value),
        one("partly", _l("Đạt một phần"), state=State.PARTLY.value),
        one("not_achieved", _l("Không đạt"), state=State.NOT_ACHIEVED.value),
    )


ALL = register(
    (
        *_of_kind("", None),
        *_of_kind("individual_", Kind.INDIVIDUAL),
        *_of_kind("head_", Kind.HEAD),
        *_of_kind("collective_", Kind.COLLECTIVE),
        Measure("volunteers", _l("Tự nguyện đăng ký"), COMMITMENTS, {"expected": False, "state": REGISTERED}),
        Measure("items", _l("Nội dung đăng ký"), ITEMS),
        Measure("items_open", _l("Nội dung đang thực hiện"), ITEMS, {"status": ItemStatus.OPEN.value}, of="items"),
        Measure(
            "items_overdue",
            _l("Nội dung quá hạn"),
            ITEMS,
            {"status": ItemStatus.OPEN.value, "due_on": Before()},
            of="items",
        ),
        Measure(
            "items_overdue_first",
            _l("Nội dung quá hạn ban đầu"),
            ITEMS,
            {"status": (ItemStatus.OPEN.value, ItemStatus.CUT.value), "first_due_on": Before()},
            of="items",
        ),
        Measure("items_amended", _l("Nội dung đã điều chỉnh"), ITEMS, {"is_amended": True}, of="items"),
        Measure("items_carried", _l("Nội dung chuyển tiếp từ năm trước"), ITEMS, {"is_carried": True}, of="items"),
        Measure("items_done", _l("Nội dung đã xong"), ITEMS, {"status": ItemStatus.DONE.value}, of="items"),
        Measure("breakthroughs", _l("Nội dung đột phá"), ITEMS, {"group": Group.BREAKTHROUGH.value}),
        Measure("progress", _l("Lượt ghi kết quả"), PROGRESS),
        Measure("return_reasons", _l("Lý do trả lại"), RETURNS, zero=_l("Chưa trả lại bản nào.")),
        *(
            Measure(f"returned_{code.lower()}", label, RETURNS, {"code": code}, of="return_reasons")
            for code, label in ReturnReason.choices
        ),
    )
)

_NO_OBSTACLE = _l("Chưa có vướng mắc nào được nêu.")
_NONE_ASKED = _l("Chưa có vướng mắc nào được gửi tới để trả lời.")
_ASKED = tuple(one.value for one in TurnOutcome if one != TurnOutcome.ENDED)

OBSTACLE_MEASURES = register(
    (
        Measure("obstacles", _l("Vướng mắc đã nêu"), OBSTACLES, zero=_NO_OBSTACLE),
        Measure(
            "obstacles_open", _l("Vướng mắc chờ trả lời"), OBSTACLES, {"state": ObstacleState.OPEN.value},
            of="obstacles", zero=_l("Không có vướng mắc nào chờ trả lời."),
        ),
        Measure(
            "obstacles_settled", _l("Vướng mắc đã tháo gỡ"), OBSTACLES, {"state": ObstacleState.SETTLED.value},
            of="obstacles", zero=_l("Chưa có vướng mắc nào được tháo gỡ."),
        ),
        Measure("answers_owed", _l("Vướng mắc phải trả lời"), TURNS, {"outcome": _ASKED}, zero=_NONE_ASKED),
        Measure(
            "answers_in_time", _l("Trả lời đúng hạn"), TURNS, {"outcome": TurnOutcome.IN_TIME.value},
            of="answers_owed", zero=_l("Chưa có câu trả lời nào đúng hạn."),
        ),
        Measure(
            "answers_overdue", _l("Quá hạn chưa trả lời"), TURNS,
            {"outcome": TurnOutcome.WAITING.value, "due_on": Before()}, of="answers_owed",
            zero=_l("Không có vướng mắc nào quá hạn trả lời."),
        ),
        Measure(
            "answers_passed", _l("Không trả lời, phải chuyển cấp trên"), TURNS,
            {"outcome": TurnOutcome.PASSED.value}, of="answers_owed",
            zero=_l("Không có vướng mắc nào phải chuyển cấp trên."),
        ),
    )
)  # fmt: skip
