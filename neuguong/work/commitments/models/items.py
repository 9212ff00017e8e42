"""The items of a registration, and what was done on them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import Group, ItemStatus
from neuguong.work.commitments.models.registrations import Commitment
from neuguong.work.indicators.models import Indicator
from neuguong.work.programmes.models import Standard


class Item(models.Model):
    """One thing to be done: deed, measure taken, product or target with its measure unit, deadline, standard.

    While the registration is being written an item may be half written: no deed, no deadline, and `unread` keeps the
    words typed in a field that could not be read, by its name. A trigger (migration 0006) refuses that of what was
    handed in. `copied_from` is the item of an earlier year that this one must differ from before it is handed in.

    `first_due_on` is the deadline in force when it was approved and stays when an amendment moves `due_on`: both count.
    An item carried over names the unfinished one of an earlier year as `carried_from`; that one goes on counting in its
    own year. A trigger (migration 0008) keeps `first_due_on` and `is_carried`.
    """

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, db_index=False, related_name="items", verbose_name=_l("Bản đăng ký")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, db_index=False, related_name="+", verbose_name=_l("Năm"))
    number = models.PositiveSmallIntegerField(_l("TT"))
    group = models.CharField(_l("Nhóm"), max_length=12, choices=Group, default=Group.DEED)
    standard = models.ForeignKey(
        Standard,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="items",
        verbose_name=_l("Chuẩn mực"),
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, db_index=False, related_name="served_by",
        verbose_name=_l("Góp vào chỉ tiêu"),
    )  # fmt: skip
    deed = models.TextField(_l("Việc cụ thể"), blank=True)
    measure_taken = models.TextField(_l("Biện pháp"), blank=True)
    product = models.TextField(_l("Sản phẩm, chỉ tiêu"), blank=True)
    target = models.DecimalField(_l("Số chỉ tiêu"), max_digits=18, decimal_places=4, null=True, blank=True)
    measure_unit = models.CharField(_l("Đơn vị tính"), max_length=40, blank=True)
    due_on = models.DateField(_l("Thời hạn"), null=True, blank=True)
    unread = models.JSONField(_l("Chữ chưa đọc được"), default=dict, db_default={}, blank=True)
    copied_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="copies",
        verbose_name=_l("Chép từ"),
    )
    first_due_on = models.DateField(_l("Thời hạn ban đầu"), null=True, blank=True)
    is_amended = models.BooleanField(_l("Đã điều chỉnh"), default=False, db_default=False)
    carried_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="carried",
        verbose_name=_l("Chuyển tiếp từ"),
    )
    is_carried = models.BooleanField(_l("Chuyển tiếp"), default=False, db_default=False)
    status = models.CharField(_l("Tình trạng"), max_length=8, choices=ItemStatus, default=ItemStatus.PLANNED)

    class Meta:
        verbose_name = _l("Nội dung đăng ký")
        verbose_name_plural = _l("Nội dung đăng ký")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["indicator"], name="commitments_item_serves", condition=Q(indicator__isnull=False)),
            models.Index(fields=["standard"], name="commitments_item_standard", condition=Q(standard__isnull=False)),
            models.Index(
                fields=["copied_from"], name="commitments_item_copied", condition=Q(copied_from__isnull=False)
            ),
            models.Index(
                fields=["carried_from"], name="commitments_item_carries", condition=Q(carried_from__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="commitments_item_once"),
            models.UniqueConstraint(fields=["id", "unit"], name="commitments_item_place"),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(group=Group.BREAKTHROUGH) & ~Q(status=ItemStatus.CUT),
                name="commitments_one_breakthrough",
                violation_error_message=_l("Mỗi bản đăng ký chỉ có một nội dung đột phá."),
            ),
        ]

    def __str__(self) -> str:
        return self.deed


class Progress(models.Model):
    """What was done on an item in a calendar quarter: words, number; evidence is attached as files."""

    item = models.ForeignKey(
        Item, models.CASCADE, db_index=False, related_name="progress", verbose_name=_l("Nội dung đăng ký")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Quý"))
    text = models.TextField(_l("Kết quả"))
    amount = models.DecimalField(_l("Số thực hiện"), max_digits=18, decimal_places=4, null=True, blank=True)
    recorded_on = models.DateField(_l("Ngày ghi"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người ghi")
    )

    class Meta:
        verbose_name = _l("Kết quả theo quý")
        verbose_name_plural = _l("Kết quả theo quý")
        constraints = [models.UniqueConstraint(fields=["item", "period"], name="commitments_progress_once")]

    def __str__(self) -> str:
        return self.text
