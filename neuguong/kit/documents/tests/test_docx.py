import dataclasses
import io
import re
import time
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from neuguong.kit.documents import Blank, Bundle, Document, PageBreak, Paragraph, write_docx
from neuguong.kit.documents.tests import samples
from neuguong.kit.documents.tests.samples import PARTY, STATE
from neuguong.kit.documents.tests.test_clean import anything


def read(document: Document) -> Any:
    stream = io.BytesIO()
    write_docx(document, stream, samples.AT)
    return docx.Document(io.BytesIO(stream.getvalue()))


def styled(file: Any, style: str) -> list[str]:
    found = file.element.body.iter(qn("w:p"))
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in found if p.style == style]


def test_the_head_stands_in_styles_of_its_own() -> None:
    file = read(STATE)
    assert styled(file, "Parent") == ["ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH"]
    assert styled(file, "Issuer") == ["ỦY BAN NHÂN DÂN XÃ KỲ ANH"]
    assert styled(file, "Nation1") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert styled(file, "Nation2") == ["Độc lập - Tự do - Hạnh phúc"]
    assert styled(file, "Number") == ["Số: ……/BC-UBND"]
    assert styled(file, "Draft") == [" DỰ THẢO "]
    assert styled(file, "Place") == ["Kỳ Anh, ngày …… tháng …… năm ……"]
    assert styled(file, "Title") == ["BÁO CÁO", "PHỤ LỤC"]


def test_a_party_paper_has_its_star_and_dashes() -> None:
    file = read(PARTY)
    assert styled(file, "Issuer") == ["HUYỆN ỦY HẢI HÀ", "*"]
    assert styled(file, "UnderSummary") == ["-----"]
    assert styled(file, "Authority") == ["T/M BAN THƯỜNG VỤ"]
    assert styled(file, "Position") == ["PHÓ BÍ THƯ"]
    assert styled(file, "SignedName") == ["Hoàng Văn Mẫu"]


@pytest.mark.parametrize("document", [PARTY, STATE, samples.BLANK, samples.WALL])
def test_every_style_that_is_used_exists_and_the_font_is_prescribed(document: Document) -> None:
    file = read(document)
    used = {p.style for p in file.element.body.iter(qn("w:p"))}
    assert used <= {style.style_id for style in file.styles}
    fonts = {font for element in file.styles.element.iter(qn("w:rFonts")) for font in element.values()}
    assert fonts == {"Times New Roman"}
    assert list(file.element.body.iter(qn("w:rFonts"))) == []


@pytest.mark.parametrize(
    ("document", "style", "points", "bold", "italic"),
    [
        (PARTY, "Nation1", 15, True, None),
        (PARTY, "Title", 16, True, None),
        (PARTY, "Position", 14, None, None),
        (PARTY, "Recipients", 12, None, None),
        (STATE, "Nation1", 12, True, None),
        (STATE, "Nation2", 13, True, None),
        (STATE, "Place", 13, None, True),
        (STATE, "Position", 14, True, None),
        (STATE, "RecipientsLabel", 12, True, True),
        (STATE, "BodyText", 14, None, None),
    ],
)
def test_letters(document: Document, style: str, points: int, bold: bool | None, italic: bool | None) -> None:
    (found,) = (known for known in read(document).styles if known.style_id == style)
    assert (found.font.size.pt, found.font.bold, found.font.italic) == (points, bold, italic)


def test_pages_and_sections() -> None:
    text, wide, lookup = read(PARTY).sections
    for section in (text, wide, lookup):
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin / Mm(1)) for margin in margins] == [20, 20, 30, 15]
        assert section.different_first_page_header_footer is True
    assert [round(side / Mm(1)) for side in (text.page_width, text.page_height)] == [210, 297]
    assert [round(side / Mm(1)) for side in (wide.page_width, wide.page_height)] == [297, 210]
    assert [s.orientation for s in (text, wide, lookup)] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


def test_pages_are_numbered_at_the_top_and_every_appendix_counts_its_own() -> None:
    text, *annexes = read(PARTY).sections
    (number,) = text.header.paragraphs
    assert [code.text for code in number._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert number.style.paragraph_format.alignment == 1  # centre
    assert text.first_page_header.is_linked_to_previous  # there is none on page 1
    assert all(annex.header.is_linked_to_previous for annex in annexes)
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in (text, *annexes)]
    assert [start if start is None else start.get(qn("w:start")) for start in starts] == [None, "1", "1"]


def test_tables_repeat_their_heads_and_never_split_a_row() -> None:
    file = read(PARTY)
    figures = [table for table in file.tables if table.style.style_id == "TableGrid"]
    assert len(figures) == 3
    for table in figures:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)
        assert table._tbl.getnext().tag == qn("w:p")
    assert [cell.text for cell in figures[0].rows[4].cells] == [
        "4",
        "Đảng ủy xã Quảng Hà",
        "124",
        "84",
        "67,7%",
        "49,38",
        "14/11/2026",
    ]


def test_figures_are_links_with_a_small_code() -> None:
    file = read(PARTY)
    (paragraph,) = (p for p in file.paragraphs if p.text.startswith("Đến hết ngày"))
    assert [link.address for link in paragraph.hyperlinks] == [
        "https://neuguong.example.vn/so-lieu/phai-dang-ky/?nam=2026",
        "https://neuguong.example.vn/so-lieu/tong/",
    ]
    assert [run.text for run in paragraph.runs if run.font.superscript] == [" A1", " A3"]


def test_room_to_write_is_dotted() -> None:
    file = read(dataclasses.replace(STATE, blocks=(*STATE.blocks, PageBreak(), Blank(4))))
    dotted = [p for p in file.paragraphs if p.style.style_id == "Dots"]
    assert len(dotted) == 2 + 4
    assert {stop.leader.name for p in dotted for stop in p.style.paragraph_format.tab_stops} == {"DOTS"}
    assert styled(file, "FillIn") == ["Chức vụ: "]


def test_the_file_says_what_it_is() -> None:
    properties = read(PARTY).core_properties
    assert (properties.author, properties.language, properties.created) == ("Huyện ủy Hải Hà", "vi", samples.AT)
    assert re.match("Báo cáo kết quả đăng ký", properties.title)


def test_a_thousand_rows_take_seconds() -> None:
    begun = time.perf_counter()
    file = read(dataclasses.replace(PARTY, blocks=samples.body(1000)))
    assert time.perf_counter() - begun < 20
    assert len(file.tables[1].rows) == 1 + 1000 + 1


@settings(max_examples=25, deadline=None)
@given(st.lists(anything, min_size=6, max_size=6))
def test_any_text_makes_a_file(texts: list[str]) -> None:
    file = read(samples.of(texts))
    assert file.tables[1].rows[1].cells[0].text == samples.shown(texts[5])
    assert file.paragraphs[0].style.style_id == "Title"
    assert Paragraph(texts[0]) in samples.of(texts).blocks


def test_a_bundle_is_a_section_for_each_paper() -> None:
    stream = io.BytesIO()
    write_docx(Bundle((samples.BLANK, dataclasses.replace(samples.BLANK, landscape=True))), stream)
    file = docx.Document(io.BytesIO(stream.getvalue()))
    assert [one.orientation for one in file.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert styled(file, "Title") == ["BẢN ĐĂNG KÝ"] * 2
    assert styled(file, "SignedNote") == ["(Ký, ghi rõ họ tên)"] * 2


def test_a_bundle_is_of_one_system() -> None:
    with pytest.raises(ValueError, match="one system"):
        Bundle((PARTY, STATE))


def test_rows_to_be_written_in_by_hand_are_high() -> None:
    heights = [one.get(qn("w:val")) for one in read(samples.BLANK).element.body.iter(qn("w:trHeight"))]
    assert heights == ["1134", "1134"]


def test_a3_is_the_same_paper_enlarged() -> None:
    file = read(samples.WALL)
    assert (round(file.sections[0].page_width.mm), round(file.sections[0].page_height.mm)) == (420, 297)
    sizes = {style.style_id: style.font.size.pt for style in file.styles if style.style_id in ("Issuer", "TableText")}
    assert sizes == {"Issuer": 20, "TableText": 17}
