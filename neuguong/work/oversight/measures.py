"""The figures of oversight: four cubes, everything else is a filter on them.

A plan counts at the unit whose it is; a visit at the unit looked at, in the year of its plan; a supervised breakthrough
at the head's unit, in the year of the registration, as a share of `breakthroughs` of `commitments`.
"""

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.figures import Before, Cube, Measure, register
from neuguong.work.oversight.choices import (
    COUNTED,
    DONE,
    OVERSEEING,
    STANDING,
    UNSETTLED,
    FindingState,
    PlanState,
    VisitKind,
)

PLANS = Cube("oversight_plans", "oversight.Plan", dims=("body_kind", "state"))
VISITS = Cube(
    "oversight_visits", "oversight.Visit", dims=("kind", "body_kind", "state", "planned_on"), sums=("attended",)
)  # fmt: skip
FINDINGS = Cube("oversight_findings", "oversight.Finding", dims=("state", "due_on"))
SUPERVISED = Cube("supervised_breakthroughs", "oversight.SupervisedBreakthrough", dims=())

_KINDS = tuple(one.value for one in OVERSEEING)
_COUNTED = tuple(one.value for one in COUNTED)
_DONE = tuple(one.value for one in DONE)
_NO_VISIT = _l("Năm này chưa có cuộc nào trong lịch.")
_NONE_HELD = _l("Chưa có cuộc nào được ghi kết quả.")
_NO_FINDING = _l("Chưa có phát hiện nào được kết luận.")


def _held(kind: VisitKind) -> Measure:
    where = {"kind": kind.value, "state": _DONE}
    return Measure(f"held_{kind.value.lower()}", kind.label, VISITS, where, zero=_NONE_HELD)


PLAN_MEASURES = register(
    (
        Measure(
            "oversight_plans", _l("Kế hoạch kiểm tra, giám sát đã ban hành"), PLANS, {"state": PlanState.ISSUED.value},
            zero=_l("Năm này chưa ban hành kế hoạch nào."),
        ),
    )
)  # fmt: skip

VISIT_MEASURES = register(
    (
        Measure(
            "visits_planned", _l("Cuộc kiểm tra, giám sát theo lịch"), VISITS, {"kind": _KINDS, "state": _COUNTED},
            zero=_NO_VISIT,
        ),
        Measure(
            "visits_held", _l("Đã tiến hành"), VISITS, {"kind": _KINDS, "state": _DONE}, of="visits_planned",
            zero=_NONE_HELD,
        ),
        Measure(
            "visits_overdue", _l("Quá thời gian dự kiến, chưa tiến hành"), VISITS,
            {"kind": _KINDS, "state": "PLANNED", "planned_on": Before()}, of="visits_planned",
            zero=_l("Không có cuộc nào chậm."),
        ),
        *(_held(kind) for kind in VisitKind),
        Measure(
            "voters_attended", _l("Lượt cử tri dự tiếp xúc"), VISITS, {"kind": VisitKind.VOTERS.value, "state": _DONE},
            sum_of="attended", zero=_l("Chưa ghi số cử tri dự."),
        ),
    )
)  # fmt: skip

FINDING_MEASURES = register(
    (
        Measure(
            "findings", _l("Phát hiện"), FINDINGS, {"state": tuple(one.value for one in STANDING)}, zero=_NO_FINDING
        ),
        Measure(
            "findings_unsettled", _l("Chưa khắc phục xong"), FINDINGS,
            {"state": tuple(one.value for one in UNSETTLED)}, of="findings",
            zero=_l("Không còn phát hiện nào tồn đọng."),
        ),
        Measure(
            "findings_overdue", _l("Quá hạn khắc phục"), FINDINGS,
            {"state": FindingState.OPEN.value, "due_on": Before()}, of="findings",
            zero=_l("Không có phát hiện nào quá hạn."),
        ),
        Measure(
            "findings_verified", _l("Đã khắc phục xong"), FINDINGS, {"state": FindingState.VERIFIED.value},
            of="findings", zero=_l("Chưa có phát hiện nào được xác nhận khắc phục xong."),
        ),
    )
)  # fmt: skip

SUPERVISED_MEASURES = register(
    (
        Measure(
            "breakthroughs_supervised", _l("Đột phá đã được giám sát"), SUPERVISED, of="breakthroughs",
            zero=_l("Chưa có nội dung đột phá nào của năm này được giám sát."),
        ),
    )
)  # fmt: skip

ALL = (*PLAN_MEASURES, *VISIT_MEASURES, *FINDING_MEASURES, *SUPERVISED_MEASURES)
