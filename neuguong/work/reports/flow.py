"""The life of a report: owed, a draft with live figures, then a paper that does not change. And of a request for a
later day: asked once, answered by the level above."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _l

from neuguong.base.periods.choices import Subject
from neuguong.kit.flow import Flow, Guard, Step, register
from neuguong.work.commitments.services.extending import put_off
from neuguong.work.reports import notices
from neuguong.work.reports.choices import SENT, ExtensionState, ReportState, Timing
from neuguong.work.reports.models import Extension, Report
from neuguong.work.reports.rules import extensions, policy

has_number = Guard(~Q(number="") & ~Q(symbol=""), _l("Hãy ghi số và ký hiệu của báo cáo trước khi ban hành."))
has_date = Guard(Q(issued_on__isnull=False), _l("Hãy ghi ngày ban hành."))
has_place = Guard(~Q(place=""), _l("Hãy ghi nơi ban hành."))
has_signer = Guard(~Q(signer_name="") & ~Q(signer_title=""), _l("Hãy ghi họ tên và chức vụ của người ký."))

_TIMING = Case(
    When(issued_on__lte=F("first_due_on"), then=Value(Timing.ON_TIME.value)),
    When(issued_on__lte=F("due_on"), then=Value(Timing.EXTENDED.value)),
    default=Value(Timing.LATE.value),
)


def _settled(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """In time or late, by the day of the paper, against both deadlines."""
    Report.objects.filter(pk__in=ids).update(timing=_TIMING)


FLOW = register(
    Flow(
        key="bao-cao",
        model="reports.Report",
        states=ReportState.choices,
        detail_url="reports:detail",
        steps=(
            Step(
                "begin",
                _l("Lập báo cáo"),
                (ReportState.EXPECTED,),
                ReportState.DRAFT,
                policy.rule("begin"),
                form="reports:new",
                says=_l("Mở dự thảo với số liệu của lúc này; đồng chí viết phần nhận định."),
            ),
            Step(
                "issue",
                _l("Ban hành"),
                (ReportState.DRAFT,),
                ReportState.ISSUED,
                policy.rule("issue"),
                guards=(has_number, has_date, has_place, has_signer),
                done=_settled,
                form="reports:issue",
                says=_l(
                    "Số liệu và lời văn được giữ nguyên như lúc này trong các bản PDF, DOCX, XLSX; sau đó không sửa."
                ),
            ),
            Step(
                "receive",
                _l("Ghi đã nhận bản giấy"),
                (ReportState.EXPECTED, ReportState.DRAFT),
                ReportState.RECEIVED,
                policy.rule("receive"),
                done=_settled,
                form="reports:receive",
                says=_l("Báo cáo đến bằng giấy: ghi số, ngày; nghĩa vụ báo cáo của đơn vị được tính là đã xong."),
            ),
        ),
    )
)


def _granted(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """The later day holds from now on; the first one stays where it was."""
    rows = list(Extension.objects.filter(pk__in=ids).select_related("period"))
    for row in rows:
        if row.subject == Subject.REGISTER and row.granted_until:
            put_off(unit_id=row.unit_id, period=row.period, until=row.granted_until, now=now)
        elif row.granted_until and row.report_id:
            Report.objects.filter(pk=row.report_id, due_on__lt=row.granted_until).update(due_on=row.granted_until)
            Report.objects.filter(pk=row.report_id, state__in=SENT).update(timing=_TIMING)
    notices.answered(ids, now)


def _refused(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    Extension.objects.filter(pk__in=ids).update(answered_by=actor, answered_at=now, answer=note)
    notices.answered(ids, now)


EXTENSION_FLOW = register(
    Flow(
        key="gia-han",
        model="reports.Extension",
        states=ExtensionState.choices,
        detail_url="reports:extension",
        steps=(
            Step(
                "grant",
                _l("Đồng ý gia hạn"),
                (ExtensionState.ASKED,),
                ExtensionState.GRANTED,
                extensions.rule("answer"),
                done=_granted,
                form="reports:grant",
                says=_l("Ghi ngày gia hạn. Hạn ban đầu vẫn được giữ và vẫn được tính; đơn vị được báo ngay."),
            ),
            Step(
                "refuse",
                _l("Không đồng ý"),
                (ExtensionState.ASKED,),
                ExtensionState.REFUSED,
                extensions.rule("answer"),
                note="required",
                done=_refused,
                tone="danger",
                says=_l("Hạn giữ nguyên; đơn vị được báo ngay, kèm lý do."),
            ),
            Step(
                "take_back",
                _l("Rút đề nghị"),
                (ExtensionState.ASKED,),
                ExtensionState.TAKEN_BACK,
                extensions.rule("take_back"),
                tone="danger",
                says=_l("Đề nghị thôi chờ trả lời; hạn giữ nguyên."),
            ),
        ),
    )
)
