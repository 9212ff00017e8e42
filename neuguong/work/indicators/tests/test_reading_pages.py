"""Pages that read indicators."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.work.indicators.tests.planting import indicator, target, value
from tests.cast import Cast

Page = tuple[Client, str]


def at(cast: Cast, unit: str, **more: Any) -> str:
    asked = {"don-vi": cast.unit(unit).code, "ky": cast.years[2026].pk, **more}
    return "?" + "&".join(f"{key}={one}" for key, one in asked.items())


def text(client: Client, user: Any, address: str, status: int = 200) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(answer.content.decode().split())


@pytest.fixture
def land(cast: Cast) -> Any:
    """20 m² at Thôn Đông last year, 30 this year; 5 wait at Thôn Tây; Thôn Nam owes; the province is to reach 60."""
    one = indicator(cast.unit("bac-son"), name="Diện tích đất hiến", sector="Nông thôn mới")
    value(one, cast.unit("thon-dong"), cast.years[2025], 20)
    value(one, cast.unit("thon-dong"), cast.years[2026], 30, source="Sổ của chi bộ", entered_by=cast.user("hung"))
    value(one, cast.unit("thon-tay"), cast.years[2026], 5, state="SUBMITTED")
    value(one, cast.unit("thon-nam"), cast.years[2026])
    target(one, cast.unit("bac-son"), cast.years[2026], 60)
    target(one, cast.unit("hoa-an"), cast.years[2026], 40)
    return one


def test_the_list_says_number_waiting_target_and_who_is_missing(cast: Cast, client: Client, land: Any) -> None:
    page = text(client, cast.user("van"), "/chi-tieu/" + at(cast, "bac-son"))
    for words in ("30 m²", "5 m²", "60 m²", "50%", "tăng 10", "1 đơn vị", f"&amp;chi-tieu={land.pk}"):
        assert words in page, words
    assert "Không có dòng nào khớp" in text(client, cast.user("van"), "/chi-tieu/" + at(cast, "bac-son", q="PCI"))
    found = text(client, cast.user("van"), "/chi-tieu/" + at(cast, "bac-son", linh_vuc="Nông thôn mới"))
    assert "Diện tích đất hiến" in found
    assert "Chưa có chỉ tiêu nào" in text(
        client, cast.user("van"), f"/chi-tieu/?ky={cast.quarters[2026, 1].pk}&don-vi=bac-son"
    )


def test_the_list_counts_its_queries(cast: Cast, client: Client, land: Any) -> None:
    client.force_login(cast.user("van"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/chi-tieu/" + at(cast, "bac-son")).status_code == 200
        return len(seen)

    first = asked()
    for code in ("a", "b", "c"):
        value(indicator(cast.unit("bac-son"), code=code), cast.unit("hoa-an"), cast.years[2026], 5)
    assert asked() == first


def test_the_page_of_one_indicator(cast: Cast, client: Client, land: Any) -> None:
    address = f"/chi-tieu/{land.pk}/"
    page = text(client, cast.user("van"), address + at(cast, "bac-son"))
    for words in (
        "Số đã duyệt của 1 đơn vị",
        "Tạm tính, chờ duyệt của 1 đơn vị",
        "Còn thiếu số của 1 đơn vị",
        "Mức giao cho 1 đơn vị trực thuộc cộng lại là 40 m².",
        "Còn 20 so với mức của đơn vị chưa giao xuống.",
        "Đảng ủy xã Hòa An",
        "75%",
        "Kỳ này đơn vị không có số riêng",
    ):
        assert words in page, words
    own = text(client, cast.user("hung"), address + at(cast, "thon-dong"))
    assert "Sổ của chi bộ" in own
    assert "Giao mức phải đạt" not in own
    todays = text(client, cast.user("van"), address + at(cast, "bac-son", cay="nay"))
    assert "30 m²" in todays


def test_what_is_still_written_only_its_writers_read(cast: Cast, client: Client) -> None:
    one = indicator(cast.unit("bac-son"))
    value(one, cast.unit("thon-dong"), cast.years[2026], 4321, state="DRAFT")
    address = f"/chi-tieu/{one.pk}/" + at(cast, "thon-dong")
    assert "4.321" in text(client, cast.user("hung"), address)
    others = text(client, cast.user("van"), address)
    assert "4.321" not in others
    assert "Đơn vị đang nhập số này." in others
    rows = text(client, cast.user("van"), f"/so-lieu/values_should/{at(cast, 'thon-dong')}")
    assert "4.321" not in rows


def test_who_may_look(cast: Cast, client: Client, land: Any) -> None:
    for address in ("/chi-tieu/", f"/chi-tieu/{land.pk}/", "/chi-tieu/da-nop/", "/chi-tieu/con-thieu/"):
        assert client.get(address + at(cast, "hoa-an")).status_code == 302
        text(client, cast.user("lan"), address)  # from her own cell
        text(client, cast.user("lan"), address + at(cast, "hoa-an"), 404)
        text(client, cast.user("ha"), address + at(cast, "thon-dong"), 404)
        text(client, cast.user("son"), address + at(cast, "thon-dong"))
        client.logout()


def test_completeness_names_who_has_not_reported(cast: Cast, client: Client, land: Any) -> None:
    page = text(client, cast.user("van"), "/chi-tieu/da-nop/" + at(cast, "bac-son"))
    for words in ("Số liệu phải nộp", "Còn thiếu số của 1 đơn vị", "Quý III/2026", "Đảng ủy xã Bình Minh", "66,7%"):
        assert words in page, words
    missing = text(client, cast.user("van"), "/chi-tieu/con-thieu/" + at(cast, "bac-son"))
    assert "Chi bộ Thôn Nam" in missing
    assert "Diện tích đất hiến" in missing
    assert "Không đơn vị nào còn thiếu số" in text(
        client, cast.user("van"), "/chi-tieu/con-thieu/" + at(cast, "hoa-an", **{"chi-tieu": land.pk})
    )


def test_a_year_misses_what_its_quarters_miss(cast: Cast, client: Client) -> None:
    one = indicator(cast.unit("bac-son"), every="QUARTER")
    for number in (1, 2):
        value(one, cast.unit("thon-dong"), cast.quarters[2026, number])
    page = text(client, cast.user("van"), "/chi-tieu/" + at(cast, "bac-son"))
    assert "2 số của các kỳ" in page
    assert "Còn thiếu số của 1 đơn vị" in text(client, cast.user("van"), f"/chi-tieu/{one.pk}/" + at(cast, "bac-son"))


def test_the_rows_behind_a_number(cast: Cast, client: Client, land: Any) -> None:
    page = text(client, cast.user("van"), f"/so-lieu/indicator_amount/{at(cast, 'bac-son', theo=land.pk)}")
    assert "Chi bộ Thôn Đông" in page
    assert "30" in page
