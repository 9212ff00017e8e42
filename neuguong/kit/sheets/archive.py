"""The container of a workbook, opened with suspicion: what it is, how big it gets, which sheet holds the data.

Out comes a small archive of plain stored parts in memory: what is scanned here is byte for byte what is read later,
whatever tricks the uploaded archive played with names and sizes.
"""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

DATA_SHEET = "Dữ liệu"
MAX_PARTS = 2_000
MAX_BYTES = 400 * 1024 * 1024
MAX_RATIO = 400  # of the whole archive, once it is bigger than RATIO_FROM
RATIO_FROM = 20 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NEEDED = ("[content_types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/sharedstrings.xml", "xl/styles.xml")
_ROW_ENDS = re.compile(rb"</([\w.-]+:)?row>")


class SheetFileError(ValueError):
    """The file cannot be read as one of our workbooks; the message is one sentence for people."""


@dataclass(frozen=True)
class Parts:
    """The parts that matter. `book` is a whole archive of them; `sheet` the XML of the sheet called `name`."""

    book: bytes
    sheet: bytes
    name: str


def open_parts(stream: BinaryIO, lines: int | None = None) -> Parts:
    """Look through the workbook in `stream`; SheetFileError if it is not one, or not one that we take.

    With `lines` its data sheet is cut after so many, to know quickly what it is.
    """
    _recognise(stream)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _parts(archive, lines)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, KeyError) as error:
        raise SheetFileError(_("Tệp bị hỏng, không mở được. Hãy lưu lại bằng Excel rồi tải lên lần nữa.")) from error


def _recognise(stream: BinaryIO) -> None:
    stream.seek(0)
    head = stream.read(4)
    if not head:
        raise SheetFileError(_("Tệp trống. Hãy chọn lại tệp."))
    if head == _OLE:
        if _ENCRYPTED in stream.read(1024 * 1024):
            raise SheetFileError(_("Tệp có đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lần nữa."))
        raise SheetFileError(_("Tệp ở định dạng .xls đời cũ. Hãy lưu lại ở định dạng .xlsx."))
    if head != _ZIP:
        raise SheetFileError(_("Tệp không phải là sổ tính Excel (.xlsx). Hãy chọn lại tệp."))
    stream.seek(0)


def _parts(archive: zipfile.ZipFile, lines: int | None) -> Parts:
    names = {info.filename.lower(): info for info in archive.infolist()}
    _refuse_big(archive)
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise SheetFileError(_("Tệp có đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lần nữa."))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise SheetFileError(_("Tệp có chứa macro. Hãy lưu lại ở định dạng .xlsx không macro."))
    if "xl/workbook.xml" not in names:
        raise SheetFileError(_("Tệp không phải là sổ tính Excel (.xlsx). Hãy chọn lại tệp."))
    kept = {name: archive.read(names[name]) for name in ("xl/workbook.xml", *_NEEDED) if name in names}
    title, path = _data_sheet(kept["xl/workbook.xml"], kept.get("xl/_rels/workbook.xml.rels", b""))
    if path.lower() not in names:
        raise SheetFileError(_("Tệp bị hỏng, không mở được. Hãy lưu lại bằng Excel rồi tải lên lần nữa."))
    sheet = _beginning(archive.read(names[path.lower()]), lines)
    return Parts(_repack({names[name].filename: body for name, body in kept.items()}, path, sheet), sheet, title)


def _beginning(sheet: bytes, lines: int | None) -> bytes:
    found = list(islice(_ROW_ENDS.finditer(sheet), lines)) if lines else []
    if not found or len(found) < (lines or 0):
        return sheet
    prefix = found[-1][1] or b""
    return sheet[: found[-1].end()] + b"</%ssheetData></%sworksheet>" % (prefix, prefix)


def _refuse_big(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    blown = total > RATIO_FROM and total > MAX_RATIO * max(packed, 1)
    if len(infos) > MAX_PARTS or total > MAX_BYTES or blown:
        raise SheetFileError(_("Tệp giải nén ra quá lớn, không an toàn để mở. Hãy chia nhỏ dữ liệu thành nhiều tệp."))


def _data_sheet(workbook: bytes, relations: bytes) -> tuple[str, str]:
    """The title and the part name of the sheet "Dữ liệu", else of the first visible one."""
    sheets = [tag for tag in _tags(workbook, "sheet") if tag.get("state", "visible") == "visible"]
    if not sheets:
        raise SheetFileError(_("Tệp không có trang tính nào."))
    chosen = next((tag for tag in sheets if tag.get("name") == DATA_SHEET), sheets[0])
    key = next((value for name, value in chosen.items() if name.rpartition(":")[2] == "id"), "")
    targets = {tag.get("Id"): tag.get("Target", "") for tag in _tags(relations, "Relationship")}
    return chosen.get("name", ""), posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))).lstrip("/")


def _tags(xml: bytes, wanted: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    if xml:
        parse_xml(xml, start)
    return found


def parse_xml(xml: bytes, start: Any, end: Any = None) -> None:
    """Walk through a part; SheetFileError if it is no XML, or brings definitions of its own."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise SheetFileError(_("Tệp bị hỏng, không mở được. Hãy lưu lại bằng Excel rồi tải lên lần nữa.")) from error


def _no_doctype(*_ignored: Any) -> None:
    raise SheetFileError(_("Tệp có nội dung không an toàn để mở. Hãy lưu lại bằng Excel rồi tải lên lần nữa."))


def _repack(kept: dict[str, bytes], path: str, sheet: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as fresh:
        for name, body in {**kept, path: sheet}.items():
            fresh.writestr(name, body)
    return stream.getvalue()
