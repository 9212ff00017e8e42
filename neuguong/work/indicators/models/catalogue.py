"""The catalogue of indicators, and what each unit is to reach."""

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.indicators.choices import Direction, Every, OverTime, OverTree, ValueKind


class Indicator(models.Model):
    """What is counted and how its numbers meet. `issuer` and everything under it report it, of the kinds named in
    `reported_by` (none named: whoever enters it of her own accord); `valid` are the days on which it is in force.

    `categories` are the parts that it may be told apart by ("nam", "nữ"); a part never enters a total, it is within it.
    """

    code = models.SlugField(_l("Mã chỉ tiêu"), max_length=60, unique=True)
    name = models.CharField(_l("Tên chỉ tiêu"), max_length=200)
    sector = models.CharField(_l("Nhóm, lĩnh vực"), max_length=120, blank=True)
    kind = models.CharField(_l("Loại số"), max_length=6, choices=ValueKind)
    measure_unit = models.CharField(_l("Đơn vị tính"), max_length=40, blank=True)
    places = models.PositiveSmallIntegerField(_l("Số chữ số thập phân"), default=0)
    direction = models.CharField(_l("Chiều tốt"), max_length=4, choices=Direction, default=Direction.UP)
    over_tree = models.CharField(_l("Tổng hợp theo cây"), max_length=8, choices=OverTree, default=OverTree.SUM)
    over_time = models.CharField(_l("Tổng hợp theo thời gian"), max_length=6, choices=OverTime, default=OverTime.SUM)
    every = models.CharField(_l("Kỳ ghi"), max_length=10, choices=Every, default=Every.YEAR)
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="indicators", verbose_name=_l("Đơn vị ban hành"))
    reported_by = ArrayField(
        models.CharField(max_length=24, choices=UnitKind), default=list, blank=True, verbose_name=_l("Loại đơn vị nhập")
    )
    categories = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name=_l("Phân tổ")
    )  # fmt: skip
    source = models.CharField(_l("Nguồn số liệu"), max_length=200, blank=True)
    basis = models.CharField(_l("Căn cứ"), max_length=200, blank=True)
    valid = DateRangeField(_l("Hiệu lực"))
    sort_key = models.CharField(max_length=480, editable=False, db_collation="C")

    class Meta:
        verbose_name = _l("Chỉ tiêu")
        verbose_name_plural = _l("Chỉ tiêu")
        ordering = ["sector", "sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=ValueKind.RATIO) | Q(over_tree__in=(OverTree.WEIGHTED, OverTree.NONE)),
                name="indicators_ratio_is_weighted",
                violation_error_message=_l(
                    "Tỷ lệ được tổng hợp bằng tổng tử số trên tổng mẫu số, không cộng phần trăm."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(over_tree=OverTree.WEIGHTED) | Q(kind=ValueKind.RATIO),
                name="indicators_weighted_is_ratio",
                violation_error_message=_l("Chỉ tỷ lệ mới tổng hợp bằng tử số trên mẫu số."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ValueKind.RANK) | (Q(over_tree=OverTree.NONE) & ~Q(over_time=OverTime.SUM)),
                name="indicators_ranks_never_add",
                violation_error_message=_l("Thứ hạng không cộng lại được."),
            ),
            models.CheckConstraint(condition=Q(places__lte=4), name="indicators_places_kept"),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="indicators_indicator_lasts"),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """What a unit, with everything under it, is to reach in a period. `base` as in `Value`."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name=_l("Chỉ tiêu"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Kỳ"))
    amount = models.DecimalField(_l("Mức phải đạt"), max_digits=18, decimal_places=4)
    base = models.DecimalField(_l("Mẫu số"), max_digits=18, decimal_places=4, null=True, blank=True)
    decision = models.CharField(_l("Văn bản giao"), max_length=120, blank=True)

    class Meta:
        verbose_name = _l("Mức phải đạt")
        verbose_name_plural = _l("Mức phải đạt")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "unit", "period"], name="indicators_target_once"),
            models.CheckConstraint(condition=Q(base=None) | Q(base__gt=0), name="indicators_target_base"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.unit}, {self.period}"
