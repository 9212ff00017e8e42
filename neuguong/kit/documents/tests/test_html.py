import dataclasses

from bs4 import BeautifulSoup, Tag

from neuguong.kit.documents import Column, Document, Figure, Heading, Paragraph, Table, render_html
from neuguong.kit.documents.tests.samples import PARTY, STATE

HOSTILE = "<script>alert('x')</script> & \"q\"\nhai"


def page(document: Document) -> Tag:
    article = BeautifulSoup(render_html(document), "html.parser").article
    assert article is not None
    return article


def words(article: Tag, selector: str) -> list[str]:
    return [found.get_text() for found in article.select(selector)]


def test_the_head_of_a_party_paper() -> None:
    article = page(PARTY)
    assert article["class"] == ["doc", "doc-party"]
    assert words(article, ".doc-head p") == [
        "TỈNH ỦY QUẢNG NINH", "HUYỆN ỦY HẢI HÀ", "*", "Số 09-BC/HU",
        "ĐẢNG CỘNG SẢN VIỆT NAM", "Hải Hà, ngày 03 tháng 02 năm 2026",
    ]  # fmt: skip
    assert [time["datetime"] for time in article.select("time")] == ["2026-02-03"]


def test_the_head_of_a_state_paper() -> None:
    article = page(STATE)
    assert words(article, ".doc-head p") == [
        "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH",
        "ỦY BAN NHÂN DÂN XÃ KỲ ANH",
        "Số: ……/BC-UBND",
        "DỰ THẢO",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Kỳ Anh, ngày …… tháng …… năm ……",
    ]


def test_headings_descend_from_the_title() -> None:
    article = page(dataclasses.replace(PARTY, appendices=()))
    assert [heading.name for heading in article.select("h1, h2, h3, h4, h5, h6")] == ["h2", "h3", "h4", "h5", "h3"]


def test_figures_are_links_to_their_rows() -> None:
    links = [(link.get_text(), link["href"]) for link in page(PARTY).select("p a.doc-figure")]
    assert links == [("1.234", "/so-lieu/phai-dang-ky/?nam=2026"), ("1.001", "/so-lieu/tong/")]


def test_a_table_says_what_its_cells_are() -> None:
    table = page(PARTY).table
    assert table is not None
    assert words(table, "caption") == ["Bảng 1. Kết quả đăng ký theo đơn vị trực thuộc"]
    assert {head["scope"] for head in table.select("th")} == {"col"}
    assert words(table, "tbody tr:nth-of-type(4) td") == [
        "4",
        "Đảng ủy xã Quảng Hà",
        "124",
        "84",
        "67,7%",
        "49,38",
        "14/11/2026",
    ]
    assert words(table, "tfoot td") == ["", "Tổng số", "1.234", "1.001", "81,1%", "", ""]


def test_signature_and_recipients() -> None:
    article = page(STATE)
    assert words(article, ".doc-signature p") == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Thị Mẫu",
    ]
    assert words(article, ".doc-recipients li") == ["Như trên;", "Chủ tịch, các Phó Chủ tịch;", "Lưu: VT."]


def test_an_appendix_says_what_it_belongs_to() -> None:
    (appendix,) = page(PARTY).select("section.doc-appendix")
    assert appendix["class"] == ["doc-appendix", "doc-landscape"]
    assert words(appendix, ".doc-annex > *") == [
        "PHỤ LỤC I",
        "Tổng hợp kết quả theo quý",
        "(Kèm theo Báo cáo số 09-BC/HU ngày 03 tháng 02 năm 2026 của Huyện ủy Hải Hà)",
    ]


def test_text_is_never_markup() -> None:
    head = dataclasses.replace(STATE.head, issuer=HOSTILE, parent=HOSTILE, summary=HOSTILE, title=HOSTILE)
    blocks = (
        Heading(HOSTILE),
        Paragraph((HOSTILE, Figure(HOSTILE, '/so-lieu/"><script>'))),
        Table((Column(HOSTILE),), ((HOSTILE,),), (HOSTILE,), HOSTILE, HOSTILE),
    )
    article = page(dataclasses.replace(STATE, head=head, blocks=blocks, recipients=(HOSTILE,)))
    assert article.script is None
    assert words(article, "tbody td") == [HOSTILE.replace("\n", "")]
    assert [link["href"] for link in article.select("a")] == ['/so-lieu/"><script>']


def test_no_inline_style_or_script() -> None:
    assert page(PARTY).select("[style], style, script, [onclick]") == []
