"""A unit is an identity; its names and its places in the trees have dates. Nothing is moved or deleted.

`Path` and `Reach` are derived from placements and successions by `orgs.paths` and written nowhere else.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import LPad
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import Level, SuccessionKind, UnitKind

LABEL_WIDTH = 6


class ToHex(Func):
    """PostgreSQL's to_hex(bigint)."""

    function = "to_hex"
    output_field = models.CharField()


class Tree(models.Model):
    """One way of hanging units under each other: party, state or front."""

    code = models.SlugField(_l("Mã"), unique=True)
    name = models.CharField(_l("Tên"), max_length=120)

    class Meta:
        verbose_name = _l("Cây tổ chức")
        verbose_name_plural = _l("Cây tổ chức")

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An organisation for ever. `name`, `short_name`, `kind` and `level` repeat its newest `UnitName` for plain
    lists; pages of a given time read the dated names. `label` is its piece of a path."""

    code = models.CharField(_l("Mã đơn vị"), max_length=160, unique=True)
    label = models.GeneratedField(
        expression=LPad(ToHex(F("id")), LABEL_WIDTH, Value("0")),
        output_field=models.CharField(max_length=LABEL_WIDTH),
        db_persist=True,
        unique=True,
    )
    name = models.CharField(_l("Tên đơn vị"), max_length=200)
    short_name = models.CharField(_l("Tên viết tắt"), max_length=40, blank=True)
    kind = models.CharField(_l("Loại"), max_length=24, choices=UnitKind)
    level = models.PositiveSmallIntegerField(_l("Cấp"), choices=Level)
    rolled = models.BooleanField(_l("Lưu số dư"), default=False, help_text=_l("Đơn vị từng ở cấp xã trở lên"))
    search = models.CharField(max_length=240, editable=False)
    sort_key = models.CharField(max_length=480, editable=False, db_collation="C")

    class Meta:
        verbose_name = _l("Đơn vị")
        verbose_name_plural = _l("Đơn vị")
        indexes = [
            GinIndex(OpClass("search", name="gin_trgm_ops"), name="orgs_unit_search"),
            models.Index(fields=["sort_key"], name="orgs_unit_sort"),
            models.Index(fields=["id"], condition=Q(rolled=True), name="orgs_unit_rolled"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """What a unit is called, and what kind it is, from a day until a day (exclusive)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names", verbose_name=_l("Đơn vị"))
    name = models.CharField(_l("Tên đơn vị"), max_length=200)
    short_name = models.CharField(_l("Tên viết tắt"), max_length=40, blank=True)
    kind = models.CharField(_l("Loại"), max_length=24, choices=UnitKind)
    valid = DateRangeField(_l("Hiệu lực"))
    decision = models.CharField(_l("Quyết định"), max_length=120, blank=True)

    class Meta:
        verbose_name = _l("Tên của đơn vị")
        verbose_name_plural = _l("Tên của đơn vị")
        constraints = [
            ExclusionConstraint(
                name="orgs_one_name_a_day",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                violation_error_message=_l("Đơn vị này đã có tên trong khoảng thời gian đó."),
            ),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="orgs_name_lasts"),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Under whom a unit stands in a tree, from a day until a day (exclusive). No parent: a root."""

    tree = models.ForeignKey(Tree, models.PROTECT, related_name="placements", verbose_name=_l("Cây"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements", verbose_name=_l("Đơn vị"))
    parent = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children_placements",
        verbose_name=_l("Đơn vị cấp trên"),
    )
    valid = DateRangeField(_l("Hiệu lực"))
    decision = models.CharField(_l("Quyết định"), max_length=120, blank=True)

    class Meta:
        verbose_name = _l("Vị trí trong cây")
        verbose_name_plural = _l("Vị trí trong cây")
        constraints = [
            ExclusionConstraint(
                name="orgs_one_place_a_day",
                expressions=[
                    ("tree", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_l("Đơn vị này đã có vị trí trong cây ở khoảng thời gian đó."),
            ),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="orgs_place_lasts"),
            models.CheckConstraint(condition=~Q(parent=F("unit")), name="orgs_not_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"


class Succession(models.Model):
    """Who took over from whom. Many to many: merge, split, absorb, rename, change of level, dissolve."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions", verbose_name=_l("Đơn vị cũ"))
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="inheritances", verbose_name=_l("Đơn vị kế thừa"))
    kind = models.CharField(_l("Hình thức"), max_length=10, choices=SuccessionKind)
    on = models.DateField(_l("Ngày"))
    decision = models.CharField(_l("Quyết định"), max_length=120, blank=True)
    takes_late = models.BooleanField(
        _l("Nhận số liệu ghi muộn"),
        default=False,
        db_default=False,
        help_text=_l("Số liệu ghi cho đơn vị cũ sau khi kết thúc tính ở đơn vị kế thừa"),
    )

    class Meta:
        verbose_name = _l("Kế thừa")
        verbose_name_plural = _l("Kế thừa")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="orgs_succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="orgs_succession_other"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Path(models.Model):
    """Where a unit stands on any day, as the labels of its ancestors and itself: prefix search is "under".

    The rows of a unit in a tree cover all time. Before its first day it stands where it began; after its last day
    (`alive` false) where it last stood, or under the living successor of its nearest dead ancestor. `valid_to` is
    exclusive.
    """

    tree = models.ForeignKey(Tree, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="paths")
    valid_from = models.DateField()
    valid_to = models.DateField()
    path = models.CharField(max_length=LABEL_WIDTH * 20, db_collation="C")
    alive = models.BooleanField()

    class Meta:
        verbose_name = _l("Đường dẫn trong cây")
        constraints = [models.UniqueConstraint(fields=["tree", "unit", "valid_from"], name="orgs_path_once")]
        indexes = [models.Index(fields=["tree", "path"], name="orgs_path_prefix")]

    def __str__(self) -> str:
        return self.path


class Reach(models.Model):
    """Where the records of a unit lie on a day: on its own path while it lives, then on those of its living
    successors (several after a split). Rights are evaluated on the rows of today. `valid_to` is exclusive."""

    tree = models.ForeignKey(Tree, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reaches")
    valid_from = models.DateField()
    valid_to = models.DateField()
    path = models.CharField(max_length=LABEL_WIDTH * 20, db_collation="C")

    class Meta:
        verbose_name = _l("Nơi hồ sơ thuộc về")
        constraints = [models.UniqueConstraint(fields=["tree", "unit", "path", "valid_from"], name="orgs_reach_once")]
        indexes = [models.Index(fields=["tree", "path", "unit"], name="orgs_reach_prefix")]

    def __str__(self) -> str:
        return self.path
