"""A registration for the term and what each later year adds to it."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from neuguong.base.journal.services import take_step
from neuguong.base.orgs.services import transfer_member
from neuguong.base.periods.queries import quarter, year
from neuguong.base.periods.services import open_years
from neuguong.work.commitments import queries
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.services import (
    ItemInput,
    Ruling,
    addition_of,
    decide,
    new_commitment,
    open_year,
    record_progress,
    report_result,
    save_draft,
)
from tests.cast import NOW, TODAY, Cast

Make = Callable[..., Commitment]
Queries = Callable[[int], AbstractContextManager[object]]
NEXT = dt.date(2027, 3, 10)
DUE = dt.date(2027, 2, 28)


@pytest.fixture
def term(opened: Cast) -> Cast:
    """The cast in the term 2025-2030, with 2027 in the calendar."""
    open_years(years=[2026, 2027], now=NOW)
    return opened


def _write(cast: Cast, row: Commitment, by: str, deed: str, **fields: Any) -> Commitment:
    return save_draft(
        commitment=row, fields=fields, items=[ItemInput(1, deed, dt.date(2029, 12, 31))], edition=row.edition,
        actor=cast.user(by), now=NOW, today=TODAY,
    )  # fmt: skip


def _approve(cast: Cast, row: Commitment, by: str) -> Commitment:
    outcome = decide(
        commitments=Commitment.objects.filter(pk=row.pk), step="approve",
        ruling=Ruling(meeting_on=TODAY, number="01-QĐ"), unit=row.decider_unit, actor=cast.user(by), now=NOW,
        today=TODAY,
    )  # fmt: skip
    assert outcome.moved == [row.pk]
    return Commitment.objects.get(pk=row.pk)


@pytest.fixture
def for_term(term: Cast, owed: Make) -> Commitment:
    """Lan's registration for the whole term, made in 2026 and approved by her cell."""
    row = _write(term, owed("lan"), "lan", "Học và dạy 20 bài hát dân ca", for_term=True)
    take_step(FLOW, row, "submit", term.user("lan"), now=NOW)
    return _approve(term, row, "hung")


def _open_2027(cast: Cast) -> None:
    open_year(unit=cast.unit("bac-son"), period=year(2027), due_on=DUE, day=TODAY)


def _of_2027(cast: Cast, name: str) -> Commitment:
    return Commitment.objects.get(person=cast.person(name), kind=Kind.INDIVIDUAL, period__year=2027)


def _sees(cast: Cast, name: str, address: str, settings: Any, today: dt.date = NEXT) -> str:
    settings.NEUGUONG_TODAY = today
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_year_opened_later_adds_to_the_term(term: Cast, for_term: Commitment) -> None:
    _open_2027(term)
    linked = Commitment.objects.filter(adds_to__isnull=False)
    assert list(linked.values_list("person", "period__year", "adds_to")) == [(for_term.person_id, 2027, for_term.pk)]


def test_what_is_approved_after_the_year_was_opened_is_added_to_as_well(term: Cast, owed: Make) -> None:
    row = _write(term, owed("lan"), "lan", "Học và dạy 20 bài hát dân ca", for_term=True)
    take_step(FLOW, row, "submit", term.user("lan"), now=NOW)
    _open_2027(term)
    assert _of_2027(term, "lan").adds_to is None
    _approve(term, row, "hung")
    assert _of_2027(term, "lan").adds_to == row


def test_a_member_who_moved_adds_in_her_new_cell(term: Cast, for_term: Commitment) -> None:
    transfer_member(person=term.person("lan"), to=term.unit("thon-tay"), on=dt.date(2026, 11, 1))
    _open_2027(term)
    row = _of_2027(term, "lan")
    assert (row.unit, row.adds_to) == (term.unit("thon-tay"), for_term)


def test_a_yearly_registration_and_another_term_are_not_added_to(term: Cast, for_term: Commitment) -> None:
    open_years(years=[2031], now=NOW)
    open_year(unit=term.unit("bac-son"), period=year(2031), due_on=DUE, day=TODAY)
    assert Commitment.objects.filter(adds_to__isnull=False).count() == 0
    Commitment.objects.filter(pk=for_term.pk).update(for_term=False)
    _open_2027(term)
    assert Commitment.objects.filter(adds_to__isnull=False).count() == 0


def test_a_collective_adds_to_its_own(term: Cast, owed: Make) -> None:
    row = _write(term, owed("thon-dong", Kind.COLLECTIVE), "hung", "Đường hoa dài 2 km", for_term=True)
    take_step(FLOW, row, "submit", term.user("hung"), now=NOW)
    _approve(term, row, "thuy")
    _open_2027(term)
    linked = Commitment.objects.filter(adds_to=row)
    assert list(linked.values_list("unit", "kind", "person")) == [(row.unit_id, Kind.COLLECTIVE, None)]


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"adds_to": "self"}, "commitments_adds_to_another"),
        ({"adds_to": "term", "for_term": True}, "commitments_addition_is_yearly"),
        ({"adds_to": "hung"}, "must follow a registration for the term by the same registrant"),
        ({"adds_to": "yearly"}, "must follow a registration for the term by the same registrant"),
    ],
)
def test_the_database_refuses_an_addition_to_another_matter(
    term: Cast, for_term: Commitment, values: dict[str, Any], constraint: str
) -> None:
    _open_2027(term)
    row = _of_2027(term, "lan")
    hung = Commitment.objects.get(person=term.person("hung"), period__year=2026)
    Commitment.objects.filter(pk=hung.pk).update(for_term=True)
    rows = {"self": row, "term": for_term, "hung": hung, "yearly": for_term}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        if values["adds_to"] == "yearly":
            Commitment.objects.filter(pk=for_term.pk).update(for_term=False)
        else:
            Commitment.objects.filter(pk=row.pk).update(**{**values, "adds_to": rows[values["adds_to"]]})


def test_an_addition_needs_an_item_of_its_own(term: Cast, for_term: Commitment) -> None:
    _open_2027(term)
    row = _of_2027(term, "lan")
    row = save_draft(commitment=row, fields={}, items=[], edition=0, actor=term.user("lan"), now=NOW, today=TODAY)
    assert "chưa có nội dung" in take_step(FLOW, row, "submit", term.user("lan"), now=NOW).refused[0].reason


def test_results_of_the_term_are_recorded_on_it_year_after_year(term: Cast, for_term: Commitment) -> None:
    item, lan = Item.objects.get(commitment=for_term), term.user("lan")
    for number, at in ((4, quarter(2026, 4)), (1, quarter(2027, 1))):
        record_progress(
            item=item, quarter=at, text=f"Quý {number}", amount=None, actor=lan, now=NOW, today=dt.date(2027, 3, 31)
        )
    with pytest.raises(ValidationError, match="không thực hiện trong quý đó"):
        record_progress(
            item=item, quarter=quarter(2025, 4), text="x", amount=None, actor=lan, now=NOW, today=dt.date(2027, 3, 31)
        )
    assert [str(one) for one in queries.quarters_of(for_term)] == [
        "Quý I/2026", "Quý II/2026", "Quý III/2026", "Quý IV/2026", "Quý I/2027", "Quý II/2027", "Quý III/2027",
        "Quý IV/2027",
    ]  # fmt: skip
    assert list(queries.without_progress(lan, quarter(2027, 2))) == [for_term]
    assert list(queries.without_progress(lan, quarter(2027, 1))) == []
    assert report_result(commitment=for_term, result="Đã xong", actor=lan, now=NOW).moved == [for_term.pk]
    done = decide(
        commitments=Commitment.objects.filter(pk=for_term.pk), step="confirm_achieved",
        ruling=Ruling(meeting_on=TODAY), unit=term.unit("thon-dong"), actor=term.user("hung"), now=NOW, today=TODAY,
    )  # fmt: skip
    assert done.moved == [for_term.pk]


def test_a_yearly_registration_takes_results_of_its_year_alone(term: Cast, written: Make) -> None:
    row = written("lan")
    take_step(FLOW, row, "submit", term.user("lan"), now=NOW)
    _approve(term, row, "hung")
    with pytest.raises(ValidationError, match="không thực hiện trong quý đó"):
        record_progress(
            item=Item.objects.get(commitment=row), quarter=quarter(2027, 1), text="x", amount=None,
            actor=term.user("lan"), now=NOW, today=NEXT,
        )  # fmt: skip
    assert list(queries.without_progress(term.user("lan"), quarter(2027, 1))) == []


@pytest.mark.parametrize("is_opened", [True, False])
def test_the_addition_of_a_year_is_begun_from_the_page_of_the_term(
    term: Cast, for_term: Commitment, settings: Any, is_opened: bool
) -> None:
    if is_opened:
        _open_2027(term)
    page = _sees(term, "lan", f"/cam-ket/{for_term.pk}/", settings)
    assert "Viết bổ sung năm 2027" in page
    client = Client()
    client.force_login(term.user("lan"), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(f"/cam-ket/{for_term.pk}/bo-sung/")
    row = _of_2027(term, "lan")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/cam-ket/viet/?id={row.pk}")
    assert (row.adds_to, row.expected, row.state) == (for_term, is_opened, State.EXPECTED)


@pytest.mark.parametrize(("name", "status"), [("hung", 302), ("mai", 302), ("tuan", 404), ("ha", 404), ("quang", 404)])
def test_who_may_write_for_her_may_begin_it(
    term: Cast, for_term: Commitment, settings: Any, name: str, status: int
) -> None:
    settings.NEUGUONG_TODAY = NEXT
    client = Client()
    client.force_login(term.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(f"/cam-ket/{for_term.pk}/bo-sung/").status_code == status


def test_an_old_secretary_does_not_write_in_the_new_cell(term: Cast, for_term: Commitment) -> None:
    transfer_member(person=term.person("lan"), to=term.unit("thon-tay"), on=dt.date(2026, 11, 1))
    given = Commitment.objects.select_related("person__home", "unit").get(pk=for_term.pk)
    with pytest.raises(PermissionDenied), transaction.atomic():
        addition_of(term=given, period=year(2027), actor=term.user("hung"), now=NOW, today=NEXT)
    assert Commitment.objects.filter(period__year=2027).count() == 0


def test_nothing_is_begun_in_the_year_of_the_registration_itself(
    term: Cast, for_term: Commitment, settings: Any
) -> None:
    assert "Viết bổ sung" not in _sees(term, "lan", f"/cam-ket/{for_term.pk}/", settings, TODAY)
    with pytest.raises(ValidationError, match="bản đăng ký riêng"):
        addition_of(term=for_term, period=term.years[2026], actor=term.user("lan"), now=NOW, today=TODAY)


def test_a_new_registration_beside_a_term_is_an_addition(term: Cast, for_term: Commitment) -> None:
    row = new_commitment(
        kind=Kind.INDIVIDUAL, period=year(2027), unit=term.unit("thon-dong"), person=term.person("lan"), due_on=DUE,
        actor=term.user("lan"), now=NOW, today=NEXT,
    )  # fmt: skip
    assert row.adds_to == for_term


def test_each_side_shows_the_other(term: Cast, for_term: Commitment, settings: Any) -> None:
    _open_2027(term)
    row = _of_2027(term, "lan")
    page = _sees(term, "lan", f"/cam-ket/viet/?id={row.pk}", settings)
    assert "Bổ sung hằng năm cho đăng ký nhiệm kỳ 2025-2030" in page
    assert "Học và dạy 20 bài hát dân ca" in page
    assert f'href="/cam-ket/{for_term.pk}/"' in page
    assert 'name="for_term"' not in page
    assert f'href="/cam-ket/{for_term.pk}/"' in _sees(term, "hung", f"/cam-ket/{row.pk}/", settings)
    shown = _sees(term, "hung", f"/cam-ket/{for_term.pk}/", settings)
    assert f'<a href="/cam-ket/{row.pk}/">Bổ sung năm 2027</a>' in shown


@pytest.mark.parametrize(("at", "is_offered"), [(2026, True), (2025, False)])
def test_the_choice_names_the_term_and_is_offered_while_years_of_it_are_to_come(
    term: Cast, settings: Any, at: int, is_offered: bool
) -> None:
    """2025 is the last year of its own term."""
    open_years(years=[2025], now=NOW)
    open_year(unit=term.unit("thon-dong"), period=term.years[2025], due_on=DUE, day=TODAY)
    row = Commitment.objects.get(person=term.person("lan"), period__year=at)
    page = _sees(term, "lan", f"/cam-ket/viet/?id={row.pk}", settings, TODAY)
    assert ("Đăng ký cho cả nhiệm kỳ 2025-2030" in page) is is_offered


@pytest.mark.parametrize("years", [(2027,), (2027, 2028, 2029)])
def test_the_page_of_a_term_asks_the_same_whatever_the_number_of_additions(
    term: Cast, for_term: Commitment, settings: Any, years: tuple[int, ...], django_assert_num_queries: Queries
) -> None:
    open_years(years=years, now=NOW)
    for one in years:
        open_year(unit=term.unit("thon-dong"), period=year(one), due_on=DUE, day=TODAY)
    client = Client()
    client.force_login(term.user("hung"), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(f"/cam-ket/{for_term.pk}/")
    with django_assert_num_queries(18):
        client.get(f"/cam-ket/{for_term.pk}/")
