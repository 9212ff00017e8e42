"""The life of an obstacle: raised, answered, settled; it climbs by the clock (`services.climb_unanswered`)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _l

from neuguong.base.periods.queries import add_working_days
from neuguong.kit.flow import Flow, Guard, Step, register
from neuguong.work.commitments import notices
from neuguong.work.commitments.choices import ObstacleState, TurnOutcome
from neuguong.work.commitments.models import Obstacle, ObstacleTurn
from neuguong.work.commitments.queries import waiting_days
from neuguong.work.commitments.rules import obstacles

is_answered = Guard(~Q(answer=""), _l("Hãy ghi nội dung trả lời."))


def _answered(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """The turn ends in time or late; who raised it is told."""
    day = timezone.localdate(now)
    late = When(due_on__lt=day, then=Value(TurnOutcome.LATE.value))
    ObstacleTurn.objects.filter(obstacle__in=ids, outcome=TurnOutcome.WAITING).update(
        outcome=Case(late, default=Value(TurnOutcome.IN_TIME.value)), ended_on=day
    )
    Obstacle.objects.filter(pk__in=ids).update(answered_by=actor, answered_on=day, answered_unit=F("owes"))
    notices.obstacle_answered(ids, now)


def _asked_again(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """It lies at who answered, for as many days as before."""
    day = timezone.localdate(now)
    due = add_working_days(day, waiting_days(day))
    for row in Obstacle.objects.filter(pk__in=ids).order_by("pk"):
        last = ObstacleTurn.objects.filter(obstacle=row).order_by("-number").first()
        assert last is not None  # every obstacle begins with one
        ObstacleTurn.objects.create(
            obstacle=row, number=last.number + 1, unit_id=row.owes_id, period_id=last.period_id, since=day, due_on=due
        )
    Obstacle.objects.filter(pk__in=ids).update(answer_due=due, answered_by=None, answered_on=None, answered_unit=None)
    notices.obstacle_to_answer(ids, now)


def _withdrawn(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    ObstacleTurn.objects.filter(obstacle__in=ids, outcome=TurnOutcome.WAITING).update(
        outcome=TurnOutcome.ENDED, ended_on=timezone.localdate(now)
    )


OBSTACLES = register(
    Flow(
        key="vuong-mac",
        model="commitments.Obstacle",
        states=ObstacleState.choices,
        detail_url="commitments:obstacle",
        steps=(
            Step(
                "answer", _l("Trả lời"), (ObstacleState.OPEN,), ObstacleState.ANSWERED, obstacles.rule("answer"),
                guards=(is_answered,), done=_answered, form="commitments:obstacle_answer",
                says=_l("Câu trả lời gắn với nội dung đăng ký; người nêu cho biết đã tháo gỡ hay chưa."),
            ),
            Step(
                "settle", _l("Đã tháo gỡ"), (ObstacleState.ANSWERED,), ObstacleState.SETTLED, obstacles.rule("settle"),
                note="optional", says=_l("Vướng mắc khép lại, câu trả lời được giữ cùng nội dung đăng ký."),
            ),
            Step(
                "ask_again", _l("Chưa tháo gỡ, đề nghị trả lời lại"), (ObstacleState.ANSWERED,), ObstacleState.OPEN,
                obstacles.rule("settle"), note="required", done=_asked_again, tone="danger",
                says=_l("Trở lại nơi đã trả lời, với một hạn trả lời mới."),
            ),
            Step(
                "withdraw", _l("Rút vướng mắc"), (ObstacleState.OPEN,), ObstacleState.WITHDRAWN,
                obstacles.rule("withdraw"), note="optional", done=_withdrawn, tone="quiet",
                says=_l("Không cần trả lời nữa; không tính cho nơi phải trả lời."),
            ),
        ),
    )
)  # fmt: skip
