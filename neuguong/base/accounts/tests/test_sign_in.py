"""Coming in: by name or e-mail in either case, by code, through the second step; and being kept out."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from neuguong.base.accounts.models import User
from neuguong.base.accounts.services import print_code
from neuguong.base.accounts.tests.conftest import PASSWORD


def _errors(response) -> list[str]:
    return list(response.context_data["form"].non_field_errors())


def _signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["lannt", "LANNT", " lannt ", "lan@hoaan.vn", "Lan@HoaAn.VN"])
def test_name_or_address_in_either_case(client, lan, login):
    response = client.post("/dang-nhap/", {"login": login, "password": PASSWORD})
    assert (response.status_code, response.url, _signed_in(client)) == (302, "/", True)


def test_password_typed_in_another_normal_form(client, lan):
    lan.set_password("Mật khẩu đẹp 7")
    lan.save()
    decomposed = "Ma\u0323\u0302t kha\u0302\u0309u \u0111e\u0323p 7"
    assert client.post("/dang-nhap/", {"login": "lannt", "password": decomposed}).status_code == 302


def test_one_sentence_whatever_is_wrong(client, lan):
    wrong = [("lannt", "x"), ("nobody", "x"), ("lan@hoaan.vn", "x"), ("nobody@hoaan.vn", PASSWORD)]
    said = [_errors(client.post("/dang-nhap/", {"login": login, "password": word})) for login, word in wrong]
    assert said == [["Tên đăng nhập (hoặc thư điện tử) hay mật khẩu chưa đúng. Đồng chí kiểm tra rồi nhập lại."]] * len(
        wrong
    )


def test_session_is_a_new_one_after_signing_in(client, lan):
    client.get("/dang-nhap/")
    client.session["seen"] = 1
    before = client.session.session_key
    client.post("/dang-nhap/", {"login": "lannt", "password": PASSWORD})
    assert client.session.session_key not in (None, before)


def test_next_is_kept_and_never_leaves_the_house(client, lan):
    asked = {"login": "lannt", "password": PASSWORD}
    assert client.post("/dang-nhap/", {**asked, "next": "/cam-ket/12/"}).url == "/cam-ket/12/"
    client.logout()
    assert client.post("/dang-nhap/", {**asked, "next": "https://evil.example/"}).url == "/"


def test_stopped_account_is_told_so_only_with_the_right_password(client, lan):
    User.objects.filter(pk=lan.pk).update(is_active=False)
    assert client.post("/dang-nhap/", {"login": "lannt", "password": PASSWORD}).url == reverse("account_inactive")
    assert len(_errors(client.post("/dang-nhap/", {"login": "lannt", "password": "x"}))) == 1


def test_stopping_an_account_ends_its_sessions(inside, lan):
    User.objects.filter(pk=lan.pk).update(is_active=False)
    assert inside.get(reverse("mfa_index")).status_code == 302


def test_too_many_wrong_passwords(client, lan):
    for _try in range(5):
        client.post("/dang-nhap/", {"login": "lannt", "password": "x"})
    response = client.post("/dang-nhap/", {"login": "lannt", "password": PASSWORD})
    assert _errors(response) == ["Đã nhập sai nhiều lần. Đồng chí chờ 5 phút rồi thử lại."]


def test_too_many_requests_get_a_page_of_ours(client, db):
    for _try in range(30):
        client.post("/ma/", {"username": "", "code": ""})
    response = client.post("/ma/", {"username": "lannt", "code": "ABCD-EF23"})
    assert (response.status_code, "Đồng chí chờ ít phút" in response.content.decode()) == (429, True)


def test_leaving_asks_first_and_acts_on_post(inside):
    inside.get("/dang-xuat/")
    assert _signed_in(inside)
    assert (inside.post("/dang-xuat/").url, _signed_in(inside)) == ("/dang-nhap/", False)


def test_nobody_signs_up(client, db):
    client.post(reverse("account_signup"), {"username": "x", "password1": PASSWORD})
    assert User.objects.count() == 0


def test_code_leads_to_a_password_of_ones_own_and_nowhere_else(client, lan, hung):
    code = print_code(user=lan, by=hung, now=timezone.now())
    own = reverse("account_set_own_password")
    assert client.post("/ma/", {"username": "lannt", "code": code}).url == own
    assert client.get(reverse("mfa_index")).url == own
    assert client.get(own).status_code == 200
    new = {"password1": "cánh đồng xanh 9", "password2": "cánh đồng xanh 9"}
    assert client.post(own, new).url == "/"
    assert client.get(reverse("mfa_index")).status_code == 200
    assert User.objects.get(pk=lan.pk).check_password("cánh đồng xanh 9")


def test_code_used_twice_by_an_impatient_hand(client, lan, hung):
    code = print_code(user=lan, by=hung, now=timezone.now())
    answers = [client.post("/ma/", {"username": "lannt", "code": code}).status_code for _press in range(2)]
    assert answers == [302, 302]  # the second press is already inside: the middleware leads on
    client.logout()
    assert client.post("/ma/", {"username": "lannt", "code": code}).status_code == 422


def test_wrong_code_says_one_sentence(client, lan):
    response = client.post("/ma/", {"username": "lannt", "code": "ABCD-EF23"})
    assert (response.status_code, response.content.decode().count("Tên đăng nhập hoặc mã không đúng")) == (422, 1)


def test_weak_or_differing_passwords_are_refused(client, lan, hung):
    code = print_code(user=lan, by=hung, now=timezone.now())
    client.post("/ma/", {"username": "lannt", "code": code})
    own = reverse("account_set_own_password")
    assert client.post(own, {"password1": "12345678", "password2": "12345678"}).status_code == 422
    assert client.post(own, {"password1": "cánh đồng 9", "password2": "cánh đồng 8"}).status_code == 422


def test_who_has_a_password_proves_it_before_changing(inside, lan):
    assert inside.get(reverse("account_set_own_password")).url == reverse("account_change_password")
    new = {"password1": "cánh đồng xanh 9", "password2": "cánh đồng xanh 9"}
    inside.post(reverse("account_change_password"), {"oldpassword": "x", **new})
    assert User.objects.get(pk=lan.pk).check_password(PASSWORD)
    assert inside.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new}).url == reverse("mfa_index")
    assert User.objects.get(pk=lan.pk).check_password("cánh đồng xanh 9")
    assert _signed_in(inside)


def test_reset_by_mail(client, lan):
    assert client.post("/mat-khau/quen/", {"email": "LAN@hoaan.vn"}).url == reverse("account_reset_password_done")
    link = next(word for word in mail.outbox[0].body.split() if "/khoa/" in word)
    form_page = client.get(link).url
    new = {"password1": "cánh đồng xanh 9", "password2": "cánh đồng xanh 9"}
    assert client.post(form_page, new).url == reverse("account_reset_password_from_key_done")
    assert User.objects.get(pk=lan.pk).check_password("cánh đồng xanh 9")


def test_reset_of_an_unknown_address_looks_the_same(client, db):
    assert client.post("/mat-khau/quen/", {"email": "x@hoaan.vn"}).url == reverse("account_reset_password_done")


@pytest.fixture
def second_step(lan) -> str:
    """Lan's TOTP secret."""
    secret = generate_totp_secret()
    TOTP.activate(lan, secret)
    RecoveryCodes.activate(lan)
    return secret


def _figures(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_second_step_after_the_password(client, second_step):
    assert client.post("/dang-nhap/", {"login": "lannt", "password": PASSWORD}).url == reverse("mfa_authenticate")
    assert not _signed_in(client)
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    client.post(reverse("mfa_authenticate"), {"code": "000 000"})
    assert not _signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": _figures(second_step)})
    assert _signed_in(client)


def test_slip_does_not_pass_the_second_step(client, lan, hung, second_step):
    code = print_code(user=lan, by=hung, now=timezone.now())
    assert client.post("/ma/", {"username": "lannt", "code": code}).url == reverse("mfa_authenticate")
    assert client.post(reverse("mfa_authenticate"), {"code": _figures(second_step)}).url == reverse(
        "account_set_own_password"
    )


def test_turning_the_second_step_on_and_off(inside, lan):
    assert inside.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    assert inside.post(
        f"{reverse('account_reauthenticate')}?next={reverse('mfa_activate_totp')}", {"password": PASSWORD}
    ).url == reverse("mfa_activate_totp")
    page = inside.get(reverse("mfa_activate_totp"))
    text = page.content.decode()
    assert (page.status_code, 'src="data:image/svg+xml;base64,' in text, " style=" in text) == (200, True, False)
    code = _figures(page.context_data["form"].secret)
    assert inside.post(reverse("mfa_activate_totp"), {"code": code}).url == reverse("mfa_view_recovery_codes")
    assert inside.get(reverse("mfa_view_recovery_codes")).content.decode().count("<code>") == 10
    assert "Đang bật" in inside.get(reverse("mfa_index")).content.decode()
    assert inside.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    assert inside.get(reverse("mfa_deactivate_totp")).status_code == 200
    inside.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.count() == 0


def test_address_of_another_account_is_refused(inside, hung):
    User.objects.filter(pk=hung.pk).update(email="hung@hoaan.vn")
    response = inside.post(reverse("account_email"), {"email": "hung@hoaan.vn", "action_add": "1"})
    assert response.context_data["form"].errors == {"email": ["Địa chỉ thư này đã thuộc một tài khoản khác."]}


def test_new_address_is_confirmed_by_its_link(inside):
    inside.post(reverse("account_email"), {"email": "lan2@hoaan.vn", "action_add": "1"})
    link = next(word for word in mail.outbox[0].body.split() if "/xac-nhan/" in word)
    assert "lan2@hoaan.vn" in inside.get(link).content.decode()
    assert inside.post(link).status_code == 302
    assert "Đã xác nhận" in inside.get(reverse("account_email")).content.decode()
