"""Leave to enter a unit's numbers after entry has ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period


class EntryException(models.Model):
    """The unit may enter its numbers of the period up to and including `until`, though they were due before.

    Another day is another row: what was allowed, by whom and why, stays. What is handed in under it counts as late.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="entry_exceptions", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Kỳ"))
    until = models.DateField(_l("Được nhập đến hết ngày"))
    reason = models.CharField(_l("Lý do"), max_length=500)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_l("Người cho phép")
    )
    granted_at = models.DateTimeField(_l("Cho phép lúc"))

    class Meta:
        verbose_name = _l("Cho phép nhập muộn")
        verbose_name_plural = _l("Cho phép nhập muộn")
        indexes = [models.Index(fields=["unit", "period", "until"], name="indicators_exception_of_unit")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="indicators_exception_has_reason",
                violation_error_message=_l("Cho phép nhập muộn phải có lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.period}: {self.until:%d/%m/%Y}"
