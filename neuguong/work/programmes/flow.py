"""The life of a plan: expected, drafted, issued; reopened only to correct what was recorded. That of a code of conduct:
drafted, issued, ended."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import TreeCode
from neuguong.kit.flow import Flow, Guard, Step, register
from neuguong.work.programmes.choices import CodeState, PlanState, Timing
from neuguong.work.programmes.models import Acknowledgement, ConductCode, ConductItem, Document, Plan, PlanTask
from neuguong.work.programmes.rules import codes, plans

# Everybody who lives in a cell under the issuer on the day; one row for each, once.
_SHOULD = f"""
INSERT INTO {Acknowledgement._meta.db_table} (code_id, person_id, unit_id, period_id, due_on, is_done)
SELECT c.id, m.person_id, m.unit_id, c.period_id, c.due_on, false FROM {ConductCode._meta.db_table} c
  JOIN orgs_tree t ON t.code = %(tree)s
  JOIN orgs_path top ON top.unit_id = c.unit_id AND top.tree_id = t.id
   AND top.valid_from <= %(day)s AND top.valid_to > %(day)s
  JOIN orgs_path p ON p.tree_id = t.id AND p.alive AND p.valid_from <= %(day)s AND p.valid_to > %(day)s
   AND p.path >= top.path AND p.path < top.path || 'g'
  JOIN orgs_membership m ON m.unit_id = p.unit_id AND m.valid @> %(day)s::date
 WHERE c.id = ANY(%(codes)s)
ON CONFLICT DO NOTHING
"""  # noqa: S608 (table names of our own)

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


def owe_acknowledgement(ids: Sequence[int], day: dt.date) -> None:
    """Everybody who lives under the issuer on the day should acknowledge the code; nobody owes it twice."""
    with connection.cursor() as cursor:
        cursor.execute(_SHOULD, {"codes": list(ids), "day": day, "tree": TreeCode.PARTY.value})


def _code_issued(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    owe_acknowledgement(ids, timezone.localdate(now))


has_items = Guard(Q(Exists(ConductItem.objects.filter(code=OuterRef("pk")))), _l("Bộ chuẩn mực chưa có điều nào."))

CODES = register(
    Flow(
        key="chuan-muc",
        model="programmes.ConductCode",
        states=CodeState.choices,
        detail_url="programmes:code",
        steps=(
            Step(
                "issue",
                _l("Ban hành"),
                (CodeState.DRAFT,),
                CodeState.ISSUED,
                codes.rule("issue"),
                guards=(has_items,),
                done=_code_issued,
                says=_l("Bộ chuẩn mực được công khai, mỗi người trong đơn vị và các đơn vị bên dưới phải cam kết."),
            ),
            Step(
                "end",
                _l("Ghi hết hiệu lực"),
                (CodeState.ISSUED,),
                CodeState.ENDED,
                codes.rule("end"),
                note="required",
                tone="danger",
                says=_l("Trang công khai ghi là đã hết hiệu lực; các cam kết đã có vẫn được giữ."),
            ),
        ),
    )
)
