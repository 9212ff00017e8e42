"""A random draw that anybody can repeat."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Unit
from neuguong.work.oversight.choices import OVERSEEING, VisitKind
from neuguong.work.oversight.models.plans import Plan


class Draw(models.Model):
    """Whom to inspect, by lot. Seed, frame (`root`, `unit_kind`) and `count` are written down first; then the list of
    candidates is frozen as the tree stands that day, and the lot follows from the two alone (`queries.drawing`).

    A draw that has not been frozen may be dropped, with a reason; it stays to be read. A trigger (migrations 0002 and
    0005) refuses any other change, and its deletion.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="draws", verbose_name=_l("Kế hoạch"))
    seed = models.CharField(_l("Số gốc"), max_length=80)
    root = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Các đơn vị thuộc"))
    unit_kind = models.CharField(_l("Loại đơn vị"), max_length=24, choices=UnitKind)
    count = models.PositiveSmallIntegerField(_l("Số đơn vị cần chọn"))
    visit_kind = models.CharField(
        _l("Hình thức"), max_length=11, choices=[(one.value, one.label) for one in OVERSEEING],
        default=VisitKind.INSPECTION,
    )  # fmt: skip
    theme = models.CharField(_l("Nội dung"), max_length=300)
    planned_on = models.DateField(_l("Thời gian dự kiến"))
    seeded_at = models.DateTimeField(_l("Ghi số gốc lúc"))
    seeded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người ghi số gốc")
    )
    frozen_at = models.DateTimeField(_l("Chốt danh sách lúc"), null=True, blank=True)
    candidates = models.JSONField(_l("Danh sách"), default=list, blank=True)
    digest = models.CharField(_l("Mã băm của danh sách"), max_length=64, blank=True)
    drawn = models.JSONField(_l("Được chọn"), default=list, blank=True)
    dropped_at = models.DateTimeField(_l("Bỏ lúc"), null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Người bỏ")
    )
    drop_reason = models.CharField(_l("Lý do bỏ"), max_length=500, blank=True)

    class Meta:
        verbose_name = _l("Bốc thăm")
        verbose_name_plural = _l("Bốc thăm")
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped_at=None, drop_reason="")
                | Q(~Q(drop_reason=""), dropped_at__isnull=False, frozen_at=None),
                name="oversight_dropped_for_a_reason",
                violation_error_message=_l("Lần bốc thăm chỉ bỏ được khi chưa chốt danh sách, và phải có lý do."),
            ),
        ]

    @property
    def standing(self) -> str:
        """In a word: whether it waits for its list, was drawn, or was dropped."""
        if self.dropped_at:
            return _("Đã bỏ")
        return _("Đã chốt danh sách") if self.frozen_at else _("Chưa chốt danh sách")

    def __str__(self) -> str:
        return f"{self.seed} ({self.count})"
