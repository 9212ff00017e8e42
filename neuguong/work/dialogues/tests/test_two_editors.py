"""Two of one desk who write the same case: the second sees what stands beside her words, and nothing is lost."""

from typing import Any

from django.test import Client

from neuguong.base.journal.queries import history
from neuguong.work.dialogues.models import Case
from neuguong.work.dialogues.services import answer_case
from neuguong.work.dialogues.tests import given
from tests.cast import TODAY, Cast


def _as(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.user(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _send(client: Client, path: str, fields: dict[str, Any], *words: str) -> tuple[int, list[bool]]:
    """The status, and which of the words stand in the answer."""
    answer = client.post(path, fields)
    text = answer.content.decode()
    return answer.status_code, [word in text for word in words]


def _steps(row: Case) -> list[str]:
    return [one.step for one in history(row)]


def test_the_summary_given_at_sorting(office: Cast) -> None:
    row = given.case(office)
    accept, sort = (f"/tiep-dan/don-thu/{page}/?id={row.pk}" for page in ("thu-ly", "phan-loai"))
    son, thuy = _as(office, "son"), _as(office, "thuy")
    hers = {"kind": "FEEDBACK", "sector": "BUILDING", "summary": "Cống thôn tắc", "edition": "0"}
    his = {**hers, "kind": "PETITION", "summary": "Đường thôn ngập"}
    assert 'name="edition" value="0"' in thuy.get(accept).content.decode()
    assert _send(son, accept, his) == (302, [])
    assert _send(son, accept, his) == (302, [])  # pressed twice
    shown = ("Bản vừa được lưu", "Đường thôn ngập", "Cống thôn tắc", 'name="edition" value="1"')
    assert _send(thuy, accept, hers, *shown) == (409, [True] * 4)
    assert Case.objects.get().summary == "Đường thôn ngập"
    assert _send(thuy, accept, {**hers, "edition": "1"}) == (302, [])
    assert _send(son, sort, {**his, "edition": "1"}, *shown[:3], 'name="edition" value="2"') == (409, [True] * 4)
    row = Case.objects.get()
    assert (row.summary, row.kind, _steps(row)) == ("Cống thôn tắc", "FEEDBACK", ["receive", "accept", "sort"])


def test_question_and_answer_as_everybody_reads_them(office: Cast) -> None:
    row = given.accepted(office)
    by = {"actor": office.user("son"), "now": office.now}
    row = answer_case(case=row, answer="Đã nạo vét.", answered_on=TODAY, answer_number="", **by)
    path = f"/tiep-dan/don-thu/cong-khai/?id={row.pk}"
    son, thuy = _as(office, "son"), _as(office, "thuy")
    his = {"question": "Bao giờ sửa cống?", "answer": "Đã nạo vét.", "edition": "1"}
    hers = {"question": "Khi nào hết ngập?", "answer": "Sau khi nạo vét cống.", "edition": "1"}
    assert [_send(son, path, his)[0] for _press in range(2)] == [302, 302]
    shown = ("Bản vừa được lưu", "Bao giờ sửa cống?", "Khi nào hết ngập?", 'name="edition" value="2"')
    assert _send(thuy, path, hers, *shown) == (409, [True] * 4)
    assert Case.objects.get().public_question == "Bao giờ sửa cống?"
    son.post(path, {"go": "1"})  # taken off meanwhile: who saw it public is told
    again = _send(thuy, path, {**hers, "edition": "2"}, "Chưa ghi", 'name="edition" value="3"')
    assert (again, Case.objects.get().published_on) == ((409, [True] * 2), None)
    assert _send(thuy, path, {**hers, "edition": "3"}) == (302, [])
    row = Case.objects.get()
    assert (row.public_question, row.published_on) == ("Khi nào hết ngập?", TODAY)
    assert _steps(row)[-3:] == ["publish", "unpublish", "publish"]
