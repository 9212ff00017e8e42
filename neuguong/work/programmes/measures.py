"""The figures of documents, communication and plans: three cubes, everything else is a filter on them."""

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.figures import Before, Cube, Measure, register
from neuguong.work.programmes.choices import Channel, DocumentKind, PlanState

DOCUMENTS = Cube("documents", "programmes.Document", dims=("kind",))
COMMUNICATIONS = Cube("communications", "programmes.Communication", dims=("channel",), sums=("count",))
PLANS = Cube("plans", "programmes.Plan", dims=("state", "due_on"))

DOCUMENT_MEASURES = register(
    (
        Measure("documents", _l("Văn bản đã ban hành"), DOCUMENTS),
        *(
            Measure(f"documents_{kind.value.lower()}", kind.label, DOCUMENTS, {"kind": kind.value}, of="documents")
            for kind in DocumentKind
        ),
    )
)

COMMUNICATION_MEASURES = register(
    (
        Measure("communications", _l("Hoạt động tuyên truyền"), COMMUNICATIONS),
        Measure("communications_count", _l("Số lượng tuyên truyền"), COMMUNICATIONS, sum_of="count"),
        *(
            Measure(
                f"communications_{channel.value.lower()}",
                channel.label,
                COMMUNICATIONS,
                {"channel": channel.value},
                of="communications",
            )
            for channel in Channel
        ),
        *(
            Measure(
                f"communications_{channel.value.lower()}_count",
                channel.label,
                COMMUNICATIONS,
                {"channel": channel.value},
                sum_of="count",
                of="communications_count",
            )
            for channel in Channel
        ),
    )
)

_NOT_ISSUED = (PlanState.EXPECTED.value, PlanState.DRAFT.value)

PLAN_MEASURES = register(
    (
        Measure("plans_should", _l("Phải ban hành kế hoạch"), PLANS, zero=_l("Năm này chưa giao xây dựng kế hoạch.")),
        Measure(
            "plans_issued", _l("Đã ban hành kế hoạch"), PLANS, {"state": PlanState.ISSUED.value}, of="plans_should"
        ),
        Measure(
            "plans_missing",
            _l("Quá hạn chưa ban hành kế hoạch"),
            PLANS,
            {"state": _NOT_ISSUED, "due_on": Before()},
            of="plans_should",
        ),
    )
)

ALL = (*DOCUMENT_MEASURES, *COMMUNICATION_MEASURES, *PLAN_MEASURES)
