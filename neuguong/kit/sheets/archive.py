"""The container of a workbook, opened with suspicion: what it is, how big it gets, which sheet holds the data.

Out comes a small archive of a few parts in memory: what is scanned here is byte for byte what is read later, whatever
tricks the uploaded archive played with names and sizes.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from neuguong.kit.sheets.markup import BROKEN, SheetFileError, tags
from neuguong.kit.sheets.recognise import refuse_parts, refuse_strange
from neuguong.kit.sheets.scan import Seen, scan

DATA_SHEET = "Dữ liệu"
GUIDE_SHEET = "Hướng dẫn"
MAX_PARTS = 2_000
MAX_BYTES = 400 * 1024 * 1024
MAX_READ = 200 * 1024 * 1024  # of the parts that are read: they are held in memory for a moment
MAX_RATIO = 400  # of the whole archive, once it is bigger than RATIO_FROM
RATIO_FROM = 20 * 1024 * 1024
SQUEEZED_FROM = 64 * 1024 * 1024  # above, the fresh archive is compressed: slower, and not held twice

_CONTENT = "[content_types].xml"
_NEEDED = (_CONTENT, "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/sharedstrings.xml", "xl/styles.xml")
_ROW_ENDS = re.compile(rb"</([\w.-]+:)?row>")
_PIECE = 256 * 1024
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, KeyError, struct.error,
    ValueError, UnicodeError, MemoryError,
)  # fmt: skip


@dataclass(frozen=True)
class Parts:
    """The parts that matter. `book` is a whole archive of them; `name` its data sheet, of which `formulas` tells the
    cells with a formula; `told` what a person should know."""

    book: BinaryIO
    name: str
    formulas: Mapping[tuple[int, int], str]
    told: list[str]


def open_parts(stream: BinaryIO, lines: int | None = None) -> Parts:
    """Look through the workbook in `stream`; SheetFileError if it is not one, or not one that we take.

    With `lines` its data sheet is cut after so many, to know quickly what it is.
    """
    refuse_strange(stream)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _parts(archive, lines)
    except SheetFileError:
        raise
    except _UNREADABLE as error:
        raise SheetFileError(str(BROKEN)) from error


def _parts(archive: zipfile.ZipFile, lines: int | None) -> Parts:
    names = {info.filename.lower(): info for info in archive.infolist()}
    _refuse_big(archive)
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise SheetFileError(_("Tệp có đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lần nữa."))
    refuse_parts(set(names), archive.read(names[_CONTENT]) if _CONTENT in names else b"")
    wanted = [name for name in ("xl/workbook.xml", *_NEEDED) if name in names]
    if sum(names[name].file_size for name in wanted) > MAX_READ:
        raise SheetFileError(_too_big())
    kept = {name: archive.read(names[name]) for name in wanted}
    title, path, told = _data_sheet(kept["xl/workbook.xml"], kept.get("xl/_rels/workbook.xml.rels", b""))
    if path.lower() not in names:
        raise SheetFileError(str(BROKEN))
    if not lines and sum(map(len, kept.values())) + names[path.lower()].file_size > MAX_READ:
        raise SheetFileError(_too_big())
    sheet = _sheet(archive, names[path.lower()], lines)
    seen = scan(sheet)
    book = _repack({names[name].filename: body for name, body in kept.items()}, path, sheet)
    return Parts(book, title, seen.formulas, [*told, *_hidden(seen)])


def _sheet(archive: zipfile.ZipFile, info: zipfile.ZipInfo, lines: int | None) -> bytes:
    """The XML of the sheet, or its beginning with so many lines: no more is unpacked than needed."""
    if not lines:
        return archive.read(info)
    sheet = b""
    with archive.open(info) as part:
        while piece := part.read(_PIECE):
            sheet += piece
            found = list(islice(_ROW_ENDS.finditer(sheet), lines))
            if len(found) == lines:
                prefix = found[-1][1] or b""
                return sheet[: found[-1].end()] + b"</%ssheetData></%sworksheet>" % (prefix, prefix)
    return sheet


def _refuse_big(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    blown = total > RATIO_FROM and total > MAX_RATIO * max(packed, 1)
    if len(infos) > MAX_PARTS or total > MAX_BYTES or blown:
        raise SheetFileError(_too_big())


def _too_big() -> str:
    return _("Tệp giải nén ra quá lớn, không an toàn để mở. Hãy chia nhỏ dữ liệu thành nhiều tệp.")


def _data_sheet(workbook: bytes, relations: bytes) -> tuple[str, str, list[str]]:
    """The title and the part name of the sheet "Dữ liệu", else of the first visible one; what to tell about it."""
    sheets = tags(workbook, "sheet")
    visible = [tag for tag in sheets if tag.get("state", "visible") == "visible"]
    if not visible:
        raise SheetFileError(_("Tệp không có trang tính nào đang hiện. Hãy bỏ ẩn trang dữ liệu rồi tải lên lần nữa."))
    chosen = next((tag for tag in visible if tag.get("name") == DATA_SHEET), visible[0])
    key = next((value for name, value in chosen.items() if name.rpartition(":")[2] == "id"), "")
    targets = {tag.get("Id"): tag.get("Target", "") for tag in tags(relations, "Relationship")}
    path = posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))).lstrip("/")
    return chosen.get("name", ""), path, _about_book(workbook, visible, chosen, has_hidden=len(sheets) > len(visible))


def _about_book(
    workbook: bytes, visible: list[dict[str, str]], chosen: dict[str, str], *, has_hidden: bool
) -> list[str]:
    told, name = [], chosen.get("name", "")
    others = [tag.get("name", "") for tag in visible if tag is not chosen and tag.get("name") != GUIDE_SHEET]
    if others:
        names = ", ".join(f"“{other}”" for other in others[:5])
        told.append(
            _("Tệp có nhiều trang tính; chỉ đọc trang “%(name)s”, bỏ qua %(names)s.") % {"name": name, "names": names}
        )
    if has_hidden and name != DATA_SHEET:
        told.append(_("Tệp có trang tính ẩn; trang ẩn không được đọc."))
    if any(tag.get("date1904") in ("1", "true") for tag in tags(workbook, "workbookPr")):
        told.append(_("Tệp đếm ngày từ năm 1904 (Excel trên máy Mac); ngày đã được quy đổi, đề nghị đồng chí xem lại."))
    return told


def _hidden(seen: Seen) -> list[str]:
    if not seen.hidden:
        return []
    words = {
        "n": len(seen.hidden),
        "lines": ", ".join(map(str, seen.hidden[:5])) + ("…" if len(seen.hidden) > 5 else ""),
    }
    return [_("Trang dữ liệu có %(n)s dòng đang ẩn (dòng %(lines)s); các dòng ấy vẫn được đọc.") % words]


def _repack(kept: dict[str, bytes], path: str, sheet: bytes) -> BinaryIO:
    stream = io.BytesIO()
    way = zipfile.ZIP_DEFLATED if len(sheet) > SQUEEZED_FROM else zipfile.ZIP_STORED
    with zipfile.ZipFile(stream, "w", way, compresslevel=1) as fresh:
        for name, body in {**kept, path: sheet}.items():
            fresh.writestr(name, body)
    stream.seek(0)
    return stream
