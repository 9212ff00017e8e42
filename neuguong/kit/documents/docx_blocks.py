"""Blocks as paragraphs and tables of a Word document."""

from docx.document import Document as File
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from neuguong.kit.documents import blocks, form
from neuguong.kit.documents.clean import clean
from neuguong.kit.documents.columns import column_widths
from neuguong.kit.documents.docx_xml import cell, dots, element, page_break, paragraph, row, run, table


class Links:
    """The addresses that a file links to, each kept once."""

    def __init__(self, file: File) -> None:
        self._relations = file.part.rels
        self._names: dict[str, str] = {}

    def name(self, address: str) -> str:
        """The id under which the file keeps an address."""
        # python-docx's own search for an equal address reads all addresses each time: quadratic in a long table.
        if address not in self._names:
            name = self._names[address] = f"rIdFigure{len(self._names)}"
            self._relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
        return self._names[address]


def signed(signature: blocks.Signature) -> list[BaseOxmlElement]:
    """The paragraphs of a place to sign."""
    return [
        *(paragraph("Authority", run(line.upper())) for line in signature.authority),
        paragraph("Position", run(signature.position.upper())),
        *([paragraph("SignedNote", run(signature.note))] if signature.note else []),
        paragraph("SignedName", run(signature.name)),
    ]


class BlockWriter:
    """Makes the elements of one block of a document after the other."""

    def __init__(self, document: blocks.Document, links: Links, rules: form.Form) -> None:
        self._document = document
        self._links = links
        self._rules = rules

    def write(self, block: blocks.Block, width: float) -> list[BaseOxmlElement]:
        """The elements of `block` on a page with `width` millimetres between its margins."""
        match block:
            case blocks.Heading():
                return [paragraph(f"Heading{block.level}", run(block.text))]
            case blocks.Paragraph():
                return [paragraph("BodyText", *self._runs(block.text))]
            case blocks.Bullets():
                return [paragraph("BodyText", run("- "), *self._runs(item)) for item in block.items]
            case blocks.Facts():
                return [self._fact(name, value) for name, value in block.pairs]
            case blocks.Table():
                return self._table(block, width)
            case blocks.Blank():
                label = [paragraph("BodyText", run(block.label))] if block.label else []
                return label + [paragraph("Dots", dots()) for _line in range(block.lines)]
            case blocks.Signing():
                return self._signing(block, width)
            case blocks.PageBreak():
                return [page_break()]
            case blocks.QRCode():  # Word's paper has the address in letters
                return [paragraph("BodyText", run(line)) for line in (block.caption, block.address) if line]

    def _fact(self, name: str, value: blocks.Text) -> BaseOxmlElement:
        if value == "":
            return paragraph("FillIn", run(f"{name}: "), dots())
        return paragraph("BodyText", run(f"{name}: "), *self._runs(value))

    def _signing(self, said: blocks.Signing, width: float) -> list[BaseOxmlElement]:
        empty = [[paragraph("Position")]] if len(said.places) == 1 else []
        places = [*empty, *(signed(place) for place in said.places)]
        share = width / len(places)
        above = [made for one in said.above for made in self.write(one, width)]
        return [
            *above,
            paragraph("Rule"),
            table([share] * len(places), row(*(cell(share, *place) for place in places))),
            paragraph("Rule"),
        ]

    def _table(self, said: blocks.Table, width: float) -> list[BaseOxmlElement]:
        points = self._rules.points_of(said)
        widths = column_widths(said, width, points)
        size = "" if points == self._rules.sizes.table else str(points)
        heads = (
            cell(wide, paragraph(f"TableHead{size}", run(column.label)), centred=True)
            for wide, column in zip(widths, said.columns, strict=True)
        )
        height = said.row_height * self._rules.scale
        rows = [row(*heads, header=True)]
        rows += [self._row(cells, said.columns, widths, size, height) for cells in said.rows]
        if said.totals:
            rows.append(self._row(said.totals, said.columns, widths, size, bold=True))
        caption = [paragraph("Caption", run(said.caption))] if said.caption else []
        # A paragraph always follows, or Word would join two tables into one.
        after = paragraph("Source", run(form.SOURCE + said.source)) if said.source else paragraph("Rule")
        return [*caption, table(widths, *rows, style="TableGrid", caption=said.caption), after]

    def _row(
        self,
        cells: tuple[blocks.Cell, ...],
        columns: tuple[blocks.Column, ...],
        widths: list[float],
        size: str,
        height: float = 0,
        *,
        bold: bool = False,
    ) -> BaseOxmlElement:
        """`size` ends the name of the styles where the letters are not of the form's own size."""
        made = []
        for said, column, width in zip(cells, columns, widths, strict=True):
            words = self._figure(said, bold) if isinstance(said, blocks.Figure) else [run(column.show(said), bold=bold)]
            made.append(cell(width, paragraph(f"Table{'Number' if column.numeric else 'Text'}{size}", *words)))
        return row(*made, height=height)

    def _runs(self, text: blocks.Text) -> list[BaseOxmlElement]:
        made: list[BaseOxmlElement] = []
        for piece in blocks.runs(text):
            made += self._figure(piece) if isinstance(piece, blocks.Figure) else [run(piece)]
        return made

    def _figure(self, figure: blocks.Figure, bold: bool = False) -> list[BaseOxmlElement]:
        link = element("hyperlink", run(figure.text, bold=bold))
        link.set(qn("r:id"), self._links.name(clean(self._document.absolute(figure))))
        return [link, run(f" {figure.code}", bold=bold, superscript=True)] if figure.code else [link]
