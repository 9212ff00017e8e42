"""What the engine keeps: balances for stored units and deltas on their way into them, written by SQL only; what was
sealed, written once; and the codes by which paper names figures."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period


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


class Seal(models.Model):
    """An approver's act: the facts of a unit, and of all that hung under it, as they stood when the period was closed.

    It holds the period and every period inside it, of the cubes named in `cubes`. `totals` is what it quotes: for each
    cube the number of facts, then its sums, as texts. `digest` is over totals, `SealedFact` and `SealedPlace`
    (docs/decisions/seals.md); `version` names the way in which they were written out. Nothing of a seal ever changes.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seals", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="seals", verbose_name=_l("Kỳ"))
    tree_on = models.DateField(_l("Cây tổ chức ngày"))
    cubes = ArrayField(models.CharField(max_length=30), verbose_name=_l("Các khối"))
    totals = models.JSONField(_l("Tổng"))
    rows = models.BigIntegerField(_l("Số dòng"))
    digest = models.CharField(_l("Mã băm"), max_length=64)
    version = models.PositiveSmallIntegerField(_l("Cách viết"))
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_l("Người chốt")
    )
    sealed_at = models.DateTimeField(_l("Chốt lúc"))
    capacity = models.TextField(_l("Với tư cách"), blank=True)
    note = models.TextField(_l("Ghi chú"), blank=True)

    class Meta:
        verbose_name = _l("Bản chốt số liệu")
        verbose_name_plural = _l("Bản chốt số liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period"],
                name="figures_sealed_once",
                violation_error_message=_l("Số liệu kỳ này của đơn vị đã được chốt."),
            )
        ]

    @property
    def day(self) -> dt.date:
        """The day of the sealing, as the calendar in Vietnam says."""
        return timezone.localdate(self.sealed_at)

    @property
    def mark(self) -> str:
        """The digest as a paper quotes it: its first sixteen signs, in fours."""
        return "-".join(self.digest[at : at + 4] for at in range(0, 16, 4))

    def __str__(self) -> str:
        return f"{self.unit}, {self.period}"


class SealedFact(models.Model):
    """The facts directly at one unit in one period, of one cube and one set of dimensions, as a seal found them."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="facts", verbose_name=_l("Bản chốt"))
    cube = models.CharField(_l("Khối"), max_length=30)
    period_id = models.BigIntegerField(_l("Kỳ"))
    unit_id = models.BigIntegerField(_l("Đơn vị"))
    dims = ArrayField(models.CharField(max_length=60), verbose_name=_l("Chiều"))
    n = models.BigIntegerField(_l("Số dòng"))
    sums = ArrayField(models.DecimalField(max_digits=24, decimal_places=4), verbose_name=_l("Tổng"))

    class Meta:
        verbose_name = _l("Số liệu đã chốt")
        indexes = [models.Index(fields=["seal", "cube", "period_id", "unit_id"], name="figures_sealed_at")]

    def __str__(self) -> str:
        return f"{self.cube} {self.unit_id} {self.period_id}"


class SealedPlace(models.Model):
    """Where a unit stood in the tree that a seal used, as `orgs.Path` said it then; `valid_to` is exclusive."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="places", verbose_name=_l("Bản chốt"))
    tree = models.CharField(_l("Cây"), max_length=50)
    unit_id = models.BigIntegerField(_l("Đơn vị"))
    valid_from = models.DateField(_l("Từ ngày"))
    valid_to = models.DateField(_l("Đến trước ngày"))
    path = models.CharField(_l("Đường dẫn"), max_length=120, db_collation="C")
    alive = models.BooleanField(_l("Đang hoạt động"))

    class Meta:
        verbose_name = _l("Vị trí đã chốt")
        indexes = [
            models.Index(fields=["seal", "tree", "path"], name="figures_sealed_under"),
            models.Index(fields=["seal", "unit_id"], name="figures_sealed_place"),
        ]

    def __str__(self) -> str:
        return self.path


class FigureCode(models.Model):
    """The short name of a figure, printed on paper: the same figure always has the same one. `only` is the id that the
    figure is narrowed to, `own` asks for what stands directly at the unit."""

    code = models.CharField(_l("Mã"), max_length=8, unique=True)
    measure = models.CharField(_l("Số liệu"), max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Kỳ"))
    only = models.BigIntegerField(_l("Riêng mục"), null=True, blank=True)
    own = models.BooleanField(_l("Trực tiếp tại đơn vị"), default=False)
    in_today_tree = models.BooleanField(_l("Theo cây tổ chức hôm nay"), default=False)

    class Meta:
        verbose_name = _l("Mã tra cứu số liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "unit", "period", "only", "own", "in_today_tree"],
                nulls_distinct=False,
                name="figures_code_once",
            )
        ]

    def __str__(self) -> str:
        return self.code
