"""A batch is one workbook on its way in; its rows wait here until they are applied, all in one transaction."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.models import StoredFile


class Phase(models.TextChoices):
    """How far the machine is with a batch. No flow: nobody takes steps here, services move it along."""

    UPLOADED = "UPLOADED", _l("Đã tải lên")
    CHECKING = "CHECKING", _l("Đang kiểm tra")
    CHECKED = "CHECKED", _l("Đã kiểm tra")
    APPLYING = "APPLYING", _l("Đang nạp")
    APPLIED = "APPLIED", _l("Đã nạp")
    FAILED = "FAILED", _l("Không nạp được")
    CANCELLED = "CANCELLED", _l("Đã hủy")


class Batch(models.Model):
    """One workbook of one kind. The counts are what the last pass found."""

    kind = models.CharField(_l("Loại dữ liệu"), max_length=40)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_l("Tệp"))
    name = models.CharField(_l("Tên tệp"), max_length=200)
    sha256 = models.CharField(_l("Mã băm của tệp"), max_length=64, blank=True, help_text=_l("Của tệp như khi tải lên"))
    phase = models.CharField(_l("Giai đoạn"), max_length=10, choices=Phase, default=Phase.UPLOADED)
    rows = models.PositiveIntegerField(_l("Số dòng"), default=0)
    bad_rows = models.PositiveIntegerField(_l("Số dòng lỗi"), default=0)
    done_rows = models.PositiveIntegerField(_l("Số dòng đã xử lý"), default=0)
    added = models.PositiveIntegerField(_l("Thêm mới"), default=0)
    changed = models.PositiveIntegerField(_l("Cập nhật"), default=0)
    unchanged = models.PositiveIntegerField(_l("Giữ nguyên"), default=0)
    head = models.JSONField(_l("Cột của tệp"), default=dict, help_text=_l("Chữ cái của cột theo tên trường"))
    notes = models.JSONField(_l("Điều cần biết"), default=list)
    told = models.JSONField(_l("Thấy khi tải lên"), default=list, help_text=_l("Về cả tệp: trang ẩn, ô gộp"))
    doubts = models.JSONField(
        _l("Điều cần xác nhận"), default=list, help_text=_l("Người nạp phải xem rồi mới nạp được")
    )
    fault = models.TextField(_l("Lý do không nạp được"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người nạp")
    )
    made_at = models.DateTimeField(_l("Tải lên lúc"))
    ended_at = models.DateTimeField(_l("Xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Lô dữ liệu")
        verbose_name_plural = _l("Lô dữ liệu")
        indexes = [models.Index(fields=["sha256"], name="imports_by_hash")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_phase_display()})"

    @property
    def good_rows(self) -> int:
        """The rows that can be applied."""
        return self.rows - self.bad_rows

    @property
    def is_over(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.phase in (Phase.APPLIED, Phase.CANCELLED)

    @property
    def is_busy(self) -> bool:
        """Whether somebody is, or was when the machine stopped, at work on it."""
        return self.phase in (Phase.UPLOADED, Phase.CHECKING, Phase.APPLYING)


class Step(models.TextChoices):
    """What the worker is doing right now."""

    WAITING = "WAITING", _l("Chờ đến lượt")
    READING = "READING", _l("Đọc tệp")
    CHECKING = "CHECKING", _l("Đối chiếu với dữ liệu của hệ thống")
    TRYING = "TRYING", _l("Ghi thử để xem kết quả")
    WRITING = "WRITING", _l("Ghi vào hệ thống")


class Progress(models.Model):
    """How far the worker is with a batch, and whether it is to stop: apart from the batch, because the worker holds
    that in a transaction. Times are those of the worker's own clock."""

    batch = models.OneToOneField(
        Batch, models.CASCADE, primary_key=True, related_name="progress", verbose_name=_l("Lô dữ liệu")
    )
    step = models.CharField(_l("Việc đang làm"), max_length=10, choices=Step, default=Step.WAITING)
    done = models.PositiveIntegerField(_l("Số dòng đã xong"), default=0)
    total = models.PositiveIntegerField(_l("Trong số"), default=0)
    since = models.DateTimeField(_l("Bắt đầu việc ấy lúc"), null=True)
    stop_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người yêu cầu dừng")
    )
    stop_asked = models.BooleanField(_l("Yêu cầu dừng"), default=False)

    class Meta:
        verbose_name = _l("Tiến độ nạp")
        verbose_name_plural = _l("Tiến độ nạp")

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.get_step_display()} {self.done}/{self.total}"


class SensitiveCells(models.Model):
    """What the sensitive columns of a workbook said, by line and column key: never part of the kept file, waiting here
    until the batch is applied or given up."""

    batch = models.OneToOneField(
        Batch, models.CASCADE, primary_key=True, related_name="sensitive", verbose_name=_l("Lô dữ liệu")
    )
    cells = models.JSONField(_l("Ô"))

    class Meta:
        verbose_name = _l("Giá trị nhạy cảm chờ nạp")
        verbose_name_plural = _l("Giá trị nhạy cảm chờ nạp")

    def __str__(self) -> str:
        return str(self.batch_id)


class StagedRow(models.Model):
    """A row of a batch: the cells by column key, and the errors by column key (empty: good).

    Written by one worker, who holds the batch, and gone when it is applied: the database does not look the batch up
    once more for each of 100,000 rows.
    """

    batch = models.ForeignKey(
        Batch, models.CASCADE, db_constraint=False, db_index=False, related_name="staged", verbose_name=_l("Lô dữ liệu")
    )
    line = models.PositiveIntegerField(_l("Dòng"))
    cells = models.JSONField(_l("Ô"))
    errors = models.JSONField(_l("Lỗi"), default=dict)

    class Meta:
        verbose_name = _l("Dòng chờ nạp")
        verbose_name_plural = _l("Dòng chờ nạp")
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="imports_line_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.line}"
