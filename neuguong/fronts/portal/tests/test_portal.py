"""The public site as somebody without an account and without script uses it."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import timezone

from neuguong.base.files.queries import attached_to, may_open
from neuguong.fronts.portal import gate
from neuguong.work.dialogues.models import Case, Sender
from neuguong.work.dialogues.services import answer_case, publish
from neuguong.work.dialogues.tests import given
from tests.cast import TODAY

WORDS = "Đường thôn ngập ba tháng nay, đề nghị sửa cống."
PERSON = {"full_name": given.NAME, "phone": given.PHONE, "address": given.STREET}
READ = ("", "gui/", "theo-doi/", "lich-tiep/", "hoi-dap/", "to-cao/")


def _mark(age: float = 30) -> str:
    """A mark handed out so many seconds ago, on the day of the tests."""
    shift = TODAY - timezone.localdate()
    return gate.new_mark(timezone.localtime() + shift - dt.timedelta(seconds=age))


def _now() -> dt.datetime:
    return timezone.localtime() + (TODAY - timezone.localdate())


def _send(client, mark=None, at="10.0.0.1", **fields):
    said = {"unit": "Đảng ủy xã Hòa An", "words": WORDS, **PERSON, "agrees": "on", "mark": mark or _mark()}
    return client.post("/cong-dan/gui/", {**said, **fields}, REMOTE_ADDR=at)


def _text(answer) -> str:
    return answer.content.decode()


def _code(answer) -> str:
    found = re.search(r'class="portal-code">([^<]+)<', _text(answer))
    return found.group(1) if found else ""


def _errors(answer) -> list[str]:
    inside = re.search(r"<ul>(.*?)</ul>", _text(answer).partition("error-summary")[2], re.S)
    said = re.findall(r"<li>(.*?)</li>", inside.group(1), re.S) if inside else []
    return [re.sub(r"<[^>]+>", "", one).strip() for one in said]


def test_everybody_reads_and_caches_may_keep_it(client, office):
    assert [client.get(f"/cong-dan/{path}").status_code for path in READ] == [200] * len(READ)
    for path in ("", "lich-tiep/", "hoi-dap/", "to-cao/"):
        answer = client.get(f"/cong-dan/{path}")
        assert answer["Cache-Control"] == "public, max-age=300"
        assert not answer.cookies
    assert "<script" not in _text(client.get("/cong-dan/gui/"))


def test_a_matter_is_brought_and_followed(client, office):
    slip = _send(client, papers=SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20))
    code = _code(slip)
    sender = Sender.objects.select_related("case__unit").get()
    assert (slip.status_code, code.replace("-", "")) == (200, sender.code)
    assert (sender.full_name, sender.words, sender.case.unit) == (given.NAME, WORDS, office.unit("hoa-an"))
    (kept,) = attached_to(sender)
    assert [may_open(office.user(who), kept.file) for who in ("son", "quang", "lan")] == [True, False, False]
    shown = _text(client.post("/cong-dan/theo-doi/", {"code": code.lower()}))
    assert "Mới tiếp nhận" in shown and "Đảng ủy xã Hòa An" in shown
    assert not [one for one in (given.NAME, given.PHONE, given.STREET, WORDS) if one in shown]


def test_a_double_click_makes_one_case(client, office):
    mark = _mark()
    assert _code(_send(client, mark)) == _code(_send(client, mark))
    assert Case.objects.count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(client, office):
    answer = _send(client, full_name="", unit="xã không có", agrees="")
    assert answer.status_code == 422
    assert _errors(answer) == [
        "Cơ quan tiếp nhận: Không có “xã không có” trong phạm vi được chọn.",
        "Họ và tên: Quý vị chưa nhập mục này.",
        "Tôi đồng ý để cơ quan tiếp nhận dùng thông tin trên đây vào việc giải quyết và trả lời tôi: "
        "Cần quý vị đồng ý để cơ quan được dùng thông tin này; nếu không, mời quý vị đến trực tiếp nơi tiếp công dân.",
    ]  # fmt: skip
    assert WORDS in _text(answer)
    assert Case.objects.count() == 0


def test_files_are_judged_by_content(client, office):
    wrong = _send(client, papers=SimpleUploadedFile("anh.png", b"MZ\x90\x00" + b"\x00" * 64))
    assert (wrong.status_code, Case.objects.count()) == (422, 0)
    assert "“anh.png”" in _errors(wrong)[0]


def test_a_citizen_is_never_called_comrade(client, office, settings):
    """Not where a file is refused, a place is not clear, a page is not there or a form is too old."""
    secret = _send(client, papers=SimpleUploadedFile("TỐI MẬT.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20))
    unclear = _send(client, unit="Đảng ủy")
    settings.DEBUG = False
    strict = Client(enforce_csrf_checks=True)
    pages = {
        "secret": secret, "unclear": unclear, "no page": client.get("/cong-dan/khong-co/"),
        "wrong method": client.put("/cong-dan/gui/"), "no case": client.get("/cong-dan/hai-long/sai/"),
        "stale": strict.post("/cong-dan/gui/", {}),
    }  # fmt: skip
    assert {name: answer.status_code for name, answer in pages.items()} == {
        "secret": 422, "unclear": 422, "no page": 404, "wrong method": 405, "no case": 200, "stale": 403,
    }  # fmt: skip
    assert "độ “Tối mật”" in _text(secret) and "kết quả tên “Đảng ủy”: hãy chọn" in _text(unclear)
    assert [name for name, answer in pages.items() if "đồng chí" in _text(answer).lower()] == []


def test_a_wrong_code_says_nothing_more(client, office):
    given.case(office)
    answer = client.post("/cong-dan/theo-doi/", {"code": "AAAA-BBBB-CCCC"})
    assert _errors(answer) == ["Mã theo dõi: Không có đơn nào mang mã này. Quý vị xem lại từng chữ trên phiếu."]


def test_codes_are_not_tried_out(client, office):
    tried = [client.post("/cong-dan/theo-doi/", {"code": f"AAAABBBB{n:04}"}).status_code for n in range(gate.LOOKS + 1)]
    assert tried == [422] * gate.LOOKS + [429]
    assert client.post("/cong-dan/theo-doi/", {"code": "A"}, REMOTE_ADDR="10.0.0.9").status_code == 422


def test_machines_are_told_apart(client, office):
    refused = {
        "honey": _errors(_send(client, website="http://a")),
        "fast": _errors(_send(client, _mark(1))),
        "old": _errors(_send(client, _mark(7 * 3600))),
        "forged": _errors(_send(client, "abc")),
    }
    assert refused == {
        "honey": ["Không gửi được. Quý vị để trống ô cuối cùng rồi gửi lại."],
        "fast": ["Biểu mẫu được gửi quá nhanh. Quý vị đợi vài giây rồi bấm gửi lại."],
        "old": ["Trang đã mở quá lâu. Quý vị bấm gửi lại một lần nữa; nội dung vẫn còn ở dưới."],
        "forged": ["Biểu mẫu này không còn dùng được. Quý vị tải lại trang rồi gửi lại."],
    }
    assert Case.objects.count() == 0


def test_one_address_sends_a_few(client, office):
    answers = [_send(client).status_code for _time in range(gate.FROM_ADDRESS + 1)]
    assert answers == [200] * gate.FROM_ADDRESS + [422]
    assert _send(client, at="10.0.0.2").status_code == 200


def _flood(times: int, addresses: int) -> int:
    """How many of so many well-made forms from so many addresses get through, none of which can add up."""
    through, now, factory = 0, _now(), RequestFactory()
    for n in range(times):
        at = n % addresses
        request = factory.get("/", REMOTE_ADDR=f"10.1.{at // 250}.{at % 250}")
        try:
            gate.let_through(request, gate.Mark("x", (3, 4)), "", now)
            through += 1
        except gate.GateError:
            continue
    return through


@pytest.mark.django_db
def test_ten_thousand_scripted_forms_are_stopped_and_a_person_gets_through(client, office, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert _flood(9_000, 1) == gate.FROM_ADDRESS
    assert _flood(1_000, 1_000) == gate.IN_ALL - gate.FROM_ADDRESS
    refused = _send(client, at="10.9.9.9")
    assert _errors(refused) == ["Đang có rất nhiều đơn gửi đến. Quý vị trả lời phép tính ở cuối biểu mẫu rồi gửi lại."]
    first, second = gate.read_mark(mark := _mark(), _now()).sum
    assert _send(client, mark, at="10.9.9.9", answer=str(first + second)).status_code == 200
    assert Case.objects.count() == 1


def test_answered_made_public_and_rated_by_its_link(client, office):
    row = given.accepted(office)
    by = {"actor": office.user("son"), "now": office.now}
    answer_case(case=row, answer="Đã nạo vét.", answered_on=TODAY, answer_number="", **by)
    publish(case=row, question="Bao giờ sửa cống?", answer="Đã nạo vét cống.", edition=row.edition, **by)
    assert "Bao giờ sửa cống?" in _text(client.get("/cong-dan/hoi-dap/"))
    shown = _text(client.post("/cong-dan/theo-doi/", {"code": row.sender.code}))
    href = re.search(r'href="(/cong-dan/hai-long/[^"]+)"', shown).group(1)
    assert client.post(href, {"rating": "???"}).status_code == 422
    assert client.post(href, {"rating": "SATISFIED"}).status_code == 200
    assert "<form" not in _text(client.get(href))
    assert Case.objects.get().rating == "SATISFIED"


def test_the_schedule_shows_what_is_announced(client, office):
    row = given.reception(office, TODAY + dt.timedelta(days=2))
    assert "17/11/2026" not in _text(client.get("/cong-dan/lich-tiep/"))
    client.force_login(office.user("son"))
    client.post(f"/buoc/lich-tiep-dan/{row.pk}/", {"buoc": "publish"})
    client.logout()
    assert "17/11/2026" in _text(client.get("/cong-dan/lich-tiep/?don-vi=bac-son/hoa-an"))
    assert "17/11/2026" not in _text(client.get("/cong-dan/lich-tiep/?don-vi=bac-son/binh-minh"))


def test_a_denunciation_is_told_where_to_go(client, office):
    assert "Trang này không nhận tố cáo" in _text(client.get("/cong-dan/to-cao/"))
    assert '/cong-dan/to-cao/"' in _text(client.get("/cong-dan/gui/"))
