"""Where units stand, day by day: moves, ends, successors."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from neuguong.base.orgs.models import Path, Placement, Reach, Tree
from neuguong.base.orgs.queries import ancestors, children, committee_above, names, path_of
from neuguong.base.orgs.services import close_unit, move_unit, open_unit, rename_unit, succeed
from tests.cast import TODAY, Cast

REFORM = dt.date(2025, 7, 1)


def test_path_names_every_ancestor(cast: Cast) -> None:
    cell = cast.unit("thon-dong")
    assert [unit.code for unit in ancestors(cell.pk, TODAY)] == ["trung-uong", "bac-son", "bac-son/hoa-an"]
    assert path_of(cell.pk, TODAY).endswith(cell.label)


def test_a_moved_unit_keeps_its_old_place_for_old_days(cast: Cast) -> None:
    tree, cell = Tree.objects.get(), cast.unit("thon-dong")
    move_unit(unit=cell, tree=tree, parent=cast.unit("binh-minh"), on=REFORM)
    assert ancestors(cell.pk, REFORM - dt.timedelta(days=1))[-1] == cast.unit("hoa-an")
    assert ancestors(cell.pk, REFORM)[-1] == cast.unit("binh-minh")
    assert cell in children(cast.unit("binh-minh").pk, TODAY)


def test_a_dead_cell_hangs_where_it_last_stood_and_its_records_go_to_the_successor(cast: Cast) -> None:
    tree, old, new = Tree.objects.get(), cast.unit("thon-dong"), cast.unit("thon-nam")
    close_unit(unit=old, tree=tree, on=REFORM)
    succeed(predecessor=old, successor=new, kind="ABSORB", on=REFORM)
    assert path_of(old.pk, TODAY) == path_of(cast.unit("hoa-an").pk, TODAY) + old.label
    today = Reach.objects.get(unit=old, valid_from__lte=TODAY, valid_to__gt=TODAY)
    assert today.path == path_of(new.pk, TODAY)


def test_under_a_dead_parent_it_hangs_under_the_parents_living_successor(cast: Cast) -> None:
    tree, commune, other = Tree.objects.get(), cast.unit("hoa-an"), cast.unit("binh-minh")
    with transaction.atomic():
        for cell in ("thon-dong", "thon-tay"):
            close_unit(unit=cast.unit(cell), tree=tree, on=REFORM)
        close_unit(unit=commune, tree=tree, on=REFORM)
    succeed(predecessor=commune, successor=other, kind="MERGE", on=REFORM)
    cell = cast.unit("thon-dong")
    assert path_of(cell.pk, TODAY) == path_of(other.pk, TODAY) + cell.label
    assert path_of(cell.pk, REFORM - dt.timedelta(days=1)).startswith(
        path_of(commune.pk, TODAY - dt.timedelta(days=900))
    )


def test_after_a_split_records_lie_with_every_successor_and_figures_under_their_common_ancestor(cast: Cast) -> None:
    tree, commune = Tree.objects.get(), cast.unit("hoa-an")
    with transaction.atomic():
        for cell in ("thon-dong", "thon-tay"):
            close_unit(unit=cast.unit(cell), tree=tree, on=REFORM)
        close_unit(unit=commune, tree=tree, on=REFORM)
    half = open_unit(
        code="bac-son/moi",
        name="Đảng ủy xã Mới",
        kind="PARTY_COMMUNE",
        tree=tree,
        parent=cast.unit("bac-son"),
        since=REFORM,
    )
    for heir in (half, cast.unit("binh-minh")):
        succeed(predecessor=commune, successor=heir, kind="SPLIT", on=REFORM)
    now = Reach.objects.filter(unit=commune, valid_from__lte=TODAY, valid_to__gt=TODAY)
    assert {row.path for row in now} == {path_of(half.pk, TODAY), path_of(cast.unit("binh-minh").pk, TODAY)}
    cell = cast.unit("thon-dong")
    assert path_of(cell.pk, TODAY) == path_of(cast.unit("bac-son").pk, TODAY) + cell.label


def test_paths_cover_all_time_without_gap_or_overlap(cast: Cast) -> None:
    move_unit(unit=cast.unit("thon-dong"), tree=Tree.objects.get(), parent=cast.unit("binh-minh"), on=REFORM)
    for unit in cast.units.values():
        rows = list(Path.objects.filter(unit=unit).order_by("valid_from"))
        assert rows[0].valid_from == dt.date.min
        assert rows[-1].valid_to == dt.date.max
        assert [row.valid_to for row in rows[:-1]] == [row.valid_from for row in rows[1:]]


def test_a_ring_is_refused_by_the_service(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="trực thuộc chính mình"), transaction.atomic():
        move_unit(unit=cast.unit("hoa-an"), tree=Tree.objects.get(), parent=cast.unit("thon-dong"), on=REFORM)


def test_a_ring_is_refused_by_the_database(cast: Cast) -> None:
    rows = Placement.objects.filter(unit=cast.unit("hoa-an"))
    with pytest.raises(IntegrityError, match="trực thuộc chính mình"), transaction.atomic():
        rows.update(parent=cast.unit("thon-dong"))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_refuses_a_child_that_outlives_its_parent(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="còn hoạt động"), transaction.atomic():
        close_unit(unit=cast.unit("hoa-an"), tree=Tree.objects.get(), on=REFORM)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_names_have_dates(cast: Cast) -> None:
    unit = cast.unit("hoa-an")
    rename_unit(unit=unit, name="Đảng ủy phường Hòa An", on=REFORM)
    assert names([unit.pk], REFORM - dt.timedelta(days=1))[unit.pk].name == "Đảng ủy xã Hòa An"
    assert names([unit.pk], TODAY)[unit.pk].name == "Đảng ủy phường Hòa An"


def test_the_committee_above_decides(cast: Cast) -> None:
    assert committee_above(cast.unit("thon-dong").pk, TODAY) == cast.unit("hoa-an").pk
    assert committee_above(cast.unit("hoa-an").pk, TODAY) == cast.unit("bac-son").pk
    assert committee_above(cast.unit("bac-son").pk, TODAY) is None


def test_a_unit_that_rises_to_a_commune_keeps_balances_from_then_on(cast: Cast) -> None:
    unit = cast.unit("so-xay-dung")
    assert not unit.rolled
    rename_unit(unit=unit, name="Đảng ủy phường Trung tâm", kind="PARTY_COMMUNE", on=REFORM)
    unit.refresh_from_db()
    assert (unit.level, unit.rolled) == (3, True)
