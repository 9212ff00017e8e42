"""A batch of changes to the trees, by one decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Unit
from neuguong.base.reorganisations.choices import ChangeKind, Late, State


class Reorganisation(models.Model):
    """One decision and its changes. Everything lies under `unit`. `on` is the day the decision names, `counts_from` the
    day from which the trees change: later, if the day lies in a period that was sealed. `report` is what the last
    trial (or the act itself) showed, `ledger` what undoing needs: see `services.ledger`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reorganisations", verbose_name=_l("Trong phạm vi"))
    title = models.CharField(_l("Tên đợt sắp xếp"), max_length=200)
    decision = models.CharField(_l("Số, ký hiệu quyết định"), max_length=120)
    signed_on = models.DateField(_l("Ngày ký"))
    on = models.DateField(_l("Có hiệu lực từ"))
    counts_from = models.DateField(_l("Cây tổ chức đổi từ"), null=True, blank=True)
    state = models.CharField(_l("Trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người soạn")
    )
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người áp dụng")
    )
    applied_at = models.DateTimeField(_l("Áp dụng lúc"), null=True, blank=True)
    tried_at = models.DateTimeField(_l("Chạy thử lúc"), null=True, blank=True)
    report = models.JSONField(_l("Báo cáo trước và sau"), default=dict, blank=True)
    ledger = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _l("Đợt sắp xếp")
        verbose_name_plural = _l("Các đợt sắp xếp")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "decision", "title"],
                condition=~Q(state="UNDONE"),
                name="reorganisations_once",
                violation_error_message=_l("Đợt sắp xếp này đã có."),
            ),
            models.CheckConstraint(
                condition=~Q(state="APPLIED") | Q(applied_at__isnull=False, counts_from__isnull=False),
                name="reorganisations_applied_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Change(models.Model):
    """One line. Units are named by their codes, which never change and which new units have before they exist.

    `target` takes over, or is the parent moved under. A new unit (OPEN, or the first MERGE or SPLIT that names it) is
    described by name, kind and parent; RENAME and LEVEL give a unit of old a new name, kind, parent.
    """

    reorganisation = models.ForeignKey(
        Reorganisation, models.CASCADE, related_name="changes", verbose_name=_l("Đợt sắp xếp")
    )
    number = models.PositiveIntegerField(_l("Số thứ tự"))
    kind = models.CharField(_l("Hình thức"), max_length=10, choices=ChangeKind)
    unit_code = models.CharField(_l("Mã đơn vị"), max_length=160, blank=True)
    target_code = models.CharField(_l("Mã đơn vị nhận"), max_length=160, blank=True)
    name = models.CharField(_l("Tên mới"), max_length=200, blank=True)
    short_name = models.CharField(_l("Tên viết tắt"), max_length=40, blank=True)
    unit_kind = models.CharField(_l("Loại"), max_length=24, choices=UnitKind, blank=True)
    parent_code = models.CharField(_l("Mã cấp trên của đơn vị mới"), max_length=160, blank=True)
    late = models.CharField(_l("Số liệu ghi muộn"), max_length=10, choices=Late, blank=True, default=Late.UNANSWERED)

    class Meta:
        verbose_name = _l("Thay đổi")
        verbose_name_plural = _l("Các thay đổi")
        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "number"], name="reorganisations_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_kind_display()} {self.unit_code}"

    @property
    def made_code(self) -> str:
        """The code of the unit that this line describes, if it describes a new one."""
        if self.kind == ChangeKind.OPEN:
            return self.unit_code
        return self.target_code if self.kind in (ChangeKind.MERGE, ChangeKind.SPLIT) and self.name else ""
