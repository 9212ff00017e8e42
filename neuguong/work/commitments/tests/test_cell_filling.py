"""Rows pasted from Excel and items copied from the year before: whose, what is wrong, nothing twice, nothing lost."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from neuguong.base.journal.services import take_step
from neuguong.base.orgs.services import add_person
from neuguong.work.commitments.cell import pasting
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Item, Progress
from neuguong.work.commitments.services import ItemInput, save_draft
from tests.cast import SINCE, Cast

Make = Callable[..., Commitment]
PASTE = "/cam-ket/chi-bo-dan/bac-son/hoa-an/thon-dong/?nam=2026"
COPY = "/cam-ket/chi-bo-chep/bac-son/hoa-an/thon-dong/?nam=2026"
HEAD = "Họ và tên\tViệc cụ thể\tBiện pháp\tSản phẩm\tSố\tĐơn vị tính\tThời hạn"
ROWS = "\n".join(
    [
        "Nguyễn Thị Lan\tGiúp hai hộ thoát nghèo\tĐến từng nhà\tHai hộ thoát nghèo\t2\thộ\t30/11/2026",
        "\tDọn vệ sinh ngõ\t\t\t\t\tquý II",
        "BS-000003\tĐọc sách\t\t\t1.250,5\ttrang\t1/12/2026",
        "Trần Văn Lạ\tViệc của người lạ\t\t\t\t\t30/11/2026",
    ]
)


def enter(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def hung(opened: Cast) -> Client:
    return enter(opened, "hung")


def deeds(cast: Cast, name: str) -> list[tuple[Any, ...]]:
    rows = Item.objects.filter(commitment__person=cast.person(name), period=cast.years[2026]).order_by("number")
    return list(rows.values_list("number", "deed", "due_on", "unread"))


def test_cells_are_read_as_excel_writes_them() -> None:
    text = '\ufeffLan\t"dòng một\r\ndòng ""hai"""\t"Dân vận khéo" mô hình\r\nMai\tViệc\n\n'.removeprefix("\ufeff")
    lines = pasting.read(text, {})
    assert [(line.cells["who"], line.item.deed, line.item.measure_taken) for line in lines] == [
        ("Lan", 'dòng một\ndòng "hai"', '"Dân vận khéo" mô hình'),
        ("Mai", "Việc", ""),
    ]


def test_a_head_row_says_which_column_is_which() -> None:
    lines = pasting.read("Thời hạn\tViệc cụ thể\tCột lạ\tHọ tên\n01/12/2026\tViệc\tbỏ qua\tLan\n", {})
    assert [(one.cells["who"], one.item) for one in lines] == [
        ("Lan", ItemInput(0, "Việc", dt.date(2026, 12, 1))),
    ]


def test_a_preview_says_whose_each_row_is_and_writes_nothing(opened: Cast, hung: Client) -> None:
    html = hung.post(PASTE, {"dan": f"{HEAD}\n{ROWS}"}).content.decode()
    for words in (
        "Xem lại 4 dòng", "Nguyễn Thị Lan", "Lê Thị Mai", "Không có “Trần Văn Lạ” trong chi bộ.",
        "“quý II” không phải là ngày", "1 dòng chưa ghi được", "Ghi 3 dòng vào bản dự thảo",
    ):  # fmt: skip
        assert escape(words) in html
    assert Item.objects.count() == 0


def test_pasted_rows_become_drafts_and_twice_changes_nothing(opened: Cast, hung: Client, owed: Make) -> None:
    html = hung.post(PASTE, {"dan": ROWS, "ghi": "1"}).content.decode()
    assert ("thêm 3 nội dung" in html, "Việc của người lạ" in html) == (True, True)
    lan = [
        (1, "Giúp hai hộ thoát nghèo", dt.date(2026, 11, 30), {}),
        (2, "Dọn vệ sinh ngõ", None, {"due_on": "quý II"}),
    ]
    assert (deeds(opened, "lan"), deeds(opened, "mai")) == (lan, [(1, "Đọc sách", dt.date(2026, 12, 1), {})])
    assert Item.objects.get(deed="Đọc sách").target == Decimal("1250.5")
    editions = list(Commitment.objects.order_by("pk").values_list("edition", flat=True))
    known = ROWS.rpartition("\n")[0]
    again = hung.post(PASTE, {"dan": known.replace("Giúp hai", "GIÚP  hai"), "ghi": "1"}, follow=True).content.decode()
    assert "Không có gì thay đổi" in again
    assert list(Commitment.objects.order_by("pk").values_list("edition", flat=True)) == editions
    assert deeds(opened, "lan") == lan


def test_a_corrected_row_corrects_its_item_and_an_empty_cell_takes_nothing_away(opened: Cast, hung: Client) -> None:
    hung.post(PASTE, {"dan": ROWS, "ghi": "1"})
    hung.post(PASTE, {"dan": "Nguyễn Thị Lan\tDọn vệ sinh ngõ\t\t\t\t\t30/06/2026", "ghi": "1"})
    assert deeds(opened, "lan")[1] == (2, "Dọn vệ sinh ngõ", dt.date(2026, 6, 30), {})
    hung.post(PASTE, {"dan": "Nguyễn Thị Lan\tGiúp hai hộ thoát nghèo", "ghi": "1"})
    assert Item.objects.get(number=1, commitment__person=opened.person("lan")).product == "Hai hộ thoát nghèo"


def test_of_two_of_one_name_one_is_chosen(opened: Cast, hung: Client) -> None:
    other = add_person(code="BS-700001", full_name="Nguyễn Thị Lan", home=opened.unit("thon-dong"), since=SINCE)
    row = "Nguyễn Thị Lan\tGiúp hai hộ\t\t\t\t\t30/11/2026"
    html = hung.post(PASTE, {"dan": row}).content.decode()
    assert ("Có 2 đồng chí cùng tên" in html, 'name="ai-1"' in html) == (True, True)
    hung.post(PASTE, {"dan": row, "ghi": "1"})
    assert Item.objects.count() == 0
    hung.post(PASTE, {"dan": row, "ghi": "1", "ai-1": str(other.pk)})
    assert [item.commitment.person for item in Item.objects.all()] == [other]


def test_what_was_handed_in_takes_nothing_more(opened: Cast, hung: Client, written: Make) -> None:
    take_step(FLOW, written("lan"), "submit", opened.user("lan"), now=opened.now)
    html = hung.post(PASTE, {"dan": "Nguyễn Thị Lan\tThêm việc", "ghi": "1"}).content.decode()
    assert ("không dán thêm được" in html, len(deeds(opened, "lan"))) == (True, 1)


@pytest.mark.parametrize("text", ["", "\x00", "\t\t\n\t", '"', "Họ tên\tViệc cụ thể", "a\n" * 1001])
def test_odd_text_is_answered(hung: Client, text: str) -> None:
    for ghi in ("", "1"):
        assert hung.post(PASTE, {"dan": text, "ghi": ghi}).status_code in (200, 302, 422)
    assert Item.objects.count() == 0


@pytest.fixture
def before(opened: Cast) -> Commitment:
    """What Lan registered in 2025: a target reached, a deed not finished."""
    row = Commitment.objects.create(
        code="2025-BS-000001-CN", kind=Kind.INDIVIDUAL, period=opened.years[2025], unit=opened.unit("thon-dong"),
        person=opened.person("lan"), state=State.PARTLY, due_on=dt.date(2025, 2, 28),
        decider_unit=opened.unit("thon-dong"), submitted_on=dt.date(2025, 2, 1), timing="ON_TIME",
    )  # fmt: skip
    place = {"commitment": row, "unit": row.unit, "period": row.period}
    Item.objects.create(number=1, deed="Giúp hai hộ thoát nghèo", target=2, due_on=dt.date(2025, 6, 30), **place)
    Item.objects.create(number=2, deed="Dọn vệ sinh ngõ", product="Ngõ sạch", due_on=dt.date(2025, 9, 30), **place)
    done = Item.objects.get(commitment=row, number=1)
    Progress.objects.create(
        item=done, unit=done.unit, period=opened.quarters[2025, 2], text="Xong", amount=2,
        recorded_on=dt.date(2025, 6, 1),
    )  # fmt: skip
    return row


def test_the_unfinished_is_offered_first_and_copied_once(opened: Cast, hung: Client, before: Commitment) -> None:
    html = hung.get(COPY).content.decode()
    ticks = re.findall(r'name="viec" value="(\d+)"( checked)?', html)
    old = {item.number: str(item.pk) for item in before.items.all()}
    assert ticks == [(old[2], " checked"), (old[1], "")]
    assert "1 nội dung đã đạt trọn năm trước" in html
    for _again in range(2):
        hung.post(COPY, {"viec": [old[2]]})
        item = Item.objects.get(period=opened.years[2026])
        assert (item.deed, item.due_on, item.copied_from_id) == ("Dọn vệ sinh ngõ", dt.date(2026, 9, 30), int(old[2]))
    assert Commitment.objects.get(pk=item.commitment_id).edition == 1
    assert "Không có gì để chép" in hung.get(COPY).content.decode()


@pytest.mark.parametrize(
    ("change", "is_edit"),
    [
        ({}, False),
        ({"due_on": dt.date(2026, 3, 1)}, False),
        ({"measure_taken": "Cách khác"}, False),
        ({"deed": "  DỌN vệ   sinh\nngõ "}, False),
        ({"deed": "Do\u0323n ve\u0323\u0302 sinh ngo\u0303"}, False),
        ({"deed": "Dọn vệ sinh hai ngõ"}, True),
        ({"product": "Ngõ sạch, có hoa"}, True),
        ({"target": Decimal(3)}, True),
    ],
)
def test_a_copy_is_not_handed_in_unedited(
    opened: Cast, hung: Client, before: Commitment, owed: Make, change: dict[str, Any], is_edit: bool
) -> None:
    hung.post(COPY, {"viec": [str(before.items.get(number=2).pk)]})
    row = Commitment.objects.get(person=opened.person("lan"), period=opened.years[2026])
    values = {"number": 1, "deed": "Dọn vệ sinh ngõ", "product": "Ngõ sạch", "due_on": dt.date(2026, 9, 30)}
    save_draft(
        commitment=row, fields={}, items=[ItemInput(**values | change)], edition=row.edition,
        actor=opened.user("hung"), now=opened.now, today=opened.today,
    )  # fmt: skip
    said = "Nội dung 1 còn nguyên như năm trước."
    page = hung.get(f"/cam-ket/viet/?id={row.pk}").content.decode()
    assert ("Chép từ bản đăng ký năm 2025, đã ghi:" in page, "Ngõ sạch" in page) == (True, True)
    assert ("Còn nguyên như năm trước" in page) is not is_edit
    outcome = take_step(FLOW, row, "submit", opened.user("hung"), now=opened.now)
    if is_edit:
        assert outcome.moved == [row.pk]
    else:
        assert [one.reason.startswith(said) for one in outcome.refused] == [True]


def test_nobody_copies_what_she_may_not_read(opened: Cast, before: Commitment) -> None:
    Commitment.objects.filter(pk=before.pk).update(state=State.RETURNED)
    moved = Client()
    moved.force_login(opened.user("ha"), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = moved.post("/cam-ket/chi-bo-chep/bac-son/binh-minh/thon-nam/", {"viec": [str(before.items.first().pk)]})
    assert answer.status_code == 302
    assert Item.objects.filter(period=opened.years[2026]).count() == 0
