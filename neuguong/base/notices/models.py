"""Notices: in the system at once, by mail in one digest a day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l


class NoticeKind(models.TextChoices):
    TO_DO = "TO_DO", _l("Việc cần làm")
    DUE = "DUE", _l("Sắp đến hạn")
    LATE = "LATE", _l("Quá hạn")
    NEWS = "NEWS", _l("Kết quả xử lý")


class Notice(models.Model):
    """One thing told to one user, once: `key` names the cause, so that nothing is told twice."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_l("Người nhận")
    )
    kind = models.CharField(_l("Loại"), max_length=6, choices=NoticeKind)
    key = models.CharField(_l("Nguyên nhân"), max_length=120)
    text = models.CharField(_l("Nội dung"), max_length=400)
    href = models.CharField(_l("Nơi xử lý"), max_length=200)
    made_at = models.DateTimeField(_l("Lúc"))
    read_at = models.DateTimeField(_l("Đã đọc lúc"), null=True, blank=True)
    mailed_at = models.DateTimeField(_l("Đã gửi thư lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Thông báo")
        verbose_name_plural = _l("Thông báo")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notices_told_once")]
        indexes = [
            models.Index(fields=["user", "-made_at"], name="notices_of_user"),
            models.Index(fields=["user"], condition=Q(mailed_at=None), name="notices_to_mail"),
        ]

    def __str__(self) -> str:
        return self.text


class Digest(models.Model):
    """The one mail a person gets on a day: the row is the lock against a second."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_l("Người nhận"))
    on = models.DateField(_l("Ngày"))
    sent_at = models.DateTimeField(_l("Gửi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Thư tổng hợp")
        verbose_name_plural = _l("Thư tổng hợp")
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="notices_one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.on}"
