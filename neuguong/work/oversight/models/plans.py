"""The yearly plan of inspection and supervision of a body."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.models import StoredFile
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.oversight.choices import PLANNING, PlanState


class Plan(models.Model):
    """What a body will inspect and supervise in a year; its visits say whom and when. Issued as a decision.

    `checklist` has one question a line; each visit begins with a copy. `edition` counts the writings, so that nobody
    writes over what another has just saved.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="oversight_plans", verbose_name=_l("Đơn vị chủ trì"))
    body_kind = models.CharField(_l("Danh nghĩa"), max_length=10, choices=PLANNING)
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    title = models.CharField(_l("Tên kế hoạch"), max_length=300)
    themes = models.TextField(_l("Nội dung kiểm tra, giám sát"))
    checklist = models.TextField(_l("Danh mục câu hỏi"), blank=True)
    state = models.CharField(_l("Trạng thái"), max_length=6, choices=PlanState, default=PlanState.DRAFT)
    number = models.CharField(_l("Số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_l("Ngày ban hành"), null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Tệp")
    )
    edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _l("Kế hoạch kiểm tra, giám sát")
        verbose_name_plural = _l("Kế hoạch kiểm tra, giám sát")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "body_kind", "period", "title"],
                name="oversight_plan_once",
                violation_error_message=_l("Năm này đơn vị đã có một kế hoạch cùng tên, cùng danh nghĩa."),
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.ISSUED) | (Q(issued_on__isnull=False) & ~Q(number="")),
                name="oversight_issued_has_paper",
                violation_error_message=_l("Kế hoạch đã ban hành phải có số, ngày văn bản."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
