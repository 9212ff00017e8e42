"""Keeping files: by hash, once, judged by content."""

import hashlib
import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from neuguong.base.files import queries, storage
from neuguong.base.files.content import KINDS, clean_name
from neuguong.base.files.models import StoredFile
from neuguong.base.files.services import attach, detach, store
from neuguong.base.files.tests import samples
from tests.cast import NOW, Cast


def keep(content: bytes, name: str = "tep", actor: object = None, takes_text: bool = False) -> StoredFile:
    return store(stream=io.BytesIO(content), name=name, actor=actor, now=NOW, takes_text=takes_text)


def on_disk(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("content", "name", "content_type", "kept_as"),
    [
        (samples.PDF, "Biên bản.pdf", "application/pdf", "Biên bản.pdf"),
        (samples.PNG, "anh.PNG", "image/png", "anh.png"),
        (samples.JPEG, "anh.jpeg", "image/jpeg", "anh.jpeg"),
        (samples.WEBP, "anh.webp", "image/webp", "anh.webp"),
        (
            samples.word(),
            "bao cao.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "bao cao.docx",
        ),
        (samples.sheet(), "so.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "so.xlsx"),
        (samples.PNG, "gia.pdf", "image/png", "gia.pdf.png"),
        (samples.PDF, "khong-duoi", "application/pdf", "khong-duoi.pdf"),
    ],
)
def test_content_says_what_a_file_is(db: None, content: bytes, name: str, content_type: str, kept_as: str) -> None:
    file = keep(content, name)
    assert (file.content_type, file.name, file.size) == (content_type, kept_as, len(content))
    assert file.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [("ghi chep.txt", "ghi chep.txt"), ("danh sach.csv", "danh sach.csv"), ("chay.bat", "chay.bat.txt")],
)
def test_plain_text_is_taken_where_the_caller_takes_it(db: None, name: str, kept_as: str) -> None:
    file = keep(samples.TEXT, name, takes_text=True)
    assert (file.content_type, file.name) == ("text/plain", kept_as)


@pytest.mark.parametrize("name", ["virus.exe", "gia.pdf", "ghi chep.txt"])
def test_elsewhere_it_is_refused_by_name_whatever_it_is_called(db: None, store_folder: Path, name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        keep(samples.TEXT, name)
    assert refused.value.messages == [
        f"“{name}”: Nội dung tệp không phải là ảnh (PNG, JPEG, WEBP), PDF, Word (DOCX) hay Excel (XLSX) nên không nhận"
        " được."
    ]
    assert (StoredFile.objects.count(), on_disk(store_folder)) == (0, [])


@pytest.mark.parametrize("takes_text", [False, True])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp rỗng"),
        (b"MZ\x90\0" + b"\0" * 60, "Nội dung tệp không phải"),
        (b"\x7fELF\2\1\1" + b"\0" * 60, "Nội dung tệp không phải"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60, "Word, Excel kiểu cũ"),
        (b"<!DOCTYPE html><p>xin ch\xc3\xa0o", "trang web hoặc chương trình"),
        (b"xin chao <SCRIPT>alert(1)</SCRIPT>", "trang web hoặc chương trình"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "trang web hoặc chương trình"),
        (b"#!/bin/sh\necho\n", "trang web hoặc chương trình"),
        ("chữ\0ẩn".encode(), "Nội dung tệp không phải"),
        (samples.with_macro(samples.word()), "macro"),
        (samples.packed(**{"[Content_Types].xml": b"macroEnabled.main+xml", "word__document.xml": b"<w/>"}), "macro"),
        (samples.packed(**{"anh.png": samples.PNG}), "Tệp nén không nhận được"),
        (samples.packed(**{"[Content_Types].xml": b"<Types/>", "ppt__presentation.xml": b"<p/>"}), "Tệp nén"),
        (b"PK\x03\x04" + b"\0" * 60, "Tệp nén không nhận được"),
        (b"GIF89a" + b"\0" * 60, "Nội dung tệp không phải"),
    ],
)
def test_what_could_act_is_refused_and_leaves_nothing(
    db: None, store_folder: Path, content: bytes, sentence: str, takes_text: bool
) -> None:
    with pytest.raises(ValidationError, match=f"“minh-chung.pdf”: .*{sentence}"):
        keep(content, "minh-chung.pdf", takes_text=takes_text)
    assert (StoredFile.objects.count(), on_disk(store_folder)) == (0, [])


def test_a_file_over_the_limit_is_refused_with_the_limit_named(db: None, store_folder: Path) -> None:
    with pytest.raises(ValidationError, match="Tệp lớn hơn 20 MB"):
        keep(samples.PDF + b"\0" * storage.LIMIT)
    assert on_disk(store_folder) == []


def test_a_stream_that_breaks_off_leaves_nothing(db: None, store_folder: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the line went dead")

    with pytest.raises(OSError, match="the line went dead"):
        store(stream=Broken(), name="a.pdf", actor=None, now=NOW)
    assert on_disk(store_folder) == []


def test_the_same_content_lies_once_on_disk(cast: Cast, store_folder: Path) -> None:
    lan, hung = cast.user("lan"), cast.user("hung")

    first = keep(samples.PDF, "a.pdf", lan)

    assert keep(samples.PDF, "a.pdf", lan) == first
    assert keep(samples.PDF, "b.pdf", lan) != first
    assert keep(samples.PDF, "a.pdf", hung) != first
    assert on_disk(store_folder) == [f"{first.sha256[:2]}/{first.sha256}"]
    assert storage.place(first.sha256).read_bytes() == samples.PDF


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\Lan\\Biên bản.pdf", "Biên bản.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("Bie\u0302n ba\u0309n.pdf", "Biên bản.pdf"),
        ("anh\u202egnp.pdf", "anhgnp.pdf"),
        ('a"b\r\nc.pdf', "ab c.pdf"),
        ("", "tep.pdf"),
        ("...", "tep.pdf"),
        (f"{'dài' * 100}.pdf", f"{('dài' * 100)[:120]}.pdf"),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert clean_name(given, KINDS["application/pdf"]) == kept


def test_attaching_twice_is_once_and_many_are_read_in_one_query(cast: Cast, django_assert_num_queries) -> None:
    lan, mai = cast.person("lan"), cast.person("mai")
    paper, picture = keep(samples.PDF), keep(samples.PNG)

    attach(file=paper, obj=lan)
    attach(file=paper, obj=lan, note="Biên bản  họp")
    attach(file=picture, obj=lan)

    assert [(one.file, one.note) for one in queries.attached_to(lan)] == [(paper, "Biên bản họp"), (picture, "")]
    with django_assert_num_queries(1):
        found = queries.attached_to_many("orgs.Person", [lan.pk, mai.pk])
        assert {pk: [one.file for one in rows] for pk, rows in found.items()} == {lan.pk: [paper, picture], mai.pk: []}
    assert (detach(file=paper, obj=lan), detach(file=paper, obj=lan)) == (True, False)
    assert [one.file for one in queries.attached_to(lan)] == [picture]
    assert StoredFile.objects.count() == 2


def test_verify_finds_what_is_missing_and_what_was_changed(db: None) -> None:
    whole, lost, bent = keep(samples.PDF), keep(samples.PNG), keep(samples.TEXT, takes_text=True)
    assert list(queries.verify()) == []

    storage.place(lost.sha256).unlink()
    storage.place(bent.sha256).write_bytes(b"khac")

    assert list(queries.verify()) == [
        queries.Damage(lost.sha256, True, (lost.pk,)),
        queries.Damage(bent.sha256, False, (bent.pk,)),
    ]
    assert storage.place(whole.sha256).is_file()
