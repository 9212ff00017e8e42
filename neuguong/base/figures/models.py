"""What the engine keeps: balances for stored units, and deltas on their way into them. Written by SQL only."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _l


class Balance(models.Model):
    """The facts of one cube at one unit and everything under it, in the tree of the period, by dimensions."""

    cube = models.CharField(_l("Khối"), max_length=30)
    unit_id = models.BigIntegerField(_l("Đơn vị"))
    period_id = models.BigIntegerField(_l("Kỳ"))
    dims = ArrayField(models.CharField(max_length=60), verbose_name=_l("Chiều"))
    n = models.BigIntegerField(_l("Số dòng"))
    sums = ArrayField(models.DecimalField(max_digits=24, decimal_places=4), verbose_name=_l("Tổng"))

    class Meta:
        verbose_name = _l("Số dư")
        constraints = [
            models.UniqueConstraint(fields=["cube", "unit_id", "period_id", "dims"], name="figures_balance_once")
        ]

    def __str__(self) -> str:
        return f"{self.cube} {self.unit_id} {self.period_id}"


class Delta(models.Model):
    """A change of facts not yet folded in. `path` is the unit's place in the period's tree; it holds only under the
    tree's lock, which every writer shares and a reorganisation takes alone."""

    cube = models.CharField(_l("Khối"), max_length=30)
    path = models.CharField(_l("Đường dẫn"), max_length=120, db_collation="C")
    period_id = models.BigIntegerField(_l("Kỳ"))
    dims = ArrayField(models.CharField(max_length=60), verbose_name=_l("Chiều"))
    n = models.BigIntegerField(_l("Số dòng"))
    sums = ArrayField(models.DecimalField(max_digits=24, decimal_places=4), verbose_name=_l("Tổng"))

    class Meta:
        verbose_name = _l("Biến động")
        indexes = [models.Index(fields=["cube", "period_id", "path"], name="figures_delta_under")]

    def __str__(self) -> str:
        return f"{self.cube} {self.path} {self.n:+d}"
