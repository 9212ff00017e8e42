"""Administrative procedures, and in how many days they are done: by law, as committed, and in fact."""

from decimal import Decimal

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import Level
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.indicators.choices import Shortening


class Procedure(models.Model):
    """A procedure that offices of one level carry out, kept by the unit that answers for it."""

    code = models.CharField(_l("Mã thủ tục"), max_length=60, unique=True)
    name = models.CharField(_l("Tên thủ tục"), max_length=500)
    sector = models.CharField(_l("Lĩnh vực"), max_length=120)
    level = models.PositiveSmallIntegerField(_l("Cấp thực hiện"), choices=Level)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="procedures", verbose_name=_l("Cơ quan chủ quản"))
    basis = models.CharField(_l("Căn cứ"), max_length=200, blank=True)
    sort_key = models.CharField(max_length=480, editable=False, db_collation="C")

    class Meta:
        verbose_name = _l("Thủ tục hành chính")
        verbose_name_plural = _l("Thủ tục hành chính")
        ordering = ["sector", "sort_key", "pk"]

    def __str__(self) -> str:
        return self.name


class ProcedureTime(models.Model):
    """The working days of one procedure at one unit in one period. `actual_days` is the mean of the cases finished in
    it. `shortening` is the band that figures count by; the exact share is (statutory - committed) / statutory."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="times", verbose_name=_l("Thủ tục"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="procedure_times", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Kỳ"))
    statutory_days = models.DecimalField(_l("Ngày theo quy định"), max_digits=6, decimal_places=1)
    committed_days = models.DecimalField(_l("Ngày cam kết"), max_digits=6, decimal_places=1)
    actual_days = models.DecimalField(
        _l("Ngày thực tế"), max_digits=6, decimal_places=1, null=True, blank=True, help_text=_l("Bình quân trong kỳ")
    )
    shortening = models.GeneratedField(
        expression=Case(
            When(committed_days__gte=F("statutory_days"), then=Value(Shortening.NONE.value)),
            When(committed_days__lte=F("statutory_days") * Value(Decimal("0.5")), then=Value(Shortening.FROM_50.value)),
            When(committed_days__lte=F("statutory_days") * Value(Decimal("0.7")), then=Value(Shortening.FROM_30.value)),
            default=Value(Shortening.BELOW_30.value),
        ),
        output_field=models.CharField(_l("Mức rút ngắn"), max_length=8, choices=Shortening),
        db_persist=True,
    )

    class Meta:
        verbose_name = _l("Thời gian giải quyết thủ tục")
        verbose_name_plural = _l("Thời gian giải quyết thủ tục")
        constraints = [
            models.UniqueConstraint(fields=["procedure", "unit", "period"], name="indicators_procedure_time_once"),
            models.CheckConstraint(
                condition=Q(statutory_days__gt=0)
                & Q(committed_days__gte=0)
                & (Q(actual_days=None) | Q(actual_days__gte=0)),
                name="indicators_procedure_days",
                violation_error_message=_l("Số ngày theo quy định phải lớn hơn 0, các số ngày khác không âm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}, {self.unit}, {self.period}"
