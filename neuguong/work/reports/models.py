"""The period report of a unit and all under it: the figures come from the engine, the words from people.

A report that is owed stands as a row from the day it is asked for (state EXPECTED, docs/decisions/expectation-rows.md):
should, in time, late and missing are filters on this one table. A unit may ask the level above for a later day; both
deadlines stay.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.models import StoredFile
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.choices import Subject
from neuguong.base.periods.models import Period
from neuguong.work.reports.choices import OWED, SENT, ExtensionState, ReportState, System, Timing


class Report(models.Model):
    """One report. A draft shows live figures; issuing keeps the very bytes that were signed (`pdf`, `docx`, `xlsx`),
    and what the screen showed (`html`). `figures_at` is the instant whose figures those are.

    `expected`: somebody asked for it. `first_due_on` never changes; `due_on` is later where a later day was granted.
    `timing` compares the day of the paper with both, and is kept by the flow.
    """

    is_final = False  # set on the object alone, by `services.issue`, while the signed form is rendered

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="reports", verbose_name=_l("Kỳ"))
    state = models.CharField(_l("Trạng thái"), max_length=8, choices=ReportState, default=ReportState.DRAFT)
    expected = models.BooleanField(_l("Thuộc diện phải báo cáo"), default=False, db_default=False)
    first_due_on = models.DateField(_l("Hạn ban đầu"))
    due_on = models.DateField(_l("Hạn báo cáo"))
    timing = models.CharField(
        _l("Thời điểm báo cáo"), max_length=8, choices=Timing, default=Timing.NONE, db_default=Timing.NONE.value,
        editable=False,
    )  # fmt: skip
    system = models.CharField(_l("Thể thức"), max_length=5, choices=System, default=System.PARTY)
    number = models.CharField(_l("Số"), max_length=20, blank=True)
    symbol = models.CharField(_l("Ký hiệu"), max_length=40, blank=True)
    place = models.CharField(_l("Nơi ban hành"), max_length=80, blank=True)
    issued_on = models.DateField(_l("Ngày ban hành"), null=True, blank=True)
    situation = models.TextField(_l("Tình hình, công tác chỉ đạo"), blank=True)
    strengths = models.TextField(_l("Kết quả nổi bật, cách làm hay"), blank=True)
    shortcomings = models.TextField(_l("Hạn chế"), blank=True)
    causes = models.TextField(_l("Nguyên nhân"), blank=True)
    direction = models.TextField(_l("Phương hướng, nhiệm vụ"), blank=True)
    recipients = models.TextField(_l("Nơi nhận"), blank=True)
    signer_authority = models.CharField(_l("Thẩm quyền ký"), max_length=80, blank=True)
    signer_title = models.CharField(_l("Chức vụ người ký"), max_length=80, blank=True)
    signer_name = models.CharField(_l("Người ký"), max_length=120, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người soạn")
    )
    pdf = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Bản PDF")
    )
    docx = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Bản DOCX")
    )
    xlsx = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Bản XLSX")
    )
    html = models.TextField(_l("Bản trên màn hình"), blank=True, editable=False)
    figures_at = models.DateTimeField(_l("Số liệu lúc"), null=True, blank=True)
    edition = models.PositiveIntegerField(_l("Lần sửa"), default=0)

    class Meta:
        verbose_name = _l("Báo cáo")
        verbose_name_plural = _l("Báo cáo")
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="reports_one_a_period"),
            models.CheckConstraint(
                condition=~Q(state__in=SENT) | (Q(issued_on__isnull=False) & ~Q(number="")),
                name="reports_issued_is_numbered",
                violation_error_message=_l("Báo cáo ban hành phải có số và ngày."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.ISSUED)
                | (
                    Q(pdf__isnull=False, docx__isnull=False, xlsx__isnull=False, figures_at__isnull=False) & ~Q(html="")
                ),
                name="reports_issued_is_kept",
                violation_error_message=_l("Báo cáo ban hành phải kèm các bản đã ký."),
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("first_due_on")), name="reports_due_moves_forward"),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state__in=OWED, expected=True), name="reports_owed"),
        ]

    @property
    def is_draft(self) -> bool:
        """Whether the paper says that it is a draft: not while its final form is being rendered."""
        return self.state == ReportState.DRAFT and not self.is_final

    def __str__(self) -> str:
        return f"{self.unit}, {self.period}"


class Extension(models.Model):
    """A unit's request for a later day, to report or to register, and the answer of the level above.

    `due_on` is the day that stood when it asked: it stays, whatever is granted. A later day to register holds for the
    unit and everything under it; the unit and the year say which.
    """

    subject = models.CharField(_l("Việc"), max_length=20, choices=Subject)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="extensions", verbose_name=_l("Đơn vị xin gia hạn"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Kỳ"))
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="extensions", verbose_name=_l("Báo cáo")
    )
    decider_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Nơi trả lời"))
    state = models.CharField(_l("Trạng thái"), max_length=10, choices=ExtensionState, default=ExtensionState.ASKED)
    due_on = models.DateField(_l("Hạn khi xin"))
    until = models.DateField(_l("Xin đến ngày"))
    reason = models.TextField(_l("Lý do"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_l("Người xin")
    )
    asked_at = models.DateTimeField(_l("Xin lúc"))
    granted_until = models.DateField(_l("Được gia hạn đến ngày"), null=True, blank=True)
    answer = models.TextField(_l("Ý kiến trả lời"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_l("Người trả lời"),
    )  # fmt: skip
    answered_at = models.DateTimeField(_l("Trả lời lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Đề nghị gia hạn")
        verbose_name_plural = _l("Đề nghị gia hạn")
        indexes = [models.Index(fields=["decider_unit", "state"], name="reports_extension_to_answer")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "subject"],
                condition=Q(state=ExtensionState.ASKED),
                name="reports_one_open_extension",
                violation_error_message=_l("Đã có một đề nghị gia hạn đang chờ trả lời."),
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                name="reports_asker_never_answers",
                violation_error_message=_l("Người xin gia hạn không tự trả lời đề nghị của mình."),
            ),
            models.CheckConstraint(
                condition=~Q(decider_unit=F("unit")),
                name="reports_unit_never_answers_itself",
                violation_error_message=_l("Đơn vị không tự trả lời đề nghị gia hạn của mình."),
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("due_on")) & (Q(granted_until=None) | Q(granted_until__gt=F("due_on"))),
                name="reports_extension_moves_forward",
                violation_error_message=_l("Ngày gia hạn phải sau hạn đang có."),
            ),
            models.CheckConstraint(
                condition=Q(state=ExtensionState.GRANTED, granted_until__isnull=False)
                | (~Q(state=ExtensionState.GRANTED) & Q(granted_until=None)),
                name="reports_granted_has_day",
            ),
            models.CheckConstraint(
                condition=Q(subject=Subject.REPORT, report__isnull=False)
                | (~Q(subject=Subject.REPORT) & Q(report=None)),
                name="reports_extension_of_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}, {self.unit}, {self.period}"
