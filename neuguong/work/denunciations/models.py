"""A denunciation in tables of its own, whose words nobody reads in the database.

In plain stand only what a deadline, a right or a count needs: the receiving unit, days, the state, who handles it.
Whoever told, of whom and of what lies in `sealed`: bytes that `storage.cipher` made, and nothing else ever reads.
"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.denunciations.choices import State


class Denunciation(models.Model):
    """One denunciation. `key` is of the form it was typed in: sent twice, it is entered once.

    `due_on` is the end of the term that runs in its state; one that is paused keeps the day it had, and the days of the
    pause are added when it goes on. `edition` counts the writings.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Nơi tiếp nhận"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    number = models.PositiveIntegerField(_l("Số"))
    received_on = models.DateField(_l("Ngày nhận"))
    state = models.CharField(_l("Trạng thái"), max_length=12, choices=State, default=State.RECEIVED)
    due_on = models.DateField(_l("Hạn"))
    extensions = models.PositiveSmallIntegerField(_l("Số lần gia hạn"), default=0)
    paused_on = models.DateField(_l("Tạm đình chỉ từ ngày"), null=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_l("Người tiếp nhận")
    )
    edition = models.PositiveIntegerField(default=0, editable=False)
    sealed = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _l("Đơn tố cáo")
        verbose_name_plural = _l("Đơn tố cáo")
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "number"], name="denunciations_number_once"),
            models.CheckConstraint(
                condition=~Q(state=State.PAUSED) | Q(paused_on__isnull=False), name="denunciations_paused_since"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "due_on"], name="denunciations_by_unit")]

    def __str__(self) -> str:
        return _("Đơn tố cáo số %(number)s") % {"number": f"{self.number}/{self.received_on.year}"}


class Handler(models.Model):
    """Somebody entrusted at the unit to whom this one denunciation was given: she alone may open it."""

    denunciation = models.ForeignKey(
        Denunciation, models.PROTECT, related_name="handlers", verbose_name=_l("Đơn tố cáo")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_l("Người xử lý"))
    since = models.DateTimeField(_l("Từ lúc"))

    class Meta:
        verbose_name = _l("Người xử lý tố cáo")
        verbose_name_plural = _l("Người xử lý tố cáo")
        constraints = [models.UniqueConstraint(fields=["denunciation", "user"], name="denunciations_handler_once")]

    def __str__(self) -> str:
        return str(self.user)


class Act(models.Model):
    """What was done on a day, and the paper and words of it, sealed."""

    denunciation = models.ForeignKey(Denunciation, models.PROTECT, related_name="acts", verbose_name=_l("Đơn tố cáo"))
    step = models.CharField(_l("Việc"), max_length=20)
    on = models.DateField(_l("Ngày"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_l("Người ghi"))
    at = models.DateTimeField(_l("Ghi lúc"))
    sealed = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _l("Việc giải quyết tố cáo")
        verbose_name_plural = _l("Việc giải quyết tố cáo")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.denunciation_id}: {self.step}"


class Evidence(models.Model):
    """A file that belongs to a denunciation. Its bytes lie encrypted under `key`, its name and kind in `sealed`."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    denunciation = models.ForeignKey(Denunciation, models.PROTECT, related_name="papers", verbose_name=_l("Đơn tố cáo"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_l("Người tải lên")
    )
    added_at = models.DateTimeField(_l("Tải lên lúc"))
    sealed = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _l("Tài liệu của đơn tố cáo")
        verbose_name_plural = _l("Tài liệu của đơn tố cáo")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.denunciation_id}: {self.pk}"


class Trust(models.Model):
    """Somebody may receive and handle denunciations at a unit, by a decision named here. No role gives this."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="trusts", verbose_name=_l("Người được giao")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Đơn vị"))
    valid = DateRangeField(_l("Hiệu lực"))
    decision = models.CharField(_l("Số quyết định"), max_length=60)
    signed_on = models.DateField(_l("Ngày ký"))
    signer = models.CharField(_l("Người ký"), max_length=120)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_l("Người ghi")
    )

    class Meta:
        verbose_name = _l("Quyền xử lý tố cáo")
        verbose_name_plural = _l("Quyền xử lý tố cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit"], condition=Q(valid__upper_inf=True), name="denunciations_trust_once"
            ),
            models.CheckConstraint(condition=~Q(user=models.F("given_by")), name="denunciations_trust_by_another"),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="denunciations_trust_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.unit}"
