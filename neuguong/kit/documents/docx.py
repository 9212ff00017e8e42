"""The document as a Word file that an officer can go on editing: real styles, real headings, repeated table heads."""

import datetime as dt
from typing import BinaryIO

import docx
from docx.document import Document as File
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm

from neuguong.kit.documents import blocks, form
from neuguong.kit.documents.clean import clean
from neuguong.kit.documents.docx_blocks import BlockWriter, Links, signed
from neuguong.kit.documents.docx_styles import set_styles
from neuguong.kit.documents.docx_xml import cell, element, field, paragraph, row, rule, run, table

_CELL_MARGINS = 3.0  # left and right together, as the style of tables has them
_SHORT_RULE = 22.0
_SUMMARY_RULE = 42.0


def write_docx(said: blocks.Document | blocks.Bundle, stream: BinaryIO, at: dt.datetime | None = None) -> None:
    """Write a document, or several in one file, as DOCX; `at` is the instant of making that the file's properties name,
    if it is known."""
    file = docx.Document()
    papers = blocks.bound(said)
    rules = form.form_of(papers[0])
    width = _first_section(file, rules, papers[0].landscape)
    set_styles(file, rules, width, _points_of_tables(papers, rules))
    _set_properties(file, papers[0].head, at)
    links = Links(file)
    for place, document in enumerate(papers):
        if place:
            width = _next_section(file, rules, document.landscape)
        _add_paper(file, document, rules, links, width)
    file.save(stream)


def _add_paper(file: File, document: blocks.Document, rules: form.Form, links: Links, width: float) -> None:
    writer = BlockWriter(document, links, rules)
    _add(file, *_head(document.head, rules, width))
    _add_blocks(file, document.blocks, writer, width)
    _add(file, *_foot(document, width))
    for annex in form.annexes(document):
        _add_annex(file, annex, rules, writer)


def _points_of_tables(papers: tuple[blocks.Document, ...], rules: form.Form) -> set[int]:
    """The sizes of letters that tables ask for beside the form's own."""
    said = [block for one in papers for block in one.blocks]
    said += [block for one in papers for appendix in one.appendices for block in appendix.blocks]
    tables = (block for block in said if isinstance(block, blocks.Table))
    return {rules.points_of(table) for table in tables} - {rules.sizes.table}


def _add(file: File, *elements: BaseOxmlElement) -> None:
    end = file.element.body.sectPr
    for made in elements:
        end.addprevious(made)


def _add_blocks(file: File, said: tuple[blocks.Block, ...], writer: BlockWriter, width: float) -> None:
    for block in said:
        _add(file, *writer.write(block, width))


def _add_annex(file: File, annex: form.Annex, rules: form.Form, writer: BlockWriter) -> None:
    width = _next_section(file, rules, annex.appendix.landscape)
    _add(
        file,
        paragraph("Title", run(annex.label)),
        paragraph("Subtitle", run(annex.appendix.title)),
        paragraph("AnnexNote", run(f"({annex.note})")),
    )
    _add_blocks(file, annex.appendix.blocks, writer, width)


def _next_section(file: File, rules: form.Form, landscape: bool) -> float:
    """Begin a page that is the first of its own count; return the millimetres between the margins."""
    section = file.add_section()
    # The paragraph that carries the break is too small to fill a page. Asking for the last of all paragraphs would read
    # them all: quadratic in a file of hundreds of papers.
    file.element.body.sectPr.getprevious().style = "Rule"
    if section._sectPr.find(qn("w:pgNumType")) is None:
        section._sectPr.find(qn("w:cols")).addprevious(element("pgNumType", start="1"))
    return _set_page(section, rules, landscape)


def _first_section(file: File, rules: form.Form, landscape: bool) -> float:
    section = file.sections[0]
    section.different_first_page_header_footer = True  # no number on the first page
    section.header_distance = Mm(rules.number_of_page_from_edge)
    section.header.paragraphs[0]._p.extend(field("PAGE"))
    return _set_page(section, rules, landscape)


def _set_page(section: Section, rules: form.Form, landscape: bool) -> float:
    """Set paper and margins; return the millimetres between the margins."""
    paper = form.PAPERS[rules.paper]
    width, height = reversed(paper) if landscape else paper
    margins = rules.margins
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    return rules.text_width(landscape)


def _set_properties(file: File, head: blocks.Head, at: dt.datetime | None) -> None:
    properties = file.core_properties
    properties.title = clean(f"{head.title} {head.summary}").strip()[:255]
    properties.author = properties.last_modified_by = clean(head.issuer)[:255]
    properties.language = "vi"
    properties.comments = ""
    properties.created = properties.modified = form.made(head, at)


def _head(head: blocks.Head, rules: form.Form, width: float) -> list[BaseOxmlElement]:
    left, right = (width * share / 100 for share in rules.head_columns)
    issuer = [paragraph("Parent", run(head.parent.upper()))] if head.parent else []
    issuer.append(paragraph("Issuer", run(head.issuer.upper())))
    issuer.append(paragraph("Issuer", run("*")) if rules.star else rule(_SHORT_RULE, left - _CELL_MARGINS))
    nation = [paragraph(f"Nation{place}", run(line)) for place, line in enumerate(rules.nation, 1)]
    nation.append(rule(rules.nation_rule, right - _CELL_MARGINS))
    number = [paragraph("Number", run(form.reference(head)))]
    number += [paragraph("Draft", run(f" {form.DRAFT} ", boxed=True))] if head.draft else []
    placed = paragraph("Place", run(form.place_and_date(head)))
    rows = (row(cell(left, *issuer), cell(right, *nation)), row(cell(left, *number), cell(right, placed)))
    return [table([left, right], *rows), *_title(head, rules, width)]


def _title(head: blocks.Head, rules: form.Form, width: float) -> list[BaseOxmlElement]:
    title = paragraph("Title", run(head.title.upper()))
    if not head.summary:
        return [title]
    dashes = rules.summary_rule == "dashes"
    under = paragraph("UnderSummary", run("-----")) if dashes else rule(_SUMMARY_RULE, width)
    return [title, paragraph("Subtitle", run(head.summary)), under]


def _foot(document: blocks.Document, width: float) -> list[BaseOxmlElement]:
    recipients, signature = document.recipients, document.signature
    if not (recipients or signature):
        return []
    half = width / 2
    left = [paragraph("RecipientsLabel", run(form.RECIPIENTS))] if recipients else [paragraph("Recipients")]
    left += [paragraph("Recipients", run(f"- {item}")) for item in recipients]
    right = signed(signature) if signature else [paragraph("Position")]
    # Word wants a paragraph between tables and after the last one.
    return [paragraph("Rule"), table([half, half], row(cell(half, *left), cell(half, *right))), paragraph("Rule")]
