"""The page behind a figure: the number is of all rows, the list is of those the reader may see, and says so."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.base.figures.queries import href, shown_rows
from neuguong.kit.figures import cubes
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.models import Commitment
from neuguong.work.programmes.models import Communication
from tests.cast import Cast


@pytest.fixture
def registered(cast: Cast) -> Cast:
    """Lan, Hùng and Tuấn of Hòa An, Hà of Bình Minh should register in 2026."""
    for name, unit in (("lan", "thon-dong"), ("hung", "thon-dong"), ("tuan", "thon-tay"), ("ha", "thon-nam")):
        Commitment.objects.create(
            code=f"2026-{name}",
            kind=Kind.INDIVIDUAL,
            period=cast.years[2026],
            unit=cast.unit(unit),
            decider_unit=cast.unit(unit),
            person=cast.person(name),
            due_on=cast.years[2026].starts_on,
        )
    return cast


def page(cast: Cast, client: Client, name: str, unit: str = "bac-son/hoa-an", key: str = "should") -> Any:
    if name:
        client.force_login(cast.user(name))
    return client.get(href(key, unit, cast.years[2026].pk))


def test_address(cast: Cast) -> None:
    period = cast.years[2026].pk
    assert href("should", "bac-son/hoa-an", period) == f"/so-lieu/should/?don-vi=bac-son/hoa-an&ky={period}"


def test_a_stranger_signs_in_first(registered: Cast, client: Client) -> None:
    answer = page(registered, client, "")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/dang-nhap/")


def test_staff_of_the_unit_sees_every_row(registered: Cast, client: Client) -> None:
    text = page(registered, client, "son").content.decode()
    assert "Đồng chí được xem cả 3 dòng." in text
    assert "Đảng ủy xã Hòa An, Năm 2026: từ 01/01/2026 đến 31/12/2026, theo cây tổ chức ngày 31/12/2026" in text
    assert [name in text for name in ("Nguyễn Thị Lan", "Phạm Anh Tuấn", "Vũ Thu Hà")] == [True, True, False]


def test_a_sum_says_of_how_many_rows(cast: Cast, client: Client) -> None:
    for title, count in (("Hội nghị quán triệt", 300), ("Hội nghị sơ kết", 54)):
        Communication.objects.create(
            unit=cast.unit("hoa-an"),
            period=cast.years[2026],
            channel="CONFERENCE",
            title=title,
            on=cast.today,
            count=count,
        )
    shown = BeautifulSoup(page(cast, client, "son", key="communications_conference_count").content, "html.parser")
    words = [shown.select_one(place).get_text().strip() for place in (".figure-value", ".figure-caption")]
    assert words == ["354", "Số lượng (cộng của 2 dòng)"]


def test_a_member_sees_her_own_row_and_is_told_of_the_rest(registered: Cast, client: Client) -> None:
    text = page(registered, client, "lan", unit="bac-son/hoa-an/thon-dong").content.decode()
    assert "Đồng chí được xem 1 trong 2 dòng." in text
    assert [name in text for name in ("Trần Văn Hùng", "Phạm Anh Tuấn", "Vũ Thu Hà")] == [False] * 3


@pytest.mark.parametrize(
    ("name", "unit"),
    [("lan", "bac-son/hoa-an"), ("hung", "bac-son/hoa-an/thon-tay"), ("ha", "bac-son/hoa-an"), ("son", "bac-son")],
)
def test_a_figure_of_somebody_elses_unit_is_not_told(registered: Cast, client: Client, name: str, unit: str) -> None:
    assert page(registered, client, name, unit=unit).status_code == 404


def test_a_zero_says_why(registered: Cast, client: Client) -> None:
    text = page(registered, client, "van", unit="bac-son/ubkt").content.decode()
    assert "Năm này chưa mở đăng ký." in text


def test_sorting_stays_at_the_figure(registered: Cast, client: Client) -> None:
    text = page(registered, client, "van", unit="bac-son").content.decode()
    links = [link["href"] for link in BeautifulSoup(text, "html.parser").select("a.sort")]
    assert links
    assert [client.get(link).status_code for link in links] == [200] * len(links)


def test_the_list_goes_out_as_a_file(registered: Cast, client: Client) -> None:
    client.force_login(registered.user("van"))
    answer = client.get(href("should", "bac-son", registered.years[2026].pk) + "&tai=csv")
    assert len(b"".join(answer.streaming_content).splitlines()) == 1 + 4


def test_what_stands_at_the_very_unit(registered: Cast, client: Client) -> None:
    client.force_login(registered.user("van"))
    address = href("should", "bac-son/hoa-an", registered.years[2026].pk, own=True)
    assert address.endswith("&rieng=1")
    text = client.get(address).content.decode()
    assert "Đảng ủy xã Hòa An (trực tiếp tại đơn vị)" in text
    assert "Năm này chưa mở đăng ký." in text  # a nought here too
    cell = client.get(href("should", "bac-son/hoa-an/thon-dong", registered.years[2026].pk, own=True))
    assert "Đồng chí được xem cả 2 dòng." in cell.content.decode()


def test_the_units_of_a_level_alone(registered: Cast, client: Client) -> None:
    client.force_login(registered.user("van"))
    address = href("should", "bac-son", registered.years[2026].pk)
    text = client.get(f"{address}&cap=5").content.decode()
    assert "Tỉnh ủy Bắc Sơn, chi bộ, Năm 2026" in text
    assert "Đồng chí được xem cả 4 dòng." in text
    assert "Đồng chí được xem cả 0 dòng." in client.get(f"{address}&cap=3").content.decode()
    assert client.get(f"{address}&cap=9").status_code == 404


@pytest.mark.parametrize("query", ["", "?don-vi=bac-son", "?don-vi=bac-son&ky=x", "?don-vi=bac-son&ky=99999999999999"])
def test_what_is_not_there(registered: Cast, client: Client, query: str) -> None:
    client.force_login(registered.user("van"))
    assert client.get(f"/so-lieu/should/{query}").status_code == 404


def test_an_unknown_measure_or_unit(registered: Cast, client: Client) -> None:
    assert page(registered, client, "van", key="khong-co").status_code == 404
    assert page(registered, client, "van", unit="khong-co").status_code == 404


def test_as_many_queries_for_three_rows_as_for_one(registered: Cast, client: Client) -> None:
    client.force_login(registered.user("van"))
    counts = []
    for unit in ("bac-son/binh-minh", "bac-son"):
        with CaptureQueriesContext(connection) as made:
            client.get(href("should", unit, registered.years[2026].pk))
        counts.append(len(made))
    assert counts == [19, 19]


def test_every_cubes_rows_can_be_shown(client: Client) -> None:
    client.get("/dang-nhap/")  # any address: the slices' lists are read with the addresses
    assert all(shown_rows(cube) for cube in cubes())
