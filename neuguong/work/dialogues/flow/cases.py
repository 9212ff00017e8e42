"""The life of a case: received, handled, answered; its clock may stand, it may go elsewhere or into another."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _l

from neuguong.base.periods.queries import working_days_between
from neuguong.kit.flow import Flow, Step, register
from neuguong.work.dialogues import notices
from neuguong.work.dialogues.choices import CaseState, Timing
from neuguong.work.dialogues.models import Case
from neuguong.work.dialogues.queries.clock import due_of
from neuguong.work.dialogues.rules import cases

RECEIVED, HANDLING, PAUSED, ANSWERED, REFUSED, MERGED = CaseState
_PAGE = "dialogues:{}".format


def _paused(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    Case.objects.filter(pk__in=ids).update(paused_on=localdate(now))


def _resumed(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """The working days after the day of the pause up to today did not run, and move the deadline."""
    for case in Case.objects.filter(pk__in=ids).order_by("pk"):
        assert case.paused_on  # a paused case has its day
        case.paused_days += working_days_between(case.paused_on, localdate(now))
        case.paused_on, case.due_on = None, due_of(case)
        case.save(update_fields=["paused_days", "paused_on", "due_on"])


def _reopened(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """The old answer stays as a draft; what was public is so no more; it climbs anew."""
    Case.objects.filter(pk__in=ids).update(
        timing=Timing.OPEN, answered_on=None, published_on=None, escalated_to=None, escalated_due=None
    )


def _transferred(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    notices.arrived(ids, now)


CASE_FLOW = register(
    Flow(
        key="don-thu",
        model="dialogues.Case",
        states=CaseState.choices,
        detail_url="dialogues:case",
        steps=(
            Step("accept", _l("Thụ lý"), (RECEIVED,), HANDLING, cases.rule("accept"), form=_PAGE("case_sort"),
                 says=_l("Phân loại, ghi tóm tắt không nêu tên; đơn vị bắt đầu giải quyết.")),
            Step("answer", _l("Ghi trả lời"), (HANDLING,), ANSWERED, cases.rule("answer"), form=_PAGE("case_answer"),
                 says=_l("Ghi nội dung, số và ngày văn bản trả lời; người gửi xem được bằng mã theo dõi.")),
            Step("transfer", _l("Chuyển đơn vị khác"), (RECEIVED, HANDLING), RECEIVED, cases.rule("transfer"),
                 form=_PAGE("case_transfer"), done=_transferred,
                 says=_l("Chuyển đến đơn vị có thẩm quyền; thời hạn tiếp tục tính từ ngày tiếp nhận.")),
            Step("merge", _l("Nhập vào vụ việc khác"), (RECEIVED, HANDLING), MERGED, cases.rule("merge"),
                 form=_PAGE("case_merge"), says=_l("Cùng một việc thì giải quyết và trả lời một lần.")),
            Step("pause", _l("Tạm dừng thời hạn"), (HANDLING,), PAUSED, cases.rule("pause"), note="required",
                 done=_paused, says=_l("Thời hạn đứng lại từ hôm nay; người gửi thấy trạng thái này.")),
            Step("resume", _l("Tiếp tục tính thời hạn"), (PAUSED,), HANDLING, cases.rule("resume"), note="optional",
                 done=_resumed, says=_l("Hạn trả lời lùi đi đúng số ngày làm việc đã tạm dừng.")),
            Step("refuse", _l("Không thụ lý"), (RECEIVED, HANDLING), REFUSED, cases.rule("refuse"),
                 form=_PAGE("case_refuse"), tone="danger", says=_l("Trả lại đơn với lý do mà người gửi đọc được.")),
            Step("reopen", _l("Mở lại"), (ANSWERED, REFUSED), HANDLING, cases.rule("reopen"), note="required",
                 done=_reopened, tone="danger",
                 says=_l("Đơn thư trở lại đang giải quyết; trả lời đã công khai không còn hiện nữa.")),
        ),
    )
)  # fmt: skip
