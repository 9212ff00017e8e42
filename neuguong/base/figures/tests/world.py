"""A small party tree that is reorganised on 1 July 2025, three years, and ways to write facts into it.

Until 30 June 2025: nation > province A > district D > communes c1, c2; A > commune c3, body; nation > province B > c4.
From 1 July 2025: D is dissolved, c1 and c2 become c5 (under A), c4 is divided into c6 (under A) and c7 (under B).
Under every old commune stand two cells; those of c1 and c2 move to c5, c4-1 to c6, and c4-2 ends with c4.
"""

import datetime as dt
import itertools
from dataclasses import dataclass, field
from typing import Any

from neuguong.base.orgs.choices import SuccessionKind, UnitKind
from neuguong.base.orgs.models import Person, Tree, Unit
from neuguong.base.orgs.services import close_unit, move_unit, open_unit, succeed
from neuguong.base.periods.models import Calendar, Period, PeriodKind
from neuguong.kit.text import fold, sort_key
from neuguong.work.commitments.choices import Kind, State, Timing
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.programmes.models import Communication

SINCE, CHANGE = dt.date(2020, 1, 1), dt.date(2025, 7, 1)
TODAY = dt.date(2026, 11, 15)
DUE = (dt.date(2026, 1, 31), TODAY, dt.date(2026, 12, 1))

_OLD = (
    ("nation", UnitKind.NATION, None),
    ("A", UnitKind.PARTY_PROVINCE, "nation"),
    ("B", UnitKind.PARTY_PROVINCE, "nation"),
    ("D", UnitKind.PARTY_DISTRICT, "A"),
    ("c1", UnitKind.PARTY_COMMUNE, "D"),
    ("c2", UnitKind.PARTY_COMMUNE, "D"),
    ("c3", UnitKind.PARTY_COMMUNE, "A"),
    ("c4", UnitKind.PARTY_COMMUNE, "B"),
    ("body", UnitKind.PARTY_BODY, "A"),
    *((f"{c}-{n}", UnitKind.SUB_CELL, c) for c in ("c1", "c2", "c3", "c4") for n in (1, 2)),
)


@dataclass
class World:
    """Units by their code, years by number."""

    tree: Tree
    units: dict[str, Unit] = field(default_factory=dict)
    years: dict[int, Period] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def commitment(self, unit: str, year: int, **fields: Any) -> Commitment:
        """An unsaved individual commitment; a day of submission goes with its timing."""
        number = next(self.numbers)
        timing = fields.get("timing", Timing.NONE)
        given: dict[str, Any] = {
            "code": f"K{number}",
            "kind": Kind.INDIVIDUAL,
            "period": self.years[year],
            "unit": self.units[unit],
            "decider_unit": self.units[unit],
            "person": self.people[number % len(self.people)],
            "state": State.EXPECTED,
            "due_on": DUE[0],
            "submitted_on": None if timing == Timing.NONE else DUE[0],
            "adds_to": None,
        }
        return Commitment(**(given | fields))

    def register(self, unit: str, year: int, n: int = 1, **fields: Any) -> list[Commitment]:
        """`n` commitments written in one statement."""
        return Commitment.objects.bulk_create([self.commitment(unit, year, **fields) for _ in range(n)])

    def item(self, commitment: Commitment, number: int) -> Item:
        return Item(
            commitment=commitment,
            unit=commitment.unit,
            period=commitment.period,
            number=number,
            deed="x",
            due_on=DUE[1],
        )

    def talk(self, unit: str, year: int, count: int, channel: str = "CONFERENCE") -> Communication:
        """A communication activity that counts `count`."""
        return Communication.objects.create(
            unit=self.units[unit], period=self.years[year], channel=channel, title=f"T{next(self.numbers)}",
            on=self.years[year].starts_on, count=count,
        )  # fmt: skip


def build() -> World:
    """Write the world into the database."""
    world = World(Tree.objects.create(code="party", name="Cây tổ chức đảng"))
    for code, kind, parent in _OLD:
        _open(world, code, kind, parent, SINCE)
    _reorganise(world)
    calendar = Calendar.objects.create(code="civil", name="Năm dương lịch")
    for year in (2024, 2025, 2026):
        last = dt.date(year, 12, 31)
        world.years[year] = Period.objects.create(
            calendar=calendar,
            kind=PeriodKind.YEAR,
            year=year,
            starts_on=dt.date(year, 1, 1),
            ends_on=last,
            tree_on=last,
        )
    names = [f"Người Số {number}" for number in range(400)]
    world.people = Person.objects.bulk_create(
        Person(code=name, full_name=name, search=fold(name), sort_key=sort_key(name)) for name in names
    )
    return world


def _open(world: World, code: str, kind: UnitKind, parent: str | None, since: dt.date) -> None:
    above = world.units[parent] if parent else None
    world.units[code] = open_unit(
        code=code, name=f"Đơn vị {code}", kind=kind, tree=world.tree, parent=above, since=since
    )


def _reorganise(world: World) -> None:
    for code, parent in (("c5", "A"), ("c6", "A"), ("c7", "B")):
        _open(world, code, UnitKind.PARTY_COMMUNE, parent, CHANGE)
    for cell, parent in (("c1-1", "c5"), ("c1-2", "c5"), ("c2-1", "c5"), ("c2-2", "c5"), ("c4-1", "c6")):
        move_unit(unit=world.units[cell], tree=world.tree, parent=world.units[parent], on=CHANGE)
    for code in ("c4-2", "c1", "c2", "D", "c4"):
        close_unit(unit=world.units[code], tree=world.tree, on=CHANGE)
    heirs = (
        ("c1", "c5", "MERGE"),
        ("c2", "c5", "MERGE"),
        ("D", "A", "ABSORB"),
        ("c4", "c6", "SPLIT"),
        ("c4", "c7", "SPLIT"),
    )
    for old, new, kind in heirs:
        succeed(predecessor=world.units[old], successor=world.units[new], kind=SuccessionKind(kind), on=CHANGE)
