"""What was handed in each time, why it came back, and what was changed after it was approved."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import AmendmentState, ReturnReason
from neuguong.work.commitments.models.decisions import Decision
from neuguong.work.commitments.models.registrations import Commitment


class Version(models.Model):
    """What was handed in, each time: the approver sees the difference from the time before."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, db_index=False, related_name="versions", verbose_name=_l("Bản đăng ký")
    )
    number = models.PositiveSmallIntegerField(_l("Lần trình"))
    content = models.JSONField(_l("Nội dung"))
    at = models.DateTimeField(_l("Lúc"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người trình")
    )

    class Meta:
        verbose_name = _l("Bản đã trình")
        verbose_name_plural = _l("Bản đã trình")
        constraints = [models.UniqueConstraint(fields=["commitment", "number"], name="commitments_version_once")]

    def __str__(self) -> str:
        return f"{self.commitment_id} / {self.number}"


class Return(models.Model):
    """One reason for which a registration was sent back: a fact, counted at its unit and year. A return for several
    reasons is several rows of the same instant; `note` says the same to each, in the decider's words."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="returns", verbose_name=_l("Bản đăng ký"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    code = models.CharField(_l("Lý do"), max_length=12, choices=ReturnReason)
    at = models.DateTimeField(_l("Lúc"))
    note = models.TextField(_l("Ý kiến"), blank=True)

    class Meta:
        verbose_name = _l("Lý do trả lại")
        verbose_name_plural = _l("Lý do trả lại")
        constraints = [models.UniqueConstraint(fields=["commitment", "at", "code"], name="commitments_return_once")]

    def __str__(self) -> str:
        return str(self.get_code_display())


class Amendment(models.Model):
    """A change of the items of an approved registration, proposed with a reason and decided by the body that decided
    the registration. `before` and `after` are the items as a version has them; until it is approved the old ones hold.

    `registrant` repeats whose matter it is (a trigger, migration 0008, writes it), so that the maker is never the
    checker here either."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="amendments", verbose_name=_l("Bản đăng ký")
    )
    number = models.PositiveSmallIntegerField(_l("Lần điều chỉnh"))
    state = models.CharField(_l("Trạng thái"), max_length=10, choices=AmendmentState, default=AmendmentState.PROPOSED)
    reason = models.TextField(_l("Lý do điều chỉnh"))
    before = models.JSONField(_l("Nội dung cũ"))
    after = models.JSONField(_l("Nội dung mới"))
    registrant = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Người đăng ký")
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người đề nghị")
    )
    proposed_at = models.DateTimeField(_l("Đề nghị lúc"))
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="amended", verbose_name=_l("Quyết định")
    )
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Đồng chí chủ trì quyết định")
    )

    class Meta:
        verbose_name = _l("Điều chỉnh")
        verbose_name_plural = _l("Điều chỉnh")
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="commitments_amendment_once"),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(state=AmendmentState.PROPOSED),
                name="commitments_one_amendment_at_once",
                violation_error_message=_l("Bản đăng ký này đang có một đề nghị điều chỉnh chờ quyết định."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(registrant=None) | ~Q(decided_by=F("registrant")),
                name="commitments_maker_never_amends",
                violation_error_message=_l("Người đăng ký không tự quyết định điều chỉnh của mình."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} / {self.number}"
