"""Consents with the words that were agreed to, and requests about one's data with their clocks.

Law 91/2025/QH15 and Decree 356/2025/NĐ-CP; docs/decisions/personal-data.md says what of them is verified.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.consents.choices import Kind, Purpose, State, Way
from neuguong.base.files.models import StoredFile
from neuguong.base.orgs.models import Person


class Consent(models.Model):
    """A person's word for one purpose. It is never changed: withdrawn, it stays, and a new word is a new row.

    Where there is no row in force there is no consent: silence is none.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents", verbose_name=_l("Người"))
    purpose = models.CharField(_l("Mục đích"), max_length=10, choices=Purpose)
    wording = models.TextField(_l("Nội dung đã đồng ý"))
    version = models.CharField(_l("Bản"), max_length=20)
    way = models.CharField(_l("Cách đồng ý"), max_length=5, choices=Way)
    given_on = models.DateField(_l("Ngày đồng ý"))
    recorded_at = models.DateTimeField(_l("Ghi lúc"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người ghi")
    )
    evidence = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Bản giấy")
    )
    withdrawn_at = models.DateTimeField(_l("Rút lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Đồng ý")
        verbose_name_plural = _l("Đồng ý")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consents_one_in_force",
                violation_error_message=_l("Sự đồng ý cho mục đích này đang còn hiệu lực."),
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.PAPER) | Q(evidence__isnull=False),
                name="consents_paper_is_kept",
                violation_error_message=_l("Đồng ý trên giấy phải kèm bản chụp hoặc bản quét."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("recorded_at")), name="consents_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()


class DataRequest(models.Model):
    """What a person asks about her data. The two days are set when it is asked, from the clocks of that day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="data_requests", verbose_name=_l("Người"))
    kind = models.CharField(_l("Loại yêu cầu"), max_length=8, choices=Kind)
    words = models.TextField(_l("Nội dung yêu cầu"))
    state = models.CharField(_l("Trạng thái"), max_length=11, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_l("Gửi lúc"))
    answer_by = models.DateField(_l("Hạn trả lời"))
    carry_out_by = models.DateField(_l("Hạn thực hiện"))
    basis = models.CharField(_l("Căn cứ"), max_length=300)
    extended_days = models.PositiveSmallIntegerField(_l("Gia hạn (ngày)"), default=0)
    extended_for = models.TextField(_l("Lý do gia hạn"), blank=True)
    answer = models.TextField(_l("Trả lời"), blank=True)
    answered_at = models.DateTimeField(_l("Trả lời lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_l("Kết thúc lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Yêu cầu về dữ liệu")
        verbose_name_plural = _l("Yêu cầu về dữ liệu")
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="consents_asked_by"),
            models.Index(fields=["answer_by"], condition=Q(state=State.ASKED), name="consents_to_answer"),
            models.Index(fields=["carry_out_by"], condition=Q(state=State.ACCEPTED), name="consents_to_carry_out"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(extended_days=0) | ~Q(extended_for=""),
                name="consents_extended_for_a_reason",
                violation_error_message=_l("Gia hạn phải có lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.person}"
