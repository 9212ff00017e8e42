"""What is marked as a state secret is not written into a registration."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.services import ItemInput, save_draft
from tests.cast import TODAY, Cast


@pytest.mark.parametrize("deed", ["Xây dựng phương án\nĐộ mật: Mật", "TỐI MẬT\nPhương án 1"])
def test_a_marked_text_is_refused_and_nothing_is_saved(
    opened: Cast, owed: Callable[..., Commitment], deed: str
) -> None:
    row = owed("lan")
    with pytest.raises(ValidationError, match="Nội dung vừa viết có dấu chỉ độ"):
        save_draft(
            commitment=row, fields={"shortcomings": "Chưa đều"}, items=[ItemInput(1, deed, dt.date(2026, 9, 30))],
            edition=row.edition, actor=opened.user("lan"), now=opened.now, today=TODAY,
        )  # fmt: skip
    row.refresh_from_db()
    assert (row.shortcomings, Item.objects.filter(commitment=row).exists()) == ("", False)
