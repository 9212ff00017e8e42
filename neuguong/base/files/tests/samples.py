"""Small real files of every kind that is taken, and of some that are not."""

import io
import zipfile

import docx
import xlsxwriter

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0" + b"\0" * 32
JPEG = b"\xff\xd8\xff\xe1\x00\x10Exif\0\0" + b"\0" * 32 + b"\xff\xd9"
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 32
TEXT = "Biên bản họp chi bộ\r\nThôn Đông, 15/11/2026\n".encode()


def word() -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def sheet() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet()
    book.close()
    return stream.getvalue()


def packed(**parts: bytes) -> bytes:
    """A zip of the named parts; "__" stands for a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def with_macro(paper: bytes) -> bytes:
    """The same paper with a program inside."""
    stream = io.BytesIO(paper)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return stream.getvalue()
