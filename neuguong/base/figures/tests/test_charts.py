"""Charts of a figure, on its page and as files; both trees add up, and say which they are."""

import datetime as dt
import io
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as Xml

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.figures.queries import by_child, comparison, coverage, href, line_href, rows, tree_choice, trend
from neuguong.base.figures.tests.world import SINCE, TODAY, World
from neuguong.base.periods.models import Period, PeriodKind
from neuguong.kit import clock
from neuguong.kit.figures import measure
from neuguong.kit.numbers import date
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SHOULD = measure("should")


@pytest.fixture
def lived(world: World) -> World:
    """In 2024, before the reorganisation: 3 in c1 (merged), 2 in c4 (split), 4 in a cell that moved, 1 in c3."""
    for unit, n in (("c1", 3), ("c4", 2), ("c4-1", 4), ("c3", 1)):
        world.register(unit, 2024, n)
    world.register("c5", 2026, 5)
    return world


def named(lines: Any, world: World) -> dict[str, int]:
    codes = {unit.pk: code for code, unit in world.units.items()}
    found = {f"{line.kind} {codes[line.unit_id]}": line.values["should"] for line in lines}
    return {name: value for name, value in found.items() if value}


def test_merged_split_and_moved_add_up_in_both_trees(lived: World) -> None:
    nation, year = lived.units["nation"].pk, lived.years[2024]
    then = named(by_child([SHOULD], nation, year, today=TODAY), lived)
    now = named(by_child([SHOULD], nation, year, today=TODAY, in_today_tree=True), lived)
    assert then == {"child A": 4, "child B": 6}
    assert now == {"child A": 8, "split nation": 2}
    assert sum(then.values()) == sum(now.values()) == 10


def test_a_comparison_says_its_tree_and_what_was_divided(lived: World) -> None:
    nation, year = lived.units["nation"], lived.years[2024]
    then = comparison(SHOULD, nation, year, today=TODAY)
    now = comparison(SHOULD, nation, year, today=TODAY, in_today_tree=True)
    assert then
    assert now
    assert {one.label: one.value for one in then.points} == {"Đơn vị A": 4, "Đơn vị B": 6}
    assert {one.label: one.value for one in now.points} == {"Đơn vị A": 8, "Đơn vị B": 0, "Trước khi chia tách": 2}
    assert [one.href for one in now.points if one.label == "Trước khi chia tách"] == [""]
    assert (then.caption[-10:], now.caption[-10:]) == ("31/12/2024", "15/11/2026")
    assert ("cay=nay" in then.address, "cay=nay" in now.address) == (False, True)


def test_a_unit_without_any_below_is_compared_with_nobody(lived: World) -> None:
    assert comparison(SHOULD, lived.units["c3-1"], lived.years[2024], today=TODAY) is None


def test_a_trend_goes_over_the_periods_in_order(lived: World) -> None:
    unit = lived.units["c5"]
    then = trend(SHOULD, unit, lived.years[2026], today=TODAY)
    now = trend(SHOULD, unit, lived.years[2026], today=TODAY, in_today_tree=True)
    assert [(one.label, one.value) for one in then.points] == [("2024", 0), ("2025", 0), ("2026", 5)]
    assert [(one.label, one.value) for one in now.points] == [("2024", 3), ("2025", 0), ("2026", 5)]
    assert then.caption == "từ 01/01/2024 đến 31/12/2026, mỗi kỳ theo cây của kỳ ấy"
    assert now.caption == "từ 01/01/2024 đến 31/12/2026, theo cây tổ chức ngày 15/11/2026"
    assert len(trend(SHOULD, unit, lived.years[2025], today=TODAY).points) == 2


def test_what_stands_at_the_unit_of_today_is_what_its_own_line_says(lived: World) -> None:
    c5, year = lived.units["c5"].pk, lived.years[2024]
    own = [line for line in by_child([SHOULD], c5, year, today=TODAY, in_today_tree=True) if line.kind == "own"]
    behind = rows(SHOULD, c5, year, today=TODAY, in_today_tree=True, own=True)
    assert (own[0].values["should"], behind.count()) == (3, 3)
    link = line_href(own[0], SHOULD, {c5: "c5"}, year, True)
    assert parse_qs(urlsplit(link).query) == {"don-vi": ["c5"], "ky": [str(year.pk)], "rieng": ["1"], "cay": ["nay"]}


def test_coverage_by_unit_and_quarter(lived: World) -> None:
    year = lived.years[2026]
    for number in (1, 2):
        Period.objects.create(
            calendar=year.calendar, kind=PeriodKind.QUARTER, year=2026, number=number, parent=year,
            starts_on=dt.date(2026, 3 * number - 2, 1), ends_on=dt.date(2026, 3 * number, 28),
            tree_on=dt.date(2026, 3 * number, 28),
        )  # fmt: skip
    found = coverage(measure("progress"), measure("items"), lived.units["A"], year, today=TODAY)
    assert found
    assert found.columns == ("Quý I", "Quý II")
    assert {row.label for row in found.rows} >= {"Đơn vị c3", "Đơn vị c5", "Đơn vị c6"}
    assert {cell.percent for row in found.rows for cell in row.cells} == {None}


def test_the_choice_keeps_the_rest_of_the_address(lived: World) -> None:
    params = {"nam": "2024", "cay": "nay", "page": "3"}
    made = tree_choice(params, "/don-vi/c5/", lived.units["c5"].pk, lived.years[2024], TODAY)
    assert (made.is_todays, made.on, made.was_born) == (True, TODAY, False)
    assert (made.href, made.todays_href) == ("/don-vi/c5/?nam=2024", "/don-vi/c5/?nam=2024&cay=nay")
    other = tree_choice({}, "/x/", lived.units["c1"].pk, lived.years[2024], TODAY)
    assert (other.is_todays, other.on, other.was_born) == (False, dt.date(2024, 12, 31), True)


@pytest.fixture
def reader(lived: World, client: Client) -> Client:
    """Whoever may look at everything."""
    user = User.objects.create_user("xem", "mat-khau-thu-1")
    Grant.objects.create(user=user, role="VIEWER", unit=lived.units["nation"], valid=(SINCE, None))
    client.force_login(user)
    return client


def test_the_page_of_a_figure_in_todays_tree(lived: World, reader: Client) -> None:
    address = href("should", "c5", lived.years[2024].pk)
    then, now = (BeautifulSoup(reader.get(address + tail).content, "html.parser") for tail in ("", "&cay=nay"))
    assert [one.select_one(".figure-value").get_text() for one in (then, now)] == ["0", "3"]
    assert f"theo cây tổ chức ngày {date(clock.today())}" in now.get_text()
    assert "đơn vị này chưa có trong cây tổ chức" in then.get_text()
    assert [one["href"] for one in now.select(".tree-choice a")] == [
        one["href"] for one in then.select(".tree-choice a")
    ]
    assert all("cay=nay" in link["href"] for link in now.select("a.sort, .table-exports a, .chart-files a"))
    assert len(now.select("svg.chart-drawing")) == 2
    csv = b"".join(reader.get(f"{address}&cay=nay&tai=csv").streaming_content)
    assert len(csv.splitlines()) == 1 + 3


@pytest.mark.parametrize("drawing", ["xu-huong", "so-sanh"])
def test_a_chart_is_handed_over_and_never_shown(lived: World, reader: Client, drawing: str) -> None:
    address = f"/so-lieu/bieu-do/{drawing}/should/?don-vi=nation&ky={lived.years[2024].pk}&cay=nay"
    picture = reader.get(f"{address}&dang=svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Content-Disposition"] == f'attachment; filename="{drawing}-should-{clock.today()}.svg"'
    assert picture["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert Xml.fromstring(picture.content).tag == "{http://www.w3.org/2000/svg}svg"
    book = CalamineWorkbook.from_filelike(io.BytesIO(reader.get(f"{address}&dang=xlsx").content))
    numbers = [row[1] for row in book.get_sheet_by_index(0).to_python()[1:]]
    assert sum(numbers) == 10
    assert book.sheet_names == ["Số liệu", "Thông tin"]


@pytest.mark.parametrize(
    ("path", "tail", "status"),
    [
        ("do-phu/progress", "&tren=items", 404),  # no quarter is open
        ("do-phu/progress", "&tren=khong-co", 404),
        ("khong-co/should", "", 404),
        ("xu-huong/khong-co", "", 404),
        ("xu-huong/should", "&dang=pdf", 404),
        ("xu-huong/should", "", 200),
    ],
)
def test_charts_that_are_and_are_not(lived: World, reader: Client, path: str, tail: str, status: int) -> None:
    answer = reader.get(f"/so-lieu/bieu-do/{path}/?don-vi=nation&ky={lived.years[2024].pk}{tail}")
    assert answer.status_code == status


def test_a_chart_of_somebody_elses_unit_is_not_told(cast: Cast, client: Client) -> None:
    address = f"/so-lieu/bieu-do/xu-huong/should/?don-vi=bac-son/hoa-an&ky={cast.years[2026].pk}"
    assert client.get(address).status_code == 302
    client.force_login(cast.user("lan"))
    assert client.get(address).status_code == 404
    client.force_login(cast.user("son"))
    assert client.get(address).status_code == 200


def test_a_page_asks_as_often_for_many_units_as_for_few(lived: World, reader: Client) -> None:
    counts = []
    for unit in ("c3", "A"):
        with CaptureQueriesContext(connection) as made:
            reader.get(href("should", unit, lived.years[2024].pk))
        counts.append(len(made))
    assert counts[0] == counts[1]
