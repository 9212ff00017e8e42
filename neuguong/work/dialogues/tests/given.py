"""Cases, reception days and dialogues of Hòa An, as tests need them."""

import datetime as dt
from typing import Any

from neuguong.work.dialogues.choices import CaseKind, Channel, DialogueKind, Sector
from neuguong.work.dialogues.models import Case, Dialogue, Reception
from neuguong.work.dialogues.services import Sent, accept_case, add_reception, open_case, plan_dialogue
from tests.cast import TODAY, Cast

NAME, PHONE, STREET = "Hoàng Văn Thiện", "0912345678", "Ngõ Bàng, Thôn Đông"
SENT = Sent(NAME, "Đường thôn ngập ba tháng nay.\nĐề nghị sửa cống.", PHONE, "thien@example.vn", STREET)
SORTED: dict[str, Any] = {
    "kind": CaseKind.FEEDBACK, "sector": Sector.BUILDING, "summary": "Đường thôn ngập nước", "is_complex": False,
}  # fmt: skip


def case(cast: Cast, unit: str = "hoa-an", mark: str = "m1", actor: str | None = "son", **fields: Any) -> Case:
    """A case received at a unit's desk on Thursday 12 November 2026 (or as said)."""
    said: dict[str, Any] = {
        "sent": SENT, "channel": Channel.DESK, "received_on": dt.date(2026, 11, 12), "may_publish": True,
    }  # fmt: skip
    who = cast.user(actor) if actor else None
    return open_case(unit=cast.unit(unit), mark=mark, actor=who, now=cast.now, **{**said, **fields})


def accepted(cast: Cast, mark: str = "m1", **fields: Any) -> Case:
    """The same, accepted as feedback."""
    return accept_case(case=case(cast, mark=mark, **fields), **SORTED, actor=cast.user("son"), now=cast.now)


def reception(cast: Cast, on: dt.date = TODAY - dt.timedelta(days=3)) -> Reception:
    """One extra reception day of Hòa An."""
    return add_reception(
        unit=cast.unit("hoa-an"), period=cast.years[2026], on=on, hours="7 giờ 30", place="Trụ sở Đảng ủy xã",
        actor=cast.user("son"), now=cast.now,
    )  # fmt: skip


def dialogue(cast: Cast, topic: str = "Nước sạch") -> Dialogue:
    """A dialogue of Hòa An on 10 November 2026."""
    return plan_dialogue(
        unit=cast.unit("hoa-an"), kind=DialogueKind.PEOPLE, topic=topic, chair="Bùi Thanh Thủy, Bí thư Đảng ủy xã",
        on=dt.date(2026, 11, 10), place="Nhà văn hóa xã", actor=cast.user("son"), now=cast.now,
    )  # fmt: skip
