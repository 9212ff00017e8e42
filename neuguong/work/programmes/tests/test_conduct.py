"""Codes of conduct: drawn up, issued to everybody under the unit, acknowledged, posted; movements and their models."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from neuguong.base.figures.queries import figures
from neuguong.base.journal.queries import history
from neuguong.work.programmes.measures import CODE_MEASURES, MOVEMENT_MEASURES
from neuguong.work.programmes.models import Acknowledgement, ConductCode, Movement
from neuguong.work.programmes.services import register_document
from tests.cast import NOW, TODAY, Cast


def entered(name: str) -> Client:
    client = Client()
    client.login(username=name, password="mat-khau-thu-1")
    return client


def values(cast: Cast, unit: str, measures: Any) -> list[Any]:
    found = figures(list(measures), cast.unit(unit).pk, [cast.years[2026]], today=TODAY)
    return [found[one.key, cast.years[2026].pk] for one in measures]


@pytest.fixture
def code(cast: Cast) -> ConductCode:
    register_document(
        unit=cast.unit("hoa-an"), kind="DECISION", number="08-QĐ/ĐU", summary="Chuẩn mực", issued_on=TODAY, actor=None,
        now=NOW,
    )  # fmt: skip
    form = {
        "unit": cast.unit("hoa-an").pk, "title": "2 xây, 1 chống", "document": "08-QĐ/ĐU", "due_on": "01/11/2026",
        "build": "Nói đi đôi với làm\n\n- Gần dân", "fight": "Chống lãng phí",
    }  # fmt: skip
    answer = entered("son").post(reverse("programmes:code_add"), form)
    assert answer.status_code == 302, answer.content.decode()
    return ConductCode.objects.get()


def issue(code: ConductCode) -> None:
    answer = entered("son").post(reverse("journal:take", args=["chuan-muc", code.pk]), {"buoc": "issue"})
    assert answer.status_code == 302


def test_a_draft_is_for_who_draws_it_up(cast: Cast, code: ConductCode) -> None:
    page, public = (reverse(f"programmes:{name}", args=[code.pk]) for name in ("code", "code_public"))
    seen = {name: entered(name).get(page).status_code for name in ("son", "lan", "ha")}
    assert seen == {"son": 200, "lan": 404, "ha": 404}
    assert Client().get(public).status_code == 404
    poster = reverse("programmes:code_paper", args=[code.pk])  # its code to scan would lead to that 404
    assert poster not in entered("son").get(page).content.decode()
    issue(code)
    assert poster in entered("son").get(page).content.decode()
    assert {name: entered(name).get(page).status_code for name in ("son", "lan", "ha")} == dict.fromkeys(seen, 200)


def test_a_draft_is_written_anew_and_nobody_writes_over_another(cast: Cast, code: ConductCode) -> None:
    edit, page = (reverse(f"programmes:{name}", args=[code.pk]) for name in ("code_edit", "code"))
    son, other = entered("son"), entered("son")  # at two desks
    assert {name: entered(name).get(edit).status_code for name in ("lan", "ha", "quang")} == dict.fromkeys(
        ("lan", "ha", "quang"), 404
    )
    shown = son.get(edit).content.decode()
    assert edit in son.get(page).content.decode()
    assert ("Nói đi đôi với làm\nGần dân" in shown, 'name="edition" value="0"' in shown) == (True, True)
    first = {
        "unit": cast.unit("hoa-an").pk, "title": "3 xây, 1 chống", "document": "08-QĐ/ĐU", "due_on": "02/11/2026",
        "build": "Nói đi đôi với làm\nGần dân\nTiết kiệm", "fight": "Chống lãng phí", "edition": "0",
    }  # fmt: skip
    second = {**first, "title": "2 xây, 2 chống", "fight": "Chống lãng phí\nChống quan liêu"}
    assert [son.post(edit, first).status_code for _press in range(2)] == [302, 302]
    refused = other.post(edit, second)
    text = refused.content.decode()
    said = ("Bản vừa được lưu", "3 xây, 1 chống", "Chống quan liêu", 'name="edition" value="1"')
    assert (refused.status_code, [one in text for one in said]) == (409, [True] * 4)
    code.refresh_from_db()
    assert (code.title, code.items.count(), code.edition) == ("3 xây, 1 chống", 4, 1)
    assert son.post(edit, {**first, "edition": "1", "document": "99-QĐ/ĐU"}).status_code == 422
    assert son.post(edit, {**first, "edition": "1", "build": "", "fight": ""}).status_code == 422
    assert other.post(edit, {**second, "edition": "1"}).status_code == 302
    (kept,) = [entry.data["changes"] for entry in history(code) if entry.step == "edit"][1:]
    assert kept == [
        ["Tên", "3 xây, 1 chống", "2 xây, 2 chống"],
        ["Chống", "Chống lãng phí", "Chống lãng phí; Chống quan liêu"],
    ]
    issue(code)
    assert (son.get(edit).status_code, son.post(edit, {**second, "edition": "2"}).status_code) == (404, 404)
    assert edit not in son.get(page).content.decode()


def test_everybody_under_the_unit_owes_it_once(cast: Cast, code: ConductCode) -> None:
    issue(code)
    owed = set(Acknowledgement.objects.values_list("person__full_name", flat=True))
    cells = (cast.unit("thon-dong"), cast.unit("thon-tay"))
    assert owed == {one.full_name for one in cast.people.values() if one.home in cells}
    lan, address = entered("lan"), reverse("programmes:code", args=[code.pk])
    assert [lan.post(address).status_code for _press in range(2)] == [302, 302]
    assert list(Acknowledgement.objects.filter(is_done=True).values_list("person__full_name", "done_on")) == [
        ("Nguyễn Thị Lan", Acknowledgement.objects.get(is_done=True).done_on)
    ]
    assert values(cast, "bac-son", CODE_MEASURES) == [len(owed), 1, len(owed) - 1]
    assert values(cast, "binh-minh", CODE_MEASURES) == [0, 0, 0]
    assert entered("ha").post(address).status_code == 302  # she lives elsewhere, and may say so too
    assert values(cast, "binh-minh", CODE_MEASURES)[:2] == [1, 1]


def test_it_is_open_to_everybody_and_hangs_on_a_wall(cast: Cast, code: ConductCode, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://neuguong.example"
    issue(code)
    text = Client().get(reverse("programmes:code_public", args=[code.pk])).content.decode()
    assert "Nói đi đôi với làm" in text and "2 xây" in text.lower() and "1 chống" in text.lower()
    assert f"https://neuguong.example/chuong-trinh/chuan-muc/{code.pk}/cong-khai/" in text
    assert 'class="qr"' in text and "Nguyễn Thị Lan" not in text
    paper = entered("lan").get(reverse("programmes:code_paper", args=[code.pk]))
    assert b"".join(paper.streaming_content)[:5] == b"%PDF-"


def test_what_is_over_says_so(code: ConductCode) -> None:
    issue(code)
    take = reverse("journal:take", args=["chuan-muc", code.pk])
    assert entered("son").post(take, {"buoc": "end", "ghi_chu": "Thay bằng bộ mới"}).status_code == 302
    assert "đã hết hiệu lực" in Client().get(reverse("programmes:code_public", args=[code.pk])).content.decode()
    assert entered("lan").post(reverse("programmes:code", args=[code.pk])).status_code == 403


def test_movements_and_their_models(cast: Cast) -> None:
    son, hung = entered("son"), entered("hung")
    movement_form = {
        "unit": cast.unit("hoa-an").pk, "organisation": "WOMEN", "title": "5 không, 3 sạch", "starts_on": "02/02/2026",
    }  # fmt: skip
    assert [son.post(reverse("programmes:movement_add"), movement_form).status_code for _press in range(2)] == [
        302,
        422,
    ]
    movement = Movement.objects.get()
    model = {"unit": cast.unit("thon-dong").pk, "name": "Tuyến đường hoa", "since": "08/03/2026", "people": "40"}
    assert hung.post(reverse("programmes:movement_model_add", args=[movement.pk]), model).status_code == 302
    assert values(cast, "hoa-an", MOVEMENT_MEASURES) == [1, 1, 40]
    page = reverse("programmes:movement", args=[movement.pk])
    assert "Tuyến đường hoa" in hung.get(page).content.decode()
    assert "Tuyến đường hoa" not in entered("ha").get(page).content.decode()
    assert "5 không, 3 sạch" in entered("ha").get(reverse("programmes:movements")).content.decode()
