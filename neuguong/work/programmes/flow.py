"""The life of a plan: expected, drafted, issued; reopened only to correct what was recorded."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.flow import Flow, Guard, Step, register
from neuguong.work.programmes.choices import PlanState, Timing
from neuguong.work.programmes.models import Document, Plan, PlanTask
from neuguong.work.programmes.rules import plans

_tasks = PlanTask.objects.filter(plan=OuterRef("pk"))
has_tasks = Guard(Q(Exists(_tasks)), _l("Kế hoạch chưa có nhiệm vụ nào. Hãy viết ít nhất một nhiệm vụ."))
has_owners = Guard(
    ~Q(Exists(_tasks.filter(owner_unit=None, owner=None))),
    _l("Có nhiệm vụ chưa giao cho ai. Hãy ghi đơn vị chủ trì hoặc người phụ trách của từng nhiệm vụ."),
)
has_document = Guard(Q(document__isnull=False), _l("Hãy ghi số, ngày của văn bản ban hành kế hoạch."))


def _issued(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """In time or late: by the day of the paper, whenever it was recorded."""
    late = Document.objects.filter(pk=OuterRef("document"), issued_on__gt=OuterRef("due_on"))
    Plan.objects.filter(pk__in=ids).update(
        timing=Case(When(Exists(late), then=Value(Timing.LATE.value)), default=Value(Timing.ON_TIME.value))
    )


def _reopened(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    Plan.objects.filter(pk__in=ids).update(timing=Timing.NONE)


FLOW = register(
    Flow(
        key="ke-hoach",
        model="programmes.Plan",
        states=PlanState.choices,
        detail_url="programmes:plan",
        steps=(
            Step(
                "write",
                _l("Xây dựng kế hoạch"),
                (PlanState.EXPECTED,),
                PlanState.DRAFT,
                plans.rule("write"),
                form="programmes:plan_edit",
                says=_l("Mở dự thảo để ghi nhiệm vụ, nơi chủ trì và thời hạn."),
            ),
            Step(
                "issue",
                _l("Ghi ban hành"),
                (PlanState.DRAFT,),
                PlanState.ISSUED,
                plans.rule("issue"),
                guards=(has_tasks, has_owners, has_document),
                done=_issued,
                form="programmes:plan_issue",
                says=_l("Ghi số, ngày văn bản; kế hoạch vào sổ văn bản của đơn vị và các nhiệm vụ được theo dõi."),
            ),
            Step(
                "reopen",
                _l("Mở lại để sửa"),
                (PlanState.ISSUED,),
                PlanState.DRAFT,
                plans.rule("reopen"),
                note="required",
                done=_reopened,
                tone="danger",
                says=_l("Kế hoạch trở về dự thảo và không còn tính là đã ban hành cho đến khi được ghi ban hành lại."),
            ),
        ),
    )
)
