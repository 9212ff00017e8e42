"""A gathering: what is studied, by whom it is called, when, and at which places."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.study.choices import SessionKind, SessionState
from neuguong.work.study.models.themes import Theme


class Session(models.Model):
    """A conference, cell meeting, seminar, class or contest. `period` is the year of its day.

    A make-up session (`makes_up`) is for those who missed another; `is_make_up` repeats that for the figures.
    """

    code = models.CharField(_l("Mã buổi"), max_length=40, unique=True)
    kind = models.CharField(_l("Hình thức"), max_length=12, choices=SessionKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sessions", verbose_name=_l("Đơn vị tổ chức"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_l("Chuyên đề")
    )
    title = models.CharField(_l("Tên buổi"), max_length=300)
    on = models.DateField(_l("Ngày"))
    starts_at = models.TimeField(_l("Giờ bắt đầu"), null=True, blank=True)
    state = models.CharField(_l("Trạng thái"), max_length=9, choices=SessionState, default=SessionState.PLANNED)
    makes_up = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="made_up_by", verbose_name=_l("Học bù cho buổi")
    )
    is_make_up = models.BooleanField(_l("Buổi học bù"), default=False)

    class Meta:
        verbose_name = _l("Buổi học tập, sinh hoạt")
        verbose_name_plural = _l("Buổi học tập, sinh hoạt")
        indexes = [models.Index(fields=["unit", "period", "-on"], name="study_sessions_of_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(makes_up=None, is_make_up=False) | Q(makes_up__isnull=False, is_make_up=True),
                name="study_make_up_names_what",
            ),
            models.CheckConstraint(condition=Q(makes_up=None) | ~Q(makes_up=F("id")), name="study_makes_up_another"),
        ]

    def __str__(self) -> str:
        return self.title


class Place(models.Model):
    """One of the places at which a session is held; `unit` is whose hall it is."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="places", verbose_name=_l("Buổi"))
    number = models.PositiveSmallIntegerField(_l("TT"))
    name = models.CharField(_l("Địa điểm"), max_length=200)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Đơn vị tại điểm")
    )

    class Meta:
        verbose_name = _l("Địa điểm tổ chức")
        verbose_name_plural = _l("Địa điểm tổ chức")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="study_place_once")]

    def __str__(self) -> str:
        return self.name
