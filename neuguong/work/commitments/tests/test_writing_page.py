"""The page on which a registration is written: autosave, conflicts, no script, wrong input."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from neuguong.work.commitments.models import Commitment, Item
from tests.cast import Cast

Make = Callable[..., Commitment]
QUIET = {"HTTP_HX_REQUEST": "true"}


def _typed(edition: int, deed: str = "Vận động 5 hộ hiến đất", **more: str) -> dict[str, str]:
    block = {"viec-0-number": "", "viec-0-group": "DEED", "viec-0-deed": deed, "viec-0-due_on": "30/09/2026"}
    forms = {"viec-TOTAL_FORMS": "1", "viec-INITIAL_FORMS": "0", "viec-MIN_NUM_FORMS": "0", "viec-MAX_NUM_FORMS": "20"}
    return {**forms, **block, "edition": str(edition), "shortcomings": "", "mend_by": "", **more}


@pytest.fixture
def lan(opened: Cast) -> Client:
    client = Client()
    client.force_login(opened.user("lan"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_an_autosave_saves_and_hands_out_the_next_edition(lan: Client, owed: Make) -> None:
    row = owed("lan")
    answer = lan.post(f"/cam-ket/viet/?id={row.pk}", _typed(0, tu_dong="1"), **QUIET).content.decode()
    assert 'value="1"' in answer
    assert "Đã lưu lúc" in answer
    assert Item.objects.get(commitment=row).deed == "Vận động 5 hộ hiến đất"


def test_a_conflicting_autosave_writes_nothing_and_keeps_the_old_edition(lan: Client, owed: Make) -> None:
    row = owed("lan")
    lan.post(f"/cam-ket/viet/?id={row.pk}", _typed(0, tu_dong="1"), **QUIET)
    answer = lan.post(
        f"/cam-ket/viet/?id={row.pk}", _typed(0, "Của người đến sau", tu_dong="1"), **QUIET
    ).content.decode()
    assert "Đồng chí đã lưu bản này ở cửa sổ khác lúc " in answer
    assert "Của người đến sau" in answer
    assert 'name="edition"' not in answer
    assert Item.objects.get(commitment=row).deed == "Vận động 5 hộ hiến đất"


def test_a_conflict_shows_what_was_typed_and_says_what_to_do(lan: Client, owed: Make) -> None:
    row = owed("lan")
    lan.post(f"/cam-ket/viet/?id={row.pk}", _typed(0))
    answer = lan.post(f"/cam-ket/viet/?id={row.pk}", _typed(0, "Của người đến sau"))
    assert (answer.status_code, "Của người đến sau" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("typed", "sentence", "unread"),
    [
        ({"viec-0-due_on": "31/02/2026"}, "không có trong lịch", {"due_on": "31/02/2026"}),
        ({"viec-0-target": "37,210"}, "có thể là", {"target": "37,210"}),
        ({"viec-0-target": "-5"}, "không được âm", {"target": "-5"}),
        ({"viec-0-measure_unit": "h" * 41}, "41", {"measure_unit": "h" * 41}),
    ],
)
@pytest.mark.parametrize("quiet", [False, True])
def test_what_cannot_be_read_is_kept_as_typed_and_said_beside_the_field(
    lan: Client, owed: Make, typed: dict[str, str], sentence: str, unread: dict[str, str], quiet: bool
) -> None:
    row = owed("lan")
    asked = {"tu_dong": "1"} if quiet else {}
    answer = lan.post(f"/cam-ket/viet/?id={row.pk}", _typed(0, **typed, **asked), **(QUIET if quiet else {}))
    assert (answer.status_code, sentence in answer.content.decode()) == (200 if quiet else 422, True)
    item = Item.objects.get(commitment=row)
    assert (item.deed, item.unread) == ("Vận động 5 hộ hiến đất", unread)
    again = lan.get(f"/cam-ket/viet/?id={row.pk}").content.decode()
    assert (next(iter(unread.values())) in again, sentence in again) == (True, True)


@pytest.mark.parametrize(
    ("typed", "said"), [({"viec-0-due_on": ""}, "Chưa ghi thời hạn"), ({"viec-0-deed": ""}, "Chưa ghi việc cụ thể")]
)
def test_half_an_item_is_kept_said_beside_the_field_and_keeps_from_sending_alone(
    lan: Client, owed: Make, typed: dict[str, str], said: str
) -> None:
    row = owed("lan")
    quiet = lan.post(f"/cam-ket/viet/?id={row.pk}", _typed(0, tu_dong="1", **typed), **QUIET).content.decode()
    assert (said in quiet, "Đã lưu lúc " in quiet, 'name="edition" value="1"' in quiet) == (True, True, True)
    assert Item.objects.filter(commitment=row).count() == 1
    assert said in lan.get(f"/cam-ket/viet/?id={row.pk}").content.decode()
    saved = lan.post(f"/cam-ket/viet/?id={row.pk}", _typed(1, **typed, **{"viec-0-number": "1"}))
    assert saved.headers["Location"] == f"/cam-ket/{row.pk}/"
    sent = lan.post(f"/cam-ket/viet/?id={row.pk}", _typed(2, trinh="1", **typed, **{"viec-0-number": "1"}))
    assert (sent.status_code, "Nội dung 1 chưa ghi đủ" in sent.content.decode()) == (422, True)
    row.refresh_from_db()
    assert (row.state, row.edition) == ("DRAFT", 3)


def test_errors_are_told_in_the_order_of_the_page_and_where(lan: Client, owed: Make) -> None:
    wrong = {"viec-0-due_on": "31/02/2026", "mend_by": "mai"}
    html = lan.post(f"/cam-ket/viet/?id={owed('lan').pk}", _typed(0, **wrong)).content.decode()
    told = html.split('class="error-summary"', 1)[1].split("</ul>", 1)[0]
    assert re.findall(r">([^<:]+): ", told) == ["Nội dung 1, Thời hạn", "Thời hạn khắc phục"]


def test_what_cannot_be_handed_in_yet_comes_back_saved_with_what_is_missing(lan: Client, owed: Make) -> None:
    row = owed("lan")
    empty = {"viec-0-due_on": "", "shortcomings": "Chưa thường xuyên xuống cơ sở", "trinh": "1"}
    answer = lan.post(f"/cam-ket/viet/?id={row.pk}", _typed(0, "", **empty))
    html = answer.content.decode()
    assert (answer.status_code, "chưa có nội dung nào" in html) == (422, True)
    row.refresh_from_db()
    assert (row.shortcomings, row.edition, 'name="edition" value="1"' in html) == (empty["shortcomings"], 1, True)
    sent = lan.post(f"/cam-ket/viet/?id={row.pk}", _typed(1, trinh="1"))
    assert sent.headers["Location"] == f"/buoc/cam-ket/{row.pk}/?buoc=submit"


@pytest.mark.parametrize("blocks", ["1", "x", ""])
def test_without_script_another_block_is_added_and_nothing_is_lost(lan: Client, owed: Make, blocks: str) -> None:
    more: dict[str, Any] = {"them_dong": "viec", "viec-TOTAL_FORMS": blocks}
    answer = lan.post(f"/cam-ket/viet/?id={owed('lan').pk}", _typed(0) | more)
    assert answer.status_code == 200
    assert "Vận động 5 hộ hiến đất" in answer.content.decode()


@pytest.mark.parametrize("asked", ["", "abc", "999999"])
def test_a_registration_that_is_not_there_is_not_found(lan: Client, asked: str) -> None:
    assert lan.get(f"/cam-ket/viet/?id={asked}").status_code == 404
