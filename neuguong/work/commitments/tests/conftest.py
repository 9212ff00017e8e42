"""The year 2026 opened for the whole province, and a shorthand to fill a registration in."""

import datetime as dt
from collections.abc import Callable

import pytest

from neuguong.work.commitments.choices import Group, Kind
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.services import ItemInput, open_year, save_draft
from tests.cast import TODAY, Cast

DUE = dt.date(2026, 2, 28)


@pytest.fixture
def opened(cast: Cast) -> Cast:
    """Everybody under the province owes a registration for 2026, due on 28 February."""
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=DUE, day=TODAY)
    return cast


@pytest.fixture
def owed(opened: Cast) -> Callable[..., Commitment]:
    """The registration that somebody owes."""

    def find(name: str, kind: str = Kind.INDIVIDUAL) -> Commitment:
        if kind == Kind.COLLECTIVE:
            return Commitment.objects.get(unit=opened.unit(name), kind=kind)
        return Commitment.objects.get(person=opened.person(name), kind=kind)

    return find


@pytest.fixture
def written(opened: Cast, owed: Callable[..., Commitment]) -> Callable[..., Commitment]:
    """The same with contents, written by its own registrant."""

    def write(name: str, kind: str = Kind.INDIVIDUAL, by: str = "") -> Commitment:
        row = owed(name, kind)
        items = [ItemInput(1, "Vận động 5 hộ hiến đất mở đường", dt.date(2026, 9, 30), group=Group.DEED)]
        fields: dict[str, object] = {"shortcomings": "Chưa thường xuyên xuống cơ sở"}
        if kind == Kind.HEAD:
            items = [
                ItemInput(1, "Rút ngắn thời gian cấp phép", dt.date(2026, 6, 30), group=Group.KEY_TASK),
                ItemInput(2, "Cắt giảm 30% thủ tục", dt.date(2026, 12, 15), group=Group.BREAKTHROUGH),
            ]
            fields |= {"pressing_issue": "Hồ sơ tồn đọng", "expected_product": "Danh mục thủ tục đã cắt giảm"}
        return save_draft(
            commitment=row, fields=fields, items=items, edition=row.edition, actor=opened.user(by or name),
            now=opened.now, today=TODAY,
        )  # fmt: skip

    return write
