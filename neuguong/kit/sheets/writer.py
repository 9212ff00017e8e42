"""Writing workbooks for people to fill in, and the rows that could not be taken with the reason beside each."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from neuguong.kit.numbers import typed
from neuguong.kit.sheets.archive import DATA_SHEET, GUIDE_SHEET
from neuguong.kit.sheets.model import Kind, Sheet, SheetColumn, offered
from neuguong.kit.sheets.parse import CODE_AFTER, written
from neuguong.kit.sheets.reader import EXAMPLE, Grid, Head

CHOICES_SHEET = "Danh mục"
REASON = "Lý do"
FILLED_ROWS = 100_000  # as far down as the drop-downs reach
MOST_OFFERED = 3_000
# Days stay texts: Excel set to English would turn 03/04/2026 into the 4th of March without a word.
_FORMATS = {Kind.INT: "0", Kind.DECIMAL: "#,##0.####"}
_SAMPLES = {Kind.DATE: "15/05/2016", Kind.INT: "1", Kind.DECIMAL: "12,5"}
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_template(
    sheet: Sheet,
    stream: BinaryIO,
    *,
    sensitive: bool = False,
    user: Any = None,
    rows: Sequence[Mapping[str, Any]] = (),
) -> None:
    """A workbook with headers, help, drop-downs of what `user` may choose, and a page of guidance; with an example
    line, or with `rows` to be filled in further: texts and numbers by column key."""
    book = xlsxwriter.Workbook(stream, {**_OPTIONS, "in_memory": True})
    columns = sheet.shown(sensitive)
    lists = {at: chosen for at, column in enumerate(columns) if (chosen := _labels(column, user))}
    data = book.add_worksheet(DATA_SHEET)
    _heads(book, data, columns)
    if rows:
        _filled(data, columns, rows)
    else:
        _example(book, data, columns, lists)
    _guide(book, sheet, columns)
    _choices(book, data, columns, lists)
    book.close()


def write_result(
    sheet: Sheet, grid: Grid, head: Head, reasons: Iterable[tuple[int, list[str]]], stream: BinaryIO
) -> int:
    """The rows named in `reasons` (line, sentences) as they came, the reason beside; returns how many.

    Sensitive columns stay out, whatever the installation takes in; so do strange ones of which no value was kept.
    """
    book = xlsxwriter.Workbook(stream, {**_OPTIONS, "constant_memory": True})
    page = book.add_worksheet(DATA_SHEET)
    kept = _kept_columns(sheet, grid, head)
    bold, wrap = book.add_format(_HEAD), book.add_format({"text_wrap": True, "valign": "top"})
    titles = [_cell(grid.top[head.line - 1], at) for at in kept]
    page.set_column(0, len(kept) - 1, 18)
    page.set_column(len(kept), len(kept), 80)
    for at, title in enumerate([*titles, REASON]):
        page.write_string(0, at, title, bold)
    page.freeze_panes(1, 0)
    wrong, count = dict(reasons), 0
    for line, values in enumerate(grid.body(head.line), start=head.line + 1):
        if line in wrong:
            count += 1
            for at, source in enumerate(kept):
                text = grid.formulas.get((line, source + 1))
                text = _cell(values, source) if text is None else f"={text}"
                if text:
                    page.write_string(count, at, text)
            page.write_string(count, len(kept), "\n".join(wrong[line]), wrap)
    book.close()
    return count


def _kept_columns(sheet: Sheet, grid: Grid, head: Head) -> list[int]:
    """The columns (from 0) that go back: known ones, and strange ones of which a value was kept."""
    hidden = {nfc_head(column.header) for column in sheet.columns if column.sensitive}
    known = {at - 1 for at in head.columns.values()}
    named = [at for at, text in enumerate(grid.heads(head.line)) if text and text not in hidden]
    strange = {at for at in named if at not in known}
    filled = {at for values in grid.body(head.line) for at in strange if _cell(values, at)} if strange else set()
    return [at for at in named if at in known or at in filled]


def nfc_head(header: str) -> str:
    """A header as `Grid.heads` gives it."""
    return header.casefold()


_HEAD = {"bold": True, "bg_color": "#F6F4F0", "bottom": 1, "text_wrap": True, "valign": "top"}


def _cell(line: list[Any], at: int) -> str:
    return written(line[at]) if at < len(line) and line[at] is not None else ""


def _heads(book: Any, page: Any, columns: tuple[SheetColumn, ...]) -> None:
    plain, needed = book.add_format(_HEAD), book.add_format({**_HEAD, "font_color": "#A61B1F"})
    for at, column in enumerate(columns):
        page.set_column(at, at, column.width, book.add_format({"num_format": _FORMATS.get(column.kind, "@")}))
        page.write_string(0, at, column.header, needed if column.required else plain)
        page.write_comment(0, at, help_of(column), {"x_scale": 2, "y_scale": 1.5})
    page.set_row(0, 32)
    page.freeze_panes(1, 0)


def _example(book: Any, page: Any, columns: tuple[SheetColumn, ...], lists: Mapping[int, list[str]]) -> None:
    """A line that shows how to write, known by its first cell and never loaded."""
    quiet = book.add_format({"italic": True, "font_color": "#6B6459", "num_format": "@"})
    page.write_string(1, 0, EXAMPLE, quiet)
    for at, column in enumerate(columns[1:], start=1):
        chosen = lists.get(at)
        said = column.example or (chosen[0] if chosen else _SAMPLES.get(column.kind, f"({column.header.lower()})"))
        page.write_string(1, at, said, quiet)


def _filled(page: Any, columns: tuple[SheetColumn, ...], rows: Sequence[Mapping[str, Any]]) -> None:
    """Numbers as texts where a cell could not hold them to the last digit."""
    for line, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            value = row.get(column.key)
            if isinstance(value, int | Decimal) and Decimal(repr(float(value))) == value:
                page.write_number(line, at, float(value))
            elif isinstance(value, int | Decimal):
                page.write_string(line, at, typed(value))
            elif value:
                page.write_string(line, at, str(value))


def help_of(column: SheetColumn) -> str:
    """What to write in a column, in one or two sentences."""
    said = [_("Bắt buộc.") if column.required else "", str(column.help), str(_forms().get(column.kind, ""))]
    return " ".join(part for part in said if part) or _("Ghi chữ.")


def _forms() -> Mapping[Kind, str]:
    return {
        Kind.DATE: _("Ngày viết theo mẫu 15/05/2016."),
        Kind.DECIMAL: _("Số viết theo mẫu 1.234,5."),
        Kind.INT: _("Số nguyên."),
        Kind.CHOICE: _("Chọn trong danh mục."),
        Kind.FLAG: _("Ghi Có hoặc để trống."),
    }


def _guide(book: Any, sheet: Sheet, columns: tuple[SheetColumn, ...]) -> None:
    page = book.add_worksheet(GUIDE_SHEET)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format(_HEAD)
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 90)
    notes = [
        str(sheet.title),
        str(sheet.lead),
        _("Không đổi chữ ở dòng tiêu đề. Thứ tự cột tùy ý; cột lạ được bỏ qua."),
        _("Mỗi dòng được nhận ra bằng mã; nạp lại tệp đã sửa thì dòng cũ được cập nhật, không sinh dòng trùng."),
        _("Dòng VÍ DỤ trong trang dữ liệu chỉ để xem cách ghi: giữ hay xóa đều được, hệ thống không nạp dòng ấy."),
        _("Ô để trống không xóa dữ liệu đã có. Ô có công thức không được nhận: hãy dán giá trị."),
    ]
    line = 0
    for note in filter(None, notes):
        page.merge_range(line, 0, line, 1, note, head if line == 0 else wrap)
        line += 1
    for at, title in enumerate((_("Cột"), _("Cách ghi"))):
        page.write_string(line + 1, at, title, head)
    for offset, column in enumerate(columns, start=line + 2):
        listed = _(" Các giá trị: %(values)s.") % {"values": ", ".join(column.choices)} if column.choices else ""
        page.write_string(offset, 0, column.header, wrap)
        page.write_string(offset, 1, help_of(column) + listed, wrap)


def _choices(book: Any, data: Any, columns: tuple[SheetColumn, ...], lists: Mapping[int, list[str]]) -> None:
    """The drop-downs, from lists on a hidden page (a list written into the rule itself may have 255 letters only)."""
    if not lists:
        return
    page = book.add_worksheet(CHOICES_SHEET)
    page.hide()
    for place, (at, labels) in enumerate(lists.items()):
        page.write_column(0, place, labels)
        first = xlsxwriter.utility.xl_rowcol_to_cell(0, place, True, True)
        last = xlsxwriter.utility.xl_rowcol_to_cell(len(labels) - 1, place, True, True)
        rule = {
            "validate": "list",
            "source": f"='{CHOICES_SHEET}'!{first}:{last}",
            "error_title": _("Giá trị không có trong danh mục"),
            "error_message": _("Hãy chọn một giá trị trong danh mục."),
            "show_error": not columns[at].offers,  # a code that is not offered may still be right
        }
        data.data_validation(1, at, FILLED_ROWS, at, rule)


def _labels(column: SheetColumn, user: Any) -> list[str]:
    """What the drop-down of a column says; nothing if it has none, or would have too much to choose from."""
    if column.kind in (Kind.CHOICE, Kind.FLAG):
        return list(column.choices) or ["Có", "Không"]
    found = offered(column.offers, user) if column.offers else ()
    return [f"{words}{CODE_AFTER}{code}" for code, words in found] if len(found) <= MOST_OFFERED else []
