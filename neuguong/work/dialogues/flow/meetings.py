"""The life of a reception day and of a dialogue: planned, held or not."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.flow import Flow, Step, register
from neuguong.work.dialogues.choices import DialogueState, HeldBy, ReceptionState
from neuguong.work.dialogues.models import Reception
from neuguong.work.dialogues.rules import dialogues, receptions

PLANNED, PUBLISHED, HELD, MISSED = ReceptionState


def _missed(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    Reception.objects.filter(pk__in=ids).update(reason=note[:300])


def _reopened(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    Reception.objects.filter(pk__in=ids).update(held_by=HeldBy.NOBODY, substitute="", reason="", people=0)


RECEPTION_FLOW = register(
    Flow(
        key="lich-tiep-dan",
        model="dialogues.Reception",
        states=ReceptionState.choices,
        detail_url="dialogues:reception",
        related=("unit",),
        named=lambda row: f"{row}, {row.unit.name}",
        steps=(
            Step("publish", _l("Công bố lịch"), (PLANNED,), PUBLISHED, receptions.rule("publish"),
                 says=_l("Buổi tiếp hiện trên trang công dân, ai cũng xem được.")),
            Step("hold", _l("Ghi kết quả tiếp"), (PLANNED, PUBLISHED), HELD, receptions.rule("hold"),
                 form="dialogues:reception_hold", says=_l("Ghi ai tiếp, bao nhiêu lượt người.")),
            Step("miss", _l("Ghi không tổ chức"), (PLANNED, PUBLISHED), MISSED, receptions.rule("miss"),
                 note="required", done=_missed, tone="danger", says=_l("Buổi này tính là không tổ chức, với lý do.")),
            Step("reopen", _l("Mở lại để sửa"), (HELD, MISSED), PUBLISHED, receptions.rule("reopen"), note="required",
                 done=_reopened, tone="danger", says=_l("Kết quả đã ghi bị bỏ, ghi lại từ đầu.")),
        ),
    )
)  # fmt: skip

DIALOGUE_FLOW = register(
    Flow(
        key="doi-thoai",
        model="dialogues.Dialogue",
        states=DialogueState.choices,
        detail_url="dialogues:dialogue",
        steps=(
            Step("hold", _l("Ghi kết quả"), (DialogueState.PLANNED,), DialogueState.HELD, dialogues.rule("hold"),
                 form="dialogues:dialogue_write", says=_l("Ghi số người dự, ý kiến, trả lời và việc đã hứa.")),
            Step("cancel", _l("Ghi không tổ chức"), (DialogueState.PLANNED,), DialogueState.CANCELLED,
                 dialogues.rule("cancel"), note="required", tone="danger",
                 says=_l("Cuộc này không tính là đã tổ chức; lý do ở nhật ký.")),
        ),
    )
)  # fmt: skip
