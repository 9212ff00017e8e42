"""A batch upon the cast: the commune Bình Minh merges with Hòa An into a new one from 1 July 2026."""

import datetime as dt
from typing import Any

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.reorganisations.choices import ChangeKind
from neuguong.base.reorganisations.models import Reorganisation
from neuguong.base.reorganisations.services import Line, add_change, open_batch
from tests.cast import SINCE, Cast

DAY = dt.date(2026, 7, 1)
NEW = "bac-son/an-minh"
MERGER = (
    Line(
        ChangeKind.MERGE, "bac-son/hoa-an", NEW, name="Đảng ủy xã An Minh", unit_kind="PARTY_COMMUNE",
        parent_code="bac-son",
    ),
    Line(ChangeKind.MERGE, "bac-son/binh-minh", NEW),
)  # fmt: skip


def batch_of(
    cast: Cast, *lines: Line, on: dt.date = DAY, unit: str = "bac-son", title: str = "Sắp xếp đơn vị cấp xã"
) -> Reorganisation:
    """A draft of the province's administrator."""
    by = cast.user("an")
    made = open_batch(
        unit=cast.unit(unit), title=title, decision="12-QĐ/TU", signed_on=on, on=on, by=by,
        now=cast.now,
    )  # fmt: skip
    for line in lines:
        add_change(batch=made, line=line, by=by, now=cast.now)
    return made


def act(cast: Cast) -> dict[str, Any]:
    """Who acts, when."""
    return {"by": cast.user("an"), "now": cast.now}


def grant(cast: Cast, name: str, role: Role, unit: str) -> None:
    """One more right."""
    Grant.objects.create(user=cast.users[name], role=role, unit=cast.unit(unit), valid=(SINCE, None))
