"""A report given out: what Word, a PDF reader, a spreadsheet and a program read in it."""

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from docx import Document as Word

from neuguong.work.reports.services import KINDS, save_report, write_period_report
from neuguong.work.reports.tests.conftest import report_for
from tests.cast import TODAY, Cast


def written(cast: Cast, kind: str, unit: str = "hoa-an", **more: Any) -> bytes:
    stream = io.BytesIO()
    write_period_report(
        unit=cast.unit(unit), period=cast.years[2026], kind=kind, stream=stream, today=TODAY, now=cast.now, **more
    )
    return stream.getvalue()


def test_word_reads_text_tables_and_links(filled: Cast) -> None:
    word = Word(io.BytesIO(written(filled, "docx")))
    text = "\n".join(one.text for one in word.paragraphs)
    assert "KẾT QUẢ ĐĂNG KÝ" in text
    cells = [[cell.text for cell in row.cells] for one in word.tables for row in one.rows]
    assert ["2", "Chi bộ Thôn Tây", "4", "0", "0%", "0", "0", "4"] in cells
    targets = {one.target_ref for one in word.part.rels.values() if one.is_external}
    assert f"https://neuguong.example.vn/so-lieu/should/?don-vi=bac-son/hoa-an&ky={filled.years[2026].pk}" in targets


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_a_pdf_reads_as_the_report(filled: Cast, tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.pdf"
    file.write_bytes(written(filled, "pdf"))
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True).stdout.decode()
    assert "ĐẢNG ỦY XÃ HÒA AN" in text
    assert "Mã tra cứu số liệu" in text
    assert "https://neuguong.example.vn/so-lieu/" in text


def test_a_workbook_holds_numbers(filled: Cast) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(filled, "xlsx")))
    sheet = next(one for one in book.worksheets if "theo đơn vị trực thuộc" in str(one["A1"].value))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[:2] == [
        [1, "Chi bộ Thôn Đông", 4, 4, 1, 3, 1, 0],
        [2, "Chi bộ Thôn Tây", 4, 0, 0, 0, 0, 4],
    ]


def test_json_is_figures_and_tables(filled: Cast) -> None:
    data = json.loads(written(filled, "json"))
    figures = {key: data["figures"][key] for key in ("should", "registered", "approved", "late", "missing")}
    assert figures == {"should": 10, "registered": 6, "approved": 4, "late": 1, "missing": 4}
    assert data["without_registration"] == ["Chi bộ Thôn Tây"]
    assert (data["unit"], data["from"], data["to"], data["tree_on"]) == (
        "bac-son/hoa-an", "2026-01-01", "2026-12-31", "2026-12-31",
    )  # fmt: skip
    (by_kind,) = [one for one in data["tables"] if "Kết quả đăng ký theo loại" in one["caption"]]
    assert by_kind["rows"][0] == ["Cá nhân", 6, 3, {"part": 3, "whole": 6}, 2, 1, 3]


def test_html_stands_alone_and_its_links_lead_to_the_site(filled: Cast) -> None:
    page = BeautifulSoup(written(filled, "html"), "html.parser")
    assert page.base is not None and page.base["href"] == "https://neuguong.example.vn"
    assert page.style is not None and ".doc-head" in page.style.text
    assert page.select_one("article.doc-party h1.doc-title").text == "BÁO CÁO"


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_wrote_is_in_every_format(filled: Cast, kind: str) -> None:
    report = report_for(filled)
    words = {"shortcomings": "Một số chi bộ ghi kết quả chưa kịp thời.\n- <b>Minh chứng</b> còn thiếu."}
    save_report(report=report, fields=words, edition=report.edition, actor=filled.user("thuy"))
    assert len(written(filled, kind)) > 1000
    if kind == "html":
        text = written(filled, "html").decode()
        assert "<p>Một số chi bộ ghi kết quả chưa kịp thời.</p>" in text
        assert "<li>&lt;b&gt;Minh chứng&lt;/b&gt; còn thiếu.</li>" in text


def test_another_format_is_a_programming_error(filled: Cast) -> None:
    with pytest.raises(KeyError):
        written(filled, "odt")
