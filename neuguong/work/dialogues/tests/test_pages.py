"""The desk's pages, climbing the ladder; what they ask of the database does not grow with what they show."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from neuguong.work.dialogues.models import Case, Dialogue, Promise, Reception
from neuguong.work.dialogues.services import Promised, write_dialogue
from neuguong.work.dialogues.tests import given
from tests.cast import TODAY

LADDER = ("lan", "ha", "hung", "son", "thuy", "quang", "van", "an", "binh", "long")
LISTS = ("", "don-thu/", "doi-thoai/", "da-hua/")


def _as(client, office, who):
    client.force_login(office.user(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def busy(office):
    """One case in hand, one reception day, one dialogue with a promise."""
    given.accepted(office)
    given.reception(office)
    row = given.dialogue(office)
    promised = [Promised(1, "Lắp đồng hồ nước", dt.date(2026, 12, 1))]
    by = {"actor": office.user("son"), "now": office.now}
    write_dialogue(dialogue=row, people=9, questions=(), promises=promised, edition=0, **by)
    return office


def test_who_opens_what(client, busy):
    pages = {
        "list": "don-thu/", "case": f"don-thu/{Case.objects.get().pk}/", "reception": f"{Reception.objects.get().pk}/",
        "dialogue": f"doi-thoai/{Dialogue.objects.get().pk}/", "promise": f"da-hua/{Promise.objects.get().pk}/",
        "intake": "don-thu/moi/", "answer": f"don-thu/tra-loi/?id={Case.objects.get().pk}", "plan": "xep-lich/",
    }  # fmt: skip
    found = {
        name: {who for who in LADDER if _as(client, busy, who).get(f"/tiep-dan/{path}").status_code == 200}
        for name, path in pages.items()
    }
    above = {"son", "thuy", "quang", "van", "an"}
    assert found == {
        "list": set(LADDER), "case": above, "reception": above, "dialogue": above, "promise": above,
        "intake": {"son", "thuy", "quang"}, "answer": {"son", "thuy"}, "plan": {"son", "thuy", "quang"},
    }  # fmt: skip


def test_those_above_read_no_name(client, busy):
    path = f"/tiep-dan/don-thu/{Case.objects.get().pk}/"
    assert given.NAME in _text(_as(client, busy, "son").get(path))
    shown = _text(_as(client, busy, "quang").get(path))
    assert "Đường thôn ngập nước" in shown
    assert [one for one in (given.NAME, given.PHONE, given.STREET) if one in shown] == []


def test_a_case_through_the_pages(client, office):
    son = _as(client, office, "son")
    page = _text(son.get("/tiep-dan/don-thu/moi/"))
    mark = page.partition('name="mark" value="')[2].partition('"')[0]
    fields = {
        "mark": mark, "unit": office.unit("hoa-an").pk, "channel": "DESK", "received_on": "12/11/2026",
        "full_name": given.NAME, "words": "Đường ngập", "may_publish": "on",
    }  # fmt: skip
    assert son.post("/tiep-dan/don-thu/moi/", {**fields, "received_on": "16/11/2026"}).status_code == 422
    opened = son.post("/tiep-dan/don-thu/moi/", fields)
    row = Case.objects.get()
    assert opened["Location"] == f"/tiep-dan/don-thu/{row.pk}/"
    sorts = {"kind": "PETITION", "sector": "BUILDING", "summary": "Sửa cống thôn", "edition": "0"}
    son.post(f"/tiep-dan/don-thu/thu-ly/?id={row.pk}", sorts)
    son.post(f"/tiep-dan/don-thu/tra-loi/?id={row.pk}", {"answer": "Đã sửa.", "answered_on": "15/11/2026"})
    public = {"question": "Bao giờ sửa cống?", "answer": f"Trả lời bà {given.NAME}", "edition": "1"}
    refused = son.post(f"/tiep-dan/don-thu/cong-khai/?id={row.pk}", public)
    assert (refused.status_code, "id_answer_error" in _text(refused)) == (422, True)
    son.post(f"/tiep-dan/don-thu/cong-khai/?id={row.pk}", {**public, "answer": "Đã sửa."})
    row.refresh_from_db()
    assert (row.kind, row.state, row.published_on) == ("PETITION", "ANSWERED", TODAY)
    heads = {"docx": b"PK\x03\x04", "pdf": b"%PDF"}
    letters = {one: son.get(f"/tiep-dan/don-thu/{row.pk}/thu-tra-loi.{one}") for one in heads}
    assert {one: b"".join(letters[one].streaming_content)[:4] for one in heads} == heads
    assert son.get(f"/tiep-dan/don-thu/{row.pk}/thu-tra-loi.exe").status_code == 404


def test_sent_to_another_unit_by_its_name(client, busy):
    row = Case.objects.get()
    son = _as(client, busy, "son")
    wrong = son.post(f"/tiep-dan/don-thu/chuyen/?id={row.pk}", {"unit": "không có", "reason": "x"})
    assert wrong.status_code == 422
    son.post(f"/tiep-dan/don-thu/chuyen/?id={row.pk}", {"unit": "binh minh", "reason": "Đúng thẩm quyền"})
    row.refresh_from_db()
    assert row.unit == busy.unit("binh-minh")
    assert son.get(f"/tiep-dan/don-thu/{row.pk}/").status_code == 404


def test_a_dialogue_is_written_down_without_script(client, office):
    row, son = given.dialogue(office), _as(client, office, "son")
    path = f"/tiep-dan/doi-thoai/ghi/?id={row.pk}"
    blocks = {
        "edition": "0", "people": "40",
        "y-kien-TOTAL_FORMS": "1", "y-kien-INITIAL_FORMS": "0", "y-kien-0-text": "Bao giờ có nước?",
        "loi-hua-TOTAL_FORMS": "1", "loi-hua-INITIAL_FORMS": "0", "loi-hua-0-text": "Lắp đồng hồ",
        "loi-hua-0-due_on": "01/12/2026",
    }  # fmt: skip
    more = son.post(path, {**blocks, "them_dong": "y-kien"})
    assert 'name="y-kien-1-text"' in _text(more)
    assert son.post(path, {**blocks, "loi-hua-0-due_on": ""}).status_code == 422
    assert son.post(path, blocks)["Location"] == f"/tiep-dan/doi-thoai/{row.pk}/"
    promise = Promise.objects.get()
    beside = son.post(path, {**blocks, "y-kien-0-text": "Giá nước?"})
    shown = [one in _text(beside) for one in ("Bản vừa được lưu", "Bao giờ có nước?", "Giá nước?")]
    assert (beside.status_code, shown, 'name="edition" value="1"' in _text(beside)) == (409, [True] * 3, True)
    son.post(f"/tiep-dan/da-hua/{promise.pk}/", {"done_on": "15/11/2026", "result": "Đã lắp", "edition": "0"})
    promise.refresh_from_db()
    assert (promise.outcome, row.questions.get().text) == ("KEPT", "Bao giờ có nước?")


def test_a_year_of_reception_days_is_planned_and_announced(client, office):
    son = _as(client, office, "son")
    fields = {
        "unit": office.unit("hoa-an").pk, "period": office.years[2026].pk, "weekday": "1", "hours": "7 giờ 30",
        "place": "Trụ sở",
    }  # fmt: skip
    son.post("/tiep-dan/xep-lich/", fields)
    page = _text(son.get("/tiep-dan/"))
    assert "Công bố các buổi dự kiến (3)" in page
    ids = list(Reception.objects.values_list("pk", flat=True))
    son.post("/buoc/lich-tiep-dan/publish/", {"ids": ids})
    assert set(Reception.objects.values_list("state", flat=True)) == {"PUBLISHED"}


def _queries(client, path) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(f"/tiep-dan/{path}").status_code == 200
    return len(seen)


def test_lists_ask_the_same_for_one_and_three(client, busy):
    quang = _as(client, busy, "quang")
    one = {path: _queries(quang, path) for path in LISTS}
    for n in (2, 3):
        given.accepted(busy, mark=f"m{n}")
        given.reception(busy, dt.date(2026, 11, n))
        row = given.dialogue(busy, f"Chủ đề {n}")
        promised = [Promised(1, "Việc", dt.date(2026, 12, n))]
        by = {"actor": busy.user("son"), "now": busy.now}
        write_dialogue(dialogue=row, people=1, questions=(), promises=promised, edition=0, **by)
    assert {path: _queries(quang, path) for path in LISTS} == one


def test_the_words_of_a_case_stand_where_it_is_sorted_and_its_summary_names_nobody(client, office):
    case = given.case(office)
    path = f"/tiep-dan/don-thu/thu-ly/?id={case.pk}"
    _as(client, office, "son")
    assert "Đường thôn ngập ba tháng nay." in _text(client.get(path))
    fields = {"kind": "FEEDBACK", "sector": "BUILDING", "edition": "0"}
    for named in (f"Ông {given.NAME.lower()} phản ánh", f"Gọi lại {given.PHONE[:4]} {given.PHONE[4:]}"):
        answer = client.post(path, {**fields, "summary": named})
        assert (answer.status_code, Case.objects.get().summary) == (422, "")
        assert "Tóm tắt còn họ tên" in _text(answer)
    assert client.post(path, {**fields, "summary": "Đường thôn ngập"}).status_code == 302
    sort = f"/tiep-dan/don-thu/phan-loai/?id={case.pk}"
    assert client.post(sort, {**fields, "summary": given.NAME}).status_code == 422
    assert Case.objects.get().summary == "Đường thôn ngập"


def test_a_day_that_has_not_come_shows_no_figures(client, office):
    row = given.reception(office)
    path = f"/tiep-dan/{row.pk}/"
    assert "Số lượt người được tiếp" not in _text(_as(client, office, "son").get(path))
    client.post(f"/tiep-dan/ghi-ket-qua/?id={row.pk}&buoc=hold", {"held_by": "HEAD", "people": "3"})
    assert "Số lượt người được tiếp" in _text(client.get(path))
