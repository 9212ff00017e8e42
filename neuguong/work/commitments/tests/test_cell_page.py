"""The page of a whole cell: everybody on it, opened in place, handed in and decided together."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from neuguong.base.orgs.services import add_person
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.services import ItemInput, open_year, save_draft
from tests.cast import SINCE, TODAY, Cast

Make = Callable[..., Commitment]
CELL = "/cam-ket/chi-bo/bac-son/hoa-an/thon-dong/"
BATCH = "/cam-ket/chi-bo-trinh/bac-son/hoa-an/thon-dong/?nam=2026"
QUIET = {"HTTP_HX_REQUEST": "true"}


def enter(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def hung(opened: Cast) -> Client:
    return enter(opened, "hung")


def newcomers(cast: Cast, count: int) -> list[Any]:
    """Members without a login who came before the year was opened."""
    people = [
        add_person(code=f"BS-9{n:05d}", full_name=f"Đặng Văn Thứ {n:03d}", home=cast.unit("thon-dong"), since=SINCE)
        for n in range(count)
    ]
    open_year(unit=cast.unit("thon-dong"), period=cast.years[2026], due_on=dt.date(2026, 2, 28), day=TODAY)
    return people


def half(cast: Cast, row: Commitment) -> Commitment:
    """Saved with a deed and no deadline."""
    return save_draft(
        commitment=row, fields={}, items=[ItemInput(1, "Giúp hai hộ thoát nghèo")], edition=row.edition,
        actor=cast.user("hung"), now=cast.now, today=cast.today,
    )  # fmt: skip


def test_everybody_is_there_with_state_items_due_and_what_is_missing(
    opened: Cast, hung: Client, owed: Make, written: Make
) -> None:
    half(opened, owed("lan"))
    written("mai", by="hung")
    late = add_person(code="BS-800001", full_name="Cao Văn Mới", home=opened.unit("thon-dong"), since=TODAY)
    html = hung.get(CELL, {"nam": "2026"}).content.decode()
    for words in (
        "Nguyễn Thị Lan", "Trần Văn Hùng", "Lê Thị Mai", "Cao Văn Mới", "Chưa có bản đăng ký",
        "1 nội dung, hạn 28/02/2026",
        "Nội dung 1 chưa ghi đủ", "Đã đủ, có thể trình.", "Còn thiếu (1)", "Có thể trình (1)", "Chưa viết (2)",
    ):  # fmt: skip
        assert words in html
    ready = hung.get(CELL, {"loc": "san-sang"}).content.decode()
    assert ("Lê Thị Mai" in ready, "Nguyễn Thị Lan" in ready) == (True, False)
    begun = hung.post(CELL, {"nguoi": late.pk})
    row = Commitment.objects.get(person=late)
    assert begun.headers["Location"].endswith(f"?nam=2026&mo={row.pk}#tv-{row.pk}")
    hung.post(CELL, {"nguoi": late.pk})
    assert Commitment.objects.filter(person=late).count() == 1


@pytest.mark.parametrize(("name", "status"), [("hung", 200), ("mai", 200), ("lan", 404), ("son", 404), ("ha", 404)])
def test_only_who_types_there_comes_in(opened: Cast, name: str, status: int) -> None:
    client = enter(opened, name)
    unit = opened.unit("thon-dong")
    pages = (
        CELL,
        f"/cam-ket/chi-bo/{unit.pk}/",
        "/cam-ket/chi-bo-dan/" + unit.code + "/",
        "/cam-ket/chi-bo-chep/" + unit.code + "/",
    )
    assert [client.get(one).status_code for one in pages] == [status] * 4
    assert client.post(BATCH, {"viec": "trinh", "chon": "1"}).status_code == (302 if status == 200 else 404)


@pytest.mark.parametrize("place", ["bac-son/hoa-an", "bac-son/hoa-an/thon-tay", "khong-co", "0"])
def test_no_other_unit(hung: Client, place: str) -> None:
    assert hung.get(f"/cam-ket/chi-bo/{place}/").status_code == 404
    assert hung.get(CELL, {"nam": "1990"}).status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_as_many_questions_for_thirty_as_for_three(
    opened: Cast, hung: Client, django_assert_num_queries: Any, count: int
) -> None:
    newcomers(opened, count)
    hung.get(CELL)
    with django_assert_num_queries(11):
        hung.get(CELL)


def test_a_member_without_a_login_is_written_in_place(opened: Cast, hung: Client) -> None:
    [person] = newcomers(opened, 1)
    row = Commitment.objects.get(person=person)
    place = f"/cam-ket/viet/?id={row.pk}&chi-bo=1"
    form = hung.get(place, HTTP_HX_REQUEST="true", HTTP_HX_TARGET=f"tv-{row.pk}-viet").content.decode()
    assert ("<html" in form, "Việc cụ thể" in form, f'id="autosave-{row.pk}"' in form) == (False, True, True)
    typed = {
        "viec-TOTAL_FORMS": "1", "viec-INITIAL_FORMS": "0", "viec-0-deed": "Giúp hai hộ", "viec-0-due_on": "",
        "edition": "0", "tu_dong": "1",
    }  # fmt: skip
    saved = hung.post(place, typed, **QUIET).content.decode()
    assert f'id="tv-{row.pk}-dong" hx-swap-oob="true"' in saved
    assert "Nội dung 1 chưa ghi đủ" in saved
    assert Item.objects.get(commitment=row).deed == "Giúp hai hộ"
    plain = hung.post(place, typed | {"edition": "1", "viec-0-number": "1", "tu_dong": ""})
    assert plain.headers["Location"] == f"{CELL}?nam=2026&mo={row.pk}#tv-{row.pk}"


def test_the_whole_are_handed_in_the_rest_is_named(opened: Cast, hung: Client, owed: Make, written: Make) -> None:
    rows = [half(opened, owed("lan")), written("mai", by="hung"), written("hung")]
    asked = {"viec": "trinh", "chon": [str(row.pk) for row in rows]}
    html = hung.post(BATCH, asked, follow=True).content.decode()
    assert "Đã trình 2 bản đăng ký." in html
    assert "Chưa trình: Nguyễn Thị Lan. Nội dung 1 chưa ghi đủ" in html
    assert [Commitment.objects.get(pk=row.pk).state for row in rows] == ["DRAFT", "SUBMITTED", "SUBMITTED"]
    twice = hung.post(BATCH, asked | {"chon": [str(row.pk) for row in rows[1:]]}, follow=True).content.decode()
    assert "đã được ghi từ lần bấm trước" in twice
    assert "Đã trình" not in twice


def test_the_cells_decision_for_all_but_the_secretarys_own(opened: Cast, hung: Client, written: Make) -> None:
    rows = [written("lan"), written("hung")]
    asked = {"chon": [str(row.pk) for row in rows]}
    hung.post(BATCH, asked | {"viec": "trinh"})
    page = hung.get(CELL).content.decode()
    assert "Bản của đồng chí do đồng chí Lê Thị Mai, phó bí thư chi bộ, chủ trì quyết định và ghi." in page
    assert f"/cam-ket/phe-duyet/?id={rows[0].pk}&amp;next=%2Fcam-ket%2Fchi-bo%2F" in page
    answer = hung.post(BATCH, asked | {"viec": "quyet-dinh"})
    assert answer.headers["Location"].startswith("/cam-ket/phe-duyet/?")
    decide = answer.headers["Location"]
    asked = hung.get(decide).content.decode()
    assert "Trần Văn Hùng" in asked
    assert "Bản của đồng chí do đồng chí Lê Thị Mai, phó bí thư chi bộ, chủ trì quyết định và ghi." in asked
    seen = re.search(r'name="ban" value="([^"]+)"', asked)
    ruling = {
        "meeting_on": "15/11/2026", "number": "", "presided_by": str(opened.person("mai").pk), "note": "",
        "ban": seen[1] if seen else "",
    }  # fmt: skip
    decided = hung.post(decide, ruling)
    assert decided.headers["Location"] == f"{CELL}?nam=2026"
    assert [Commitment.objects.get(pk=row.pk).state for row in rows] == ["APPROVED", "SUBMITTED"]


def test_who_ticked_nobody_is_told(hung: Client) -> None:
    html = hung.post(BATCH, {"viec": "trinh"}, follow=True).content.decode()
    assert "Hãy chọn ít nhất một đồng chí" in html


def test_two_secretaries_lose_nothing(opened: Cast, hung: Client, owed: Make) -> None:
    row = owed("lan")
    mai = enter(opened, "mai")
    base = {"viec-TOTAL_FORMS": "1", "viec-INITIAL_FORMS": "0", "viec-0-due_on": "30/09/2026"}
    place = f"/cam-ket/viet/?id={row.pk}&chi-bo=1"
    hers = base | {
        "viec-TOTAL_FORMS": "2", "viec-0-deed": "Của Mai", "viec-1-deed": "Mai thêm", "viec-1-due_on": "01/10/2026",
        "edition": "0",
    }  # fmt: skip
    assert mai.post(place, hers).status_code == 302
    his = base | {"viec-0-deed": "Của Hùng", "viec-0-number": "1", "edition": "0"}
    quiet = hung.post(place, his | {"tu_dong": "1"}, **QUIET).content.decode()
    assert ("Đồng chí Lê Thị Mai đã lưu bản này lúc" in quiet, "Của Mai" in quiet, "Của Hùng" in quiet) == (True,) * 3
    answer = hung.post(place, his)
    html = answer.content.decode()
    assert (answer.status_code, "Của Mai" in html, "Của Hùng" in html, "Mai thêm" in html) == (409, True, True, True)
    assert 'name="viec-1-number" value="2"' in html
    assert "hx-post" not in html.split("data-keep", 1)[1].split("</form>", 1)[0]
    assert [one.deed for one in Item.objects.filter(commitment=row)] == ["Của Mai", "Mai thêm"]
    both = hers | {"viec-0-deed": "Của Hùng", "viec-0-number": "1", "viec-1-number": "2", "edition": "1"}
    assert hung.post(place, both).status_code == 302
    assert [one.deed for one in Item.objects.filter(commitment=row)] == ["Của Hùng", "Mai thêm"]


def test_what_was_saved_and_not_answered_is_saved_when_it_is_sent_again(opened: Cast, hung: Client, owed: Make) -> None:
    row = owed("lan")
    typed = {
        "viec-TOTAL_FORMS": "1", "viec-INITIAL_FORMS": "0", "viec-0-deed": "Giúp hai hộ", "viec-0-due_on": "quý II",
        "edition": "0",
    }  # fmt: skip
    place = f"/cam-ket/viet/?id={row.pk}&chi-bo=1"
    for _again in range(2):
        saved = hung.post(place, typed | {"tu_dong": "1"}, **QUIET).content.decode()
        assert ("Đã lưu lúc " in saved, 'name="edition" value="1"' in saved) == (True, True)
    other = hung.post(place, typed | {"viec-0-due_on": "quý III", "tu_dong": "1"}, **QUIET).content.decode()
    assert ("quý II" in other, "quý III" in other, "ở cửa sổ khác" in other) == (True, True, True)
    whole = typed | {"viec-0-due_on": "30/06/2026", "viec-0-number": "1", "edition": "1"}
    assert [hung.post(place, whole).status_code for _twice in range(2)] == [302, 302]
    row.refresh_from_db()
    assert row.edition == 2


def test_the_database_keeps_half_items_from_being_handed_in(opened: Cast, owed: Make) -> None:
    row = half(opened, owed("lan"))
    for wrong in (
        lambda: Commitment.objects.filter(pk=row.pk).update(state=State.SUBMITTED),
        lambda: Commitment.objects.filter(pk=row.pk).update(state=State.APPROVED),
    ):
        with pytest.raises(IntegrityError, match="unfinished"), transaction.atomic():
            wrong()
    Item.objects.filter(commitment=row).update(due_on=dt.date(2026, 9, 30))
    Commitment.objects.filter(pk=row.pk).update(state=State.SUBMITTED)
    for change in ({"due_on": None}, {"deed": " "}, {"unread": {"target": "mười"}}):
        with pytest.raises(IntegrityError, match="unfinished"), transaction.atomic():
            Item.objects.filter(commitment=row).update(**change)
    assert Commitment.objects.filter(kind=Kind.INDIVIDUAL, state=State.SUBMITTED).count() == 1
