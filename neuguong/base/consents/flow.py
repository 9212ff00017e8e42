"""The life of a request about one's data."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _l

from neuguong.base.consents.choices import OPEN, State
from neuguong.base.consents.events import DataRequestMoved
from neuguong.base.consents.models import DataRequest
from neuguong.base.consents.rules import requests
from neuguong.kit.events import publish
from neuguong.kit.flow import Flow, Step, register


def _accepted(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    DataRequest.objects.filter(pk__in=ids).update(answer=note, answered_at=now)
    _tell(ids, "accept", note, now)


def _refused(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    DataRequest.objects.filter(pk__in=ids).update(answer=note, answered_at=now, closed_at=now)
    _tell(ids, "refuse", note, now)


def _carried_out(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    DataRequest.objects.filter(pk__in=ids).update(answer=note, closed_at=now)
    DataRequest.objects.filter(pk__in=ids, answered_at=None).update(answered_at=now)
    _tell(ids, "carry_out", note, now)


def _withdrawn(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    DataRequest.objects.filter(pk__in=ids).update(closed_at=now)
    _tell(ids, "withdraw", note, now)


def _tell(ids: Sequence[int], step: str, note: str, now: dt.datetime) -> None:
    publish(DataRequestMoved(tuple(ids), step, note, now))


FLOW = register(
    Flow(
        key="yeu-cau-du-lieu",
        model="consents.DataRequest",
        states=State.choices,
        detail_url="consents:request",
        steps=(
            Step(
                "accept",
                _l("Nhận yêu cầu"),
                (State.ASKED,),
                State.ACCEPTED,
                requests.rule("answer"),
                note="required",
                done=_accepted,
                says=_l("Trả lời người yêu cầu: sẽ làm gì, ai làm, trình tự ra sao. Hạn thực hiện tiếp tục chạy."),
            ),
            Step(
                "carry_out",
                _l("Ghi đã thực hiện"),
                OPEN,
                State.CARRIED_OUT,
                requests.rule("answer"),
                note="required",
                done=_carried_out,
                says=_l("Ghi việc đã làm; người yêu cầu được báo và yêu cầu khép lại."),
            ),
            Step(
                "refuse",
                _l("Từ chối"),
                (State.ASKED,),
                State.REFUSED,
                requests.rule("answer"),
                note="required",
                done=_refused,
                tone="danger",
                says=_l("Nêu căn cứ từ chối; người yêu cầu đọc được và có quyền khiếu nại."),
            ),
            Step(
                "withdraw",
                _l("Rút yêu cầu"),
                OPEN,
                State.WITHDRAWN,
                requests.rule("withdraw"),
                note="optional",
                done=_withdrawn,
                tone="danger",
                says=_l("Yêu cầu khép lại, không ai phải trả lời nữa; đồng chí gửi lại được bất cứ lúc nào."),
            ),
        ),
    )
)
