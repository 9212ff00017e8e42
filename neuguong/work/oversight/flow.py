"""Three lives: of a plan, of a visit, of a finding. Issuing a plan schedules its visits, concluding a visit issues its
findings, each in one act."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _l

from neuguong.base.journal.services import take_steps
from neuguong.kit.flow import Flow, Guard, Step, register
from neuguong.work.oversight import notices
from neuguong.work.oversight.choices import FindingState, PlanState, VisitState
from neuguong.work.oversight.models import Draw, Finding, Visit
from neuguong.work.oversight.rules import findings, plans, visits

_visits = Visit.objects.filter(plan=OuterRef("pk"))
has_visits = Guard(
    Q(Exists(_visits.filter(state=VisitState.PROPOSED))),
    _l("Kế hoạch chưa có cuộc nào. Hãy ghi ít nhất một nơi được kiểm tra, giám sát."),
)
has_drawn = Guard(
    ~Q(Exists(Draw.objects.filter(plan=OuterRef("pk"), frozen_at=None, dropped_at=None))),
    _l("Có lần bốc thăm đã ghi số gốc mà chưa chốt danh sách. Hãy chốt danh sách, hoặc bỏ lần ấy, rồi ban hành."),
)
has_paper = Guard(~Q(number="") & Q(issued_on__isnull=False), _l("Hãy ghi số, ngày của văn bản ban hành kế hoạch."))
is_announced = Guard(
    Q(plan=None) | Q(plan__state=PlanState.ISSUED), _l("Kế hoạch chưa ban hành, cuộc này chưa vào lịch.")
)
is_dated = Guard(Q(held_on__isnull=False), _l("Hãy ghi ngày tiến hành."))
is_judged = Guard(~Q(conclusion=""), _l("Hãy ghi nhận xét, kết luận trước khi kết luận cuộc này."))
is_concluded = Guard(Q(visit__state=VisitState.CONCLUDED), _l("Cuộc này chưa kết luận."))
is_answered = Guard(~Q(remedy=""), _l("Hãy ghi kết quả khắc phục."))


def _issued(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """Its visits are on the calendar, and whoever is to be visited is told."""
    take_steps(VISITS, Visit.objects.filter(plan__in=ids, state=VisitState.PROPOSED), "schedule", actor, now=now)


def _scheduled(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    notices.announced(ids, now)


def _concluded(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """What was found stands from now on, and whoever must mend it is told."""
    noted = Finding.objects.filter(visit__in=ids, state=FindingState.NOTED)
    take_steps(FINDINGS, noted, "issue", actor, now=now)
    notices.concluded(ids, now)


def _remedied(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    notices.to_verify(ids, now)


def _verified(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    Finding.objects.filter(pk__in=ids).update(verified_by=actor, verified_on=timezone.localdate(now))
    notices.verified(ids, now)


def _sent_back(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    notices.sent_back(ids, note, now)


PLANS = register(
    Flow(
        key="ke-hoach-giam-sat",
        model="oversight.Plan",
        states=PlanState.choices,
        detail_url="oversight:plan",
        steps=(
            Step(
                "issue", _l("Ghi ban hành"), (PlanState.DRAFT,), PlanState.ISSUED, plans.rule("issue"),
                guards=(has_visits, has_drawn, has_paper), done=_issued, form="oversight:plan_issue",
                says=_l("Ghi số, ngày quyết định; các cuộc vào lịch và nơi được kiểm tra, giám sát được báo."),
            ),
        ),
    )
)  # fmt: skip

VISITS = register(
    Flow(
        key="kiem-tra-giam-sat",
        model="oversight.Visit",
        states=VisitState.choices,
        detail_url="oversight:visit",
        related=("unit",),
        steps=(
            Step(
                "schedule", _l("Đưa vào lịch"), (VisitState.PROPOSED,), VisitState.PLANNED, visits.rule("schedule"),
                guards=(is_announced,), done=_scheduled, says=_l("Nơi được kiểm tra, giám sát nhận thông báo."),
            ),
            Step(
                "hold", _l("Ghi kết quả"), (VisitState.PLANNED,), VisitState.HELD, visits.rule("hold"),
                guards=(is_dated,), form="oversight:hold",
                says=_l("Ghi ngày tiến hành, trả lời danh mục câu hỏi và nhận xét; sau đó ghi từng phát hiện."),
            ),
            Step(
                "conclude", _l("Kết luận"), (VisitState.HELD,), VisitState.CONCLUDED, visits.rule("find"),
                guards=(is_judged,), done=_concluded,
                says=_l("Các phát hiện được gửi tới nơi được kiểm tra, giám sát để khắc phục; không sửa được nữa."),
            ),
            Step(
                "cancel", _l("Hủy cuộc này"), (VisitState.PROPOSED, VisitState.PLANNED), VisitState.CANCELLED,
                visits.rule("cancel"), note="required", tone="danger",
                says=_l("Cuộc này không tiến hành nữa; lý do được giữ trong nhật ký."),
            ),
        ),
    )
)  # fmt: skip

FINDINGS = register(
    Flow(
        key="phat-hien",
        model="oversight.Finding",
        states=FindingState.choices,
        detail_url="oversight:finding",
        steps=(
            Step(
                "issue", _l("Gửi để khắc phục"), (FindingState.NOTED,), FindingState.OPEN, findings.rule("issue"),
                guards=(is_concluded,),
            ),
            Step(
                "remedy", _l("Báo đã khắc phục"), (FindingState.OPEN,), FindingState.REMEDIED, findings.rule("remedy"),
                guards=(is_answered,), done=_remedied, form="oversight:remedy",
                says=_l("Ghi kết quả khắc phục và minh chứng; đơn vị kiểm tra, giám sát xác nhận."),
            ),
            Step(
                "verify", _l("Xác nhận đã khắc phục"), (FindingState.REMEDIED,), FindingState.VERIFIED,
                findings.rule("verify"), note="optional", done=_verified,
                says=_l("Phát hiện này khép lại; nơi được kiểm tra, giám sát được báo."),
            ),
            Step(
                "send_back", _l("Chưa đạt, yêu cầu làm tiếp"), (FindingState.REMEDIED,), FindingState.OPEN,
                findings.rule("verify"), note="required", done=_sent_back, tone="danger",
                says=_l("Phát hiện trở lại phải khắc phục, kèm lý do."),
            ),
        ),
    )
)  # fmt: skip
