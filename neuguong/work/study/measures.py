"""The figures of study: themes, sessions, turns of attendance, distinct people by theme.

Turns are rows of attendance and add up over everything. Distinct people add up over units and years within one theme:
`measure("learners").only("theme_id", pk)`; over several themes they are people counted once for each theme.
"""

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.figures import Before, Cube, Measure, register
from neuguong.work.study.choices import TOOK_PLACE, Rating, SessionKind, Side, Status

THEMES = Cube("study_themes", "study.Theme", dims=())
SESSIONS = Cube("study_sessions", "study.Session", dims=("kind", "state", "is_make_up", "theme_id"))
TURNS = Cube("study_turns", "study.Attendance", dims=("kind", "status", "expected", "is_make_up", "theme_id"))
LEARNERS = Cube("study_learners", "study.Learner", dims=("theme_id", "expected", "has_studied", "is_made_up"))
CONCLUSIONS = Cube("study_conclusions", "study.Conclusion", dims=("is_done", "due_on"))
SCORINGS = Cube("study_scorings", "study.Scoring", dims=("side", "rating"))

_HELD = {"state": tuple(state.value for state in TOOK_PLACE)}
_NONE_HELD = _l("Năm này chưa tổ chức buổi nào.")
_NONE_CALLED = _l("Chưa triệu tập ai.")
_NO_LEARNER = _l("Chưa triệu tập ai học chuyên đề.")


def _of_kind(kind: SessionKind) -> Measure:
    return Measure(
        f"sessions_{kind.value.lower()}", kind.label, SESSIONS, {**_HELD, "kind": kind.value}, of="sessions",
        zero=_l("Năm này chưa tổ chức buổi nào theo hình thức này."),
    )  # fmt: skip


def _turn(key: str, label: object, status: Status, zero: object) -> Measure:
    where = {"expected": True, "status": status.value}
    return Measure(key, label, TURNS, where, of="turns_should", zero=zero)  # type: ignore[arg-type]  # lazy texts


THEME_MEASURES = register(
    (Measure("themes", _l("Đợt học tập chuyên đề"), THEMES, zero=_l("Năm này chưa mở đợt học tập nào.")),)
)
SESSION_MEASURES = register(
    (
        Measure("sessions", _l("Buổi đã tổ chức"), SESSIONS, _HELD, zero=_NONE_HELD),
        *(_of_kind(kind) for kind in SessionKind),
        Measure(
            "sessions_make_up",
            _l("Buổi học bù"),
            SESSIONS,
            {**_HELD, "is_make_up": True},
            of="sessions",
            zero=_l("Chưa tổ chức buổi học bù nào."),
        ),
    )
)
TURN_MEASURES = register(
    (
        Measure("turns_should", _l("Lượt được triệu tập"), TURNS, {"expected": True}, zero=_NONE_CALLED),
        _turn("turns_present", _l("Lượt có mặt theo triệu tập"), Status.PRESENT, _l("Chưa ghi lượt có mặt nào.")),
        _turn("turns_excused", _l("Lượt vắng có lý do"), Status.EXCUSED, _l("Không ghi lượt vắng có lý do nào.")),
        _turn("turns_absent", _l("Lượt vắng không lý do"), Status.ABSENT, _l("Không ghi lượt vắng không lý do nào.")),
        _turn("turns_uncalled", _l("Lượt chưa điểm danh"), Status.EXPECTED, _l("Không còn lượt nào chờ điểm danh.")),
        Measure("turns", _l("Lượt người dự"), TURNS, {"status": Status.PRESENT.value}, zero=_NONE_HELD),
        Measure(
            "turns_make_up", _l("Lượt người học bù"), TURNS, {"status": Status.PRESENT.value, "is_make_up": True},
            of="turns", zero=_l("Chưa có ai học bù."),
        ),
    )
)  # fmt: skip
LEARNER_MEASURES = register(
    (
        Measure("learners_should", _l("Người phải học"), LEARNERS, {"expected": True}, zero=_NO_LEARNER),
        Measure(
            "learners", _l("Người đã học"), LEARNERS, {"expected": True, "has_studied": True}, of="learners_should",
            zero=_l("Chưa có ai học chuyên đề."),
        ),
        Measure(
            "learners_left", _l("Người chưa học"), LEARNERS, {"expected": True, "has_studied": False},
            of="learners_should", zero=_l("Không còn ai phải học."),
        ),
        Measure(
            "learners_made_up", _l("Người học bù"), LEARNERS, {"expected": True, "is_made_up": True},
            of="learners_should", zero=_l("Chưa có ai học bù."),
        ),
    )
)  # fmt: skip
CONCLUSION_MEASURES = register(
    (
        Measure("conclusions", _l("Kết luận của sinh hoạt chi bộ"), CONCLUSIONS, zero=_l("Chưa ghi kết luận nào.")),
        Measure(
            "conclusions_done", _l("Kết luận đã thực hiện"), CONCLUSIONS, {"is_done": True}, of="conclusions",
            zero=_l("Chưa có kết luận nào thực hiện xong."),
        ),
        Measure(
            "conclusions_overdue", _l("Kết luận quá hạn"), CONCLUSIONS, {"is_done": False, "due_on": Before()},
            of="conclusions", zero=_l("Không có kết luận nào quá hạn."),
        ),
    )
)  # fmt: skip
_ABOVE = {"side": Side.ABOVE.value}
SCORING_MEASURES = register(
    (
        Measure(
            "meetings_scored", _l("Buổi sinh hoạt được cấp ủy chấm"), SCORINGS, _ABOVE,
            zero=_l("Cấp ủy chưa chấm buổi nào."),
        ),
        *(
            Measure(
                f"meetings_{rating.value.lower()}", rating.label, SCORINGS, {**_ABOVE, "rating": rating.value},
                of="meetings_scored",
            )
            for rating in Rating
        ),
    )
)  # fmt: skip
