"""A random draw that anybody can repeat."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Unit
from neuguong.work.oversight.choices import OVERSEEING, VisitKind
from neuguong.work.oversight.models.plans import Plan


class Draw(models.Model):
    """Whom to inspect, by lot. Seed, frame (`root`, `unit_kind`) and `count` are written down first; then the list of
    candidates is frozen as the tree stands that day, and the lot follows from the two alone (`queries.drawing`).

    A trigger (first migration) refuses any change but the one that freezes it, and its deletion.
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

    class Meta:
        verbose_name = _l("Bốc thăm")
        verbose_name_plural = _l("Bốc thăm")

    def __str__(self) -> str:
        return f"{self.seed} ({self.count})"
