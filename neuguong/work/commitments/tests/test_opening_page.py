"""The page that opens a year for a unit and all under it."""

from collections.abc import Callable

import pytest
from django.test import Client

from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import open_unit
from neuguong.work.commitments.models import Commitment
from tests.cast import SINCE, Cast

PAGE = "/cam-ket/mo-nam/"
Enter = Callable[[str], Client]


@pytest.fixture
def enter(cast: Cast) -> Enter:
    def sit(name: str) -> Client:
        client = Client()
        if name:
            client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sit


@pytest.mark.parametrize(
    ("name", "status"),
    [("", 302), ("ha", 403), ("lan", 403), ("hung", 403), ("son", 200), ("thuy", 403), ("quang", 403), ("an", 200)],
)
def test_who_compiles_and_who_administers_come_in(enter: Enter, name: str, status: int) -> None:
    assert enter(name).get(PAGE).status_code == status


def test_the_widest_unit_the_year_and_its_deadline_stand_there(enter: Enter, cast: Cast) -> None:
    page = enter("son").get(PAGE).content.decode()
    assert 'value="Đảng ủy xã Hòa An (bac-son/hoa-an)"' in page
    assert '<option value="2026" selected>Năm 2026</option>' in page
    assert '<option value="Chi bộ Thôn Đông (bac-son/hoa-an/thon-dong)"></option>' in page


def test_a_unit_is_opened_by_its_name(enter: Enter, cast: Cast) -> None:
    answer = enter("son").post(PAGE, {"unit": "chi bo thon dong", "year": "2026", "due_on": "28/02/2026"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/cam-ket/?year=2026")
    units = Commitment.objects.values_list("unit__code", flat=True).distinct().order_by("unit")
    assert list(units) == ["bac-son/hoa-an/thon-dong"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"unit": "Thôn"},
            "Có 2 kết quả tên “Thôn”: hãy chọn một trong Chi bộ Thôn Đông (bac-son/hoa-an/thon-dong), "
            "Trung ương › Tỉnh ủy Bắc Sơn › Đảng ủy xã Hòa An; Chi bộ Thôn Tây",
        ),
        ({"unit": "bac-son/binh-minh"}, "Không có “bac-son/binh-minh” trong phạm vi được chọn."),
        ({"unit": "thon-cu"}, "Không có “thon-cu” trong phạm vi được chọn."),
        ({"year": "2090"}, "id_year_error"),
        ({"due_on": "30/02/2026"}, "không có trong lịch"),
    ],
)
def test_wrong_input_is_said_beside_the_field(enter: Enter, cast: Cast, typed: dict[str, str], sentence: str) -> None:
    answer = enter("son").post(PAGE, {"unit": "hoa-an", "year": "2026", "due_on": "28/02/2026"} | typed)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert Commitment.objects.count() == 0


def test_two_cells_of_one_name_are_never_taken_for_one_another(enter: Enter, cast: Cast) -> None:
    open_unit(
        code="bac-son/hoa-an/thon-dong-2", name="Chi bộ Thôn Đông", kind="SUB_CELL", tree=Tree.objects.get(),
        parent=cast.unit("hoa-an"), since=SINCE,
    )  # fmt: skip
    answer = enter("son").post(PAGE, {"unit": "Chi bộ Thôn Đông", "year": "2026", "due_on": "28/02/2026"})
    assert "Có 2 kết quả tên “Chi bộ Thôn Đông”" in answer.content.decode()
    assert Commitment.objects.count() == 0


def test_one_of_them_is_taken_as_the_answer_wrote_it(enter: Enter, cast: Cast) -> None:
    open_unit(
        code="bac-son/hoa-an/thon-dong-2", name="Chi bộ Thôn Đông", kind="SUB_CELL", tree=Tree.objects.get(),
        parent=cast.unit("hoa-an"), since=SINCE,
    )  # fmt: skip
    copied = "Chi bộ Thôn Đông (bac-son/hoa-an/thon-dong), Trung ương › Tỉnh ủy Bắc Sơn › Đảng ủy xã Hòa An"
    answer = enter("son").post(PAGE, {"unit": copied, "year": "2026", "due_on": "28/02/2026"})
    assert answer.status_code == 302
    assert set(Commitment.objects.values_list("unit__code", flat=True)) == {"bac-son/hoa-an/thon-dong"}
