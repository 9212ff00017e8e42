"""Opening, renaming, moving and ending units. A reorganisation never moves or deletes data: it adds dated rows."""

import datetime as dt
from collections.abc import Collection
from contextlib import ExitStack

from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Func, Model, QuerySet, Value
from django.utils.translation import gettext as _

from neuguong.base.orgs.choices import LEVEL_OF_KIND, Level, SuccessionKind, TreeCode, UnitKind
from neuguong.base.orgs.models import Placement, Succession, Tree, Unit, UnitName
from neuguong.base.orgs.services.paths import reorganise
from neuguong.kit.text import fold, nfc, sort_key

Span = tuple[dt.date | None, dt.date | None]
_FOUNDED = dt.date(1930, 2, 3)  # no unit of any workbook is older than the Party


@transaction.atomic
def open_unit(
    *,
    code: str,
    name: str,
    kind: str,
    tree: Tree,
    parent: Unit | None,
    since: dt.date,
    short_name: str = "",
    decision: str = "",
) -> Unit:
    """A new unit, named and placed from `since`. IntegrityError if the code is taken, or the parent not alive then."""
    level = LEVEL_OF_KIND[kind]
    unit = Unit(code=code, kind=kind, level=level, rolled=level <= Level.COMMUNE)
    _describe(unit, name, short_name)
    unit.save()
    UnitName.objects.create(
        unit=unit, name=unit.name, short_name=short_name, kind=kind, valid=(since, None), decision=decision
    )
    place_unit(unit=unit, tree=tree, parent=parent, since=since, decision=decision)
    return unit


def place_unit(*, unit: Unit, tree: Tree, parent: Unit | None, since: dt.date, decision: str = "") -> Placement:
    """Give a unit a place in a tree (a unit may stand in several trees)."""
    with reorganise(tree) as touched:
        placement = Placement.objects.create(
            tree=tree, unit=unit, parent=parent, valid=(since, None), decision=decision
        )
        touched.add(unit.pk)
    return placement


@transaction.atomic
def open_nation() -> Unit:
    """The root of all three trees, for an installation without units: those of its first workbook can hang there."""
    party, *others = (_tree(code) for code in TreeCode)
    nation = open_unit(
        code="trung-uong", name=_("Trung ương"), kind=UnitKind.NATION, tree=party, parent=None, since=_FOUNDED
    )
    for tree in others:
        place_unit(unit=nation, tree=tree, parent=None, since=_FOUNDED)
    return nation


def _tree(code: TreeCode) -> Tree:
    name = _("Cây tổ chức: %(name)s") % {"name": code.label}
    return Tree.objects.get_or_create(code=code, defaults={"name": name})[0]


@transaction.atomic
def rename_unit(
    *, unit: Unit, name: str, on: dt.date, kind: str = "", short_name: str = "", decision: str = ""
) -> UnitName:
    """From `on` the unit has another name (and kind, if given); the old one stays for the days before."""
    current = UnitName.objects.select_for_update().get(unit=unit, valid__contains=on)
    _end(UnitName.objects.filter(pk=current.pk), current, on)
    fresh = UnitName.objects.create(
        unit=unit,
        name=nfc(name),
        short_name=short_name or current.short_name,
        kind=kind or current.kind,
        valid=(on, current.valid.upper),
        decision=decision,
    )
    level = LEVEL_OF_KIND[fresh.kind]
    unit.kind, unit.level = fresh.kind, level
    _describe(unit, fresh.name, fresh.short_name)
    unit.save(update_fields=["kind", "level", "name", "short_name", "search", "sort_key"])
    if level <= Level.COMMUNE and not unit.rolled:
        _store_balances(unit)
    return fresh


def move_unit(*, unit: Unit, tree: Tree, parent: Unit | None, on: dt.date, decision: str = "") -> Placement:
    """From `on` the unit, with all that hangs under it, stands under another parent; earlier days stay as they were."""
    with reorganise(tree) as touched:
        current = _placement(unit, tree, on)
        _end(Placement.objects.filter(pk=current.pk), current, on)
        moved = Placement.objects.create(
            tree=tree, unit=unit, parent=parent, valid=(on, current.valid.upper), decision=decision
        )
        touched.add(unit.pk)
    return moved


def hand_over_children(*, unit: Unit, to: Unit, tree: Tree, on: dt.date, but: Collection[int], decision: str) -> None:
    """From `on` whatever hangs under the unit stands under another, but the units `but`. Two statements, however
    many."""
    with reorganise(tree) as touched:
        below = Placement.objects.filter(tree=tree, parent=unit, valid__contains=on).exclude(unit__in=but)
        moving = list(below.select_for_update().order_by("pk"))
        Placement.objects.filter(pk__in=[one.pk for one in moving if one.valid.lower == on]).delete()
        lasting = [one.pk for one in moving if one.valid.lower != on]
        Placement.objects.filter(pk__in=lasting).update(
            valid=Func(F("valid__startswith"), Value(on), function="daterange", output_field=DateRangeField())
        )
        Placement.objects.bulk_create(
            Placement(tree=tree, unit_id=one.unit_id, parent=to, valid=(on, one.valid.upper), decision=decision)
            for one in moving
        )
        touched.update(one.unit_id for one in moving)


def close_unit(*, unit: Unit, tree: Tree, on: dt.date) -> None:
    """The unit exists no longer from `on`. Whatever hangs under it must have been moved or closed by then."""
    with reorganise(tree) as touched:
        current = _placement(unit, tree, on)
        _end(Placement.objects.filter(pk=current.pk), current, on)
        for name in UnitName.objects.filter(unit=unit, valid__contains=on):
            _end(UnitName.objects.filter(pk=name.pk), name, on)
        touched.add(unit.pk)


@transaction.atomic
def succeed(
    *,
    predecessor: Unit,
    successor: Unit,
    kind: SuccessionKind | str,
    on: dt.date,
    decision: str = "",
    takes_late: bool = False,
) -> Succession:
    """Record who took over; rights, records and figures "in today's tree" follow it.

    `takes_late`: what is recorded of the old unit for periods after its end counts under the new one, in every tree.
    """
    made = Succession.objects.create(
        predecessor=predecessor, successor=successor, kind=kind, on=on, decision=decision, takes_late=takes_late
    )
    for tree in Tree.objects.filter(placements__unit=predecessor).distinct().order_by("pk"):
        with reorganise(tree) as touched:
            touched.add(predecessor.pk)
    return made


def _store_balances(unit: Unit) -> None:
    """From now on balances are kept for the unit: figures settle and are counted again in each of its trees."""
    with ExitStack() as stack:
        for tree in Tree.objects.filter(placements__unit=unit).distinct().order_by("pk"):
            stack.enter_context(reorganise(tree)).add(unit.pk)
        unit.rolled = True
        unit.save(update_fields=["rolled"])


def _describe(unit: Unit, name: str, short_name: str) -> None:
    unit.name, unit.short_name = nfc(name), nfc(short_name)
    unit.search = fold(f"{unit.name} {unit.short_name}")[:240]
    unit.sort_key = sort_key(unit.name)[:480]


def _placement(unit: Unit, tree: Tree, on: dt.date) -> Placement:
    found = Placement.objects.select_for_update().filter(unit=unit, tree=tree, valid__contains=on).first()
    if found is None:
        raise ValidationError(
            _("Đơn vị “%(unit)s” không hoạt động ngày %(on)s.") % {"unit": unit, "on": f"{on:%d/%m/%Y}"}
        )
    return found


def _end(rows: "QuerySet[Model]", current: "Placement | UnitName", on: dt.date) -> None:
    if current.valid.lower == on:
        rows.delete()
    else:
        rows.update(valid=(current.valid.lower, on))
