"""The life of a session: planned, held, its roll closed; reopened only to correct what was noted."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.flow import Flow, Guard, Step, register
from neuguong.work.study.choices import SessionState, Status
from neuguong.work.study.models import Attendance
from neuguong.work.study.rules import sessions

_rows = Attendance.objects.filter(session=OuterRef("pk"))
all_called = Guard(
    ~Q(Exists(_rows.filter(expected=True, status=Status.EXPECTED))),
    _l("Còn người chưa điểm danh. Hãy điểm danh đủ rồi chốt."),
)
none_disputed = Guard(
    ~Q(Exists(_rows.filter(is_disputed=True))),
    _l("Còn chỗ hai máy ghi khác nhau. Hãy xem lại và chọn một trong hai rồi chốt."),
)
none_called = Guard(
    ~Q(Exists(_rows.exclude(status=Status.EXPECTED))), _l("Buổi này đã có người được điểm danh, không hủy được nữa.")
)


def _cancelled(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """Nobody is expected any more; who was to study the theme still is."""
    Attendance.objects.filter(session__in=ids, status=Status.EXPECTED).delete()


FLOW = register(
    Flow(
        key="buoi-hoc",
        model="study.Session",
        states=SessionState.choices,
        detail_url="study:session",
        steps=(
            Step(
                "hold",
                _l("Ghi đã tổ chức"),
                (SessionState.PLANNED,),
                SessionState.HELD,
                sessions.rule("hold"),
                says=_l("Buổi được tính vào số buổi đã tổ chức; vẫn điểm danh tiếp được."),
            ),
            Step(
                "close",
                _l("Chốt điểm danh"),
                (SessionState.HELD,),
                SessionState.CLOSED,
                sessions.rule("close"),
                guards=(all_called, none_disputed),
                says=_l("Không ghi thêm lượt dự nào nữa, kể cả từ máy chưa gửi kịp."),
            ),
            Step(
                "reopen",
                _l("Mở lại điểm danh"),
                (SessionState.CLOSED,),
                SessionState.HELD,
                sessions.rule("reopen"),
                note="required",
            ),
            Step(
                "cancel",
                _l("Hủy buổi"),
                (SessionState.PLANNED,),
                SessionState.CANCELLED,
                sessions.rule("cancel"),
                note="required",
                guards=(none_called,),
                done=_cancelled,
                tone="danger",
                says=_l("Không còn ai phải dự buổi này. Người phải học chuyên đề vẫn còn phải học ở buổi khác."),
            ),
        ),
    )
)
