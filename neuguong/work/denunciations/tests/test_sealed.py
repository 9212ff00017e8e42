"""Nothing that tells who or what is readable anywhere but by those it was given to, through the page."""

import datetime as dt
import io
import logging
import uuid
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from neuguong.base.journal.models import Entry
from neuguong.base.notices.models import Notice
from neuguong.base.notices.services import remind
from neuguong.base.orgs.models import Tree, Unit
from neuguong.base.orgs.services import close_unit
from neuguong.work.denunciations import queries
from neuguong.work.denunciations.models import Denunciation, Evidence, Trust
from neuguong.work.denunciations.services import assign, entrust, rotate
from neuguong.work.denunciations.storage import cipher, disk
from tests.cast import NOW, TODAY, Cast

WORDS = ("Zqnguoito", "Zqbitocao", "Zqchucvu", "Zqdiachi", "zqdienthoai", "Zqnoidung", "Zqchungcu", "Zqtentep",
         "Zqtrongtep", "Zqquyetdinh", "Zqlydo")  # fmt: skip
_TABLES = "SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"


def entered(name: str) -> Client:
    client = Client()
    client.login(username=name, password="mat-khau-thu-1")
    return client


def sheet() -> SimpleUploadedFile:
    book, stream = Workbook(), io.BytesIO()
    book.active["A1"] = "Zqtrongtep"
    book.save(stream)
    return SimpleUploadedFile("Zqtentep.xlsx", stream.getvalue())


def trust(cast: Cast, name: str, by: str = "thuy") -> Trust:
    return entrust(
        user=cast.user(name), unit=cast.unit("hoa-an"), decision="12-QĐ/ĐU", signed_on=TODAY, signer="Bùi Thanh Thủy",
        starts_on=TODAY, ends_on=None, actor=cast.user(by), now=NOW,
    )  # fmt: skip


def typed(cast: Cast, **changed: Any) -> dict[str, Any]:
    return {
        "unit": cast.unit("hoa-an").pk, "received_on": "13/11/2026", "key": str(uuid.uuid4()), "matter": "Zqnoidung",
        "accused": "Zqbitocao", "accused_post": "Zqchucvu", "name": "Zqnguoito", "address": "Zqdiachi",
        "contact": "zqdienthoai", "evidence": "Zqchungcu", **changed,
    }  # fmt: skip


@pytest.fixture
def desk(cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    settings.DATA_DIR = tmp_path
    trust(cast, "son")
    return cast


def take_in(desk: Cast, **changed: Any) -> Denunciation:
    """Sơn takes one in at the desk."""
    answer = entered("son").post(reverse("denunciations:receive"), typed(desk, **changed))
    assert answer.status_code == 302, answer.content.decode()
    return Denunciation.objects.latest("pk")


def dump() -> str:
    """Every row of every table as text; bytes as they would be read, whether hexadecimal or not."""
    parts: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        for (name,) in cursor.fetchall():
            with cursor.copy(f"COPY {name} TO STDOUT") as rows:
                parts += [bytes(part).decode("utf-8", "replace") for part in rows]
    text = "\n".join(parts)
    return text + "".join(bytes.fromhex(one).decode("utf-8", "replace") for one in _hexadecimal(text))


def _hexadecimal(text: str) -> list[str]:
    found = [one.split("\t")[0].split("\n")[0] for one in text.split("\\\\x")[1:]]
    return [one for one in found if len(one) % 2 == 0 and set(one) <= set("0123456789abcdef")]


def readable(text: str) -> list[str]:
    return [word for word in WORDS if word.lower() in text.lower()]


def test_no_plain_text_anywhere(desk: Cast, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        row = take_in(desk, papers=sheet())
        son = entered("son")
        page = son.get(reverse("denunciations:detail", args=[row.pk]))
        assert [word for word in WORDS[:8] if word not in page.content.decode()] == []
        step = {"id": row.pk, "buoc": "accept", "on": "14/11/2026", "paper": "Zqquyetdinh", "words": "Zqlydo"}
        assert son.post(reverse("denunciations:step"), step).status_code == 302
        taken = son.get(reverse("denunciations:detail", args=[row.pk])).content.decode()
        assert "Zqlydo" in taken and "Zqquyetdinh" in taken
        paper = Evidence.objects.get()
        opened = son.get(reverse("denunciations:paper", args=[paper.pk]))
        assert opened.content[:2] == b"PK"
        assert son.get("/tim-kiem/?q=Zqbitocao").status_code == 200
        trust(desk, "mai")
        assign(denunciation=row, user=desk.user("mai"), actor=desk.user("thuy"), now=NOW)
        remind(today=row.due_on, now=NOW)
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert readable(dump()) == []
    assert readable(caplog.text) == []
    assert readable(on_disk.decode("latin-1")) == []
    assert readable("".join(str(path) for path in tmp_path.rglob("*"))) == []
    assert [one.text for one in Notice.objects.filter(user=desk.users["mai"])] == [
        "Đồng chí được giao một hồ sơ trong khu hồ sơ kín."
    ]
    assert readable(taken) != []


def test_every_look_is_told_to_the_journal_and_says_nothing(desk: Cast) -> None:
    row = take_in(desk)
    entered("son").get(reverse("denunciations:detail", args=[row.pk]))
    entries = Entry.objects.filter(model="denunciations.Denunciation", object_id=row.pk).order_by("pk")
    assert [(one.step, one.note, one.data, one.capacity) for one in entries] == [
        ("receive", "", {}, "12-QĐ/ĐU"),
        ("look", "", {}, "12-QĐ/ĐU"),
    ]


def test_only_who_was_given_it_opens_it(desk: Cast) -> None:
    trust(desk, "mai")
    row = take_in(desk)
    address = reverse("denunciations:detail", args=[row.pk])
    seen = {name: entered(name).get(address).status_code for name in ("son", "mai", "thuy", "an", "quang", "lan")}
    assert seen == {"son": 200, "mai": 404, "thuy": 404, "an": 404, "quang": 404, "lan": 404}
    assert Client().get(address).status_code == 302
    thuy = entered("thuy")
    assert thuy.post(reverse("denunciations:assign", args=[row.pk]), {"user": desk.users["mai"].pk}).status_code == 302
    assert entered("mai").get(address).status_code == 200
    assert thuy.get(address).status_code == 404


def test_who_may_not_read_sees_counts(desk: Cast) -> None:
    take_in(desk)
    text = entered("quang").get(reverse("denunciations:home") + "?don-vi=bac-son").content.decode()
    assert readable(text) == []
    assert "Đơn tố cáo đã nhận" in text and 'class="figure-value">1<' in text
    assert "Đơn tố cáo số" not in text


def test_nobody_gives_herself_and_no_administrator_gives(desk: Cast) -> None:
    form = {
        "unit": desk.unit("hoa-an").pk, "user": "thuy", "decision": "1", "signed_on": "15/11/2026", "signer": "A",
        "starts_on": "15/11/2026",
    }  # fmt: skip
    address = reverse("denunciations:entrust")
    assert entered("thuy").post(address, form).status_code == 422
    assert entered("an").post(address, {**form, "user": "lan"}).status_code == 403
    assert list(Trust.objects.values_list("user__username", flat=True)) == ["son"]
    assert entered("thuy").post(address, {**form, "user": "mai"}).status_code == 302


def test_who_is_not_entrusted_any_more_sees_nothing(desk: Cast) -> None:
    row = take_in(desk)
    end = reverse("denunciations:end_trust", args=[Trust.objects.get().pk])
    assert entered("thuy").post(end, {"on": "15/11/2026"}).status_code == 302
    assert entered("son").get(reverse("denunciations:detail", args=[row.pk])).status_code == 404
    assert entered("son").get(reverse("denunciations:receive")).status_code == 403


def test_a_form_sent_twice_is_entered_once(desk: Cast) -> None:
    key = str(uuid.uuid4())
    first, second = take_in(desk, key=key), take_in(desk, key=key)
    assert first == second and Denunciation.objects.count() == 1


def test_a_second_writer_is_shown_what_the_first_wrote(desk: Cast) -> None:
    row = take_in(desk)
    address, son = reverse("denunciations:amend", args=[row.pk]), entered("son")
    told = {**typed(desk), "edition": 0}
    assert son.post(address, {**told, "matter": "Bản một"}).status_code == 302
    answer = son.post(address, {**told, "matter": "Bản hai"})
    assert answer.status_code == 409
    assert "Bản một" in answer.content.decode() and "Bản hai" in answer.content.decode()


def test_the_browser_keeps_nothing(desk: Cast) -> None:
    row, son = take_in(desk), entered("son")
    for name in ("denunciations:detail", "denunciations:amend"):
        answer = son.get(reverse(name, args=[row.pk]))
        assert answer["Cache-Control"] == "private, no-store"
        assert "data-keep=" not in answer.content.decode()
        # Where no referrer may go at all, a browser sends `Origin: null`, and the server refuses every form.
        assert answer["Referrer-Policy"] == "same-origin"


def test_a_dissolved_unit_entrusts_nobody(desk: Cast) -> None:
    gone = desk.unit("thon-nam")
    close_unit(unit=gone, tree=Tree.objects.get(), on=dt.date(2026, 11, 1))
    both = Unit.objects.filter(pk__in=[gone.pk, desk.unit("hoa-an").pk])
    assert list(queries.living(both, TODAY)) == [desk.unit("hoa-an")]


def test_the_general_page_of_steps_takes_no_words(desk: Cast) -> None:
    row = take_in(desk)
    answer = entered("son").post(
        reverse("journal:take", args=["to-cao", row.pk]), {"buoc": "accept", "ghi_chu": "Zqlydo"}
    )
    assert answer.headers["Location"].startswith(reverse("denunciations:step"))
    assert Denunciation.objects.get(pk=row.pk).state == "RECEIVED"


def test_a_file_that_is_not_taken_leaves_nothing(desk: Cast, tmp_path: Path) -> None:
    answer = entered("son").post(
        reverse("denunciations:receive"), typed(desk, papers=SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 50))
    )
    assert answer.status_code == 422 and Denunciation.objects.count() == 0
    assert list(disk.kept()) == []


def test_no_upload_is_spooled_to_disk(desk: Cast, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE, settings.FILE_UPLOAD_TEMP_DIR = 10, "khong-co-thu-muc-nay"
    assert take_in(desk, papers=sheet()).papers.count() == 1


def test_the_key_is_changed(desk: Cast, settings: Any) -> None:
    row = take_in(desk, papers=sheet())
    old, new = settings.NEUGUONG_CLOSED_KEYS[0], Fernet.generate_key().decode()
    settings.NEUGUONG_CLOSED_KEYS = [new, old]
    assert rotate() == 3  # what was told, the name of the file, the file
    settings.NEUGUONG_CLOSED_KEYS = [new]
    son = entered("son")
    assert "Zqnoidung" in son.get(reverse("denunciations:detail", args=[row.pk])).content.decode()
    assert son.get(reverse("denunciations:paper", args=[Evidence.objects.get().pk])).content[:2] == b"PK"
    settings.NEUGUONG_CLOSED_KEYS = [old]
    refused = son.get(reverse("denunciations:detail", args=[row.pk]))
    assert refused.status_code == 503 and "khóa đã ghi nó không có trên máy chủ" in refused.content.decode()


@pytest.mark.parametrize("keys", [[], ["khong-phai-khoa"]])
def test_without_a_key_the_compartment_is_closed_and_nothing_else(desk: Cast, settings: Any, keys: list[str]) -> None:
    settings.NEUGUONG_CLOSED_KEYS = keys
    son = entered("son")
    assert son.get(reverse("denunciations:receive")).status_code == 503
    assert cipher.closed() in son.get(reverse("denunciations:home")).content.decode()
    assert son.get("/").status_code == 200
