"""A cell meeting: its agenda, its minutes, the tasks it concludes with, and how good it was."""

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.work.study.choices import Rating, Side
from neuguong.work.study.models.sessions import Session


class Minutes(models.Model):
    """The agenda, one item a line, and the minutes. `edition` counts the writings, so that nobody writes over what
    another has just saved."""

    session = models.OneToOneField(
        Session, models.CASCADE, primary_key=True, related_name="minutes", verbose_name=_l("Buổi")
    )
    agenda = models.TextField(_l("Chương trình"), blank=True)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Chủ trì")
    )
    clerk = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Người ghi biên bản")
    )
    text = models.TextField(_l("Diễn biến, ý kiến"), blank=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _l("Biên bản sinh hoạt")
        verbose_name_plural = _l("Biên bản sinh hoạt")

    def __str__(self) -> str:
        return str(self.session_id)


class Conclusion(models.Model):
    """What a meeting concluded: a task with somebody who answers for it and a deadline."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="conclusions", verbose_name=_l("Buổi"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    number = models.PositiveSmallIntegerField(_l("TT"))
    text = models.CharField(_l("Việc"), max_length=500)
    assignee = models.ForeignKey(Person, models.PROTECT, related_name="conclusions", verbose_name=_l("Người thực hiện"))
    due_on = models.DateField(_l("Thời hạn"))
    is_done = models.BooleanField(_l("Đã xong"), default=False)
    done_on = models.DateField(_l("Xong ngày"), null=True, blank=True)
    result = models.CharField(_l("Kết quả"), max_length=500, blank=True)

    class Meta:
        verbose_name = _l("Kết luận của buổi sinh hoạt")
        verbose_name_plural = _l("Kết luận của buổi sinh hoạt")
        ordering = ["number"]
        indexes = [models.Index(fields=["unit", "period"], name="study_conclusions_of_unit")]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="study_conclusion_once"),
            models.CheckConstraint(
                condition=Q(is_done=False, done_on=None) | Q(is_done=True, done_on__isnull=False),
                name="study_done_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ScoreSheet(models.Model):
    """The sheet by which meetings of its days are scored: dated data with the paper it comes from. `ratings` are
    (rating, from how many points), the highest first."""

    basis = models.CharField(_l("Căn cứ"), max_length=200, unique=True)
    valid = DateRangeField(_l("Hiệu lực"))
    is_verified = models.BooleanField(_l("Đã đối chiếu"))
    ratings = models.JSONField(_l("Mức xếp loại"))

    class Meta:
        verbose_name = _l("Phiếu chấm điểm sinh hoạt")
        verbose_name_plural = _l("Phiếu chấm điểm sinh hoạt")

    def __str__(self) -> str:
        return self.basis


class Criterion(models.Model):
    """One line of a sheet: what is looked at, and the most points it gives."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="criteria", verbose_name=_l("Phiếu"))
    number = models.PositiveSmallIntegerField(_l("TT"))
    text = models.CharField(_l("Tiêu chí"), max_length=300)
    most = models.PositiveSmallIntegerField(_l("Điểm tối đa"))

    class Meta:
        verbose_name = _l("Tiêu chí chấm điểm")
        verbose_name_plural = _l("Tiêu chí chấm điểm")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="study_criterion_once")]

    def __str__(self) -> str:
        return self.text


class Scoring(models.Model):
    """What one side gives a meeting: points by criterion (number -> points), their sum, the rating they come to.
    `edition` counts the writings, so that of two of one side nobody writes over what the other has just saved."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="scorings", verbose_name=_l("Buổi"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="+", verbose_name=_l("Phiếu"))
    side = models.CharField(_l("Bên chấm"), max_length=5, choices=Side)
    points = models.JSONField(_l("Điểm"), default=dict)
    total = models.PositiveSmallIntegerField(_l("Tổng điểm"))
    rating = models.CharField(_l("Xếp loại"), max_length=7, choices=Rating)
    comment = models.TextField(_l("Nhận xét"), blank=True)
    scored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_l("Người chấm")
    )
    scored_at = models.DateTimeField(_l("Chấm lúc"))
    edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _l("Lần chấm điểm sinh hoạt")
        verbose_name_plural = _l("Lần chấm điểm sinh hoạt")
        indexes = [models.Index(fields=["unit", "period"], name="study_scorings_of_unit")]
        constraints = [models.UniqueConstraint(fields=["session", "side"], name="study_scored_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.total}"
