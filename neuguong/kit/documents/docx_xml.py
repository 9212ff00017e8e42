"""WordprocessingML in small pieces: links, repeated heads, rules and fields have no words in python-docx's API."""

from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from neuguong.kit.documents.clean import clean

TWIPS_PER_MM = 1440 / 25.4


def twips(mm: float) -> str:
    """Millimetres in twentieths of a point, the unit of lengths in WordprocessingML."""
    return str(round(mm * TWIPS_PER_MM))


def element(tag: str, *children: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    """The element w:`tag`; attributes are of the same namespace."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def run(text: str, *, bold: bool = False, boxed: bool = False, superscript: bool = False) -> BaseOxmlElement:
    """A run of `text`; line feeds become line breaks, what XML forbids is dropped."""
    marks = [element("b")] if bold else []
    marks += [element("bdr", val="single", sz="6", space="0", color="auto")] if boxed else []
    marks += [element("vertAlign", val="superscript")] if superscript else []
    made = element("r", element("rPr", *marks)) if marks else element("r")
    for place, line in enumerate(clean(text).split("\n")):
        if place:
            made.append(element("br"))
        words = element("t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        made.append(words)
    return made


def rule(length: float, width: float) -> BaseOxmlElement:
    """A line of `length` in the middle of `width` millimetres: the upper border of an empty paragraph."""
    made = paragraph("Rule")
    indent = twips((width - length) / 2)
    line = element("top", val="single", sz="6", space="1", color="auto")
    made[0].extend((element("pBdr", line), element("ind", left=indent, right=indent)))
    return made


def paragraph(style: str, *content: BaseOxmlElement) -> BaseOxmlElement:
    """A paragraph in the style of that id."""
    return element("p", element("pPr", element("pStyle", val=style)), *content)


def page_break() -> BaseOxmlElement:
    """A paragraph too small to be seen, after which a new page begins."""
    return paragraph("Rule", element("r", element("br", type="page")))


def dots() -> BaseOxmlElement:
    """Dots up to the end of the line, in a style with such a tab stop ("FillIn", "Dots")."""
    return element("r", element("tab"))


def field(instruction: str) -> tuple[BaseOxmlElement, ...]:
    """A field such as PAGE, which Word fills in."""
    code = element("instrText")
    code.text = instruction
    parts = (element("fldChar", fldCharType="begin"), code, element("fldChar", fldCharType="end"))
    return tuple(element("r", part) for part in parts)


def table(widths: list[float], *rows: BaseOxmlElement, style: str = "", caption: str = "") -> BaseOxmlElement:
    """A table with fixed columns, `widths` in millimetres; without a style it has no lines."""
    properties = element("tblPr")
    if style:
        properties.append(element("tblStyle", val=style))
    properties.append(element("tblW", w=twips(sum(widths)), type="dxa"))
    properties.append(element("tblLayout", type="fixed"))
    if caption:
        properties.append(element("tblCaption", val=clean(caption).replace("\n", " ")))
    grid = element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths))
    return element("tbl", properties, grid, *rows)


def row(*cells: BaseOxmlElement, header: bool = False, height: float = 0) -> BaseOxmlElement:
    """A row that stays on one page, `height` millimetres high at least; a header is repeated on every page."""
    properties = element("trPr", element("cantSplit"))
    if height:
        properties.append(element("trHeight", val=twips(height), hRule="atLeast"))
    if header:
        properties.append(element("tblHeader"))
    return element("tr", properties, *cells)


def cell(width: float, *paragraphs: BaseOxmlElement, centred: bool = False) -> BaseOxmlElement:
    """A cell of `width` millimetres; Word demands at least one paragraph in it."""
    properties = element("tcPr", element("tcW", w=twips(width), type="dxa"))
    if centred:
        properties.append(element("vAlign", val="center"))
    return element("tc", properties, *paragraphs)
