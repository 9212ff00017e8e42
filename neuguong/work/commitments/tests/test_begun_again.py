"""A registration that was withdrawn is written and tracked again."""

from collections.abc import Callable

import pytest

from neuguong.base.journal.services import take_step
from neuguong.work.commitments.choices import ItemStatus, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.services import ItemInput, Ruling, decide, save_draft
from tests.cast import TODAY, Cast

Make = Callable[..., Commitment]


def _statuses(row: Commitment) -> list[str]:
    return list(Item.objects.filter(commitment=row).order_by("number").values_list("status", flat=True))


@pytest.mark.parametrize("is_rewritten", [True, False])
def test_withdrawn_written_again_and_approved_is_tracked(opened: Cast, written: Make, is_rewritten: bool) -> None:
    row, lan = written("lan"), opened.user("lan")
    take_step(FLOW, row, "withdraw", lan, "Viết lại", now=opened.now)
    assert _statuses(row) == [ItemStatus.DROPPED]
    if is_rewritten:  # saving begins it
        items = [ItemInput(1, "Vận động 9 hộ hiến đất mở đường", TODAY)]
        save_draft(commitment=row, fields={}, items=items, edition=row.edition, actor=lan, now=opened.now, today=TODAY)
    else:
        take_step(FLOW, row, "begin", lan, now=opened.now)
    assert _statuses(row) == [ItemStatus.PLANNED]
    take_step(FLOW, row, "submit", lan, now=opened.now)
    decide(
        commitments=Commitment.objects.filter(pk=row.pk), step="approve", ruling=Ruling(meeting_on=TODAY),
        unit=opened.unit("thon-dong"), actor=opened.user("hung"), now=opened.now, today=TODAY,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.state, _statuses(row)) == (State.APPROVED, [ItemStatus.OPEN])
