"""The document as a workbook: a sheet with its words, and a sheet for each table with numbers to calculate with."""

import datetime as dt
from typing import Any, BinaryIO

import xlsxwriter

from neuguong.kit.documents import blocks, form
from neuguong.kit.documents.clean import clean
from neuguong.kit.documents.xlsx_table import LINK, LONGEST, PAPERS, TableSheet

_TEXT_SHEET = "Văn bản"
_OPTIONS = {
    "constant_memory": True,
    # Text stays text: a name such as "=1+1" must never become a formula.
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "Times New Roman", "font_size": 12},
}


def write_xlsx(document: blocks.Document, stream: BinaryIO, at: dt.datetime | None = None) -> None:
    """Write `document` as XLSX; `at` is the instant of making that the file's properties name, if it is known."""
    with xlsxwriter.Workbook(stream, _OPTIONS) as workbook:
        head = document.head
        title = clean(f"{head.title} {head.summary}").strip()[:255]
        workbook.set_properties({"title": title, "author": clean(head.issuer)[:255], "created": form.made(head, at)})
        book = _Book(workbook, document)
        book.head()
        book.text(document.blocks, landscape=document.landscape)
        book.foot()
        for annex in form.annexes(document):
            book.annex(annex)


class _Book:
    """A workbook whose sheets are all written from top to bottom, as constant memory demands."""

    def __init__(self, workbook: xlsxwriter.Workbook, document: blocks.Document) -> None:
        self._workbook = workbook
        self._document = document
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._tables = 0
        self._line = 0
        self._sheet = workbook.add_worksheet(_TEXT_SHEET)
        self._sheet.set_paper(PAPERS[document.paper])
        self._sheet.set_column(0, 0, 90)
        self._sheet.set_column(1, 1, 45)
        self._sheet.fit_to_pages(1, 0)

    def head(self) -> None:
        head = self._document.head
        left = [head.parent.upper(), head.issuer.upper(), form.reference(head), form.DRAFT if head.draft else ""]
        right = [*form.form_for(head).nation, form.place_and_date(head)]
        left = [line for line in left if line]
        for line in range(max(len(left), len(right))):
            for column, lines in enumerate((left, right)):
                self._string(self._line, column, "".join(lines[line : line + 1]), align="center")
            self._line += 1
        self._line += 1
        self._say(head.title.upper(), bold=True, align="center", font_size=14)
        self._say(head.summary, bold=True, align="center")

    def text(self, said: tuple[blocks.Block, ...], title: str = "", landscape: bool = False) -> None:
        """Write blocks below what is there; `title` names the tables that have no caption of their own."""
        for block in said:
            if isinstance(block, blocks.Table):
                self._table(block, block.caption or title, landscape)
            else:
                for line in _lines(block):
                    self._say(line, bold=isinstance(block, blocks.Heading))

    def foot(self) -> None:
        self._line += 1
        signature = self._document.signature
        for line in (*signature.authority, signature.position) if signature else ():
            self._say(line.upper(), bold=True)
        self._say(signature.name if signature else "", bold=True)
        if self._document.recipients:
            self._say(form.RECIPIENTS)
        for recipient in self._document.recipients:
            self._say(f"- {recipient}")

    def annex(self, annex: form.Annex) -> None:
        self._line += 1
        self._say(f"{annex.label}. {annex.appendix.title}", bold=True)
        self.text(annex.appendix.blocks, annex.appendix.title, annex.appendix.landscape)

    def _say(self, text: str, **look: Any) -> None:
        if text:
            self._string(self._line, 0, text, **look)
        self._line += 1

    def _string(self, line: int, column: int, text: str, **look: Any) -> None:
        style = self._format(text_wrap=True, valign="top", **look)
        self._sheet.write_string(line, column, clean(text)[:LONGEST], style)

    def _table(self, table: blocks.Table, title: str, landscape: bool) -> None:
        self._tables += 1
        name = f"{form.TABLE} {self._tables}"
        said = f"Xem trang tính “{name}”. {title}"
        link = self._format(text_wrap=True, **LINK)
        self._sheet.write_url(self._line, 0, f"internal:'{name}'!A1", link, clean(said)[:LONGEST])
        self._line += 1
        sheet = self._workbook.add_worksheet(name)
        if table is self._document.blocks[0]:  # a paper that is a list opens at the list
            sheet.activate()
        TableSheet(sheet, self._document, self._format).write(table, title, landscape)

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(look)
        return self._formats[key]


def _lines(block: blocks.Block) -> list[str]:
    match block:
        case blocks.Heading():
            return [block.text]
        case blocks.Paragraph():
            return [_words(block.text)]
        case blocks.Bullets():
            return [f"- {_words(item)}" for item in block.items]
        case blocks.Facts():
            return [f"{name}: {_words(value)}" for name, value in block.pairs]
        case blocks.Signing():
            above = [line for one in block.above for line in _lines(one)]
            signed = (line for one in block.places for line in (*one.authority, one.position, one.note, one.name))
            return [*above, *(line for line in signed if line)]
        case blocks.Blank():
            return [block.label, *[""] * block.lines]
        case blocks.QRCode():
            return [line for line in (block.caption, block.address) if line]
        case _:
            return []


def _words(text: blocks.Text) -> str:
    """`text` in one string: a cell has room for one link at most, so figures keep their code."""
    return "".join(piece if isinstance(piece, str) else _coded(piece) for piece in blocks.runs(text))


def _coded(figure: blocks.Figure) -> str:
    return f"{figure.text} [{figure.code}]" if figure.code else figure.text
