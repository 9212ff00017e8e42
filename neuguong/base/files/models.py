"""Files kept by hash, and what they are attached to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _l


class StoredFile(models.Model):
    """A file as it came, checked by content. The bytes lie in the storage under their SHA-256."""

    sha256 = models.CharField(_l("Mã băm"), max_length=64)
    name = models.CharField(_l("Tên tệp"), max_length=200)
    size = models.PositiveBigIntegerField(_l("Cỡ (byte)"))
    content_type = models.CharField(_l("Loại nội dung"), max_length=100)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người tải lên")
    )
    added_at = models.DateTimeField(_l("Tải lên lúc"))

    class Meta:
        verbose_name = _l("Tệp")
        verbose_name_plural = _l("Tệp")
        indexes = [models.Index(fields=["sha256"], name="files_by_hash")]

    def __str__(self) -> str:
        return self.name


class Attachment(models.Model):
    """A file that belongs to an object of some slice; whoever may see the object may open the file."""

    file = models.ForeignKey(
        StoredFile, models.PROTECT, db_index=False, related_name="attachments", verbose_name=_l("Tệp")
    )
    model = models.CharField(_l("Loại hồ sơ"), max_length=80)
    object_id = models.BigIntegerField(_l("Mã hồ sơ"))
    note = models.CharField(_l("Ghi chú"), max_length=200, blank=True)

    class Meta:
        verbose_name = _l("Tệp đính kèm")
        verbose_name_plural = _l("Tệp đính kèm")
        constraints = [models.UniqueConstraint(fields=["file", "model", "object_id"], name="files_attached_once")]
        indexes = [models.Index(fields=["model", "object_id"], name="files_of_object")]

    def __str__(self) -> str:
        return f"{self.file_id} @ {self.model} {self.object_id}"
