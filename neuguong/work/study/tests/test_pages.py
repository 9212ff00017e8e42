"""The pages, climbing the ladder; forms, the roll with and without script, what a phone sends."""

import json
import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.base.journal.queries import history
from neuguong.base.notices.models import Notice
from neuguong.kit import clock
from neuguong.work.study.choices import Status
from neuguong.work.study.measures import (
    CONCLUSION_MEASURES,
    LEARNER_MEASURES,
    SESSION_MEASURES,
    THEME_MEASURES,
    TURN_MEASURES,
)
from neuguong.work.study.models import Conclusion, Minutes, Session, Theme
from neuguong.work.study.services import change_session, code_for, conclude, invite
from neuguong.work.study.services.score_sheets import prepare
from neuguong.work.study.tests import given
from tests.cast import NOW, Cast

LADDER = ("lan", "tuan", "ha", "hung", "son", "thuy", "van", "an", "binh")


def _as(client: Client, cast: Cast, who: str) -> Client:
    client.force_login(cast.user(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _codes(client: Client, cast: Cast, *paths: str) -> dict[str, tuple[int, ...]]:
    return {who: tuple(_as(client, cast, who).get(f"/hoc-tap/{path}").status_code for path in paths) for who in LADDER}


def test_everybody_reads_the_year_and_its_themes(client: Client, cast: Cast) -> None:
    theme = given.theme(cast)
    assert _codes(client, cast, "", f"chuyen-de/{theme.pk}/", "buoi/", "ket-luan/") == dict.fromkeys(LADDER, (200,) * 4)


def test_units_with_nothing_at_all_are_one_line(client: Client, cast: Cast) -> None:
    """Thôn Đông was called, though nobody came yet; its neighbours were not."""
    page = "/hoc-tap/?don-vi=bac-son/hoa-an"
    empty = BeautifulSoup(_as(client, cast, "son").get(page).content, "html.parser")
    given.called(cast)
    soup = BeautifulSoup(client.get(page).content, "html.parser")
    rows = [[one.text.strip() for one in row.select("td")][:3] for row in soup.select("#bao-phu tbody tr")]
    said = [one.select_one("#bao-phu p.quiet-text").text for one in (empty, soup)]
    assert (rows, empty.select("#bao-phu table"), said) == (
        [["Chi bộ Thôn Đông", "0", "3"]], [],
        [f"{n} đơn vị chưa có buổi nào, cũng chưa ai được mời dự." for n in (2, 1)],
    )  # fmt: skip


def test_who_may_open_which_page_of_a_session(client: Client, cast: Cast) -> None:
    pk = given.called(cast).pk
    paths = ("", "nguoi-du/", "diem-danh/", "sua/", "moi-du/", "moi-them/", "ma/", "bien-ban/", "ket-luan/", "hoc-bu/")
    found = _codes(client, cast, *(f"buoi/{pk}/{path}" for path in paths))
    reads = (200, 200, *(404,) * 8)
    none = (404,) * 10
    keeps = (*(200,) * 9, 404)  # nothing to make up for before it was held
    assert found == {
        "lan": reads, "tuan": none, "ha": none, "hung": keeps, "son": reads, "thuy": reads, "van": reads, "an": reads,
        "binh": none,
    }  # fmt: skip


def test_from_a_theme_to_a_session_with_its_people(client: Client, cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    theme = given.theme(cast)
    _as(client, cast, "son")
    file = SimpleUploadedFile("tai-lieu.pdf", b"%PDF-1.4\n%%EOF\n")
    answer = client.post(f"/hoc-tap/chuyen-de/{theme.pk}/tai-lieu/", {"file": file, "note": "Bản tóm tắt"})
    assert answer["Location"] == f"/hoc-tap/chuyen-de/{theme.pk}/"
    assert "tai-lieu.pdf" in _as(client, cast, "lan").get(f"/hoc-tap/chuyen-de/{theme.pk}/").content.decode()
    _as(client, cast, "son")
    fields = {"unit": cast.unit("hoa-an").pk, "kind": "CONFERENCE", "title": "Hội nghị", "on": "15/11/2026",
              "starts_at": "08:00", "theme": theme.pk, "places": "Hội trường xã\nNhà văn hóa thôn"}  # fmt: skip
    answer = client.post("/hoc-tap/buoi/moi/", fields)
    made = Session.objects.get()
    assert (answer["Location"], made.places.count()) == (f"/hoc-tap/buoi/{made.pk}/moi-du/", 2)
    assert client.post("/hoc-tap/buoi/moi/", fields)["Location"] == answer["Location"]  # pressed twice
    assert Session.objects.count() == 1
    answer = client.post(answer["Location"], {"unit": "bac-son/hoa-an/thon-dong", "audience": "MEMBERS", "place": ""})
    assert (answer["Location"], made.attendances.count()) == (f"/hoc-tap/buoi/{made.pk}/", 3)
    client.post(f"/hoc-tap/buoi/{made.pk}/moi-them/", {"person": cast.person("tuan").code, "place": ""})
    assert made.attendances.count() == 4
    wrong = client.post("/hoc-tap/buoi/moi/", {**fields, "on": "15/11/2031", "theme": ""})
    assert wrong.status_code == 422
    wrong = client.post("/hoc-tap/buoi/moi/", {**fields, "starts_at": "25:99"})
    assert "Giờ này chưa đúng. Ghi như 08:00 hoặc 19h30." in wrong.content.decode()
    assert client.post("/hoc-tap/chuyen-de/moi/", {"unit": cast.unit("hoa-an").pk, "programme": theme.programme_id,
        "period": cast.years[2026].pk, "title": theme.title}).status_code == 422  # fmt: skip
    assert Theme.objects.count() == 1


def test_a_planned_session_is_moved_and_those_called_are_told(client: Client, cast: Cast) -> None:
    theme = given.theme(cast)
    one = given.session(cast, places=["Nhà văn hóa", "Trường học"])
    path = f"/hoc-tap/buoi/{one.pk}/sua/"
    fields = {"title": one.title, "theme": theme.pk, "on": "15/11/2026", "starts_at": "", "places": "Nhà văn hóa"}
    assert _as(client, cast, "hung").post(path, fields)["Location"] == f"/hoc-tap/buoi/{one.pk}/"
    invite(session=one, unit=one.unit, audience="MEMBERS", actor=None, now=cast.now)
    assert 'name="theme"' not in client.get(path).content.decode()
    moved = {"title": one.title, "on": "20/11/2026", "starts_at": "19:30", "places": "Hội trường xã"}
    for _twice in range(2):
        assert client.post(path, moved).status_code == 302
    assert client.post(path, {**moved, "on": "20/01/2027"}).status_code == 422
    with pytest.raises(ValidationError, match="không đổi chuyên đề"):
        change_session(session=one, title=one.title, on=one.on, starts_at=None, places=(), theme=None,
                       actor=cast.user("hung"), now=cast.now)  # fmt: skip
    one.refresh_from_db()
    assert (f"{one.on} {one.starts_at}", one.theme, [place.name for place in one.places.all()]) == (
        "2026-11-20 19:30:00", theme, ["Hội trường xã"],
    )  # fmt: skip
    told = Notice.objects.filter(key__startswith="study.moved").values_list("user__username", "text").order_by("user")
    words = "Buổi “Sinh hoạt tháng 11” đã đổi: Ngày 15/11/2026 → 20/11/2026; Giờ bắt đầu — → 19:30; "
    assert sorted(told) == [
        (who, f"{words}Địa điểm Nhà văn hóa → Hội trường xã.") for who in ("hung", "lan", "mai")
    ]  # fmt: skip
    steps = sorted(entry.step for entry in history(one))
    assert steps == ["change_session", "change_session", "invite", "plan_session"]


def test_the_roll_is_called_without_script(client: Client, cast: Cast) -> None:
    one = given.called(cast)
    rows = {who: given.row(one, cast, who) for who in ("lan", "hung", "mai")}
    path = f"/hoc-tap/buoi/{one.pk}/diem-danh/"
    fields = {"phieu": "a", **{f"k-{row.pk}": "EXPECTED::" for row in rows.values()}}
    ticked = {f"s-{rows['lan'].pk}": "EXCUSED", f"r-{rows['lan'].pk}": "Đi công tác", "tat_ca": "PRESENT"}
    _as(client, cast, "hung")
    for _twice in range(2):
        assert client.post(path, {**fields, **ticked})["Location"] == path
    found = [given.row(one, cast, who) for who in rows]
    assert [(row.status, row.reason, row.marks.count()) for row in found] == [
        ("EXCUSED", "Đi công tác", 1), ("PRESENT", "", 1), ("PRESENT", "", 1),
    ]  # fmt: skip
    page = client.get(path).content.decode()
    assert f'name="k-{rows["lan"].pk}" value="EXCUSED:{found[0].mark}:Đi công tác"' in page


def test_what_a_phone_sends(client: Client, cast: Cast) -> None:
    one = given.called(cast)
    row = given.row(one, cast, "lan")
    mark = {"id": uuid.uuid4().hex, "row": row.pk, "status": "PRESENT", "at": NOW.isoformat(), "base": ""}
    body = {"device": "a", "now": NOW.isoformat(), "marks": [mark]}
    path = f"/hoc-tap/buoi/{one.pk}/diem-danh/gui/"

    def send(said: Any, who: str = "hung") -> Any:
        text = said if isinstance(said, str) else json.dumps(said)
        return _as(client, cast, who).post(path, text, content_type="application/json")

    told = send(body).json()
    named = str(uuid.UUID(mark["id"]))
    assert (told["kept"], told["rows"][str(row.pk)]["status"], told["rows"][str(row.pk)]["mark"]) == (
        [named], "PRESENT", named,
    )  # fmt: skip
    assert told["counts"] == [str(one.attendances.count() - 1), "1", "0", "0"]
    assert list(send({**body, "marks": [{**mark, "id": uuid.uuid4().hex}]}, "lan").json()["refused"].values()) == [
        "Đồng chí này không có trong danh sách của buổi, hoặc ngoài phạm vi điểm danh của đồng chí."
    ]
    bad = ("", "[]", "{}", {**body, "now": "x"}, {**body, "marks": [{**mark, "status": "EXPECTED"}]},
           {**body, "marks": [{**mark, "row": 2**70}]}, {**body, "now": "2026-11-15T00:00:00"})  # fmt: skip
    assert [send(one).status_code for one in bad] == [400] * len(bad)
    assert send(body, "ha").status_code == 404


def test_a_member_reads_the_code_and_confirms(client: Client, cast: Cast) -> None:
    one = given.called(cast)
    shown = _as(client, cast, "hung").get(f"/hoc-tap/buoi/{one.pk}/ma/").content.decode()
    assert 'class="qr"' in shown
    path = f"/hoc-tap/xac-nhan/{code_for(one, clock.now())}/"
    _as(client, cast, "lan")
    assert "Tôi có mặt" in client.get(path).content.decode()
    assert "Đã ghi đồng chí có mặt." in client.post(path).content.decode()
    assert client.get("/hoc-tap/xac-nhan/sai/").status_code == 410
    assert given.row(one, cast, "lan").status == Status.PRESENT


def test_a_meeting_from_minutes_to_points(client: Client, cast: Cast) -> None:
    prepare(now=NOW)
    one = given.called(cast)
    here = f"/hoc-tap/buoi/{one.pk}/"
    _as(client, cast, "hung")
    fields = {"agenda": "Đọc thư", "text": "Nhất trí", "chair": cast.person("hung").code, "clerk": "", "edition": 0}
    assert client.post(f"{here}bien-ban/", fields)["Location"] == here
    task = {"text": "Thăm hộ", "assignee": cast.person("lan").code, "due_on": "30/11/2026"}
    assert client.post(f"{here}ket-luan/", task).status_code == 302
    done = Conclusion.objects.get()
    given.roll(cast, one, lan=Status.PRESENT, hung=Status.PRESENT, mai=Status.ABSENT)
    assert client.post(f"/buoc/buoi-hoc/{one.pk}/", {"buoc": "close"}).status_code == 302
    points = {"edition": 0, **{f"diem-{n}": 10 for n in range(1, 7)}}
    assert client.post(f"{here}cham-diem/", points).status_code == 302
    assert client.post(f"{here}cham-diem/", {**points, "diem-1": 99}).status_code == 422
    _as(client, cast, "lan")
    assert client.post(f"/hoc-tap/ket-luan/{done.pk}/", {"done_on": "15/11/2026", "result": "Xong"}).status_code == 302
    page = client.get(here).content.decode()
    assert ("Thăm hộ" in page, "Nhất trí" in page, "Chưa có điểm để hiện." in page) == (True, True, True)
    assert client.get(f"{here}cham-diem/").status_code == 403
    assert _as(client, cast, "son").post(f"{here}cham-diem/", points).status_code == 302


def test_empty_minutes_are_refused_and_keep_what_was_typed(client: Client, cast: Cast) -> None:
    """Who presided is no minutes; a meeting that concluded something says that much."""
    one = given.called(cast)
    path = f"/hoc-tap/buoi/{one.pk}/bien-ban/"
    fields = {"agenda": " \r\n ", "text": "", "chair": cast.person("hung").code, "clerk": "", "edition": 0}
    answer = _as(client, cast, "hung").post(path, fields)
    soup = BeautifulSoup(answer.content, "html.parser")
    field = soup.select_one("#id_agenda")
    said = [soup.find(id=name).text.strip() for name in field["aria-describedby"].split() if "error" in name]
    assert (answer.status_code, said, soup.select_one("#id_chair")["value"], Minutes.objects.count()) == (
        422, ["Biên bản chưa có nội dung. Hãy ghi chương trình, hoặc diễn biến, ý kiến của buổi sinh hoạt."],
        cast.person("hung").code, 0,
    )  # fmt: skip
    conclude(session=one, text="Thăm hộ", assignee=cast.person("lan"), due_on=given.DAY, actor=cast.user("hung"),
             now=NOW)  # fmt: skip
    assert client.post(path, fields).status_code == 302
    assert Minutes.objects.get().chair == cast.person("hung")


def test_the_roll_asks_the_same_of_the_database_for_one_and_for_many(client: Client, cast: Cast) -> None:
    def cost(of: str) -> int:
        one = given.called(cast, "hoa-an", of, title=of)
        _as(client, cast, "son").get(f"/hoc-tap/buoi/{one.pk}/diem-danh/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/hoc-tap/buoi/{one.pk}/diem-danh/")
            client.get(f"/hoc-tap/buoi/{one.pk}/")
        return len(queries)

    assert cost("thon-dong") == cost("hoa-an")


def test_of_a_closed_session_nothing_is_pressed_on_the_reader(client: Client, cast: Cast) -> None:
    """To open it again is a way back, not the next step."""
    one = given.called(cast)
    given.roll(cast, one, lan=Status.PRESENT, hung=Status.PRESENT, mai=Status.ABSENT)
    buttons = []
    for _state in ("HELD", "CLOSED"):
        page = _as(client, cast, "hung").get(f"/hoc-tap/buoi/{one.pk}/")
        soup = BeautifulSoup(page.content, "html.parser")
        buttons.append([(link.text, link["class"]) for link in soup.select(".step-buttons a")])
        client.post(f"/buoc/buoi-hoc/{one.pk}/", {"buoc": "close"})
    assert buttons == [
        [("Chốt điểm danh", ["btn", "btn-primary"])], [("Mở lại điểm danh", ["btn", "btn-quiet"])],
    ]  # fmt: skip


def test_a_cell_is_offered_its_own_kind_of_meeting(client: Client, cast: Cast) -> None:
    page = _as(client, cast, "hung").get("/hoc-tap/buoi/moi/").content.decode()
    assert '<option value="CELL_MEETING" selected>' in page


def test_every_zero_says_why() -> None:
    kinds = (THEME_MEASURES, SESSION_MEASURES, TURN_MEASURES, LEARNER_MEASURES, CONCLUSION_MEASURES)
    assert [one.key for kind in kinds for one in kind if not str(one.zero).endswith(".")] == []
