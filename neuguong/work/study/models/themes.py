"""What is studied: a theme of a programme in a year; its materials are files attached to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.programmes.models import Programme


class Theme(models.Model):
    """One round of study ("đợt") that `unit` sets for itself and everything under it, as a part of a programme."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="themes", verbose_name=_l("Chương trình"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="themes", verbose_name=_l("Đơn vị triển khai"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    title = models.CharField(_l("Tên chuyên đề"), max_length=300)
    aim = models.TextField(_l("Nội dung, yêu cầu"), blank=True)

    class Meta:
        verbose_name = _l("Chuyên đề học tập")
        verbose_name_plural = _l("Chuyên đề học tập")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "title"],
                name="study_theme_once",
                violation_error_message=_l("Đơn vị đã có chuyên đề này trong năm."),
            )
        ]

    def __str__(self) -> str:
        return self.title
