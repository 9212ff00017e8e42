"""Party or state form, by the issuer's system; what the head says before anybody edits it."""

import pytest
from bs4 import BeautifulSoup

from neuguong.base.orgs.choices import UnitKind as K
from neuguong.base.orgs.models import Tree, Unit
from neuguong.base.orgs.queries.letterhead import place
from neuguong.base.orgs.services import open_unit, rename_unit
from neuguong.base.orgs.services.units import place_unit
from neuguong.kit.documents import System, render_html
from neuguong.work.reports.services import compile_report, new_report
from tests.cast import SINCE, TODAY, Cast


@pytest.fixture
def committee(filled: Cast) -> Unit:
    """The people's committee of Hòa An, in the party's tree and in the state's."""
    party, state = Tree.objects.get(code="party"), Tree.objects.create(code="state", name="Chính quyền")
    above = open_unit(
        code="bac-son/ubnd", name="Ủy ban nhân dân tỉnh Bắc Sơn", kind=K.STATE_PROVINCE, tree=state, parent=None,
        since=SINCE,
    )  # fmt: skip
    unit = open_unit(
        code="bac-son/hoa-an/ubnd", name="Ủy ban nhân dân xã Hòa An", kind=K.STATE_COMMUNE, tree=party,
        parent=filled.unit("hoa-an"), since=SINCE, short_name="UBND",
    )  # fmt: skip
    place_unit(unit=unit, tree=state, parent=above, since=SINCE)
    return unit


def page_of(cast: Cast, unit: Unit) -> BeautifulSoup:
    report = new_report(unit, cast.years[2026])
    return BeautifulSoup(
        render_html(compile_report(report=report, viewer=None, today=TODAY, now=cast.now)), "html.parser"
    )


def words(page: BeautifulSoup, *names: str) -> list[str]:
    return [found.text if (found := page.select_one(f".doc-{name}")) else "" for name in names]


def test_a_party_committee_writes_in_party_form(filled: Cast) -> None:
    page = page_of(filled, filled.unit("hoa-an"))
    assert page.article is not None and "doc-party" in page.article["class"]
    assert words(page, "parent", "issuer", "number", "nation-1", "place") == [
        "TỈNH ỦY BẮC SƠN", "ĐẢNG ỦY XÃ HÒA AN", "Số ……-BC/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Hòa An, ngày …… tháng …… năm ……",
    ]  # fmt: skip
    assert words(page, "authority", "position", "name") == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Bùi Thanh Thủy"]


def test_a_state_body_writes_in_state_form_under_the_states_superior(filled: Cast, committee: Unit) -> None:
    page = page_of(filled, committee)
    assert page.article is not None and "doc-state" in page.article["class"]
    assert words(page, "parent", "issuer", "number", "nation-1", "place") == [
        "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN", "ỦY BAN NHÂN DÂN XÃ HÒA AN", "Số: ……/BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hòa An, ngày …… tháng …… năm ……",
    ]  # fmt: skip
    assert words(page, "authority") == ["TM. ỦY BAN NHÂN DÂN"]


def test_the_nation_stands_in_no_head(filled: Cast) -> None:
    assert words(page_of(filled, filled.unit("bac-son")), "parent", "issuer") == ["", "TỈNH ỦY BẮC SƠN"]


def test_the_form_may_be_chosen_otherwise(filled: Cast) -> None:
    report = new_report(filled.unit("hoa-an"), filled.years[2026])
    report.system = "STATE"
    found = compile_report(report=report, viewer=None, today=TODAY, now=filled.now)
    assert found.head.system is System.STATE
    assert found.head.summary.startswith("Kết quả")


def test_names_are_those_of_the_period(filled: Cast) -> None:
    rename_unit(unit=filled.unit("hoa-an"), name="Đảng ủy xã Hòa An Mới", on=filled.years[2026].starts_on)
    assert words(page_of(filled, filled.unit("hoa-an")), "issuer") == ["ĐẢNG ỦY XÃ HÒA AN MỚI"]
    report = new_report(filled.unit("hoa-an"), filled.years[2025])
    found = compile_report(report=report, viewer=None, today=TODAY, now=filled.now)
    assert found.head.issuer == "Đảng ủy xã Hòa An"


def test_a_paper_is_dated_where_the_nearest_committee_sits() -> None:
    assert place(["Tỉnh ủy Bắc Sơn", "Huyện ủy Hải Hà", "Đảng ủy thị trấn Quảng Hà", "Chi bộ Khu phố 1"]) == "Quảng Hà"
    assert place(["Tỉnh ủy Bắc Sơn", "Đảng bộ Sở Xây dựng"]) == "Bắc Sơn"
    assert place(["Ủy ban nhân dân tỉnh Bắc Sơn"]) == "Bắc Sơn"
    assert place(["Chi bộ Thôn Đông"]) == ""
