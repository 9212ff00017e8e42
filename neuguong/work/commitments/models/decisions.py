"""The collective act by which a body decides."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.models import StoredFile
from neuguong.base.orgs.models import Person, Unit
from neuguong.work.commitments.choices import DecisionKind


class Decision(models.Model):
    """The collective act by which a cell or committee decided one commitment or a whole batch: the commitments that
    name it are its appendix. `presided_by` decided; `clerk` is who typed it in."""

    kind = models.CharField(_l("Việc"), max_length=8, choices=DecisionKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="decisions", verbose_name=_l("Nơi quyết định"))
    meeting_on = models.DateField(_l("Ngày họp"))
    number = models.CharField(_l("Số văn bản, biên bản"), max_length=60, blank=True)
    minutes = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Biên bản")
    )
    presided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Đồng chí chủ trì")
    )
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người ghi")
    )
    made_at = models.DateTimeField(_l("Ghi lúc"))

    class Meta:
        verbose_name = _l("Quyết định")
        verbose_name_plural = _l("Quyết định")

    def __str__(self) -> str:
        return f"{self.number or self.get_kind_display()}, {self.meeting_on:%d/%m/%Y}"
