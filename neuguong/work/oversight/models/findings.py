"""What was found wanting, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.work.oversight.choices import FindingState
from neuguong.work.oversight.models.visits import Visit


class Finding(models.Model):
    """A shortcoming with its recommendation and a deadline. `unit`, `period` and `body` repeat the visit's (a foreign
    key of the three holds them equal); whoever says it is remedied never verifies it. `edition` counts the writings
    before it stands."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings", verbose_name=_l("Cuộc"))
    number = models.PositiveSmallIntegerField(_l("TT"))
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Đơn vị chủ trì"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="findings", verbose_name=_l("Đơn vị phải khắc phục"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_l("Người liên quan")
    )
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    text = models.TextField(_l("Hạn chế, khuyết điểm"))
    recommendation = models.TextField(_l("Kiến nghị"))
    due_on = models.DateField(_l("Hạn khắc phục"))
    edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    state = models.CharField(_l("Trạng thái"), max_length=8, choices=FindingState, default=FindingState.NOTED)
    remedy = models.TextField(_l("Kết quả khắc phục"), blank=True)
    remedied_on = models.DateField(_l("Ngày báo khắc phục"), null=True, blank=True)
    remedied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_l("Người báo khắc phục"),
    )  # fmt: skip
    verified_on = models.DateField(_l("Ngày xác nhận"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_l("Người xác nhận"),
    )  # fmt: skip

    class Meta:
        verbose_name = _l("Phát hiện")
        verbose_name_plural = _l("Phát hiện")
        indexes = [models.Index(fields=["unit", "state", "due_on"], name="oversight_finding_of_unit")]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="oversight_finding_once"),
            models.CheckConstraint(
                condition=Q(verified_by=None) | Q(remedied_by=None) | ~Q(verified_by=F("remedied_by")),
                name="oversight_maker_never_verifies",
                violation_error_message=_l("Người báo khắc phục không tự xác nhận việc khắc phục của mình."),
            ),
            models.CheckConstraint(
                condition=~Q(body=F("unit")),
                name="oversight_unit_never_verifies_itself",
                violation_error_message=_l("Đơn vị được kiểm tra không tự xác nhận việc khắc phục."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
