"""What a file is, judged by its bytes and never by its name.

Only kinds that cannot act by themselves are taken: papers, pictures and sheets, and plain text where the caller takes
it. Office papers with macros, web pages, drawings in SVG and programs are refused, whatever they are called.
"""

import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import puremagic
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from neuguong.kit.text import nfc

NAME_LIMIT = 120
_HEAD = 4096
_PART_LIMIT = 1_000_000


@dataclass(frozen=True)
class Kind:
    """A kind of content that is taken. The first suffix is given to a file that bears none of them."""

    content_type: str
    suffixes: tuple[str, ...]
    is_picture: bool = False


PDF = Kind("application/pdf", (".pdf",))
PNG = Kind("image/png", (".png",), is_picture=True)
JPEG = Kind("image/jpeg", (".jpg", ".jpeg"), is_picture=True)
WEBP = Kind("image/webp", (".webp",), is_picture=True)
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
TEXT = Kind("text/plain", (".txt", ".csv"))
KINDS = {kind.content_type: kind for kind in (PDF, PNG, JPEG, WEBP, DOCX, XLSX, TEXT)}

# What Python's zip reader raises on a file that somebody else's program, a bad disk or malice wrote.
DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OverflowError, EOFError, RuntimeError)

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # DOC, XLS: may hide macros that only Office can find
_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_MARKUP = ("<!doctype", "<html", "<head", "<body", "<script", "<iframe", "<svg", "<?xml", "<?php", "#!")


def kind_of(path: Path, *, takes_text: bool = False) -> Kind:
    """The kind of the file at `path`; ValidationError with a sentence for people if it is not taken."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise _refused(_("Tệp rỗng, không có nội dung."))
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    kind = KINDS.get(_guess(head))
    if kind in (PDF, PNG, JPEG, WEBP) and _begins_right(kind, head):
        return kind
    if head.startswith(_OLD_OFFICE):
        raise _refused(_("Tệp Word, Excel kiểu cũ (DOC, XLS) không nhận được. Hãy lưu lại thành DOCX, XLSX hoặc PDF."))
    if _is_text(path) and takes_text:
        return TEXT
    raise _refused(
        _("Nội dung tệp không phải là ảnh (PNG, JPEG, WEBP), PDF, Word (DOCX) hay Excel (XLSX) nên không nhận được.")
    )


def _guess(head: bytes) -> str:
    try:
        return str(puremagic.magic_string(head)[0].mime_type)
    except puremagic.PureError:
        return ""


def _begins_right(kind: Kind, head: bytes) -> bool:
    """The signature stands at the very beginning, so that nothing else can be read into the same bytes first."""
    starts = {PDF: b"%PDF-", PNG: b"\x89PNG\r\n\x1a\n", JPEG: b"\xff\xd8\xff", WEBP: b"RIFF"}
    return head.startswith(starts[kind])


def _office(path: Path) -> Kind:
    """DOCX or XLSX without macros, controls or embedded programs."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
            types = archive.open("[Content_Types].xml").read(_PART_LIMIT).lower()
    except DAMAGED:
        raise _refused(_("Tệp nén không nhận được. Hãy gửi từng tệp DOCX, XLSX, PDF hoặc ảnh.")) from None
    if b"macroenabled" in types or any(_is_active(name) for name in names):
        raise _refused(_("Tệp có macro hoặc mã nhúng nên không nhận. Hãy lưu lại thành DOCX, XLSX hoặc PDF rồi gửi."))
    kind = next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)
    if kind is None:
        raise _refused(_("Tệp nén không nhận được. Hãy gửi từng tệp DOCX, XLSX, PDF hoặc ảnh."))
    return kind


def _is_active(part: str) -> bool:
    return "vbaproject" in part or "/activex/" in part or "/embeddings/oleobject" in part


def _is_text(path: Path) -> bool:
    """Unicode text without control characters, and not a page or a program that a machine would run."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(unicodedata.category(char) == "Cc" and char not in "\t\r\n" for char in text):
        return False
    if any(mark in text.lower() for mark in _MARKUP):
        raise _refused(_("Tệp là trang web hoặc chương trình nên không nhận. Hãy gửi bản PDF hoặc ảnh chụp."))
    return True


def _refused(sentence: str) -> ValidationError:
    return ValidationError(sentence, code="file")


def clean_name(name: str, kind: Kind) -> str:
    """The name it is kept under: last part of any path, NFC, no hidden or control characters, a suffix that is true."""
    last = nfc(name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(char for char in last if unicodedata.category(char)[0] != "C" and char not in '<>:"|?*').strip(". ")
    path = PurePosixPath(plain or "tep")
    keeps = path.suffix.lower() in kind.suffixes
    stem, suffix = (path.stem, path.suffix.lower()) if keeps else (path.name, kind.suffixes[0])
    return f"{stem[:NAME_LIMIT].strip('. ') or 'tep'}{suffix}"
