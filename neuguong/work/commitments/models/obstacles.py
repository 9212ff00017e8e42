"""What blocks an item, and who owes an answer to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import ObstacleState, TurnOutcome
from neuguong.work.commitments.models.items import Item
from neuguong.work.commitments.models.registrations import Commitment


class Obstacle(models.Model):
    """Raised on an item: what blocks it, what is needed, from whom, by when. It lies at `owes`, who answers by
    `answer_due`, else it climbs one level. `unit` is where the item counts and `person` whose registration it is; it
    counts in the year `period` in which it was raised. The answer stays with the item, and with who gave it."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="obstacles", verbose_name=_l("Bản đăng ký"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="obstacles", verbose_name=_l("Nội dung đăng ký"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obstacles", verbose_name=_l("Đơn vị"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Người đăng ký")
    )
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    what = models.TextField(_l("Vướng mắc"))
    need = models.TextField(_l("Kiến nghị, điều cần được giải quyết"))
    needed_by = models.DateField(_l("Cần giải quyết trước ngày"))
    asked = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Nơi được đề nghị"))
    owes = models.ForeignKey(Unit, models.PROTECT, related_name="obstacles_owed", verbose_name=_l("Nơi phải trả lời"))
    answer_due = models.DateField(_l("Hạn trả lời"))
    state = models.CharField(_l("Trạng thái"), max_length=9, choices=ObstacleState, default=ObstacleState.OPEN)
    raised_on = models.DateField(_l("Ngày nêu"))
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người nêu")
    )
    answer = models.TextField(_l("Trả lời"), blank=True)
    answered_on = models.DateField(_l("Ngày trả lời"), null=True, blank=True)
    answered_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Nơi trả lời")
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_l("Người trả lời"),
    )  # fmt: skip

    class Meta:
        verbose_name = _l("Vướng mắc")
        verbose_name_plural = _l("Vướng mắc")
        indexes = [models.Index(fields=["owes", "state", "answer_due"], name="commitments_obstacle_owed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None) | Q(raised_by=None) | ~Q(answered_by=F("raised_by")),
                name="commitments_raiser_never_answers",
                violation_error_message=_l("Người nêu vướng mắc không tự trả lời."),
            ),
        ]

    def __str__(self) -> str:
        return self.what


class ObstacleTurn(models.Model):
    """The time that an obstacle lay at one level: a fact of `unit`, who owed the answer, in the year it came there."""

    obstacle = models.ForeignKey(Obstacle, models.CASCADE, related_name="turns", verbose_name=_l("Vướng mắc"))
    number = models.PositiveSmallIntegerField(_l("Lượt"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Nơi phải trả lời"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    since = models.DateField(_l("Từ ngày"))
    due_on = models.DateField(_l("Hạn trả lời"))
    outcome = models.CharField(_l("Kết quả"), max_length=7, choices=TurnOutcome, default=TurnOutcome.WAITING)
    ended_on = models.DateField(_l("Đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Lượt trả lời vướng mắc")
        verbose_name_plural = _l("Lượt trả lời vướng mắc")
        constraints = [
            models.UniqueConstraint(fields=["obstacle", "number"], name="commitments_turn_once"),
            models.UniqueConstraint(
                fields=["obstacle"], condition=Q(outcome=TurnOutcome.WAITING), name="commitments_one_turn_at_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome=TurnOutcome.WAITING, ended_on=None)
                | (~Q(outcome=TurnOutcome.WAITING) & Q(ended_on__isnull=False)),
                name="commitments_turn_has_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_outcome_display()}"
