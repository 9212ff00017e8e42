"""A registration nobody was expected to make: who may begin one, for whom, at which unit."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client

from neuguong.base.journal.models import Entry
from neuguong.base.orgs.models import Appointment, Tree
from neuguong.base.orgs.services import appoint, close_unit, end_appointment, transfer_member
from neuguong.base.periods.models import Deadline, Period
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.services import new_commitment, open_year
from tests.cast import SINCE, TODAY, Cast

DUE = dt.date(2026, 12, 31)


def _new(cast: Cast, kind: str, unit: str, person: str = "", by: str = "") -> Commitment:
    with transaction.atomic():
        return new_commitment(
            kind=kind, period=cast.years[2026], unit=cast.unit(unit), person=cast.person(person) if person else None,
            due_on=DUE, actor=cast.user(by or person), now=cast.now, today=TODAY,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "unit", "person", "by", "capacity"),
    [
        (Kind.INDIVIDUAL, "thon-dong", "lan", "lan", "Nguyễn Thị Lan"),
        (Kind.INDIVIDUAL, "thon-dong", "lan", "hung", "Bí thư chi bộ, Chi bộ Thôn Đông"),
        (Kind.HEAD, "hoa-an", "thuy", "thuy", "Bùi Thanh Thủy"),
        (Kind.HEAD, "hoa-an", "thuy", "son", "Cán bộ Ban Xây dựng Đảng, Đảng ủy xã Hòa An"),
        (Kind.COLLECTIVE, "thon-dong", "", "mai", "Phó bí thư chi bộ, Chi bộ Thôn Đông"),
        (Kind.COLLECTIVE, "hoa-an", "", "thuy", "Bí thư Đảng ủy xã, Đảng ủy xã Hòa An"),
    ],
)
def test_it_is_begun_by_the_registrant_or_who_types_for_the_unit(
    cast: Cast, kind: str, unit: str, person: str, by: str, capacity: str
) -> None:
    row = _new(cast, kind, unit, person, by)
    assert (row.state, row.expected, row.unit) == (State.EXPECTED, False, cast.unit(unit))
    post = Appointment.objects.get(unit=row.unit, is_head=True) if kind == Kind.HEAD else None
    assert row.appointment == post
    entry = Entry.objects.get(model="commitments.Commitment")
    assert (entry.object_id, entry.step, entry.actor, entry.capacity) == (row.pk, "new", cast.user(by), capacity)


@pytest.mark.parametrize(
    ("kind", "unit", "person", "by"),
    [
        (Kind.COLLECTIVE, "thon-dong", "", "lan"),
        (Kind.COLLECTIVE, "hoa-an", "", "hung"),
        (Kind.COLLECTIVE, "thon-dong", "", "thuy"),
        (Kind.INDIVIDUAL, "thon-tay", "tuan", "hung"),
        (Kind.HEAD, "hoa-an", "thuy", "quang"),
    ],
)
def test_nobody_begins_one_that_is_not_hers_to_write(cast: Cast, kind: str, unit: str, person: str, by: str) -> None:
    with pytest.raises(PermissionDenied):
        _new(cast, kind, unit, person, by)
    assert (Commitment.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "unit", "person", "sentence"),
    [
        (Kind.HEAD, "thon-dong", "lan", "không phải là người đứng đầu"),
        (Kind.HEAD, "so-xay-dung", "lan", "không phải là người đứng đầu"),
        (Kind.INDIVIDUAL, "thon-tay", "lan", "không sinh hoạt tại"),
        (Kind.INDIVIDUAL, "hoa-an", "thuy", "không sinh hoạt tại"),
    ],
)
def test_nobody_chooses_a_unit_that_is_not_hers(cast: Cast, kind: str, unit: str, person: str, sentence: str) -> None:
    """Or she would choose who decides."""
    with pytest.raises(ValidationError, match=sentence):
        _new(cast, kind, unit, person)
    assert Commitment.objects.count() == 0


def test_a_head_no_more_registers_as_none(cast: Cast) -> None:
    end_appointment(appointment=Appointment.objects.get(person=cast.person("long")), on=TODAY)
    with pytest.raises(ValidationError, match="không phải là người đứng đầu"):
        _new(cast, Kind.HEAD, "so-xay-dung", "long")


def test_a_dissolved_unit_registers_nothing_more(cast: Cast) -> None:
    close_unit(unit=cast.unit("thon-nam"), tree=Tree.objects.get(), on=dt.date(2026, 7, 1))
    with pytest.raises(ValidationError, match="không còn hoạt động"):
        _new(cast, Kind.COLLECTIVE, "thon-nam", by="ha")


def test_a_second_one_in_the_year_is_refused_wherever_she_lives(cast: Cast) -> None:
    _new(cast, Kind.INDIVIDUAL, "thon-dong", "lan")
    transfer_member(person=cast.person("lan"), to=cast.unit("thon-tay"), on=dt.date(2026, 11, 1))
    with pytest.raises(ValidationError, match="đã có bản đăng ký"):
        _new(cast, Kind.INDIVIDUAL, "thon-tay", "lan")


def test_a_volunteer_is_owed_once_the_year_is_opened(cast: Cast) -> None:
    rows = [
        _new(cast, Kind.INDIVIDUAL, "thon-dong", "lan"),
        _new(cast, Kind.HEAD, "hoa-an", "thuy"),
        _new(cast, Kind.COLLECTIVE, "hoa-an", by="thuy"),
        _new(cast, Kind.INDIVIDUAL, "thon-nam", "ha"),
    ]
    opened = {"period": cast.years[2026], "due_on": TODAY, "day": TODAY}
    made = open_year(unit=cast.unit("hoa-an"), **opened)
    expected = dict(Commitment.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "expected"))
    assert [expected[row.pk] for row in rows] == [True, True, True, False]
    assert made == Commitment.objects.count() - 4
    assert open_year(unit=cast.unit("hoa-an"), **opened) == 0


Enter = Callable[[str], Client]


@pytest.fixture
def enter(cast: Cast) -> Enter:
    def sit(name: str) -> Client:
        client = Client()
        client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sit


def _offered(html: str, name: str) -> list[str]:
    part = html.split(f'name="{name}"', 1)[1].split("</select>", 1)[0]
    return re.findall(r'<option value="[^"]+"(?: selected)?>([^<]+)', part)


@pytest.mark.parametrize(
    ("name", "kinds", "people", "units"),
    [
        ("lan", ["Cá nhân"], ["Nguyễn Thị Lan"], ["Chi bộ Thôn Đông"]),
        (
            "hung",
            ["Cá nhân", "Người đứng đầu", "Tập thể"],
            ["Trần Văn Hùng", "Nguyễn Thị Lan", "Lê Thị Mai"],
            ["Chi bộ Thôn Đông"],
        ),
        (
            "thuy",
            ["Cá nhân", "Người đứng đầu", "Tập thể"],
            ["Bùi Thanh Thủy"],
            ["Đảng ủy xã Hòa An", "Chi bộ Thôn Tây"],
        ),
        (
            "son",
            ["Cá nhân", "Người đứng đầu", "Tập thể"],
            ["Đỗ Ngọc Sơn", "Bùi Thanh Thủy"],
            ["Đảng ủy xã Hòa An", "Chi bộ Thôn Tây"],
        ),
    ],
)
def test_the_page_offers_what_may_be_begun(
    cast: Cast, enter: Enter, name: str, kinds: list[str], people: list[str], units: list[str]
) -> None:
    appoint(person=cast.person("lan"), unit=cast.unit("binh-minh"), title="Ủy viên", is_head=True, on=SINCE)
    end_appointment(
        appointment=Appointment.objects.get(person=cast.person("lan")), on=dt.date(2025, 1, 1)
    )  # a post that ended offers nothing
    html = enter(name).get("/cam-ket/moi/").content.decode()
    assert _offered(html, "kind") == kinds
    assert sorted(_offered(html, "person")) == sorted(people)
    assert sorted(_offered(html, "unit")) == sorted(units)


def test_the_page_says_what_is_not_hers(cast: Cast, enter: Enter) -> None:
    chosen = {"year": str(cast.years[2026].pk), "kind": "COLLECTIVE", "unit": str(cast.unit("thon-tay").pk)}
    answer = enter("son").post("/cam-ket/moi/", chosen)
    assert (answer.status_code, "ngoài phạm vi quyền" in answer.content.decode()) == (422, True)
    assert Commitment.objects.count() == 0


def _chosen(cast: Cast, period: Period) -> dict[str, str]:
    return {
        "year": str(period.pk), "kind": "INDIVIDUAL", "person": str(cast.person("lan").pk),
        "unit": str(cast.unit("thon-dong").pk),
    }  # fmt: skip


def test_the_page_begins_one_and_opens_it_when_asked_again(cast: Cast, enter: Enter) -> None:
    lan = enter("lan")
    answer = lan.post("/cam-ket/moi/", _chosen(cast, cast.years[2026]))
    row = Commitment.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/cam-ket/viet/?id={row.pk}")
    again = lan.post("/cam-ket/moi/", _chosen(cast, cast.years[2026]))
    assert (again.status_code, again.headers["Location"]) == (302, f"/cam-ket/{row.pk}/")


@pytest.fixture
def next_year(cast: Cast) -> Period:
    this = cast.years[2026]
    end = dt.date(2027, 12, 31)
    made = Period.objects.create(
        calendar=this.calendar, kind="YEAR", year=2027, starts_on=dt.date(2027, 1, 1), ends_on=end, tree_on=end
    )
    Deadline.objects.create(period=made, subject="REGISTER", level=5, due_on=dt.date(2027, 2, 28))
    return made


def test_the_next_year_is_offered_when_it_is_open(cast: Cast, enter: Enter, next_year: Period) -> None:
    lan = enter("lan")
    assert _offered(lan.get("/cam-ket/moi/").content.decode(), "year") == ["Năm 2026", "Năm 2027"]
    lan.post("/cam-ket/moi/", _chosen(cast, next_year))
    row = Commitment.objects.get()
    assert (row.period, row.due_on) == (next_year, dt.date(2027, 2, 28))


def test_the_opened_year_is_due_by_level(cast: Cast, next_year: Period) -> None:
    Deadline.objects.create(period=next_year, subject="REGISTER", level=3, due_on=dt.date(2027, 3, 10))
    open_year(unit=cast.unit("hoa-an"), period=next_year, day=TODAY)
    due = dict(Commitment.objects.filter(kind=Kind.COLLECTIVE).values_list("unit__code", "due_on"))
    assert due == {
        "bac-son/hoa-an": dt.date(2027, 3, 10), "bac-son/hoa-an/thon-dong": dt.date(2027, 2, 28),
        "bac-son/hoa-an/thon-tay": dt.date(2027, 2, 28),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "unit"), [("thuy", Kind.HEAD, "hoa-an"), ("lan", Kind.INDIVIDUAL, "thon-dong")]
)
def test_the_page_proposes_ones_own(cast: Cast, enter: Enter, name: str, kind: Kind, unit: str) -> None:
    html = enter(name).get("/cam-ket/moi/").content.decode()
    assert f'<option value="{kind}" selected>' in html
    assert f'<option value="{cast.unit(unit).pk}" selected>' in html
