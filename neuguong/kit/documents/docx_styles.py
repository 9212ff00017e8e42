"""The styles of an official document in Word: every look is a named style, so that an officer can change it once."""

import dataclasses
from collections.abc import Iterable
from typing import Literal

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from neuguong.kit.documents.docx_xml import element, twips
from neuguong.kit.documents.form import Form

# The regulations demand this very font. It is named, not embedded: the offices' computers have it, and where it is
# missing its metric twins (Tinos, Liberation Serif) step in without moving a line. The PDF embeds Tinos instead.
FONT = "Times New Roman"
_OF_TABLES = ("TableText", "TableNumber", "TableHead")


@dataclasses.dataclass(frozen=True)
class Look:
    """A paragraph style. Sizes and spaces in points, lengths in millimetres; `line` is a multiple of single spacing.

    The names of Word's own styles are English by definition (Word translates them); ours are Vietnamese.
    """

    id: str
    name: str
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: Literal["left", "right", "center", "both"] = "left"
    before: float = 0
    after: float = 0
    first_line: float = 0
    line: float = 1
    keep_next: bool = False
    outline: int | None = None
    dots_to: float = 0


def set_styles(document: Document, form: Form, text_width: float, points: Iterable[int] = ()) -> None:
    """Replace the styles of `document` by those of `form`; `text_width` in millimetres is where dotted lines end,
    `points` are the sizes of letters that tables have beside the form's own."""
    root = document.styles.element
    for old in (*root.findall(qn("w:style")), *root.findall(qn("w:docDefaults"))):
        root.remove(old)
    root.insert(0, _defaults())
    looks = _looks(form, text_width)
    other = [_sized(look, size) for size in sorted(points) for look in looks if look.id in _OF_TABLES]
    root.extend(_style(look) for look in (*looks, *other))
    root.extend((_table_normal(), _grid()))


def _sized(look: Look, points: int) -> Look:
    return dataclasses.replace(look, id=f"{look.id}{points}", name=f"{look.name} {points}", size=points)


def _looks(form: Form, width: float) -> tuple[Look, ...]:
    size = form.sizes
    body = Look("BodyText", "Body Text", size.body, align="both", after=6, first_line=12.7, line=1.1)
    heading = dataclasses.replace(body, bold=True, before=4, keep_next=True, align="left")
    centred = Look("Subtitle", "Subtitle", size.summary, bold=True, align="center")
    table = Look("TableText", "Chữ trong bảng", size.table, before=2, after=2)
    underlined = form.recipients_label == "underlined"
    return (
        Look("Normal", "Normal", size.body),
        Look("Header", "header", size.page, align="center"),
        *_head_looks(form),
        Look("Title", "Title", size.title, bold=True, align="center", before=14),
        centred,
        dataclasses.replace(centred, id="UnderSummary", name="Dưới trích yếu", bold=False, after=8),
        body,
        dataclasses.replace(body, id="FillIn", name="Mục điền tay", align="left", dots_to=width),
        dataclasses.replace(body, id="Dots", name="Dòng chấm", align="left", first_line=0, dots_to=width),
        *(
            dataclasses.replace(heading, id=f"Heading{n}", name=f"heading {n}", outline=n - 1, italic=n == 3)
            for n in (1, 2, 3)
        ),
        Look("Caption", "caption", size.table, bold=True, align="center", before=6, after=4, keep_next=True),
        table,
        dataclasses.replace(table, id="TableNumber", name="Số trong bảng", align="right"),
        dataclasses.replace(table, id="TableHead", name="Tiêu đề cột", align="center", bold=True, keep_next=True),
        dataclasses.replace(table, id="Source", name="Nguồn số liệu", italic=True, before=4, after=8),
        Look(
            "RecipientsLabel",
            "Nơi nhận",
            size.recipients_label,
            bold=not underlined,
            italic=not underlined,
            underline=underlined,
        ),
        Look("Recipients", "Danh sách nơi nhận", size.recipients),
        *_signing_looks(form),
        Look("AnnexNote", "Kèm theo", size.body, italic=True, align="center", before=4, after=10),
    )


def _signing_looks(form: Form) -> tuple[Look, ...]:
    size = form.sizes
    return (
        Look("Authority", "Quyền hạn ký", size.signature, bold=True, align="center", keep_next=True),
        Look("Position", "Chức vụ ký", size.signature, bold=form.position_bold, align="center", keep_next=True),
        Look("SignedName", "Người ký", size.signature, bold=True, align="center", before=75),
        Look("SignedNote", "Chỗ ký", size.signature, italic=True, align="center", keep_next=True),
    )


def _head_looks(form: Form) -> tuple[Look, ...]:
    size = form.sizes
    nation = (
        Look(f"Nation{n}", f"Quốc hiệu {n}", points, bold=True, align="center")
        for n, points in enumerate(size.nation, 1)
    )
    return (
        *nation,
        Look("Parent", "Cơ quan cấp trên", size.parent, align="center"),
        Look("Issuer", "Cơ quan ban hành", size.issuer, bold=True, align="center"),
        Look("Rule", "Đường kẻ", 2, align="center"),
        Look("Number", "Số, ký hiệu", size.number, align="center", before=4),
        Look("Place", "Địa danh, ngày tháng", size.place, italic=True, align="center", before=4),
        Look("Draft", "Dự thảo", size.number, bold=True, align="center", before=4),
    )


def _defaults() -> BaseOxmlElement:
    fonts = element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    language = element("lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA")
    run = element("rPrDefault", element("rPr", fonts, language))
    return element("docDefaults", run, element("pPrDefault"))


def _style(look: Look) -> BaseOxmlElement:
    made = element("style", element("name", val=look.name), type="paragraph", styleId=look.id)
    if look.id == "Normal":
        made.set(qn("w:default"), "1")
    else:
        made.append(element("basedOn", val="Normal"))
    made.extend((element("qFormat"), _paragraph_properties(look), _run_properties(look)))
    return made


def _paragraph_properties(look: Look) -> BaseOxmlElement:
    # The schema fixes the order of these elements; Word refuses a file that has another.
    made = element("pPr")
    if look.keep_next:
        made.append(element("keepNext"))
    if look.dots_to:
        made.append(element("tabs", element("tab", val="right", leader="dot", pos=twips(look.dots_to))))
    spacing = {"before": look.before * 20, "after": look.after * 20, "line": look.line * 240}
    made.append(element("spacing", lineRule="auto", **{name: str(round(value)) for name, value in spacing.items()}))
    if look.first_line:
        made.append(element("ind", firstLine=twips(look.first_line)))
    made.append(element("jc", val=look.align))
    if look.outline is not None:
        made.append(element("outlineLvl", val=str(look.outline)))
    return made


def _run_properties(look: Look) -> BaseOxmlElement:
    marks = [element(tag) for tag, wanted in (("b", look.bold), ("i", look.italic)) if wanted]
    sizes = [element(tag, val=str(round(look.size * 2))) for tag in ("sz", "szCs")]
    underline = [element("u", val="single")] if look.underline else []
    return element("rPr", *marks, *sizes, *underline)


def _table_normal() -> BaseOxmlElement:
    margins = element("tblCellMar", *(element(side, w="85", type="dxa") for side in ("left", "right")))
    made = element("style", element("name", val="Normal Table"), type="table", styleId="TableNormal")
    made.set(qn("w:default"), "1")
    made.append(element("tblPr", element("tblInd", w="0", type="dxa"), margins))
    return made


def _grid() -> BaseOxmlElement:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = element("tblBorders", *(element(side, val="single", sz="4", space="0", color="000000") for side in sides))
    made = element("style", element("name", val="Table Grid"), type="table", styleId="TableGrid")
    made.extend((element("basedOn", val="TableNormal"), element("tblPr", lines)))
    return made
