"""A case, and apart from it the person who sent it.

Lists, figures, notices, search and exports read `Case` alone, in which nobody is named; name, address, the person's
own words and files stand with `Sender`, for the desk of the unit in charge, and go after a time.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.dialogues.choices import CaseKind, CaseState, Channel, Rating, Sector, Timing


class Case(models.Model):
    """One matter that somebody brought. `unit` is who is in charge now, `intake_unit` who took it in.

    `due_on` is the last working day: that of the rule after `received_on`, later by the `paused_days` (working days on
    which the clock stood). `escalated_to` is the level that knows of its being overdue; unless it is answered by
    `escalated_due`, the next one is told. `sent` is the mark of the form it came by, so that a form sent twice makes
    one case. `edition` counts the writings of its classification and of what is public of it, so that nobody writes
    over what another has just saved. `is_transferred` as long as another unit is in charge than the one that took it
    in; `is_escalated` as long as a level above knows of it, also after the late answer.
    """

    kind = models.CharField(_l("Loại"), max_length=9, choices=CaseKind, default=CaseKind.UNSORTED)
    sector = models.CharField(_l("Lĩnh vực"), max_length=11, choices=Sector, default=Sector.OTHER)
    channel = models.CharField(_l("Kênh tiếp nhận"), max_length=9, choices=Channel)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases", verbose_name=_l("Đơn vị giải quyết"))
    intake_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Đơn vị tiếp nhận"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    received_on = models.DateField(_l("Ngày tiếp nhận"))
    book_number = models.CharField(_l("Số trong sổ của đơn vị"), max_length=40, blank=True)
    summary = models.CharField(_l("Tóm tắt, không ghi tên người gửi"), max_length=500, blank=True)
    is_complex = models.BooleanField(_l("Vụ việc phức tạp"), default=False)
    state = models.CharField(_l("Trạng thái"), max_length=8, choices=CaseState, default=CaseState.RECEIVED)
    due_on = models.DateField(_l("Hạn trả lời"))
    paused_on = models.DateField(_l("Tạm dừng từ ngày"), null=True, blank=True)
    paused_days = models.PositiveSmallIntegerField(_l("Số ngày làm việc đã tạm dừng"), default=0)
    timing = models.CharField(_l("Thời điểm trả lời"), max_length=7, choices=Timing, default=Timing.OPEN)
    answered_on = models.DateField(_l("Ngày trả lời"), null=True, blank=True)
    answer_number = models.CharField(_l("Số văn bản trả lời"), max_length=60, blank=True)
    answer = models.TextField(_l("Nội dung trả lời"), blank=True)
    escalated_to = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Đã báo cấp trên")
    )
    escalated_due = models.DateField(_l("Báo lên cấp nữa sau ngày"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_l("Nhập vào")
    )
    may_publish = models.BooleanField(_l("Người gửi đồng ý công khai hỏi đáp"), default=False)
    public_question = models.TextField(_l("Câu hỏi công khai"), blank=True)
    public_answer = models.TextField(_l("Trả lời công khai"), blank=True)
    published_on = models.DateField(_l("Công khai ngày"), null=True, blank=True)
    rating = models.CharField(_l("Mức hài lòng"), max_length=12, choices=Rating, default=Rating.NONE)
    sent = models.CharField(max_length=40, null=True, editable=False, unique=True)
    edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    is_transferred = models.GeneratedField(
        expression=models.Case(models.When(unit=F("intake_unit"), then=False), default=True),
        output_field=models.BooleanField(_l("Đã chuyển đơn vị giải quyết")),
        db_persist=True,
    )
    is_escalated = models.GeneratedField(
        expression=models.Case(models.When(escalated_to=None, then=False), default=True),
        output_field=models.BooleanField(_l("Đã báo cấp trên vì quá hạn")),
        db_persist=True,
    )

    class Meta:
        verbose_name = _l("Đơn thư")
        verbose_name_plural = _l("Đơn thư")
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], name="dialogues_case_of_unit"),
            models.Index(fields=["due_on"], condition=Q(state__in=["RECEIVED", "HANDLING"]), name="dialogues_case_due"),
            models.Index(
                fields=["-published_on"], condition=Q(published_on__isnull=False), name="dialogues_case_public"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["intake_unit", "period", "book_number"],
                condition=~Q(book_number=""),
                name="dialogues_case_in_book_once",
                violation_error_message=_l("Số này đã có trong sổ của đơn vị năm đó."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ANSWERED", "REFUSED"]) | Q(answered_on__isnull=False),
                name="dialogues_closed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state="MERGED", merged_into__isnull=False) | (~Q(state="MERGED") & Q(merged_into=None)),
                name="dialogues_merged_somewhere",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="dialogues_not_into_itself"),
            models.CheckConstraint(
                condition=Q(published_on=None) | (Q(may_publish=True) & ~Q(public_answer="") & ~Q(public_question="")),
                name="dialogues_public_with_consent",
                violation_error_message=_l("Chỉ công khai khi người gửi đồng ý, với câu hỏi, trả lời không nêu tên."),
            ),
        ]

    def __str__(self) -> str:
        return _("Đơn thư số %(number)s") % {"number": self.number}

    @property
    def number(self) -> str:
        """The number by which officers speak of it; it opens nothing."""
        return f"{self.pk}/{self.received_on.year}"


class Sender(models.Model):
    """Who sent a case, in her own words. `code` follows the case without an account: 12 letters, nobody guesses it."""

    case = models.OneToOneField(
        Case, models.CASCADE, primary_key=True, related_name="sender", verbose_name=_l("Đơn thư")
    )
    code = models.CharField(_l("Mã theo dõi"), max_length=12, unique=True)
    full_name = models.CharField(_l("Họ và tên"), max_length=120)
    phone = models.CharField(_l("Điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_l("Thư điện tử"), blank=True)
    address = models.CharField(_l("Địa chỉ"), max_length=300, blank=True)
    words = models.TextField(_l("Nội dung"))

    class Meta:
        verbose_name = _l("Người gửi đơn thư")
        verbose_name_plural = _l("Người gửi đơn thư")

    def __str__(self) -> str:
        return str(self.case_id)
