"""One row for every step anybody took, and for every other act worth telling later."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _l


class Entry(models.Model):
    """Who did what, in what capacity, to which object. Written only by this slice's services; never changed."""

    model = models.CharField(_l("Loại hồ sơ"), max_length=80)
    object_id = models.BigIntegerField(_l("Mã hồ sơ"))
    step = models.CharField(_l("Việc"), max_length=40)
    source = models.CharField(_l("Từ trạng thái"), max_length=20, blank=True)
    target = models.CharField(_l("Sang trạng thái"), max_length=20, blank=True)
    note = models.TextField(_l("Ghi chú"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người làm")
    )
    capacity = models.TextField(_l("Với tư cách"), blank=True)
    at = models.DateTimeField(_l("Lúc"))
    data = models.JSONField(_l("Chi tiết"), default=dict)

    class Meta:
        verbose_name = _l("Dòng nhật ký")
        verbose_name_plural = _l("Nhật ký")
        indexes = [models.Index(fields=["model", "object_id", "at"], name="journal_of_object")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}: {self.step}"
