"""An export is one list as one person saw it at one instant, on its way out as a file; and who stood in it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.exports.choices import MADE, FileKind, Phase
from neuguong.base.orgs.models import Person


class Export(models.Model):
    """One list going out. `address` is the list's own address with its filters, in the order asked for: read again by
    the job in the name of who asked. `reach` is what she held then (see `rules.reach`), `rows` how many the list has,
    `done_rows` how many were written: equal in whatever was made."""

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_l("Người xuất")
    )
    title = models.CharField(_l("Danh sách"), max_length=300)
    list_key = models.CharField(_l("Mã danh sách"), max_length=60)
    address = models.TextField(_l("Địa chỉ của danh sách"))
    filters = models.TextField(_l("Điều kiện lọc"), blank=True)
    kind = models.CharField(_l("Dạng tệp"), max_length=4, choices=FileKind)
    language = models.CharField(_l("Ngôn ngữ"), max_length=10)
    phase = models.CharField(_l("Giai đoạn"), max_length=9, choices=Phase, default=Phase.WAITING)
    rows = models.PositiveIntegerField(_l("Số dòng"), default=0)
    done_rows = models.PositiveIntegerField(_l("Số dòng đã ghi"), default=0)
    reach = models.JSONField(_l("Phạm vi lúc xuất"), default=list)
    fault = models.TextField(_l("Lý do không xuất được"), blank=True)
    sha256 = models.CharField(_l("Mã băm"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_l("Cỡ (byte)"), default=0)
    downloads = models.PositiveIntegerField(_l("Số lần tải"), default=0)
    asked_at = models.DateTimeField(_l("Yêu cầu lúc"))
    made_at = models.DateTimeField(_l("Số liệu lúc"), null=True, blank=True)
    expires_at = models.DateTimeField(_l("Hết hạn lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Lần xuất danh sách")
        verbose_name_plural = _l("Các lần xuất danh sách")
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="exports_of_user"),
            models.Index(fields=["expires_at"], condition=Q(phase=Phase.READY), name="exports_to_expire"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phase__in=MADE) | Q(done_rows=F("rows"), made_at__isnull=False),
                name="exports_whole",
                violation_error_message=_l("Tệp phải có đúng số dòng của danh sách."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_kind_display()})"

    @property
    def is_busy(self) -> bool:
        """Whether it is still to come."""
        return self.phase in (Phase.WAITING, Phase.RUNNING)


class ExportedPerson(models.Model):
    """A person who stood in a list that went out."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="people", verbose_name=_l("Lần xuất danh sách"))
    person = models.ForeignKey(Person, models.CASCADE, db_index=False, related_name="+", verbose_name=_l("Người"))

    class Meta:
        verbose_name = _l("Người có tên trong tệp xuất")
        verbose_name_plural = _l("Người có tên trong tệp xuất")
        constraints = [models.UniqueConstraint(fields=["person", "export"], name="exports_person_once")]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.export_id}"
