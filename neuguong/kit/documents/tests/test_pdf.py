import dataclasses
import io
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuguong.kit.documents import Bundle, Column, Document, Heading, Table, write_pdf
from neuguong.kit.documents.tests import samples
from neuguong.kit.documents.tests.samples import PARTY, STATE
from neuguong.kit.documents.tests.test_clean import anything

reads_pdf = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils")
HOSTILE = '#read("/etc/passwd") *đậm* _nghiêng_ $x$ `m` \\ #panic() <nhãn> @nhãn // [x] "y"'


def pdf(document: Document) -> bytes:
    stream = io.BytesIO()
    write_pdf(document, stream, samples.AT)
    return stream.getvalue()


def fonts(content: bytes) -> set[bytes]:
    return set(re.findall(rb"/FontName */[A-Z]{6}\+([\w-]+)", content))


def pages(content: bytes) -> list[tuple[int, int]]:
    boxes = re.findall(rb"/MediaBox *\[0 0 ([\d.]+) ([\d.]+)\]", content)
    return [(round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) for width, height in boxes]


def words(content: bytes, folder: Path) -> str:
    (folder / "a.pdf").write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", folder / "a.pdf", "-"], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("document", [PARTY, STATE])
def test_only_tinos_is_embedded(document: Document) -> None:
    assert fonts(pdf(document)) == {b"Tinos", b"Tinos-Bold", b"Tinos-Italic", b"Tinos-BoldItalic"}


def test_letters_that_tinos_lacks_bring_in_no_other_font() -> None:
    assert fonts(pdf(samples.of(["漢字 😀 ไทย"] * 6))) <= {
        b"Tinos",
        b"Tinos-Bold",
        b"Tinos-Italic",
        b"Tinos-BoldItalic",
    }


def test_pages_are_a4_and_wide_appendices_lie_across() -> None:
    assert pages(pdf(PARTY)) == [(210, 297), (210, 297), (297, 210), (297, 210), (210, 297)]


def test_a_list_for_the_wall_is_the_same_list_enlarged() -> None:
    assert pages(pdf(samples.WALL)) == [(420, 297)]
    assert pages(pdf(dataclasses.replace(samples.WALL, paper="A4"))) == [(297, 210)]


@reads_pdf
def test_papers_of_a_bundle_begin_on_pages_of_their_own_and_count_them(tmp_path: Path) -> None:
    long = dataclasses.replace(PARTY, blocks=samples.body(60), appendices=())
    stream = io.BytesIO()
    write_pdf(Bundle((long, long, samples.BLANK)), stream, samples.AT)
    tops = [page.split("\n", 1)[0].split()[0] for page in words(stream.getvalue(), tmp_path).split("\f")[:-1]]
    assert tops == ["TỈNH", "2", "3", "PHỤ", "TỈNH", "2", "3", "PHỤ", "ĐẢNG"]


def test_a_row_to_be_written_in_is_high_and_a_long_one_goes_on_over_the_page() -> None:
    blank = Table((Column("TT", width=0.2), Column("Việc")), ((1, ""), (2, ""), (3, ""), (4, "")), row_height=70)
    assert len(pages(pdf(dataclasses.replace(samples.BLANK, blocks=(blank,), signature=None)))) == 2
    long = Table((Column("TT", width=0.2), Column("Việc")), ((1, "dài " * 3000),))
    assert len(pages(pdf(dataclasses.replace(samples.BLANK, blocks=(long,), signature=None)))) > 2


def test_the_same_document_and_instant_give_the_same_bytes() -> None:
    content = pdf(PARTY)
    assert content == pdf(PARTY)
    assert b"/CreationDate(D:20261115083000Z)" in content


def test_figures_are_links() -> None:
    links = set(re.findall(rb"/URI\(([^)]*)\)", pdf(STATE)))
    rows = {b"tong/", b"hoi-nghi/", b"phai-dang-ky/?nam=2026", b"1/", b"2/", b"3/", b"4/"}
    assert links == {b"https://neuguong.example.vn/so-lieu/" + row for row in rows}


def test_text_is_never_markup() -> None:
    content = pdf(dataclasses.replace(STATE, blocks=(Heading(HOSTILE),)))
    titles = re.findall(rb"/Title<([0-9A-F]+)>", content)  # the outline, in UTF-16
    assert HOSTILE in {bytes.fromhex(title.decode()).decode("utf-16") for title in titles}


@reads_pdf
def test_text_is_never_markup_anywhere(tmp_path: Path) -> None:
    said = words(pdf(samples.of([HOSTILE] * 6, Table((Column("*b*"),), (("#1",),), ("$2$",), "_c_", "_s_"))), tmp_path)
    for text in ("*b*", "#1", "$2$", "_c_", "Nguồn: _s_", '#read("/etc/passwd") *đậm* _nghiêng_'):
        assert text in said


@reads_pdf
def test_what_stands_on_the_pages(tmp_path: Path) -> None:
    first, second, annex, annex_2, lookup, _end = words(pdf(PARTY), tmp_path).split("\f")
    lines = [re.sub(" {2,}", " | ", line.strip()) for line in first.splitlines() if line.strip()]
    assert lines[:6] == [
        "TỈNH ỦY QUẢNG NINH | ĐẢNG CỘNG SẢN VIỆT NAM",
        "HUYỆN ỦY HẢI HÀ",
        "*",
        "Số 09-BC/HU | Hải Hà, ngày 03 tháng 02 năm 2026",
        "BÁO CÁO",
        "kết quả đăng ký và thực hiện học tập, làm theo tư tưởng, đạo đức,",
    ]
    beginnings = [page.split("\n", 1)[0].strip() for page in (second, annex, annex_2, lookup)]
    assert beginnings == ["2", "PHỤ LỤC I", "2", "PHỤ LỤC II"]
    assert "Họ và tên" in annex_2  # the head of the table is repeated


@reads_pdf
def test_endless_words_stay_in_their_column(tmp_path: Path) -> None:
    name = "Nguyễn" * 10
    table = Table((Column("Họ và tên"), Column("Ghi chú", width=4)), ((name, "bên cạnh"),))
    said = words(pdf(samples.of([""] * 6, table)), tmp_path)
    assert name not in said
    assert name in re.sub(r"\s|bêncạnh", "", said.replace("bên cạnh", ""))


def test_a_thousand_rows_take_seconds() -> None:
    begun = time.perf_counter()
    content = pdf(dataclasses.replace(PARTY, blocks=samples.body(1000)))
    assert time.perf_counter() - begun < 20
    assert len(pages(content)) > 25


@settings(max_examples=15, deadline=None)
@given(st.lists(anything, min_size=6, max_size=6))
def test_any_text_makes_a_file(texts: list[str]) -> None:
    assert pdf(samples.of(texts)).startswith(b"%PDF-")
