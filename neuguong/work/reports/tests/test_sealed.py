"""A report of a sealed period quotes the seal and prints its numbers; on paper the figures have codes to type."""

import datetime as dt
import io
import json

from docx import Document as Word

from neuguong.base.figures.models import FigureCode, Seal
from neuguong.base.figures.queries import figures
from neuguong.base.figures.services import seal
from neuguong.kit.documents import render_html
from neuguong.kit.figures import measure
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.models import Commitment, Progress
from neuguong.work.reports import queries
from neuguong.work.reports.services import compile_report, new_report, write_period_report
from neuguong.work.reports.tests.test_numbers import document, table
from tests.cast import TODAY, Cast

LATER = dt.datetime(2027, 1, 12, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def sealed(cast: Cast, unit: str = "hoa-an", by: str = "thuy") -> Seal:
    return seal(unit=cast.unit(unit), period=cast.years[2026], actor=cast.user(by), now=LATER)


def test_the_numbers_are_those_of_the_seal(filled: Cast) -> None:
    year = filled.years[2026]
    before = queries.read(filled.unit("hoa-an"), year, today=LATER.date())
    sealed(filled)
    Commitment.objects.filter(unit=filled.unit("thon-tay")).update(state=State.APPROVED)
    Progress.objects.all().delete()
    for unit in ("hoa-an", "thon-dong"):
        after = queries.read(filled.unit(unit), year, today=LATER.date())
        assert after.seals == {year.pk: Seal.objects.get()}
        if unit == "hoa-an":
            assert (after.totals, after.lines, after.progress) == (before.totals, before.lines, before.progress)
    approved = measure("approved")
    today = figures([approved], filled.unit("hoa-an").pk, [year], today=LATER.date())
    assert today["approved", year.pk] != before.totals["approved"]


def test_the_text_quotes_the_seal(filled: Cast) -> None:
    made = sealed(filled, "bac-son", "quang")
    report = new_report(filled.unit("hoa-an"), filled.years[2026])
    text = render_html(compile_report(report=report, viewer=None, today=LATER.date(), now=LATER))
    said = f"đã chốt ngày 12/01/2027, mã {made.mark}"
    assert f"Số liệu năm 2026 {said}, trong bản chốt của Tỉnh ủy Bắc Sơn." in text
    assert f"Nguồn: Số liệu {said}" in text


def test_without_a_seal_nothing_is_quoted(filled: Cast) -> None:
    assert "đã chốt" not in render_html(document(filled, "hoa-an", filled.years[2026]))


def test_paper_has_codes_to_type_and_the_screen_has_links(filled: Cast) -> None:
    unit, year = filled.unit("hoa-an"), filled.years[2026]
    assert "Mã tra cứu" not in render_html(document(filled, "hoa-an", year))
    assert FigureCode.objects.count() == 0
    stream = io.BytesIO()
    write_period_report(unit=unit, period=year, kind="docx", stream=stream, today=TODAY, now=filled.now)
    stream.seek(0)
    file = Word(stream)
    last = file.tables[-1]
    codes = [row.cells[3].text for row in last.rows][1:]
    assert [cell.text for cell in last.rows[0].cells] == ["Dấu", "Số liệu", "Nội dung", "Mã tra cứu"]
    assert len(codes) == FigureCode.objects.count() > 10
    assert {code.replace("-", "") for code in codes} == set(FigureCode.objects.values_list("code", flat=True))
    where = "Nhập mã tra cứu tại https://neuguong.example.vn/so-lieu/ma/"
    assert any(paragraph.text.startswith(where) for paragraph in file.paragraphs)


def test_the_sealed_report_as_data(filled: Cast) -> None:
    sealed(filled)
    stream = io.BytesIO()
    write_period_report(
        unit=filled.unit("hoa-an"), period=filled.years[2026], kind="json", stream=stream, today=LATER.date(), now=LATER
    )
    assert json.loads(stream.getvalue())["figures"]["registered"] == 6


def test_the_table_by_unit_stands_as_it_was_sealed(filled: Cast) -> None:
    report = new_report(filled.unit("hoa-an"), filled.years[2026])
    before = compile_report(report=report, viewer=None, today=LATER.date(), now=LATER)
    sealed(filled)
    after = compile_report(report=report, viewer=None, today=LATER.date(), now=LATER)
    title = "Kết quả đăng ký theo đơn vị trực thuộc"
    assert table(after, title) == table(before, title)
