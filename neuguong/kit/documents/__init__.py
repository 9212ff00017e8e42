"""Official documents: one list of blocks, four writers (HTML, DOCX, PDF, XLSX), in party or state form.

Build a `Document`; show it with `render_html`, give it out with `write_docx`, `write_pdf`, `write_xlsx`, or by name
through `FILE_FORMATS`. A `Bundle` is several in one DOCX or PDF.
"""

from neuguong.kit.documents.blocks import (
    Appendix,
    Blank,
    Block,
    Bullets,
    Bundle,
    Cell,
    Column,
    Document,
    Facts,
    Figure,
    Head,
    Heading,
    Lookup,
    PageBreak,
    Paragraph,
    QRCode,
    Share,
    Signature,
    Signing,
    System,
    Table,
    Text,
)
from neuguong.kit.documents.docx import write_docx
from neuguong.kit.documents.formats import FILE_FORMATS, FileFormat
from neuguong.kit.documents.html import render_html
from neuguong.kit.documents.pdf import write_pdf
from neuguong.kit.documents.xlsx import write_xlsx

__all__ = [
    "FILE_FORMATS",
    "Appendix",
    "Blank",
    "Block",
    "Bullets",
    "Bundle",
    "Cell",
    "Column",
    "Document",
    "Facts",
    "Figure",
    "FileFormat",
    "Head",
    "Heading",
    "Lookup",
    "PageBreak",
    "Paragraph",
    "QRCode",
    "Share",
    "Signature",
    "Signing",
    "System",
    "Table",
    "Text",
    "render_html",
    "write_docx",
    "write_pdf",
    "write_xlsx",
]
