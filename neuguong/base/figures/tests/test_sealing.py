"""Sealing: who, when, what is in it; and that nothing that comes later changes it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.figures.models import Seal, SealedFact, SealedPlace
from neuguong.base.figures.queries import (
    by_child,
    figures,
    is_sealed,
    last_sealed_tree_on,
    seal_for,
    sealed_by_child,
    sealed_figures,
    sealed_q,
    sealed_units,
)
from neuguong.base.figures.services import fold_all, recount, reset_all, seal
from neuguong.base.figures.services.digest import digest_of
from neuguong.base.figures.tests.world import CHANGE, SINCE, World
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.services import move_unit
from neuguong.kit.figures import measures
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.models import Commitment

NOW = dt.datetime(2026, 11, 15, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
DAY = NOW.date()


def approver(world: World, unit: str, role: Role = Role.APPROVER) -> User:
    user = User.objects.create_user(f"duyet-{unit}-{role}", "mat-khau-thu-1", display_name=f"Duyệt {unit}")
    Grant.objects.create(user=user, role=role, unit=world.units[unit], valid=(SINCE, None), title=f"Duyệt ở {unit}")
    return user


def sealed(world: World, unit: str, year: int) -> Seal:
    return seal(
        unit=world.units[unit], period=world.years[year], actor=approver(world, unit), now=NOW, note="Họp ngày 10"
    )


@pytest.fixture
def told(world: World) -> World:
    """Facts of 2024 under the old tree and of 2025 under the new one, some directly at communes."""
    world.register("c1-1", 2024, 3)
    world.register("c2-1", 2024, 2, state=State.APPROVED)
    world.register("c3", 2024, 1)
    world.register("c4-1", 2024, 4)
    world.talk("c3-1", 2024, 300)
    world.register("c5", 2025, 2)
    return world


def test_what_a_seal_holds(told: World) -> None:
    made = sealed(told, "A", 2024)
    assert made.rows == SealedFact.objects.filter(seal=made).count() == 4
    assert made.totals == [
        ["commitments", told.years[2024].pk, 6, []],
        ["communications", told.years[2024].pk, 1, ["300"]],
    ]
    assert set(SealedPlace.objects.values_list("unit_id", flat=True)) == {
        told.units[code].pk
        for code in ("A", "D", "c1", "c2", "c3", "body", "c1-1", "c1-2", "c2-1", "c2-2", "c3-1", "c3-2", "c5", "c6")
    }
    entry = Entry.objects.get(model="figures.Seal", object_id=made.pk)
    assert (entry.step, entry.capacity, entry.note) == ("sealed", "Duyệt ở A", "Họp ngày 10")
    assert (made.capacity, entry.data) == ("Duyệt ở A", {"digest": made.digest})
    assert digest_of(made) == (made.digest, 4)


def test_its_figures_are_those_of_the_moment(told: World) -> None:
    period = told.years[2024]
    made = sealed(told, "A", 2024)
    for code in ("A", "D", "c1", "c3", "c1-1"):
        unit = told.units[code].pk
        now = figures(measures(), unit, [period], today=DAY)
        assert sealed_figures(measures(), made, unit, [period]) == now
        assert sealed_by_child(measures(), made, unit, period) == by_child(measures(), unit, period, today=DAY)
    told.register("c1-1", 2024, 5)
    Commitment.objects.filter(unit=told.units["c3"]).delete()
    assert sealed_figures(measures(), made, told.units["A"].pk, [period])["should", period.pk] == 6
    assert sealed_figures(measures(), made, told.units["B"].pk, [period])["should", period.pk] == 0


def test_only_the_body_that_answers_seals(told: World) -> None:
    year = told.years[2024]
    for actor in (approver(told, "A", Role.STAFF), approver(told, "nation"), approver(told, "c3")):
        with pytest.raises(PermissionDenied):
            seal(unit=told.units["A"], period=year, actor=actor, now=NOW)


def test_once_and_only_after_the_end(told: World) -> None:
    user = approver(told, "A")
    with pytest.raises(ValidationError, match="chưa kết thúc"):
        seal(unit=told.units["A"], period=told.years[2026], actor=user, now=NOW)
    seal(unit=told.units["A"], period=told.years[2024], actor=user, now=NOW)
    with pytest.raises(ValidationError, match="đã được chốt"):
        seal(unit=told.units["A"], period=told.years[2024], actor=user, now=NOW)


def test_what_lies_under_a_seal(told: World) -> None:
    assert last_sealed_tree_on() is None
    made = sealed(told, "D", 2024)
    period, units = told.years[2024], told.units
    under = {code for code in units if is_sealed(units[code].pk, period)}
    assert under == {"D", "c1", "c2", "c1-1", "c1-2", "c2-1", "c2-2"}
    assert not is_sealed(units["c1"].pk, told.years[2025])
    found = Commitment.objects.filter(sealed_q())
    assert {row.unit_id for row in found} == {units["c1-1"].pk, units["c2-1"].pk}
    assert Commitment.objects.filter(~sealed_q()).count() == 7
    assert seal_for(units["c1-1"].pk, period) == made
    assert seal_for(units["A"].pk, period) is None
    assert (last_sealed_tree_on(), list(sealed_units(period))) == (period.tree_on, [units["D"]])


def test_the_nearest_seal_is_the_units(told: World) -> None:
    province, commune = sealed(told, "A", 2024), sealed(told, "c3", 2024)
    assert [seal_for(told.units[code].pk, told.years[2024]) for code in ("c3-1", "c1")] == [commune, province]


def test_nothing_that_comes_later_changes_a_seal(told: World) -> None:
    made = sealed(told, "A", 2024)
    told.register("c3-1", 2024, 7)
    Commitment.objects.filter(period=told.years[2024]).update(state=State.DRAFT)
    fold_all()
    move_unit(unit=told.units["c3"], tree=told.tree, parent=told.units["B"], on=CHANGE)
    assert digest_of(Seal.objects.get()) == (made.digest, made.rows)
    assert recount() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE figures_seal SET digest = repeat('0', 64)",
        "DELETE FROM figures_seal",
        "UPDATE figures_sealedfact SET n = n + 1",
        "DELETE FROM figures_sealedfact",
        "INSERT INTO figures_sealedfact (seal_id, cube, period_id, unit_id, dims, n, sums) "
        "SELECT seal_id, cube, period_id, unit_id, dims, n, sums FROM figures_sealedfact",
        "UPDATE figures_sealedplace SET alive = NOT alive",
        "DELETE FROM figures_sealedplace",
        "TRUNCATE figures_sealedplace",
        "UPDATE periods_period SET tree_on = tree_on - 1 WHERE id IN (SELECT period_id FROM figures_seal)",
    ],
)
def test_the_database_refuses_to_touch_it(told: World, statement: str) -> None:
    sealed(told, "A", 2024)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT set_config('neuguong.tree_date', 'on', true)")
    with pytest.raises(DatabaseError, match="đã chốt"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_reset_of_tests_empties_seals_too(told: World) -> None:
    sealed(told, "A", 2024)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    reset_all()
    assert (Seal.objects.count(), SealedFact.objects.count()) == (0, 0)
