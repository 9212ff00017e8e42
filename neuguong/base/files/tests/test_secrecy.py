"""Papers marked Mật, Tối mật, Tuyệt mật stay outside; the word in a sentence, in a name or in honey does not."""

import io
from contextlib import suppress
from pathlib import Path

import docx
import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from docx.enum.text import WD_BREAK

from neuguong.base.files.content import mark_in_name, mark_in_texts
from neuguong.base.files.models import StoredFile
from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import store
from neuguong.base.files.tests import samples
from neuguong.kit.documents import Document, Head, Paragraph, System, write_pdf
from tests.cast import NOW


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Báo cáo 12 (Mật).pdf", "Mật"),
        ("Báo cáo 12 [TỐI MẬT].docx", "Tối mật"),
        ("Kế hoạch 05 - MẬT.pdf", "Mật"),
        ("Báo cáo MẬT số 12.docx", "Mật"),
        ("Kế hoạch TUYỆT MẬT năm 2026.pdf", "Tuyệt mật"),
        ("MẬT.pdf", "Mật"),
        ("Tối mật.pdf", "Tối mật"),
        ("15-BC/TU (MẬT)", "Mật"),
        ("Bảo mật thông tin.docx", ""),
        ("BẢO MẬT THÔNG TIN.docx", ""),
        ("Quy chế BẢO MẬT.docx", ""),
        ("Mật độ dân số.xlsx", ""),
        ("mật ong rừng.jpg", ""),
        ("mat-ong.jpg", ""),
        ("Mật khẩu.txt", ""),
        ("Công tác bảo vệ bí mật nhà nước.pdf", ""),
        ("15-BC/TU", ""),
    ],
)
def test_the_mark_in_a_name(name: str, mark: str) -> None:
    assert mark_in_name(name) == mark


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        (["ĐẢNG BỘ TỈNH", "MẬT", "Số 12"], "Mật"),
        (["M Ậ T"], "Mật"),
        (["[TỐI MẬT]"], "Tối mật"),
        (["Tuyệt mật"], "Tuyệt mật"),
        (["Độ mật: Mật"], "Mật"),
        (["Số: 12-BC/TU (Mật)"], "Mật"),
        (["Mức độ mật - Tối mật."], "Tối mật"),
        (["Độ mật", "", "Mật"], "Mật"),
        (["Độ mật: Không"], ""),
        (["Độ mật", "Thường", "Mật"], ""),
        (["Mật"], ""),  # a word alone, not a stamp
        (["Phải bảo mật.", "BẢO MẬT", "MẬT ĐỘ", "Tài liệu mật được giữ riêng.", "MẬT ONG"], ""),
    ],
)
def test_the_mark_in_lines(lines: list[str], mark: str) -> None:
    assert mark_in_texts(lines) == mark


def word(*paragraphs: str, box: str = "", later: str = "") -> bytes:
    paper, stream = docx.Document(), io.BytesIO()
    for text in paragraphs:
        paper.add_paragraph(text)
    if box:
        paper.add_table(rows=1, cols=2).cell(0, 0).text = box
    if later:
        paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        paper.add_paragraph(later)
    paper.save(stream)
    return stream.getvalue()


def header(text: str) -> bytes:
    paper, stream = docx.Document(), io.BytesIO()
    paper.sections[0].header.paragraphs[0].text = text
    paper.save(stream)
    return stream.getvalue()


def sheet(*cells: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet()
        for n, text in enumerate(cells):
            page.write_string(0, n, text)
    return stream.getvalue()


def pdf(*paragraphs: str) -> bytes:
    head = Head(System.PARTY, "Đảng ủy xã Hòa An", "Báo cáo", parent="Tỉnh ủy Bắc Sơn", summary="thử")
    stream = io.BytesIO()
    write_pdf(Document(head, tuple(Paragraph(text) for text in paragraphs)), stream, NOW)
    return stream.getvalue()


def test_a_marked_paper_is_refused_and_nothing_of_it_is_kept(db: None, store_folder: Path) -> None:
    marked = {
        "a.docx": word("Báo cáo", "MẬT"), "b.docx": word(box="TỐI MẬT"), "c.docx": header("TUYỆT MẬT"),
        "d.xlsx": sheet("Số", "Độ mật", "Ngày", "12", "Mật"), "e.pdf": pdf("MẬT"),
        "f.pdf": pdf("Nội dung.", "Độ mật: Tối mật"),
        "Kế hoạch (mật).pdf": samples.PDF,
    }  # fmt: skip
    for name, content in marked.items():
        with pytest.raises(ValidationError, match=f"“{name.replace('(', '.').replace(')', '.')}”: có dấu chỉ độ"):
            store(stream=io.BytesIO(content), name=name, actor=None, now=NOW)
    assert not StoredFile.objects.exists()
    assert [path for path in store_folder.rglob("*") if path.is_file()] == []


def test_the_word_in_a_sentence_or_on_a_later_page_is_taken(db: None) -> None:
    plain = {
        "a.docx": word("Bảo mật thông tin", "MẬT ĐỘ DÂN SỐ", "Quy định về tài liệu mật", later="MẬT"),
        "b.xlsx": sheet("Mật độ", "BẢO MẬT", "Mật"), "c.pdf": pdf("Giữ bí mật nhà nước.", "MẬT ĐỘ dân số là 12."),
        "d.pdf": b"%PDF-1.7\n1 0 obj<</Type/Page/Contents 2 0 R>>endobj 2 0 obj<</Filter/FlateDecode>>stream\nx\n",
    }  # fmt: skip
    for name, content in plain.items():
        assert store(stream=io.BytesIO(content), name=name, actor=None, now=NOW).name == name


def test_what_is_damaged_is_judged_by_its_name_alone(db: None) -> None:
    whole = {"a.docx": word("Báo cáo"), "b.xlsx": sheet("Số"), "c.pdf": pdf("Nội dung.")}
    for name, content in whole.items():
        for at in range(0, len(content), len(content) // 40):
            broken = content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]
            with suppress(ValidationError):
                store(stream=io.BytesIO(broken), name=name, actor=None, now=NOW)


def test_a_pdf_of_old_office_programs_is_read(db: None) -> None:
    """Latin text, words placed one by one: BẢO and MẬT side by side are one line, far apart are two."""

    def made(text: str) -> bytes:
        cmap = "beginbfchar\n<01> <004D>\n<02> <1EAC>\n<03> <0054>\n<04> <0042>\nendbfchar"
        parts = [
            "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
            "2 0 obj<</Type/Pages/Kids[3 0 R]/Resources<</Font<</F1 5 0 R>>>>>>endobj",
            "3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj",
            f"4 0 obj<</Length {len(text)}>>stream\n{text}\nendstream endobj",
            "5 0 obj<</Type/Font/Subtype/TrueType/ToUnicode 6 0 R>>endobj",
            f"6 0 obj<</Length {len(cmap)}>>stream\n{cmap}\nendstream endobj",
        ]
        return ("%PDF-1.4\n" + "\n".join(parts)).encode()

    near = made("BT /F1 14 Tf 1 0 0 1 70 700 Tm <04> Tj 1 0 0 1 82 700 Tm <010203> Tj ET")
    far = made("BT /F1 14 Tf 1 0 0 1 70 700 Tm <04> Tj 1 0 0 1 300 700 Tm [<01> -5 <0203>] TJ ET")
    below = made("BT /F1 14 Tf 70 700 Td (\\004) Tj 0 -20 Td (\\001\\002\\003) Tj ET")
    assert store(stream=io.BytesIO(near), name="a.pdf", actor=None, now=NOW).name == "a.pdf"
    for content in (far, below):
        with pytest.raises(ValidationError, match="Mật"):
            store(stream=io.BytesIO(content), name="b.pdf", actor=None, now=NOW)


@pytest.mark.parametrize(
    ("texts", "mark"),
    [(("12-BC/TU (Mật)", "x"), "Mật"), (("12", "Tóm tắt\nĐộ mật: Mật"), "Mật"), (("12", "Bảo mật"), "")],
)
def test_the_number_and_the_words_of_a_document(texts: tuple[str, ...], mark: str) -> None:
    assert mark_of(*texts) == mark
