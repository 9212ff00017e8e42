"""Which unit is meant where a supervising unit is typed: never the first of several of the same name."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.base.journal.services import take_step
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Tree, Unit
from neuguong.base.orgs.services import open_unit
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment
from tests.cast import SINCE, Cast

Make = Callable[..., Commitment]


def _office(cast: Cast, code: str, parent: str, name: str = "Văn phòng cấp ủy") -> Unit:
    return open_unit(
        code=code, name=name, kind=UnitKind.PARTY_BODY, tree=Tree.objects.get(), parent=cast.unit(parent), since=SINCE
    )


@pytest.fixture
def row(opened: Cast, written: Make) -> Commitment:
    """Long's registration as a head, waiting for the province."""
    made = written("long", Kind.HEAD)
    take_step(FLOW, made, "submit", opened.user("long"), now=opened.now)
    return made


@pytest.fixture
def quang(opened: Cast) -> Client:
    client = Client()
    client.force_login(opened.user("quang"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _approve(cast: Cast, client: Client, row: Commitment, typed: str) -> tuple[int, str]:
    sent = {
        "meeting_on": "15/11/2026", "number": "12-QĐ/TU", "note": "", "presided_by": str(cast.person("quang").pk),
        f"supervisor_{row.pk}": typed,
    }  # fmt: skip
    answer = client.post(f"/cam-ket/phe-duyet/?id={row.pk}", sent)
    return answer.status_code, answer.content.decode()


def test_a_name_of_two_units_is_asked_about(opened: Cast, row: Commitment, quang: Client) -> None:
    _office(opened, "bac-son/hoa-an/vp", "hoa-an")
    other = _office(opened, "bac-son/binh-minh/vp", "binh-minh")
    status, html = _approve(opened, quang, row, "Văn phòng cấp ủy")
    assert (status, "bac-son/hoa-an/vp" in html, "bac-son/binh-minh/vp" in html) == (422, True, True)
    row.refresh_from_db()
    assert (row.state, row.supervisor) == (State.SUBMITTED, None)
    assert _approve(opened, quang, row, "Văn phòng cấp ủy (bac-son/binh-minh/vp)")[0] == 302
    row.refresh_from_db()
    assert row.supervisor == other


def test_of_two_the_one_under_the_deciding_body_is_meant(opened: Cast, row: Commitment, quang: Client) -> None:
    far = open_unit(
        code="nam-ha", name="Tỉnh ủy Nam Hà", kind=UnitKind.PARTY_PROVINCE, tree=Tree.objects.get(),
        parent=opened.unit("trung-uong"), since=SINCE,
    )  # fmt: skip
    opened.units["nam-ha"] = far
    _office(opened, "nam-ha/ban-noi-chinh", "nam-ha", "Ban Nội chính Tỉnh ủy")
    near = _office(opened, "bac-son/ban-noi-chinh", "bac-son", "Ban Nội chính Tỉnh ủy")
    assert _approve(opened, quang, row, "ban noi chinh tinh uy")[0] == 302
    row.refresh_from_db()
    assert row.supervisor == near


def test_the_whole_name_is_meant_before_a_longer_one(opened: Cast, row: Commitment, quang: Client) -> None:
    _office(opened, "bac-son/hoa-an/ubkt-2", "hoa-an", "Ủy ban Kiểm tra Tỉnh ủy, bộ phận thường trực")
    assert _approve(opened, quang, row, "Ủy ban Kiểm tra Tỉnh ủy")[0] == 302
    row.refresh_from_db()
    assert row.supervisor == opened.unit("ubkt")


def test_what_is_offered_names_the_code(opened: Cast, row: Commitment, quang: Client) -> None:
    html = BeautifulSoup(quang.get(f"/cam-ket/phe-duyet/?id={row.pk}").content, "html.parser")
    offered = [str(one["value"]) for one in html.select("datalist option")]
    assert "Ủy ban Kiểm tra Tỉnh ủy (bac-son/ubkt)" in offered
    assert all(one.endswith(")") for one in offered)


def test_an_unknown_unit_is_said(opened: Cast, row: Commitment, quang: Client) -> None:
    status, html = _approve(opened, quang, row, "Ban nào đó")
    assert (status, "Không có “Ban nào đó”" in html) == (422, True)
