"""A country of invented people for the benchmarks: one tree, one year, one registration a person.

At scale 1: 34 provinces, 3,321 communes, 52,000 grassroots committees, 250,000 cells, 1,000,000 people and their
registrations. The first province is a large one: 150,000 of them, in as many communes as the largest province has.
Rows are copied in with triggers off (they are right by construction), balances are counted at the end as a recount
would.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, transaction

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.figures.services import rebuild
from neuguong.base.orgs.choices import LEVEL_OF_KIND, Level, TreeCode, UnitKind
from neuguong.base.orgs.models import Tree, Unit
from neuguong.base.periods.queries import year
from neuguong.base.periods.services import open_years
from neuguong.kit import clock
from neuguong.kit.text import fold, name_sort_key, sort_key

SINCE = dt.date(2020, 1, 1)
YEAR = 2026
PEOPLE_OF_FIRST, COMMUNES_OF_FIRST = 0.15, 168 / 3321
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Y", "Lò")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thu", "Ngọc", "Hữu", "Thanh", "Quang", "Kim", "Xuân", "Đình")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Đào", "Giang", "Hà", "Hùng", "Khánh", "Lan", "Mai", "Nam", "Oanh", "Phúc",
         "Quý", "Sơn", "Thảo", "Tuấn", "Vân", "Yến", "Ánh", "Điệp", "Ưng", "Ý")  # fmt: skip
WAITING = 1_000  # in the large province, at any scale
_EMPTY = "shortcomings, pressing_issue, expected_product, cooperating, resources, result, comment"
STATES = ("APPROVED",) * 12 + ("REPORTED",) * 3 + ("ACHIEVED",) * 2 + ("SUBMITTED", "RETURNED", "EXPECTED")


@dataclass(frozen=True)
class Place:
    """One unit of the country: its row's id, its kind, its path, and the committee above it."""

    pk: int
    kind: str
    name: str
    path: str
    above: int | None


@dataclass(frozen=True)
class Nation:
    """Where a benchmark looks: the large province, one of its communes, a base of that commune, a cell of that base."""

    province: Unit
    commune: Unit
    base: Unit
    cell: Unit
    people: int


def build(
    scale: float, *, seed: int = 7, since: int = YEAR, and_then: Callable[[list[Place]], None] | None = None
) -> Nation:
    """Fill an empty, migrated database; `scale` 1 is the whole country.

    Everybody registered in every year from `since`; `and_then` copies in what else a benchmark needs, before figures
    are counted.
    """
    open_years(years=range(min(since, 2024), 2028), now=clock.now())
    places = list(_places(scale))
    cells = [place for place in places if place.kind == UnitKind.SUB_CELL]
    people = round(1_000_000 * scale)
    with transaction.atomic(), _unguarded():
        _copy_units(places)
        _copy_people(cells, people, random.Random(seed))  # noqa: S311 (invented names)
        _copy_registrations(cells, people, places)
        for earlier in range(since, YEAR):
            _repeat_registrations(earlier, people)
        if and_then:
            and_then(places)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # else the server begins with it by itself while something is measured
    rebuild()
    return _nation(places, people)


def build_units(scale: float) -> list[Place]:
    """Fill an empty, migrated database with the country's units alone; its years are open."""
    open_years(years=range(2024, 2028), now=clock.now())
    places = list(_places(scale))
    with transaction.atomic(), _unguarded():
        _copy_units(places)
    return places


def _places(scale: float) -> Iterator[Place]:
    ids = iter(range(1, 10**9))
    nation = Place(next(ids), UnitKind.NATION, "Trung ương", "", None)
    nation = Place(nation.pk, nation.kind, nation.name, _label(nation.pk), None)
    yield nation
    provinces, communes = max(4, round(34 * scale)), max(30, round(3321 * scale))
    bases, cells = max(60, round(52_000 * scale)), max(300, round(250_000 * scale))
    shared = zip(
        _shares(communes, provinces, COMMUNES_OF_FIRST),
        _shares(bases, provinces, PEOPLE_OF_FIRST),
        _shares(cells, provinces, PEOPLE_OF_FIRST),
        strict=True,
    )
    for at, (own_communes, own_bases, own_cells) in enumerate(shared, start=1):
        province = _under(nation, next(ids), UnitKind.PARTY_PROVINCE, f"Tỉnh ủy {at:02}")
        yield province
        parts = zip(_even(own_bases, own_communes), _even(own_cells, own_communes), strict=True)
        for number, (few, many) in enumerate(parts, start=1):
            commune = _under(province, next(ids), UnitKind.PARTY_COMMUNE, f"Đảng ủy xã {at:02}-{number:03}")
            yield commune
            yield from _below(commune, few, many, ids)


def _below(commune: Place, bases: int, cells: int, ids: Iterator[int]) -> Iterator[Place]:
    for number, share in enumerate(_even(cells, bases), start=1):
        base = _under(commune, next(ids), UnitKind.GRASSROOTS_COMMITTEE, f"Đảng bộ bộ phận {number}")
        yield base
        for cell in range(share):
            yield _under(base, next(ids), UnitKind.SUB_CELL, f"Chi bộ thôn {cell + 1}")


def _shares(total: int, parts: int, of_first: float) -> list[int]:
    first = round(total * of_first)
    return [first, *_even(total - first, parts - 1)]


def _even(total: int, parts: int) -> list[int]:
    return [total // parts + (at < total % parts) for at in range(parts)]


def _label(pk: int) -> str:
    return format(pk, "06x")


def _under(above: Place, pk: int, kind: str, name: str) -> Place:
    return Place(pk, kind, name, above.path + _label(pk), above.pk)


@contextmanager
def _unguarded() -> Iterator[None]:
    """Triggers and foreign keys off for this transaction: needs a superuser, which the launcher's own account is."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        for table in ("orgs_unit", "orgs_person", "commitments_commitment"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608 (our own tables)


def copy(table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _copy_units(places: list[Place]) -> None:
    tree, _made = Tree.objects.get_or_create(code=TreeCode.PARTY, defaults={"name": TreeCode.PARTY.label})
    described = (
        (p.pk, f"n{p.pk}", p.name, "", p.kind, int(LEVEL_OF_KIND[p.kind]), LEVEL_OF_KIND[p.kind] <= Level.COMMUNE,
         fold(p.name), sort_key(p.name)) for p in places
    )  # fmt: skip
    copy("orgs_unit", "id, code, name, short_name, kind, level, rolled, search, sort_key", described)
    always = (dt.date.min, dt.date.max)
    dated = f"[{SINCE},)"
    copy(
        "orgs_unitname",
        "unit_id, name, short_name, kind, valid, decision",
        ((p.pk, p.name, "", p.kind, dated, "") for p in places),
    )
    copy(
        "orgs_placement",
        "tree_id, unit_id, parent_id, valid, decision",
        ((tree.pk, p.pk, p.above, dated, "") for p in places),
    )
    columns = "tree_id, unit_id, valid_from, valid_to, path"
    copy("orgs_reach", columns, ((tree.pk, p.pk, *always, p.path) for p in places))
    copy("orgs_path", f"{columns}, alive", ((tree.pk, p.pk, *always, p.path, True) for p in places))


@cache
def _keys(name: str) -> tuple[str, str]:
    return fold(name), name_sort_key(name)


def _copy_people(cells: list[Place], people: int, chance: random.Random) -> None:
    def rows() -> Iterator[Sequence[Any]]:
        for pk in range(1, people + 1):
            name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
            yield (pk, f"p{pk}", name, "", "FULL", _cell(cells, pk).pk, *_keys(name))

    copy("orgs_person", "id, code, full_name, sex, standing, home_id, search, sort_key", rows())
    dated = f"[{SINCE},)"
    copy(
        "orgs_membership",
        "person_id, unit_id, valid, note",
        ((pk, _cell(cells, pk).pk, dated, "") for pk in range(1, people + 1)),
    )


def _cell(cells: list[Place], person: int) -> Place:
    return cells[person % len(cells)]


def _copy_registrations(cells: list[Place], people: int, places: list[Place]) -> None:
    """What waits in the large province waits for its committee, so that there is a thousand to decide in one act."""
    period = year(YEAR).pk
    province = next(place for place in places if place.kind == UnitKind.PARTY_PROVINCE)
    due, handed_in = dt.date(2026, 1, 31), dt.date(2026, 1, 20)

    def rows() -> Iterator[Sequence[Any]]:
        left = WAITING
        for pk in range(1, people + 1):
            cell, state = _cell(cells, pk), STATES[pk * 7919 % len(STATES)]
            is_large = cell.path.startswith(province.path)
            if is_large and left and state != "EXPECTED":
                state, left = "SUBMITTED", left - 1
            waiting = state == "EXPECTED"
            is_high = state == "SUBMITTED" and is_large
            yield (pk, f"2026-p{pk}-CN", "INDIVIDUAL", period, cell.pk, pk, state, True, due,
                   None if waiting else handed_in, "NONE" if waiting else "ON_TIME", False,
                   province.pk if is_high else cell.pk,
                   *("",) * 7, 1)  # fmt: skip

    columns = (
        "id, code, kind, period_id, unit_id, person_id, state, expected, due_on, submitted_on, timing, for_term, "
        f"decider_unit_id, {_EMPTY}, edition"
    )
    copy("commitments_commitment", columns, rows())


def _repeat_registrations(earlier: int, people: int) -> None:
    """The same registrations once more, in another year: most of them achieved."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO commitments_commitment
                       (id, code, kind, period_id, unit_id, person_id, state, expected, due_on, submitted_on, timing,
                        for_term, decider_unit_id, {_EMPTY}, edition)
                SELECT id + %(shift)s, %(year)s || substr(code, 5), kind, %(period)s, unit_id, person_id,
                       CASE state WHEN 'APPROVED' THEN 'ACHIEVED' ELSE state END, expected,
                       due_on - %(back)s * interval '1 year', submitted_on - %(back)s * interval '1 year', timing,
                       for_term, decider_unit_id, {_EMPTY}, edition
                  FROM commitments_commitment WHERE period_id = %(now)s""",  # noqa: S608 (our own columns)
            {"shift": people * (YEAR - earlier), "year": str(earlier), "back": YEAR - earlier,
             "period": year(earlier).pk, "now": year(YEAR).pk},
        )  # fmt: skip


def _nation(places: list[Place], people: int) -> Nation:
    province = next(place for place in places if place.kind == UnitKind.PARTY_PROVINCE)
    commune = next(place for place in places if place.above == province.pk)
    base = next(place for place in places if place.above == commune.pk)
    cell = next(place for place in places if place.above == base.pk)
    units = Unit.objects.in_bulk([province.pk, commune.pk, base.pk, cell.pk])
    return Nation(units[province.pk], units[commune.pk], units[base.pk], units[cell.pk], people)


def user_of(username: str, role: Role, unit: Unit) -> User:
    """A user with one grant."""
    user = User.objects.create_user(username=username, password=None)
    Grant.objects.create(user=user, role=role, unit=unit, valid=(SINCE, None))
    return user
