"""The life of an amendment: proposed, then decided or taken back."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.flow import Flow, Guard, Step, register
from neuguong.work.commitments import notices
from neuguong.work.commitments.choices import AmendmentState, Group, ItemStatus, State
from neuguong.work.commitments.models import Amendment, Commitment, Item
from neuguong.work.commitments.rules import amendments as policy

_CHANGED = (
    "group", "standard_id", "indicator_id", "deed", "measure_taken", "product", "target", "measure_unit", "due_on",
)  # fmt: skip
still_runs = Guard(
    Q(commitment__state=State.APPROVED),
    _l("Bản đăng ký không còn ở bước thực hiện nên không điều chỉnh được nữa."),
)


def approved(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """The new items hold: changed by their number, added, or ended; set-based however many proposals."""
    made = list(Amendment.objects.filter(pk__in=ids).select_related("commitment").order_by("pk"))
    rows = [one.commitment_id for one in made]
    items = {(item.commitment_id, item.number): item for item in Item.objects.filter(commitment__in=rows)}
    new: list[Item] = []
    touched: list[Item] = []
    for one in made:
        old = {line["number"]: line for line in one.before}
        after = {line["number"]: line for line in one.after}
        for number, line in after.items():
            if number not in old:
                new.append(_new(one.commitment, number, line))
            elif line != old[number]:
                touched.append(_changed(items[one.commitment_id, number], line))
        for number in old.keys() - after.keys():
            touched.append(_cut(items[one.commitment_id, number]))
    # the place of the one breakthrough must be free before another item takes it
    ahead = [item for item in touched if item.status == ItemStatus.CUT or item.group != Group.BREAKTHROUGH]
    for some in (ahead, [item for item in touched if item not in ahead]):
        Item.objects.bulk_update(some, [*_CHANGED, "status", "is_amended"])
    Item.objects.bulk_create(new)
    Commitment.objects.filter(pk__in=rows).update(edition=F("edition") + 1)
    notices.amended(ids, now)


def refused(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """The old items go on holding; who proposed is told why."""
    notices.amended(ids, now)


def _values(line: dict[str, Any]) -> dict[str, Any]:
    target, due = line["target"], line["due_on"]
    read = {"target": None if target is None else Decimal(target), "due_on": dt.date.fromisoformat(due)}
    return {name: line.get(name) for name in _CHANGED} | read  # what was proposed earlier names no indicator


def _new(row: Commitment, number: int, line: dict[str, Any]) -> Item:
    place = {"commitment": row, "unit_id": row.unit_id, "period_id": row.period_id, "number": number}
    return Item(**place, **_values(line), status=ItemStatus.OPEN, is_amended=True)


def _changed(item: Item, line: dict[str, Any]) -> Item:
    for name, value in _values(line).items():
        setattr(item, name, value)
    item.is_amended = True
    return item


def _cut(item: Item) -> Item:
    item.status, item.is_amended = ItemStatus.CUT, True
    return item


AMENDING = register(
    Flow(
        key="dieu-chinh",
        model="commitments.Amendment",
        states=AmendmentState.choices,
        detail_url="commitments:amendment",
        steps=(
            Step(
                "approve",
                _l("Đồng ý điều chỉnh"),
                (AmendmentState.PROPOSED,),
                AmendmentState.APPROVED,
                policy.rule("decide"),
                note="optional",
                guards=(still_runs,),
                done=approved,
                form="commitments:decide_amendment",
                says=_l("Nội dung mới có hiệu lực; nội dung cũ và thời hạn ban đầu được giữ lại và vẫn được tính."),
            ),
            Step(
                "refuse",
                _l("Không đồng ý"),
                (AmendmentState.PROPOSED,),
                AmendmentState.REFUSED,
                policy.rule("decide"),
                note="required",
                done=refused,
                form="commitments:decide_amendment",
                tone="quiet",
                says=_l("Nội dung đã duyệt giữ nguyên; người đề nghị được báo lý do."),
            ),
            Step(
                "withdraw",
                _l("Rút đề nghị"),
                (AmendmentState.PROPOSED,),
                AmendmentState.WITHDRAWN,
                policy.rule("withdraw"),
                note="optional",
                tone="danger",
                says=_l("Đề nghị không còn chờ quyết định; nội dung đã duyệt giữ nguyên."),
            ),
        ),
    )
)
