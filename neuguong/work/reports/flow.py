"""The life of a report: a draft with live figures, then a paper that does not change."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.flow import Flow, Guard, Step, register
from neuguong.work.reports.models import ReportState
from neuguong.work.reports.rules import policy

has_number = Guard(~Q(number="") & ~Q(symbol=""), _l("Hãy ghi số và ký hiệu của báo cáo trước khi ban hành."))
has_date = Guard(Q(issued_on__isnull=False), _l("Hãy ghi ngày ban hành."))
has_place = Guard(~Q(place=""), _l("Hãy ghi nơi ban hành."))
has_signer = Guard(~Q(signer_name="") & ~Q(signer_title=""), _l("Hãy ghi họ tên và chức vụ của người ký."))

FLOW = register(
    Flow(
        key="bao-cao",
        model="reports.Report",
        states=ReportState.choices,
        detail_url="reports:detail",
        steps=(
            Step(
                "issue",
                _l("Ban hành"),
                (ReportState.DRAFT,),
                ReportState.ISSUED,
                policy.rule("issue"),
                guards=(has_number, has_date, has_place, has_signer),
                form="reports:issue",
                says=_l(
                    "Số liệu và lời văn được giữ nguyên như lúc này trong các bản PDF, DOCX, XLSX; sau đó không sửa."
                ),
            ),
        ),
    )
)
