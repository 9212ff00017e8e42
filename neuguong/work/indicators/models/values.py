"""A unit's own number of one indicator and period, and its correction after the period was sealed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.indicators.choices import HANDED_IN, Qualifier, RestatementState, State, Timing
from neuguong.work.indicators.models.catalogue import Indicator

_USER = settings.AUTH_USER_MODEL


class Value(models.Model):
    """One number. `amount` alone, or over `base`: numerator and denominator of a ratio, place and number of places of a
    rank. `category` is empty for the whole, else one of the indicator's parts, which no total counts.

    `quoted` is the figure as a source printed it, and is printed again as it stands; `question` is what was asked about
    a number far from the unit's own past or its peers', `explanation` the answer. `edition` counts the writings, so
    that nobody writes over what another has just saved.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values", verbose_name=_l("Chỉ tiêu"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, db_index=False, related_name="indicator_values", verbose_name=_l("Đơn vị")
    )
    period = models.ForeignKey(Period, models.PROTECT, db_index=False, related_name="+", verbose_name=_l("Kỳ"))
    category = models.CharField(_l("Phân tổ"), max_length=60, blank=True, default="", db_default="")
    state = models.CharField(_l("Trạng thái"), max_length=9, choices=State, default=State.EXPECTED)
    expected = models.BooleanField(_l("Phải nhập"), default=True, db_default=True)
    due_on = models.DateField(_l("Hạn nhập"))
    submitted_on = models.DateField(_l("Ngày nộp"), null=True, blank=True)
    timing = models.CharField(
        _l("Thời điểm nộp"), max_length=7, choices=Timing, default=Timing.NONE, db_default=Timing.NONE.value
    )
    amount = models.DecimalField(_l("Số"), max_digits=18, decimal_places=4, null=True, blank=True)
    base = models.DecimalField(_l("Mẫu số"), max_digits=18, decimal_places=4, null=True, blank=True)
    qualifier = models.CharField(
        _l("Từ đi kèm số"), max_length=5, choices=Qualifier, default=Qualifier.EXACT,
        db_default=Qualifier.EXACT.value,
    )  # fmt: skip
    quoted = models.CharField(_l("Số như nguồn đã công bố"), max_length=60, blank=True, default="", db_default="")
    source = models.CharField(_l("Nguồn"), max_length=200, blank=True, default="", db_default="")
    question = models.CharField(_l("Điều cần giải trình"), max_length=300, blank=True, default="", db_default="")
    explanation = models.CharField(_l("Giải trình"), max_length=500, blank=True, default="", db_default="")
    decider_unit = models.ForeignKey(
        Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_l("Nơi duyệt")
    )
    entered_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_l("Người nhập")
    )
    entered_at = models.DateTimeField(_l("Nhập lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_l("Người duyệt")
    )
    decided_at = models.DateTimeField(_l("Duyệt lúc"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _l("Số liệu chỉ tiêu")
        verbose_name_plural = _l("Số liệu chỉ tiêu")
        indexes = [
            models.Index(fields=["unit", "period"], name="indicators_value_of_unit"),
            models.Index(
                fields=["decider_unit", "period"], name="indicators_value_to_decide", condition=Q(state=State.SUBMITTED)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["period", "indicator", "unit", "category"], name="indicators_value_once"),
            models.CheckConstraint(
                condition=Q(base=None) | Q(base__gt=0),
                name="indicators_base_not_zero",
                violation_error_message=_l("Mẫu số phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HANDED_IN) | Q(amount__isnull=False),
                name="indicators_handed_in_has_number",
                violation_error_message=_l("Số liệu đã nộp phải có số."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("entered_by")),
                name="indicators_maker_never_checks",
                violation_error_message=_l("Người nhập số liệu không tự duyệt số liệu ấy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.unit}, {self.period}"


class Restatement(models.Model):
    """A correction of a value whose period is sealed: the sealed number stays in its seal, both stay visible here."""

    value = models.ForeignKey(Value, models.PROTECT, related_name="restatements", verbose_name=_l("Số liệu"))
    state = models.CharField(
        _l("Trạng thái"), max_length=8, choices=RestatementState, default=RestatementState.PROPOSED
    )
    old_amount = models.DecimalField(_l("Số cũ"), max_digits=18, decimal_places=4)
    old_base = models.DecimalField(_l("Mẫu số cũ"), max_digits=18, decimal_places=4, null=True, blank=True)
    amount = models.DecimalField(_l("Số đính chính"), max_digits=18, decimal_places=4)
    base = models.DecimalField(_l("Mẫu số đính chính"), max_digits=18, decimal_places=4, null=True, blank=True)
    reason = models.CharField(_l("Lý do"), max_length=500)
    asked_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_l("Người đề nghị"))
    asked_at = models.DateTimeField(_l("Đề nghị lúc"))
    decided_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Người quyết định")
    )
    decided_at = models.DateTimeField(_l("Quyết định lúc"), null=True, blank=True)
    answer = models.CharField(_l("Ý kiến"), max_length=500, blank=True)

    class Meta:
        verbose_name = _l("Đính chính số liệu")
        verbose_name_plural = _l("Đính chính số liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["value"],
                condition=Q(state=RestatementState.PROPOSED),
                name="indicators_one_open_restatement",
                violation_error_message=_l("Số liệu này đã có một đề nghị đính chính đang chờ."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="indicators_asker_never_restates",
                violation_error_message=_l("Người đề nghị đính chính không tự quyết định đề nghị ấy."),
            ),
            models.CheckConstraint(
                condition=Q(base=None) | Q(base__gt=0),
                name="indicators_restated_base",
                violation_error_message=_l("Mẫu số phải lớn hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value}: {self.old_amount} → {self.amount}"
