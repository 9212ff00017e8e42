"""Every page of signing in renders, in Vietnamese, and says its right."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from neuguong.base.accounts.urls import urlpatterns
from neuguong.kit.views import PUBLIC, SIGNED_IN

ANYBODY = {
    "account_login": "Đăng nhập",
    "account_signup": "Tài khoản do tổ chức đảng cấp",
    "account_inactive": "Tài khoản đang ngừng hoạt động",
    "account_enter_code": "Nhập mã dùng một lần",
    "account_reset_password": "Quên mật khẩu",
    "account_reset_password_done": "Đã nhận yêu cầu",
    "account_reset_password_from_key_done": "Đã đặt mật khẩu mới",
    "account_email_verification_sent": "Đã gửi thư xác nhận",
}
SIGNED = {
    "account_logout": "Đăng xuất",
    "account_reauthenticate": "Xác nhận lại là đồng chí",
    "account_change_password": "Đổi mật khẩu",
    "account_email": "Thư điện tử của tôi",
    "mfa_index": "Tài khoản và bảo mật",
}


def _h1(response) -> str:
    return response.content.decode().split("<h1>")[1].split("</h1>")[0].strip()


@pytest.mark.parametrize("name", ANYBODY)
def test_page_for_anybody(client, db, name):
    response = client.get(reverse(name))
    assert (response.status_code, _h1(response)) == (200, ANYBODY[name])


@pytest.mark.parametrize("name", SIGNED)
def test_page_for_who_signed_in(inside, name):
    response = inside.get(reverse(name))
    assert (response.status_code, _h1(response)) == (200, SIGNED[name])


@pytest.mark.parametrize("name", [*SIGNED, "account_set_own_password", "mfa_activate_totp", "mfa_view_recovery_codes"])
def test_stranger_is_sent_to_sign_in(client, db, name):
    response = client.get(reverse(name))
    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("account_login"))


def test_every_view_says_its_right():
    assert {one.callback.view_class.right for one in urlpatterns} == {PUBLIC, SIGNED_IN}


def test_pages_have_no_inline_style_or_script(inside):
    texts = [inside.get(reverse(name)).content.decode() for name in SIGNED]
    assert [text.count(" style=") + text.count("<script>") + text.count("onclick") for text in texts] == [0] * len(
        SIGNED
    )


def test_dead_link_of_a_reset_says_so(client, db):
    response = client.get(reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "x-y"}))
    assert _h1(response) == "Đường dẫn không còn dùng được"


def test_dead_link_of_an_address_says_so(client, db):
    assert _h1(client.get(reverse("account_confirm_email", kwargs={"key": "x"}))) == "Không xác nhận được"


def test_own_addresses_are_listed(inside, lan):
    EmailAddress.objects.create(user=lan, email="lan2@hoaan.vn", verified=True)
    assert "lan2@hoaan.vn" in inside.get(reverse("account_email")).content.decode()


def test_language_is_kept(client, db):
    response = client.post(reverse("set_language"), {"language": "vi", "next": "/dang-nhap/"})
    assert (response.url, response.cookies["lang"].value) == ("/dang-nhap/", "vi")
