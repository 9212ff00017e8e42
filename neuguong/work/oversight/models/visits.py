"""One inspection, supervision or meeting with voters: expected from the plan on, held, concluded."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.oversight.choices import Answer, BodyKind, VisitKind, VisitState
from neuguong.work.oversight.models.plans import Plan


class Visit(models.Model):
    """`body` looks at `unit`, where it counts, in the year `period`; `person` is the head whose breakthrough it is
    about, `commitment` that registration. Without a plan it was decided apart. `place` and `attended` are of meetings
    with voters. `edition` counts the writings of what was seen."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_l("Kế hoạch")
    )
    body = models.ForeignKey(Unit, models.PROTECT, related_name="visits_made", verbose_name=_l("Đơn vị chủ trì"))
    body_kind = models.CharField(_l("Danh nghĩa"), max_length=10, choices=BodyKind)
    kind = models.CharField(_l("Hình thức"), max_length=11, choices=VisitKind)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="visits", verbose_name=_l("Nơi được kiểm tra, giám sát")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_l("Người được giám sát")
    )
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_l("Bản đăng ký")
    )
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    theme = models.CharField(_l("Nội dung"), max_length=300)
    planned_on = models.DateField(_l("Thời gian dự kiến"))
    held_on = models.DateField(_l("Ngày tiến hành"), null=True, blank=True)
    place = models.CharField(_l("Địa điểm"), max_length=200, blank=True)
    lead = models.CharField(_l("Trưởng đoàn"), max_length=200, blank=True)
    attended = models.PositiveIntegerField(_l("Số người dự"), null=True, blank=True)
    conclusion = models.TextField(_l("Nhận xét, kết luận"), blank=True)
    state = models.CharField(_l("Trạng thái"), max_length=9, choices=VisitState, default=VisitState.PROPOSED)
    edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _l("Cuộc kiểm tra, giám sát")
        verbose_name_plural = _l("Cuộc kiểm tra, giám sát")
        indexes = [models.Index(fields=["body", "state"], name="oversight_visit_of_body")]
        constraints = [
            models.UniqueConstraint(fields=["id", "unit", "period", "body"], name="oversight_visit_place"),
            models.UniqueConstraint(
                fields=["plan", "unit", "kind", "theme"],
                condition=Q(plan__isnull=False),
                name="oversight_visit_once_in_plan",
                violation_error_message=_l("Kế hoạch đã có cuộc này tại đơn vị này."),
            ),
            models.CheckConstraint(
                condition=Q(kind=VisitKind.VOTERS) | ~Q(body=F("unit")),
                name="oversight_never_of_oneself",
                violation_error_message=_l("Đơn vị không tự kiểm tra, giám sát chính mình."),
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=False)
                | Q(state__in=(VisitState.PROPOSED, VisitState.PLANNED, VisitState.CANCELLED)),
                name="oversight_held_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.unit}"


class CheckLine(models.Model):
    """A question of the checklist, and what was found on the spot."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="lines", verbose_name=_l("Cuộc"))
    number = models.PositiveSmallIntegerField(_l("TT"))
    question = models.CharField(_l("Câu hỏi"), max_length=500)
    answer = models.CharField(_l("Trả lời"), max_length=8, choices=Answer, blank=True)
    note = models.CharField(_l("Ghi chú"), max_length=500, blank=True)

    class Meta:
        verbose_name = _l("Câu hỏi kiểm tra")
        verbose_name_plural = _l("Câu hỏi kiểm tra")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["visit", "number"], name="oversight_line_once")]

    def __str__(self) -> str:
        return self.question


class SupervisedBreakthrough(models.Model):
    """A registered breakthrough that has been looked at once at least: one row, at the head's unit, in the year of the
    registration, so that it is a share of that year's breakthroughs."""

    item = models.OneToOneField(Item, models.PROTECT, related_name="supervised", verbose_name=_l("Nội dung đăng ký"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    first_visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", verbose_name=_l("Lần giám sát đầu"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người ghi")
    )

    class Meta:
        verbose_name = _l("Đột phá đã được giám sát")
        verbose_name_plural = _l("Đột phá đã được giám sát")

    def __str__(self) -> str:
        return str(self.item)
