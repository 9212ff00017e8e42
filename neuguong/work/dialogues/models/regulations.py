"""What regulations fix, as dated rows: how long an answer may take, how often a head receives citizens."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import UnitKind
from neuguong.work.dialogues.choices import Every


class CaseRule(models.Model):
    """How many working days a case has, from which day on; after how many more, again and again, an overdue one is told
    to the next level; after how many months who sent it is forgotten."""

    valid = DateRangeField(_l("Hiệu lực"))
    days = models.PositiveSmallIntegerField(_l("Số ngày làm việc"))
    complex_days = models.PositiveSmallIntegerField(_l("Số ngày làm việc, vụ việc phức tạp"))
    climb_days = models.PositiveSmallIntegerField(
        _l("Số ngày làm việc trước khi báo lên cấp nữa"), default=5, db_default=5
    )
    keep_months = models.PositiveSmallIntegerField(_l("Lưu thông tin người gửi (tháng)"))
    basis = models.CharField(_l("Căn cứ"), max_length=300)
    is_verified = models.BooleanField(_l("Đã đối chiếu văn bản gốc"), default=False)

    class Meta:
        verbose_name = _l("Thời hạn xử lý đơn thư")
        verbose_name_plural = _l("Thời hạn xử lý đơn thư")
        constraints = [models.UniqueConstraint(fields=["valid"], name="dialogues_case_rule_once")]

    def __str__(self) -> str:
        return self.basis


class ReceptionDuty(models.Model):
    """How often the head of a kind of unit receives citizens: `times` in every week or month."""

    unit_kind = models.CharField(_l("Loại đơn vị"), max_length=24, choices=UnitKind)
    post = models.CharField(_l("Chức vụ"), max_length=120)
    times = models.PositiveSmallIntegerField(_l("Số ngày tiếp"))
    every = models.CharField(_l("Trong mỗi"), max_length=5, choices=Every)
    valid = DateRangeField(_l("Hiệu lực"))
    basis = models.CharField(_l("Căn cứ"), max_length=300)
    is_verified = models.BooleanField(_l("Đã đối chiếu văn bản gốc"), default=False)

    class Meta:
        verbose_name = _l("Chế độ tiếp công dân")
        verbose_name_plural = _l("Chế độ tiếp công dân")
        constraints = [models.UniqueConstraint(fields=["unit_kind", "valid"], name="dialogues_duty_once")]

    def __str__(self) -> str:
        return self.post
