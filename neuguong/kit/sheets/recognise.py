"""What a file is that is no workbook of ours, told by its first bytes and its parts, with what to do about it."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from neuguong.kit.sheets.markup import SheetFileError, tags

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 4096


def refuse_strange(stream: BinaryIO) -> None:
    """SheetFileError if the beginning of `stream` is not that of an .xlsx; it stands at its start afterwards."""
    stream.seek(0)
    head = stream.read(_LOOKED_AT)
    if not head:
        raise SheetFileError(_("Tệp trống. Hãy chọn lại tệp."))
    if head.startswith(_OLE):
        raise SheetFileError(_old(head + stream.read(1024 * 1024)))
    if not head.startswith(_ZIP):
        raise SheetFileError(_other(head))
    stream.seek(0)


def refuse_parts(names: set[str], types: bytes) -> None:
    """SheetFileError if an archive with these parts (in lower case) is another kind of document, or has macros."""
    if "mimetype" in names and "content.xml" in names:
        raise SheetFileError(
            _("Tệp ở định dạng .ods của LibreOffice. Hãy mở tệp, lưu lại ở định dạng Excel (.xlsx) rồi tải lên.")
        )
    if "word/document.xml" in names:
        raise SheetFileError(_("Tệp là văn bản Word. Hãy chép bảng sang tệp mẫu Excel tải từ hệ thống rồi tải lên."))
    if "xl/workbook.bin" in names:
        raise SheetFileError(_("Tệp ở định dạng .xlsb. Hãy lưu lại ở định dạng .xlsx."))
    macro = any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names)
    if macro or any("macroenabled" in tag.get("ContentType", "").lower() for tag in tags(types, "Override")):
        raise SheetFileError(_("Tệp có chứa macro. Hãy lưu lại ở định dạng .xlsx không macro."))
    if "xl/workbook.xml" not in names:
        raise SheetFileError(_("Tệp không phải là sổ tính Excel (.xlsx). Hãy chọn lại tệp."))


def _old(content: bytes) -> str:
    if _ENCRYPTED in content:
        return _("Tệp có đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lần nữa.")
    return _("Tệp ở định dạng .xls đời cũ. Hãy lưu lại ở định dạng .xlsx.")


def _other(head: bytes) -> str:
    if head.lstrip().lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        return _("Tệp là trang web đổi đuôi thành .xlsx. Hãy mở bằng Excel rồi lưu lại ở định dạng .xlsx.")
    if head.startswith(b"%PDF"):
        return _("Tệp là bản PDF. Hãy nhập dữ liệu vào tệp mẫu Excel tải từ hệ thống rồi tải lên.")
    is_text = b"\0" not in head and any(mark in head for mark in (b",", b";", b"\t")) and b"\n" in head
    if head.startswith(_TEXT_MARKS) or is_text:
        return _(
            "Tệp là văn bản ngăn bằng dấu (CSV) đổi đuôi thành .xlsx. Hãy mở bằng Excel rồi lưu lại ở định dạng .xlsx."
        )
    return _("Tệp không phải là sổ tính Excel (.xlsx). Hãy chọn lại tệp.")
