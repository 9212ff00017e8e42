"""Dialogues with the people, what was asked there, and what was promised."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.dialogues.choices import DialogueKind, DialogueState, Outcome


class Dialogue(models.Model):
    """One meeting of a unit with the people, about a topic. `edition` counts the writings of what was said there, so
    that nobody writes over what another has just saved."""

    kind = models.CharField(_l("Loại"), max_length=6, choices=DialogueKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dialogues", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    topic = models.CharField(_l("Chủ đề"), max_length=300)
    chair = models.CharField(_l("Người chủ trì"), max_length=200)
    on = models.DateField(_l("Ngày"))
    place = models.CharField(_l("Địa điểm"), max_length=200, blank=True)
    state = models.CharField(_l("Trạng thái"), max_length=9, choices=DialogueState, default=DialogueState.PLANNED)
    people = models.PositiveIntegerField(_l("Số người dự"), default=0)
    edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _l("Cuộc đối thoại")
        verbose_name_plural = _l("Cuộc đối thoại")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "on", "topic"],
                name="dialogues_dialogue_once",
                violation_error_message=_l("Cuộc đối thoại này đã được ghi."),
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class Question(models.Model):
    """What was asked or proposed at a dialogue, without the name of who did, and what was answered."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="questions", verbose_name=_l("Cuộc đối thoại"))
    number = models.PositiveSmallIntegerField(_l("TT"))
    text = models.CharField(_l("Ý kiến"), max_length=500)
    answer = models.CharField(_l("Trả lời"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _l("Ý kiến tại đối thoại")
        verbose_name_plural = _l("Ý kiến tại đối thoại")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="dialogues_question_once")]

    def __str__(self) -> str:
        return self.text


class Promise(models.Model):
    """What the head promised at a dialogue: a task with a day and a result (see docs/decisions/promises.md).

    It counts at the unit and in the year of its dialogue, whenever it is due. `edition` counts the writings of what
    became of it.
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="promises", verbose_name=_l("Cuộc đối thoại"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    number = models.PositiveSmallIntegerField(_l("TT"))
    text = models.CharField(_l("Việc đã hứa"), max_length=500)
    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Đơn vị thực hiện")
    )
    due_on = models.DateField(_l("Thời hạn"))
    outcome = models.CharField(_l("Kết quả"), max_length=4, choices=Outcome, default=Outcome.OPEN)
    done_on = models.DateField(_l("Hoàn thành ngày"), null=True, blank=True)
    result = models.CharField(_l("Đã làm gì"), max_length=500, blank=True)
    edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _l("Việc đã hứa tại đối thoại")
        verbose_name_plural = _l("Việc đã hứa tại đối thoại")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="dialogues_promise_once"),
            models.CheckConstraint(
                condition=Q(outcome="OPEN", done_on=None) | (~Q(outcome="OPEN") & Q(done_on__isnull=False)),
                name="dialogues_kept_has_day",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(outcome="OPEN"), name="dialogues_promise_due")]

    def __str__(self) -> str:
        return self.text
