"""The pages of seals and of codes: who sees them, what they say, and that pressing twice is harmless."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries import href
from neuguong.base.figures.services import codes_of, seal
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.models import Commitment
from tests.cast import Cast

ENDED = 2025
PAGE = "/so-lieu/chot/"


@pytest.fixture
def ended(cast: Cast) -> Cast:
    """Three of Hòa An registered in 2025."""
    for name, unit in (("lan", "thon-dong"), ("hung", "thon-dong"), ("tuan", "thon-tay")):
        Commitment.objects.create(
            code=f"2025-{name}", kind=Kind.INDIVIDUAL, period=cast.years[ENDED], unit=cast.unit(unit),
            decider_unit=cast.unit(unit), person=cast.person(name), due_on=dt.date(2025, 2, 28), state=State.APPROVED,
        )  # fmt: skip
    return cast


def sealed(cast: Cast) -> Seal:
    return seal(unit=cast.unit("hoa-an"), period=cast.years[ENDED], actor=cast.user("thuy"), now=cast.now)


def sealing(cast: Cast, unit: str = "bac-son/hoa-an", year: int = ENDED) -> str:
    return f"{PAGE}moi/?don-vi={unit}&ky={cast.years[year].pk}"


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def test_the_approver_seals_and_everybody_sees_it(ended: Cast, client: Client) -> None:
    client.force_login(ended.user("thuy"))
    list_page = f"{PAGE}?don-vi=bac-son/hoa-an&nam={ENDED}"
    assert "Đã kết thúc, chưa chốt" in text_of(client, list_page)
    assert "Đảng ủy xã Hòa An, Năm 2025" in text_of(client, sealing(ended))
    answer = client.post(sealing(ended), {"note": "Họp ngày 10"})
    made = Seal.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}{made.pk}/")
    shown = text_of(client, answer["Location"])
    digest = " ".join(made.digest[at : at + 16] for at in range(0, 64, 16))
    assert [one in shown for one in (digest, made.mark, "Họp ngày 10", "vẫn như lúc chốt")] == [True] * 4
    client.force_login(ended.user("van"))
    assert made.mark in text_of(client, list_page)
    assert "Chốt số liệu Năm 2025?" not in text_of(client, list_page)


def test_pressing_twice_is_told(ended: Cast, client: Client) -> None:
    client.force_login(ended.user("thuy"))
    client.post(sealing(ended))
    answer = client.post(sealing(ended))
    assert (answer.status_code, Seal.objects.count()) == (422, 1)
    assert "đã được chốt" in answer.content.decode()


def test_an_open_year_is_refused_with_a_reason(ended: Cast, client: Client) -> None:
    client.force_login(ended.user("thuy"))
    answer = client.post(sealing(ended, year=2026))
    assert (answer.status_code, Seal.objects.count()) == (422, 0)
    assert "chưa kết thúc" in answer.content.decode()


@pytest.mark.parametrize("name", ["son", "quang", "lan", "van", "an"])
def test_nobody_else_seals(ended: Cast, client: Client, name: str) -> None:
    client.force_login(ended.user(name))
    assert [client.get(sealing(ended)).status_code, client.post(sealing(ended)).status_code] == [404, 404]


def test_both_values_of_what_differs(ended: Cast, client: Client) -> None:
    made = sealed(ended)
    Commitment.objects.filter(unit=ended.unit("thon-tay")).update(state=State.RETURNED)
    client.force_login(ended.user("thuy"))
    shown = text_of(client, f"{PAGE}{made.pk}/")
    assert [one in shown for one in ("Chi bộ Thôn Tây", "Trạng thái: Đã duyệt", "1 dòng", "Chưa có đính chính")] == [
        True
    ] * 4
    rows = text_of(client, href("approved", "bac-son/hoa-an", ended.years[ENDED].pk))
    assert f"Đã chốt ngày 15/11/2026, mã {made.mark}" in rows
    same = text_of(client, href("should", "bac-son/hoa-an", ended.years[ENDED].pk))
    assert "Đã chốt" not in same


def test_a_seal_of_somebody_elses_unit_is_not_told(ended: Cast, client: Client) -> None:
    made = sealed(ended)
    client.force_login(ended.user("ha"))
    assert [client.get(one).status_code for one in (f"{PAGE}{made.pk}/", f"{PAGE}?don-vi=bac-son/hoa-an")] == [404] * 2


def test_as_many_queries_whatever_is_sealed(ended: Cast, client: Client) -> None:
    client.force_login(ended.user("thuy"))
    counts = []
    for _again in range(2):
        with CaptureQueriesContext(connection) as made:
            client.get(f"{PAGE}?nam={ENDED}")
        counts.append(len(made))
        if not Seal.objects.exists():
            sealed(ended)
    assert counts[0] == counts[1]


@pytest.fixture
def code(ended: Cast) -> str:
    """The code of Hòa An's registrations of 2025."""
    address = href("should", "bac-son/hoa-an", ended.years[ENDED].pk)
    return codes_of([address])[address]


def answer_to(cast: Cast, client: Client, name: str, address: str) -> Any:
    client.force_login(cast.user(name))
    return client.get(address)


def test_a_code_leads_to_the_rows(ended: Cast, client: Client, code: str) -> None:
    for typed in (f"/so-lieu/ma/{code}/", f"/so-lieu/ma/?ma={code[:4].lower()}-{code[4:]}"):
        answer = answer_to(ended, client, "son", typed)
        assert (answer.status_code, answer["Location"]) == (
            302, href("should", "bac-son/hoa-an", ended.years[ENDED].pk),
        )  # fmt: skip


def test_a_code_opens_nothing_that_the_reader_may_not_see(ended: Cast, client: Client, code: str) -> None:
    assert answer_to(ended, client, "ha", f"/so-lieu/ma/{code}/").status_code == 404


def test_a_code_that_nobody_printed(ended: Cast, client: Client) -> None:
    client.force_login(ended.user("ha"))
    assert "Không có số liệu nào mang mã “ABCD-2345”" in text_of(client, "/so-lieu/ma/ABCD-2345/", 404)
    assert "Không có số liệu nào mang mã" not in text_of(client, "/so-lieu/ma/")


def test_a_row_says_who_did_the_latest_with_it(ended: Cast, client: Client) -> None:
    from neuguong.base.journal.services import record

    row = Commitment.objects.get(code="2025-lan")
    record(row, "submit", actor=ended.user("lan"), now=ended.now)
    client.force_login(ended.user("son"))
    text = client.get(href("should", "bac-son/hoa-an", ended.years[ENDED].pk)).content
    link = BeautifulSoup(text, "html.parser").find("a", string="Nguyễn Thị Lan, 15/11/2026")
    assert link is not None
    assert link["href"] == f"/cam-ket/{row.pk}/"
