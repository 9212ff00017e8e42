"""Units with dated spells in three trees, and the successions between them."""

from dataclasses import dataclass, field, replace
from datetime import date

PARTY, STATE, FRONT = "Đảng", "Chính quyền", "Mặt trận"
BASE = date(2015, 1, 1)
ROOT = "trung-uong"


@dataclass(frozen=True)
class Spell:
    """One row of ``don-vi.xlsx``: a unit's name, kind and parent in one tree for a while; ``end`` is exclusive."""

    name: str
    abbrev: str
    kind: str
    tree: str
    parent: str
    start: date
    end: date | None = None
    decision: str = ""

    def covers(self, on: date) -> bool:
        return self.start <= on and (self.end is None or on < self.end)


@dataclass(frozen=True)
class Succession:
    old: str
    new: str
    form: str
    on: date
    decision: str = ""


@dataclass
class Unit:
    """``prefix`` is the locality whose people live here; ``sort`` is the cell's type of ``nghe.toml``, else empty."""

    code: str
    prefix: str
    sort: str = ""
    head_title: str = ""
    invented: bool = False
    place: str = ""
    spells: list[Spell] = field(default_factory=list)

    def alive(self, on: date) -> bool:
        return any(s.covers(on) for s in self.spells)

    def at(self, on: date, tree: str = PARTY) -> Spell:
        """The spell on a day; the party tree is preferred, any tree serves."""
        ours = [s for s in self.spells if s.covers(on)]
        return next((s for s in ours if s.tree == tree), ours[0])

    @property
    def start(self) -> date:
        return min(s.start for s in self.spells)

    @property
    def end(self) -> date | None:
        ends = [s.end for s in self.spells]
        return None if None in ends else max(e for e in ends if e)


@dataclass
class Org:
    """All units by code, in the order in which they were written down."""

    units: dict[str, Unit] = field(default_factory=dict)
    successions: list[Succession] = field(default_factory=list)

    def add(self, unit: Unit, *spells: Spell) -> Unit:
        if unit.code in self.units:
            raise ValueError(f"unit written twice: {unit.code}")
        unit.spells.extend(spells)
        self.units[unit.code] = unit
        return unit

    def move(self, code: str, on: date, parent: str, *, kind: str = "", name: str = "", decision: str = "") -> None:
        """Close the open party spell and open the next one: same identity, other parent, kind or name."""
        unit = self.units[code]
        for i, spell in enumerate(unit.spells):
            if spell.tree == PARTY and spell.end is None:
                unit.spells[i] = replace(spell, end=on)
                unit.spells.append(
                    replace(
                        spell,
                        start=on,
                        parent=parent,
                        kind=kind or spell.kind,
                        name=name or spell.name,
                        decision=decision,
                    )
                )
                return
        raise ValueError(f"no open spell: {code}")

    def end(self, code: str, on: date) -> None:
        """Close every open spell of a unit."""
        unit = self.units[code]
        unit.spells = [replace(s, end=on) if s.end is None else s for s in unit.spells]

    def succeed(self, old: str, new: str, form: str, on: date, decision: str = "") -> None:
        self.successions.append(Succession(old, new, form, on, decision))

    def alive(self, code: str, on: date) -> bool:
        return code in self.units and self.units[code].alive(on)

    def cells(self) -> list[Unit]:
        return [u for u in self.units.values() if u.sort]

    def parent(self, code: str, on: date) -> str:
        return self.units[code].at(on).parent

    def line(self, code: str, on: date) -> list[str]:
        """The unit and its parents in the party tree on a day, lowest first."""
        found = []
        while code:
            found.append(code)
            code = self.parent(code, on)
        return found

    def heirs(self, code: str) -> list[str]:
        return [s.new for s in self.successions if s.old == code]
