"""Who should attend and who did: one row a person and session, one a person and theme, and every mark ever made."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.work.study.choices import SessionKind, Status, Way
from neuguong.work.study.models.sessions import Place, Session
from neuguong.work.study.models.themes import Theme


class Attendance(models.Model):
    """One person at one session: the row stands from the invitation on, so should, came and missed are filters.

    `unit` is where she lived on the day; `period`, `theme`, `kind` and `is_make_up` repeat the session's for the
    figures, which a trigger (migration 0004) holds them to.
    `expected` is false for somebody who came uninvited. The last five fields are those of the mark in force.
    `is_disputed`: two devices said different things, neither knowing of the other, and nobody has settled it yet.
    """

    session = models.ForeignKey(
        Session, models.PROTECT, related_name="attendances", db_index=False, verbose_name=_l("Buổi")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="attendances", db_index=False, verbose_name=_l("Người dự")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(
        Period, models.PROTECT, db_constraint=False, related_name="+", db_index=False, verbose_name=_l("Năm")
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        db_constraint=False,
        related_name="+",
        db_index=False,
        verbose_name=_l("Chuyên đề"),
    )
    kind = models.CharField(_l("Hình thức"), max_length=12, choices=SessionKind)
    is_make_up = models.BooleanField(_l("Buổi học bù"), default=False)
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, related_name="+", db_index=False, verbose_name=_l("Địa điểm")
    )
    expected = models.BooleanField(_l("Được triệu tập"), default=True)
    status = models.CharField(_l("Điểm danh"), max_length=8, choices=Status, default=Status.EXPECTED)
    reason = models.CharField(_l("Lý do vắng"), max_length=200, blank=True)
    is_disputed = models.BooleanField(_l("Hai máy ghi khác nhau"), default=False)
    mark = models.UUIDField(null=True, editable=False)
    way = models.CharField(_l("Cách ghi"), max_length=6, choices=Way, blank=True)
    marked_at = models.DateTimeField(_l("Ghi lúc"), null=True)
    received_at = models.DateTimeField(_l("Máy chủ nhận lúc"), null=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False,
        verbose_name=_l("Người ghi"),
    )  # fmt: skip

    class Meta:
        verbose_name = _l("Lượt dự")
        verbose_name_plural = _l("Lượt dự")
        indexes = [
            models.Index(fields=["unit", "period"], name="study_attendance_of_unit"),
            models.Index(fields=["person", "theme"], name="study_attendance_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="study_attendance_once"),
            models.CheckConstraint(
                condition=Q(reason="") | ~Q(status__in=(Status.PRESENT, Status.EXPECTED)),
                name="study_reason_is_of_absence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.session_id}"


class Learner(models.Model):
    """One person who is to study one theme in one year, at her home: what makes distinct people add up.

    `is_made_up`: she studied it at make-up sessions alone. Kept by this slice's services, out of `Attendance`.
    """

    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="learners", db_index=False, verbose_name=_l("Chuyên đề")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False, verbose_name=_l("Người học"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False, verbose_name=_l("Năm"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_l("Đơn vị"))
    expected = models.BooleanField(_l("Thuộc diện phải học"), default=True)
    has_studied = models.BooleanField(_l("Đã học"), default=False)
    is_made_up = models.BooleanField(_l("Học bù"), default=False)

    class Meta:
        verbose_name = _l("Người học chuyên đề")
        verbose_name_plural = _l("Người học chuyên đề")
        indexes = [models.Index(fields=["unit", "period"], name="study_learners_of_unit")]
        constraints = [
            models.UniqueConstraint(fields=["person", "theme", "period"], name="study_learner_once"),
            models.CheckConstraint(condition=Q(is_made_up=False) | Q(has_studied=True), name="study_made_up_studied"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.theme_id}"


class Mark(models.Model):
    """One act of noting somebody's attendance; never changed. `id` is made where the act is, so that what is sent
    twice is kept once.

    `device_at` is what the device's clock said, `made_at` the same on the server's clock (see `services.marking`);
    `base` is the mark that was in force as far as the device knew. `wins`: it was put in force when it came;
    `clashes`: another device had meanwhile said something else.
    """

    id = models.UUIDField(primary_key=True)
    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="marks", verbose_name=_l("Lượt dự"))
    status = models.CharField(_l("Điểm danh"), max_length=8, choices=Status)
    reason = models.CharField(_l("Lý do vắng"), max_length=200, blank=True)
    way = models.CharField(_l("Cách ghi"), max_length=6, choices=Way)
    device = models.CharField(_l("Máy"), max_length=40, blank=True)
    device_at = models.DateTimeField(_l("Giờ của máy"))
    made_at = models.DateTimeField(_l("Ghi lúc"))
    received_at = models.DateTimeField(_l("Máy chủ nhận lúc"))
    base = models.UUIDField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name=_l("Người ghi")
    )
    wins = models.BooleanField(_l("Được tính"), default=True)
    clashes = models.BooleanField(_l("Khác với máy khác"), default=False)

    class Meta:
        verbose_name = _l("Lần điểm danh")
        verbose_name_plural = _l("Lần điểm danh")

    def __str__(self) -> str:
        return f"{self.attendance_id}: {self.status}"
