"""Who of a cell has not opened what she is asked to do: for those who write for them, in counts alone."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.base.notices.models import Mail, MailChoice, NoticeKind, Task
from neuguong.base.notices.services import mark_read, tell
from tests.cast import Cast

PAGE = "/thong-bao/chua-mo/"


@pytest.fixture
def asked(cast: Cast) -> Cast:
    """Lan and Hùng were asked to write, and told a piece of news; Hùng has opened everything."""
    users = [cast.users[name].pk for name in ("lan", "hung")]
    said = {"users": users, "href": "/ky/", "now": cast.now}
    tell(kind=NoticeKind.TO_DO, key="a", text="Viết bản đăng ký riêng tư", task=Task.WRITE, **said)
    tell(kind=NoticeKind.NEWS, key="b", text="Tin", **said)
    mark_read(user_id=cast.users["hung"].pk, now=cast.now)
    return cast


def rows(client: Client, address: str = PAGE) -> dict[str, list[str]]:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    assert "riêng tư" not in response.content.decode()
    page = BeautifulSoup(response.content, "html.parser")
    lines = [[cell.get_text(strip=True) for cell in row.select("td")] for row in page.select("tbody tr")]
    return {line[0]: line[1:] for line in lines}


def test_the_secretary_sees_who_has_not_opened(asked: Cast, client: Client) -> None:
    client.force_login(asked.users["hung"])
    found = rows(client)
    assert found[asked.user("lan").person.full_name] == ["Chưa mở", "1", "15/11/2026"]
    assert found[asked.user("hung").person.full_name] == ["Đã mở hết", "0", ""]
    assert "Ai chưa mở thông báo" in client.get("/thong-bao/").content.decode()


@pytest.mark.parametrize("name", ["lan", "ha", "son"])
def test_nobody_else_does(asked: Cast, client: Client, name: str) -> None:
    cell = asked.user("lan").person.home_id
    client.force_login(asked.users[name])
    assert client.get(f"{PAGE}?don_vi={cell}").status_code == 404
    offered = "Ai chưa mở thông báo" in client.get("/thong-bao/").content.decode()
    assert offered is (name != "lan")  # the others see their own units


def test_anonymous_people_sign_in_first(client: Client, db: None) -> None:
    assert client.get(PAGE)["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("address", ["?don_vi=x", "?don_vi=999999999999999999999", "?don_vi="])
def test_odd_addresses_are_not_found_or_ones_own(asked: Cast, client: Client, address: str) -> None:
    client.force_login(asked.users["hung"])
    assert client.get(PAGE + address).status_code in (200, 404)


def test_how_she_wants_her_mail_is_kept(cast: Cast, client: Client) -> None:
    client.force_login(cast.users["lan"])
    page = BeautifulSoup(client.get("/thong-bao/thu/").content, "html.parser")
    assert [one["value"] for one in page.select("option[selected]")] == ["DAILY", "7"]
    for mail, hour in (("TASKS", "14"), ("NEVER", "7")):
        assert client.post("/thong-bao/thu/", {"mail": mail, "hour": hour})["Location"] == "/thong-bao/"
    assert list(MailChoice.objects.values_list("user__username", "mail", "hour")) == [("lan", Mail.NEVER, 7)]
    assert client.post("/thong-bao/thu/", {"mail": "NEVER", "hour": "3"}).status_code == 422
