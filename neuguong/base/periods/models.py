"""Calendars as data: years, halves, quarters, terms; public holidays; deadlines by level.

Two calendars are shipped: the civil year, in which commitments and their quarters count, and the state's reporting
year that closes on the 14th (Decree 09/2019/NĐ-CP).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.periods.choices import CompilingLevel, PeriodKind, Subject

_ROMAN = ("", "I", "II", "III", "IV")


class Calendar(models.Model):
    """A way to cut time. `code` is "civil" or "state" for the two that are shipped."""

    code = models.SlugField(_l("Mã"), unique=True)
    name = models.CharField(_l("Tên"), max_length=120)
    basis = models.CharField(_l("Căn cứ"), max_length=200, blank=True)

    class Meta:
        verbose_name = _l("Lịch")
        verbose_name_plural = _l("Lịch")

    def __str__(self) -> str:
        return self.name


class Period(models.Model):
    """A stretch of time, both ends included. `tree_on` is the one day whose tree its figures stand in (the cut-off)."""

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="periods", verbose_name=_l("Lịch"))
    kind = models.CharField(_l("Loại"), max_length=10, choices=PeriodKind)
    year = models.PositiveSmallIntegerField(_l("Năm"))
    number = models.PositiveSmallIntegerField(_l("Thứ tự"), default=1)
    starts_on = models.DateField(_l("Từ ngày"))
    ends_on = models.DateField(_l("Đến ngày"))
    tree_on = models.DateField(_l("Cây tổ chức ngày"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_l("Thuộc kỳ")
    )

    class Meta:
        verbose_name = _l("Kỳ")
        verbose_name_plural = _l("Kỳ")
        ordering = ["starts_on", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "kind", "year", "number"], name="periods_period_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="periods_period_forward"),
        ]

    def __str__(self) -> str:
        if self.kind == PeriodKind.TERM:
            return _("Nhiệm kỳ %(from)s-%(to)s") % {"from": self.year, "to": self.year + 5}
        if self.kind == PeriodKind.QUARTER:
            return _("Quý %(number)s/%(year)s") % {"number": _ROMAN[self.number], "year": self.year}
        if self.kind == PeriodKind.HALF:
            words = _("Sáu tháng đầu năm %(year)s") if self.number == 1 else _("Sáu tháng cuối năm %(year)s")
            return words % {"year": self.year}
        return _("Năm %(year)s") % {"year": self.year}


class Deadline(models.Model):
    """By when a level hands in what, in a period: a deadline for each level that compiles."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="deadlines", verbose_name=_l("Kỳ"))
    subject = models.CharField(_l("Việc"), max_length=20, choices=Subject)
    level = models.PositiveSmallIntegerField(_l("Cấp"), choices=CompilingLevel)
    due_on = models.DateField(_l("Hạn"))
    basis = models.CharField(_l("Căn cứ"), max_length=200, blank=True)

    class Meta:
        verbose_name = _l("Hạn")
        verbose_name_plural = _l("Hạn")
        constraints = [models.UniqueConstraint(fields=["period", "subject", "level"], name="periods_deadline_once")]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.period}: {self.due_on:%d/%m/%Y}"


class Holiday(models.Model):
    """A day off, or a Saturday or Sunday worked in exchange (`works`)."""

    on = models.DateField(_l("Ngày"), unique=True)
    name = models.CharField(_l("Tên"), max_length=120)
    works = models.BooleanField(_l("Làm bù"), default=False)
    basis = models.CharField(_l("Căn cứ"), max_length=200, blank=True)

    class Meta:
        verbose_name = _l("Ngày nghỉ, làm bù")
        verbose_name_plural = _l("Ngày nghỉ, làm bù")

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} {self.name}"
