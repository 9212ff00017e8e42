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


class Task(models.TextChoices):
    """What a notice asks its reader to do, the most pressing first: notices are grouped by it."""

    MEND = "MEND", _l("Sửa bản được trả lại")
    DECIDE = "DECIDE", _l("Quyết định")
    CONFIRM = "CONFIRM", _l("Xác nhận kết quả")
    ANSWER = "ANSWER", _l("Trả lời đề nghị")
    WRITE = "WRITE", _l("Viết, nộp bản đăng ký")
    CARRY_OUT = "CARRY_OUT", _l("Thực hiện, ghi kết quả")
    REPORT = "REPORT", _l("Lập, gửi báo cáo")
    URGE = "URGE", _l("Đôn đốc đơn vị, đảng viên")
    READ = "READ", _l("Để biết")


class Mail(models.TextChoices):
    DAILY = "DAILY", _l("Mỗi ngày một thư khi có thông báo mới")
    TASKS = "TASKS", _l("Chỉ khi có việc phải làm")
    NEVER = "NEVER", _l("Không gửi thư")


class Notice(models.Model):
    """One thing told to one user, once: `key` names the cause, so that nothing is told twice."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="notices", verbose_name=_l("Người nhận")
    )
    kind = models.CharField(_l("Loại"), max_length=6, choices=NoticeKind)
    task = models.CharField(_l("Việc"), max_length=9, choices=Task, default=Task.READ, db_default=Task.READ)
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


class MailChoice(models.Model):
    """Whether and from which hour on (Vietnam) a person wants the digest; without a row: daily, at seven."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="mail_choice",
        verbose_name=_l("Người nhận"),
    )  # fmt: skip
    mail = models.CharField(_l("Thư tổng hợp"), max_length=5, choices=Mail, default=Mail.DAILY)
    hour = models.PositiveSmallIntegerField(_l("Gửi từ"), default=7)

    class Meta:
        verbose_name = _l("Cách nhận thư")
        verbose_name_plural = _l("Cách nhận thư")
        constraints = [models.CheckConstraint(condition=Q(hour__gte=7, hour__lte=19), name="notices_waking_hour")]

    def __str__(self) -> str:
        return self.get_mail_display()


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
