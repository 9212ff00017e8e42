"""A long list: asked for, made apart from the request, taken while it lasts and while the right lasts."""

import csv
import datetime as dt
import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from neuguong.base.access.models import Grant
from neuguong.base.exports import services, storage
from neuguong.base.exports.choices import Phase
from neuguong.base.exports.models import Export, ExportedPerson
from neuguong.base.exports.queries import exports_of
from neuguong.base.exports.tests.asked import asked, long_list, made, run_jobs, waiting_jobs
from neuguong.base.journal.queries import history
from neuguong.base.notices.queries import notices_of
from tests.cast import NOW, Cast


def rows_of(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


def page_of(client: Client, export: Export) -> str:
    return client.get(reverse("exports:detail", args=[export.pk])).content.decode()


def steps(export: Export) -> list[str]:
    return list(history(export).values_list("step", flat=True))


@pytest.mark.django_db(transaction=True)  # its progress is told on another connection, which sees what is committed
def test_from_the_link_to_the_file(client: Client, cast: Cast) -> None:
    lan = cast.user("lan")
    long_list(lan)
    client.force_login(lan)
    sent = client.get(reverse("notices:list"), {"tai": "csv", "sort": "made_at", "page": "3", "chua_doc": "true"})
    assert sent.status_code == 302
    ask = sent["Location"]
    assert parse_qs(urlsplit(ask).query) == {
        "danh-sach": ["/thong-bao/?sort=made_at&chua_doc=true"],
        "dang": ["csv"],
    }
    assert "Xuất 2.001 dòng ra CSV" in client.get(ask).content.decode()
    assert Export.objects.count() == 0  # looking asks for nothing

    first, second = client.post(ask), client.post(ask)  # pressed twice
    export = Export.objects.get()
    address = reverse("exports:detail", args=[export.pk])
    assert {first["Location"], second["Location"]} == {address}
    assert waiting_jobs().count() == 1
    shown = page_of(client, export)
    assert 'hx-trigger="every 2s"' in shown
    assert "chạy lệnh neuguong worker" in shown
    taken = client.get(reverse("exports:file", args=[export.pk]))
    assert (taken.status_code, "Đang chờ" in taken.content.decode()) == (403, True)

    assert run_jobs() == 1
    export.refresh_from_db()
    assert (export.phase, export.rows, export.done_rows, export.filters) == (Phase.READY, 2001, 2001, "Chưa đọc: Có")
    shown = page_of(client, export)
    assert 'hx-trigger="every 2s"' not in shown
    assert "Tải tệp CSV" in shown
    notice = notices_of(lan).get(href=address)
    assert notice.text.startswith("Tệp “Thông báo” (2.001 dòng) đã sẵn sàng, tải được đến ")
    taken = rows_of(client.get(reverse("exports:file", args=[export.pk])))
    assert [row["Nội dung"] for row in taken] == [f"Thông báo số {n:05}" for n in range(2001)]
    export.refresh_from_db()
    assert (export.downloads, steps(export)) == (1, ["exported", "downloaded"])


def test_nobody_elses_file(client: Client, opened: Cast) -> None:
    export = made(opened.user("son"))
    for name in ("thuy", "an", "hung"):
        client.force_login(opened.user(name))
        assert client.get(reverse("exports:file", args=[export.pk])).status_code == 404
        for act in ("again", "give_up"):
            assert client.post(reverse(f"exports:{act}", args=[export.pk])).status_code == 404
    assert steps(export) == ["exported"]


def test_a_file_does_not_outlive_a_right(client: Client, opened: Cast) -> None:
    export = made(opened.user("son"))
    client.force_login(opened.user("son"))
    assert rows_of(client.get(reverse("exports:file", args=[export.pk])))
    Grant.objects.filter(user=opened.users["son"]).update(valid=(dt.date(2020, 1, 1), dt.date(2026, 11, 15)))
    refused = client.get(reverse("exports:file", args=[export.pk]))
    assert refused.status_code == 403
    words = "Phạm vi được xem của đồng chí đã thay đổi từ lúc xuất, nên tệp này không tải được nữa."
    assert words in refused.content.decode()
    assert words in page_of(client, export)
    export.refresh_from_db()
    assert (export.downloads, steps(export)) == (1, ["exported", "downloaded"])


def test_a_right_that_came_since_takes_nothing_away(client: Client, opened: Cast) -> None:
    export = made(opened.user("son"))
    Grant.objects.create(
        user=opened.users["son"], role="VIEWER", unit=opened.unit("binh-minh"), valid=(dt.date(2020, 1, 1), None)
    )
    client.force_login(opened.user("son"))
    assert len(rows_of(client.get(reverse("exports:file", args=[export.pk])))) == export.rows


def test_the_list_is_read_with_the_rights_of_the_moment(opened: Cast) -> None:
    export = asked(opened.user("son"), "/quan-tri/uy-quyen/")
    whole = asked(opened.user("an"), "/quan-tri/")
    Grant.objects.filter(user__in=[opened.users["an"], opened.users["son"]]).delete()
    assert (
        services.make(export, now=NOW, today=opened.today).phase == Phase.READY
    )  # one's own delegations: for everybody
    failed = services.make(whole, now=NOW, today=opened.today)
    assert (failed.phase, failed.fault) == (
        Phase.FAILED,
        "Danh sách này không còn mở với đồng chí, nên không xuất được.",
    )
    assert notices_of(opened.users["an"]).get().text == f"Chưa xuất được “Phân quyền”: {failed.fault}"
    assert not storage.place(whole.pk).exists()


def test_a_file_ends_by_the_clock(client: Client, opened: Cast) -> None:
    export = made(opened.user("son"))
    assert services.expire(now=NOW + services.LIFETIME - dt.timedelta(seconds=1)) == 0
    assert storage.place(export.pk).exists()
    assert services.expire(now=NOW + services.LIFETIME) == 1
    assert not storage.place(export.pk).exists()
    client.force_login(opened.user("son"))
    refused = client.get(reverse("exports:file", args=[export.pk]))
    assert (refused.status_code, "Tệp đã hết hạn và đã xóa" in refused.content.decode()) == (403, True)
    assert [one.pk for one in exports_of(opened.person("lan"))] == [export.pk]  # that it went out stays known


def test_one_may_give_it_up(client: Client, opened: Cast) -> None:
    waiting, ready = asked(opened.user("son"), kind="xlsx"), made(opened.user("son"))
    client.force_login(opened.user("son"))
    for export in (waiting, ready):
        assert client.post(reverse("exports:give_up", args=[export.pk])).status_code == 302
        assert client.post(reverse("exports:give_up", args=[export.pk])).status_code == 302  # twice is once
        export.refresh_from_db()
    assert (waiting.phase, steps(waiting)) == (Phase.CANCELLED, ["cancelled"])
    assert (ready.phase, steps(ready)) == (Phase.EXPIRED, ["exported", "deleted"])
    assert services.make(waiting, now=NOW, today=opened.today).phase == Phase.CANCELLED
    assert list(storage.folder().iterdir()) == []
    assert [one.pk for one in exports_of(opened.person("lan"))] == [ready.pk]
    assert ExportedPerson.objects.filter(export=waiting).count() == 0

    client.post(reverse("exports:again", args=[waiting.pk]))
    assert run_jobs() == 1
    waiting.refresh_from_db()
    assert waiting.phase == Phase.READY
    client.post(reverse("exports:again", args=[waiting.pk]))
    assert run_jobs() == 0


def test_three_at_a_time(client: Client, cast: Cast) -> None:
    lan = cast.user("lan")
    for address in ("/cam-ket/", "/thong-bao/", "/chuong-trinh/van-ban/"):
        asked(lan, address)
    long_list(lan)
    client.force_login(lan)
    ask = client.get(reverse("notices:list"), {"tai": "xlsx"})["Location"]
    refused = client.post(ask)
    assert refused.status_code == 422
    assert "Đồng chí đang có 3 tệp chờ xuất." in refused.content.decode()
    assert Export.objects.count() == 3


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/cam-ket/", "pdf"),
        ("/cam-ket/", ""),
        ("", "csv"),
        ("/", "csv"),
        ("/khong-co/", "csv"),
        ("https://example.org/cam-ket/", "csv"),
        ("/cam-ket/moi/", "csv"),
        ("/quan-tri/", "csv"),
        ("/so-lieu/should/?don-vi=bac-son", "csv"),
        ("/dang-nhap/", "csv"),
    ],
)
def test_what_is_no_list_of_hers(client: Client, cast: Cast, address: str, kind: str) -> None:
    client.force_login(cast.user("lan"))
    asked_for = {"danh-sach": address, "dang": kind}
    assert client.get(reverse("exports:new"), asked_for).status_code == 404
    assert client.post(reverse("exports:new", query=asked_for)).status_code == 404
    assert Export.objects.count() == 0
