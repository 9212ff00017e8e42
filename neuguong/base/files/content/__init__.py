"""What a file is, and whether it says that it is a state secret; judged before anything is kept."""

from neuguong.base.files.content.kinds import DOCX, KINDS, PDF, TEXT, XLSX, Kind, clean_name, kind_of
from neuguong.base.files.content.pages import lines_of
from neuguong.base.files.content.secrecy import mark_in_name, mark_in_texts

__all__ = [
    "DOCX",
    "KINDS",
    "PDF",
    "TEXT",
    "XLSX",
    "Kind",
    "clean_name",
    "kind_of",
    "lines_of",
    "mark_in_name",
    "mark_in_texts",
]
