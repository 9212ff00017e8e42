"""Pages of administration, up the ladder: anonymous, unrelated, member, secretary, staff, approver, administrator."""

import pytest
from django.urls import reverse

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Delegation, Grant
from neuguong.base.access.urls import urlpatterns
from neuguong.base.accounts.models import OneTimeCode, User
from neuguong.base.orgs.services import add_person
from tests.cast import SINCE, TODAY

LADDER = ("ha", "lan", "hung", "son", "thuy", "an")
NEXT_WEEK = "22/11/2026"


def _rows(response) -> int:
    return int(response.content.decode().split("<tbody")[1].count("<tr ")) if b"<tbody" in response.content else 0


def test_every_view_names_a_right():
    assert [one.name for one in urlpatterns if not isinstance(one.callback.view_class.right, tuple)] == []


@pytest.mark.parametrize("name", ["grants", "users", "delegations", "grant_add"])
def test_stranger_is_sent_to_sign_in(client, db, name):
    assert client.get(reverse(f"access:{name}")).url.startswith("/dang-nhap/")


@pytest.mark.parametrize("name", ["grants", "users", "grant_add"])
def test_ladder_of_administration(enter, name):
    answers = {who: enter(who).get(reverse(f"access:{name}")).status_code for who in LADDER}
    assert answers == {**dict.fromkeys(LADDER, 403), "an": 200}


def test_ladder_of_one_login(cast, enter):
    address = reverse("access:user_detail", args=[cast.users["lan"].pk])
    answers = {who: enter(who).get(address).status_code for who in LADDER}
    assert answers == {**dict.fromkeys(LADDER, 404), "an": 200}


def test_ladder_of_printing(cast, enter):
    address = reverse("access:print_code", args=[cast.users["lan"].pk])
    answers = {who: enter(who).get(address).status_code for who in LADDER}
    assert answers == {**dict.fromkeys(LADDER, 404), "hung": 200, "an": 200}
    assert enter("son").post(address).status_code == 404


def test_everybody_sees_her_own_delegations_and_what_she_may_lend(enter):
    own = {
        who: "Quyền của đồng chí có thể giao" in enter(who).get(reverse("access:delegations")).content.decode()
        for who in LADDER
    }
    assert own == {**dict.fromkeys(LADDER, True), "lan": False}


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", 12),
        ("q=nguyen thi lan", 1),
        ("q=Nguyễn Lan", 1),
        ("role=SECRETARY", 3),
        ("unit=thon dong", 3),
        ("unit=bac-son/hoa-an/thon-dong", 3),
        ("standing=live", 12),
        ("standing=over", 0),
    ],
)
def test_list_of_grants_is_searched_without_diacritics(enter, query, rows):
    assert _rows(enter("an").get(f"{reverse('access:grants')}?{query}")) == rows


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", 12),
        ("q=vu thu ha", 1),
        ("role=SECRETARY", 3),
        ("unit=Thôn Tây", 3),
        ("active=True", 12),
        ("active=False", 0),
    ],
)
def test_list_of_users_is_searched_without_diacritics(enter, query, rows):
    assert _rows(enter("an").get(f"{reverse('access:users')}?{query}")) == rows


def test_people_are_sorted_by_given_name(enter):
    text = enter("an").get(reverse("access:users")).content.decode()
    names = ["Phan Thế An", "Ngô Thanh Bình", "Vũ Thu Hà", "Trần Văn Hùng", "Nguyễn Thị Lan"]
    assert sorted(names, key=text.index) == names


@pytest.mark.parametrize("name", ["grants", "users", "delegations"])
def test_as_many_queries_for_one_row_as_for_three(cast, enter, name, django_assert_max_num_queries):
    client, address = enter("an"), f"{reverse(f'access:{name}')}?q=lan"
    lan, unit = cast.users["lan"], cast.unit("thon-tay")
    Delegation.objects.create(
        grant=Grant.objects.get(user=cast.users["hung"]), to=lan, valid=(TODAY, TODAY.replace(day=20)),
        decision="1", made_by=cast.users["hung"],
    )  # fmt: skip
    counts = []
    for more in ("", "lan2", "lan3"):
        if more:
            user = User.objects.create_user(more, display_name=f"Nguyễn Thị Lan {more}")
            person = add_person(code=more, full_name=f"Nguyễn Thị Lan {more}", home=unit, since=SINCE)
            person.user = user
            person.save()
            grant = Grant.objects.create(user=user, role=Role.STAFF, unit=unit, valid=(SINCE, None))
            Delegation.objects.create(
                grant=grant, to=lan, valid=(TODAY, TODAY.replace(day=20)), decision="1", made_by=user
            )
        with django_assert_max_num_queries(12) as seen:
            response = client.get(address)
        counts.append((_rows(response) > 0, len(seen.captured_queries)))
    assert counts[0] == counts[2]


def test_export_has_every_row(enter):
    response = enter("an").get(f"{reverse('access:grants')}?tai=csv")
    assert b"".join(response.streaming_content).decode().count("\r\n") == 13


def test_giving_by_the_form(cast, enter):
    client, address = enter("an"), reverse("access:grant_add")
    asked = {"user": "lan", "role": "STAFF", "unit": "bac-son/hoa-an", "starts_on": "15/11/2026", "title": "Cán bộ"}
    assert client.post(address, asked).url == reverse("access:user_detail", args=[cast.users["lan"].pk])
    again = client.post(address, asked)
    assert (again.status_code, "đã có quyền đó" in again.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"user": "khong-co"}, "Không có tài khoản nào đang hoạt động như vậy."),
        ({"user": "Thị"}, "Có mấy kết quả: Nguyễn Thị Lan (lan); Lê Thị Mai (mai). Đồng chí ghi tên đăng nhập."),
        ({"unit": "thôn"}, "Đồng chí ghi mã đơn vị."),
        ({"unit": "trung-uong"}, "Không có đơn vị nào như vậy trong phạm vi của đồng chí."),
        ({"starts_on": "31/02/2026"}, "31/02/2026"),
        ({"ends_on": "01/11/2026"}, "Ngày cuối phải sau hoặc trùng ngày đầu."),
        ({"user": "an"}, "Không ai tự cấp quyền cho mình"),
    ],
)
def test_what_was_typed_wrong_is_said(enter, changes, words):
    asked = {"user": "lan", "role": "STAFF", "unit": "hoa-an", "starts_on": "15/11/2026", **changes}
    response = enter("an").post(reverse("access:grant_add"), asked)
    assert (response.status_code, words in response.content.decode()) == (422, True)


def test_ending_by_the_form(cast, enter):
    grant = Grant.objects.get(user=cast.users["hung"])
    address = reverse("access:grant_end", args=[grant.pk])
    assert [enter(who).get(address).status_code for who in ("hung", "son", "an")] == [404, 404, 200]
    asked = {"on": "20/11/2026", "reason": "Thôi chức theo 20-QĐ/ĐU"}
    assert enter("an").post(address, asked).status_code == 302
    grant.refresh_from_db()
    assert grant.valid.upper == TODAY.replace(day=20)


def test_secretary_lends_her_right_and_takes_it_back(cast, enter):
    client, grant = enter("hung"), Grant.objects.get(user=cast.users["hung"])
    address = reverse("access:delegate", args=[grant.pk])
    asked = {"to": "Lê Thị Mai", "decision": "15-QĐ/CB", "starts_on": "15/11/2026", "ends_on": NEXT_WEEK}
    page = client.post(address, asked).url
    assert client.post(address, asked).status_code == 422
    lent = Delegation.objects.get()
    assert (page, lent.to) == (reverse("access:delegation_detail", args=[lent.pk]), cast.users["mai"])
    assert [enter(who).get(page).status_code for who in ("mai", "an", "lan", "ha")] == [200, 200, 404, 404]
    assert client.post(page, {"reason": "Đã về"}).status_code == 302
    assert "Thu hồi ủy quyền" not in client.get(page).content.decode()


def test_slip_shows_the_code_once_and_is_not_kept(cast, enter):
    client, address = enter("hung"), reverse("access:print_code", args=[cast.users["lan"].pk])
    assert OneTimeCode.objects.count() == 0
    response = client.post(address)
    text = response.content.decode()
    code = text.split('slip-code">')[1].split("<")[0]
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)
    assert client.post("/dang-xuat/").status_code == 302
    assert client.post("/ma/", {"username": "lan", "code": code}).url == "/mat-khau/dat/"
    assert text.count(" style=") + text.count("<script>") == 0


def test_opening_a_login_leads_to_the_slip(cast, enter):
    person = add_person(code="BS-9", full_name="Đinh Thị Ánh", home=cast.unit("thon-dong"), since=SINCE)
    address = reverse("access:open_login", args=[person.pk])
    assert [enter(who).get(address).status_code for who in LADDER] == [404, 404, 200, 404, 404, 200]
    answer = enter("hung").post(f"{address}?ve=/nguoi/9/")
    user = User.objects.get(username="anhdt")
    assert answer.url == f"{reverse('access:print_code', args=[user.pk])}?ve=/nguoi/9/"
    assert 'href="/nguoi/9/"' in enter("hung").get(answer.url).content.decode()


def test_way_back_never_leaves_the_house(cast, enter):
    address = reverse("access:print_code", args=[cast.users["lan"].pk])
    assert 'href="//evil' not in enter("hung").get(f"{address}?ve=//evil.example/").content.decode()


def test_one_login_shows_rights_steps_and_history(cast, enter):
    client = enter("an")
    client.post(reverse("access:stop", args=[cast.users["lan"].pk]), {"reason": "Nghỉ dài ngày"})
    text = client.get(reverse("access:user_detail", args=[cast.users["lan"].pk])).content.decode()
    assert [words in text for words in ("Nghỉ dài ngày", "Đã ngừng", "Cho hoạt động lại", "Chi bộ Thôn Đông")] == [
        True
    ] * 4
    assert "In phiếu mã" not in text


def test_panel_on_a_persons_page(cast, rf):
    from neuguong.base.access.panels import person_login

    offered = {}
    for who in LADDER:
        request = rf.get("/nguoi/1/")
        request.user = cast.user(who)
        filled = person_login(request, cast.person("lan"))
        offered[who] = [step["label"] for step in filled[1]["steps"]] if filled else []
    assert offered == {
        **{who: [] for who in LADDER}, "hung": ["In phiếu mã"], "an": ["In phiếu mã", "Ngừng tài khoản"],
    }  # fmt: skip
