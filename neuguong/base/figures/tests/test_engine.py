"""Triggers, folding, reading, recounting: figures are what their facts are, whatever happens in between."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from neuguong.base.figures import services
from neuguong.base.figures.facts import facts_of
from neuguong.base.figures.models import Balance, Delta
from neuguong.base.figures.operations import InstallCube, RemoveCube
from neuguong.base.figures.queries import by_child, figures, pending, rows, series
from neuguong.base.figures.tests.world import DUE, TODAY, World
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.services import move_unit, reorganise
from neuguong.kit.figures import cubes, measure, measures
from neuguong.work.commitments.choices import State, Timing
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.programmes.models import Communication


def value(world: World, key: str, unit: str, year: int, **options: bool) -> object:
    period = world.years[year]
    return figures([measure(key)], world.units[unit].pk, [period], today=TODAY, **options)[key, period.pk]


def settle() -> None:
    """Check what is deferred now: a table with checks pending can be neither emptied nor altered."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_declared_cubes_are_installed_as_declared() -> None:
    installed = {}
    loader = MigrationLoader(None)
    for key in loader.graph.leaf_nodes():
        for node in loader.graph.forwards_plan(key):
            for operation in loader.graph.nodes[node].operations:
                if isinstance(operation, RemoveCube):
                    installed.pop(operation.facts.key, None)
                elif isinstance(operation, InstallCube):
                    installed[operation.facts.key] = operation.facts
    assert installed == {cube.key: facts_of(cube) for cube in cubes()}


def test_facts_count_at_every_unit_above_before_and_after_folding(world: World) -> None:
    world.register("c1-1", 2024, 3)
    world.register("c3", 2024, 2, state=State.APPROVED)
    for _ in range(2):
        assert [value(world, "should", unit, 2024) for unit in ("nation", "A", "D", "c1", "c1-1")] == [5, 5, 3, 3, 3]
        assert [value(world, "approved", unit, 2024) for unit in ("nation", "B", "c3", "c3-1")] == [2, 0, 2, 0]
        services.fold_all()
    assert pending() == 0


def test_one_delta_for_a_statement_that_changes_many_rows_alike(world: World) -> None:
    made = world.register("c3-1", 2026, 5)
    assert Delta.objects.count() == 1
    services.fold_all()
    Commitment.objects.filter(pk__in=[one.pk for one in made]).update(state=State.DRAFT)
    assert sorted(Delta.objects.values_list("n", flat=True)) == [-5, 5]
    services.fold_all()
    Commitment.objects.update(comment="lời")
    assert pending() == 0


def test_overdue_follows_the_readers_day(world: World) -> None:
    for due_on in DUE:
        world.register("c3-1", 2026, due_on=due_on)
    period, unit, missing = world.years[2026], world.units["A"].pk, measure("missing")
    days = (DUE[0], DUE[1], DUE[1] + dt.timedelta(days=1), DUE[2] + dt.timedelta(days=1))
    assert [figures([missing], unit, [period], today=day)["missing", period.pk] for day in days] == [0, 1, 2, 3]


def test_balances_that_fall_to_nothing_are_removed(world: World) -> None:
    world.register("c3-1", 2026, 2, timing=Timing.LATE)
    services.fold_all()
    assert set(Balance.objects.values_list("unit_id", flat=True)) == {world.units[u].pk for u in ("nation", "A", "c3")}
    Commitment.objects.all().delete()
    services.fold_all()
    assert Balance.objects.count() == 0


def test_sums(world: World) -> None:
    world.talk("c3", 2026, 12)
    services.fold_all()
    world.talk("c3-1", 2026, 30, channel="PRESS")
    Communication.objects.filter(count=12).update(count=15)
    keys = ("communications", "communications_count", "communications_press_count", "communications_press")
    assert [value(world, key, "A", 2026) for key in keys] == [2, 45, 30, 1]
    assert services.recount() == []


def test_years_stand_each_in_their_own_tree(world: World) -> None:
    world.register("c1-1", 2024)
    world.register("c1-1", 2025)
    assert [value(world, "should", "D", year) for year in (2024, 2025, 2026)] == [1, 0, 0]
    assert [value(world, "should", "c5", year) for year in (2024, 2025, 2026)] == [0, 1, 0]
    years = [world.years[year] for year in (2026, 2024)]
    assert series(measure("should"), world.units["A"].pk, years, today=TODAY) == [(years[0], 0), (years[1], 1)]


def test_todays_tree_puts_old_years_under_heirs(world: World) -> None:
    world.register("c1", 2024, 2)
    world.register("c1-1", 2024, 3)
    world.register("c4", 2024, 4)
    assert [value(world, "should", unit, 2024, in_today_tree=True) for unit in ("nation", "A", "B", "c5", "c6")] == [
        9, 5, 0, 5, 0,
    ]  # fmt: skip
    assert value(world, "should", "c5", 2024) == 0


def test_a_split_units_rows_are_never_apportioned(world: World) -> None:
    world.register("c4", 2024, 4)
    world.register("c3", 2024, 1)
    lines = by_child([measure("should")], world.units["nation"].pk, world.years[2024], today=TODAY, in_today_tree=True)
    assert [(line.kind, line.unit_id, line.values["should"]) for line in lines] == [
        ("child", world.units["A"].pk, 1),
        ("child", world.units["B"].pk, 0),
        ("split", world.units["nation"].pk, 4),
    ]


def test_table_of_children_has_own_and_dead_lines(world: World) -> None:
    world.register("A", 2025, 1)
    world.register("c1", 2025, 2)
    world.register("c5", 2025, 3)
    world.register("c3-1", 2025, 4)
    services.fold(limit=2)
    world.register("body", 2025, 5)
    world.talk("c5", 2025, 7)
    asked = [measure("should"), measure("communications_count")]
    lines = by_child(asked, world.units["A"].pk, world.years[2025], today=TODAY)
    names = {unit.pk: unit.code for unit in world.units.values()}
    assert [(line.kind, names[line.unit_id], line.alive, *line.values.values()) for line in lines] == [
        ("child", "c3", True, 4, 0),
        ("child", "c5", True, 3, 7),
        ("child", "c6", True, 0, 0),
        ("child", "body", True, 5, 0),
        ("child", "c1", False, 2, 0),
        ("own", "A", True, 1, 0),
    ]


def test_one_statement_per_cube(world: World, django_assert_num_queries: object) -> None:
    unit, years = world.units["A"].pk, list(world.years.values())
    quarterly = sum(cube.quarterly for cube in cubes())  # which quarters a year has is asked once
    with django_assert_num_queries(len(cubes()) + quarterly):
        figures(measures(), unit, years, today=TODAY)
    with django_assert_num_queries(len(cubes()) + quarterly):
        by_child(measures(), unit, years[0], today=TODAY)
    with django_assert_num_queries(2):
        rows(measure("should"), unit, years[0], today=TODAY).count()


def test_a_fact_without_a_place_is_refused_in_words(world: World) -> None:
    world.units["nowhere"] = Unit.objects.create(
        code="nowhere", name="Không đâu", kind="SUB_CELL", level=5, search="khong dau", sort_key="x"
    )
    with pytest.raises(IntegrityError, match="“nowhere” chưa có vị trí trong cây “party”"), transaction.atomic():
        world.register("nowhere", 2026)
    assert Commitment.objects.count() == 0


def test_truncate_is_refused(world: World) -> None:
    world.register("c3-1", 2026)
    settle()
    with (
        pytest.raises(DatabaseError, match="Không được xóa trắng bảng"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute("TRUNCATE commitments_commitment CASCADE")
    assert Commitment.objects.count() == 1


def test_reset_empties_facts_and_figures_together(world: World) -> None:
    made = world.register("c3-1", 2026, 2)
    Item.objects.bulk_create([world.item(made[0], 1)])
    services.fold(limit=1)
    settle()
    services.reset_all()
    assert [model.objects.count() for model in (Commitment, Item, Balance, Delta)] == [0, 0, 0, 0]
    test_truncate_is_refused(world)


def test_recount_finds_and_repairs_what_was_spoilt(world: World) -> None:
    world.register("c3-1", 2026, 2)
    services.fold_all()
    Balance.objects.filter(unit_id=world.units["c3"].pk).update(n=7)
    found = services.recount(repair=True)
    assert [(one.cube, one.unit_id, one.kept[0], one.counted[0]) for one in found] == [
        ("commitments", world.units["c3"].pk, 7, 2)
    ]
    assert services.recount() == []
    assert value(world, "should", "c3", 2026) == 2


def test_a_moved_commune_takes_its_figures_along(world: World) -> None:
    world.register("c3-1", 2025, 2)
    world.register("c3-1", 2026, 3)
    move_unit(unit=world.units["c3"], tree=world.tree, parent=world.units["B"], on=dt.date(2026, 5, 1))
    assert [value(world, "should", unit, year) for year in (2025, 2026) for unit in ("A", "B")] == [2, 0, 0, 3]
    assert services.recount() == []


def test_a_cut_off_moves_only_with_its_figures(world: World) -> None:
    world.register("c1-1", 2025, 2)
    period = world.years[2025]
    period.tree_on = dt.date(2025, 6, 30)
    with pytest.raises(IntegrityError, match="ngày chốt"), transaction.atomic():
        period.save()
    services.set_tree_date(period=period, tree_on=dt.date(2025, 6, 30))
    assert [value(world, "should", unit, 2025) for unit in ("D", "c5")] == [2, 0]
    assert services.recount() == []
    world.years[2026].tree_on = TODAY
    world.years[2026].save()


def test_a_cubes_triggers_can_be_taken_away_and_put_back(world: World) -> None:
    world.register("c3-1", 2026, 2)
    (facts,) = [facts_of(cube) for cube in cubes() if cube.key == "items"]
    operation = InstallCube(key="items", table=facts.table, dims=facts.dims)
    made = world.register("c3-2", 2026)
    Item.objects.bulk_create([world.item(made[0], 1)])
    settle()
    with connection.schema_editor() as editor:
        operation.database_backwards("commitments", editor, None, None)
        Item.objects.bulk_create([world.item(made[0], 2)])
        operation.database_forwards("commitments", editor, None, None)
    assert value(world, "items", "A", 2026) == 2
    assert services.recount() == []


def test_a_unit_begins_to_store_balances_only_within_a_reorganisation(lasting_world: World) -> None:
    world = lasting_world
    world.register("body", 2026, 2)
    body = world.units["body"]
    with pytest.raises(IntegrityError, match="đang sắp xếp lại"), transaction.atomic():
        Unit.objects.filter(pk=body.pk).update(rolled=True)
    with reorganise(world.tree) as touched:
        Unit.objects.filter(pk=body.pk).update(rolled=True)
        touched.add(body.pk)
    assert (value(world, "should", "body", 2026), services.recount()) == (2, [])
