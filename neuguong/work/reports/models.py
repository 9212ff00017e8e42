"""The period report of a unit and all under it: the figures come from the engine, the words from people."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.models import StoredFile
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period


class ReportState(models.TextChoices):
    DRAFT = "DRAFT", _l("Dự thảo")
    ISSUED = "ISSUED", _l("Đã ban hành")


class System(models.TextChoices):
    PARTY = "PARTY", _l("Đảng (Hướng dẫn 36-HD/VPTW)")
    STATE = "STATE", _l("Nhà nước (Nghị định 30/2020/NĐ-CP)")


class Report(models.Model):
    """One report. A draft shows live figures; issuing keeps the very bytes that were signed (`pdf`, `docx`, `xlsx`),
    and what the screen showed (`html`). `figures_at` is the instant whose figures those are."""

    is_final = False  # set on the object alone, by `services.issue`, while the signed form is rendered

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="reports", verbose_name=_l("Kỳ"))
    state = models.CharField(_l("Trạng thái"), max_length=6, choices=ReportState, default=ReportState.DRAFT)
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
                condition=~Q(state=ReportState.ISSUED) | (Q(issued_on__isnull=False) & ~Q(number="")),
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
        ]

    @property
    def is_draft(self) -> bool:
        """Whether the paper says that it is a draft: not while its final form is being rendered."""
        return self.state == ReportState.DRAFT and not self.is_final

    def __str__(self) -> str:
        return f"{self.unit}, {self.period}"
