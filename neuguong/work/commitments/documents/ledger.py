"""The ledger (sổ theo dõi) of a unit and a year: who registered what, what was done quarter by quarter, how it ended.

The same rows stand on the screen and in every file. A ledger has whoever registers at the unit, and at a committee also
the heads and collectives that it decides; in a cell every member, those too who moved in or out in the year.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from neuguong.base.files.models import Attachment
from neuguong.base.files.queries import attached_to_many
from neuguong.base.orgs.choices import CELLS, Standing
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import quarters
from neuguong.kit.documents import Cell
from neuguong.kit.numbers import date, number
from neuguong.work.commitments.choices import CONFIRMED, HANDED_IN, ItemStatus, Kind, State
from neuguong.work.commitments.documents.moves import Move, moves
from neuguong.work.commitments.documents.registered import ORDER, place, post_of, registered, wanted
from neuguong.work.commitments.models import Commitment, Item, Progress
from neuguong.work.commitments.rules import policy

Draft = tuple[tuple[int, str, int, int], "Entry"]  # an entry with its place in the order


@dataclass(frozen=True)
class Line:
    """One item: what, by when, what was done in each quarter of the year, with what evidence. `item` is None where
    there is nothing (yet) to be done: a member who has not registered."""

    item: Item | None = None
    results: tuple[Progress | None, ...] = (None, None, None, None)
    evidence: tuple[Attachment, ...] = ()

    @property
    def content(self) -> str:
        """What was registered, with its target."""
        if self.item is None:
            return ""
        target = wanted(self.item)
        return f"{self.item.deed}\n{_('Chỉ tiêu, sản phẩm: %(what)s') % {'what': target}}" if target else self.item.deed

    def result(self, place: int) -> str:
        """What was done in a quarter, in words."""
        row = self.results[place]
        if row is None or self.item is None or row.amount is None:
            return row.text if row else ""
        return f"{row.text} ({number(row.amount)} {self.item.measure_unit}".strip() + ")"

    @property
    def due(self) -> dt.date | str | None:
        """The deadline; with the one it was approved with, where that was another."""
        due, first = (self.item.due_on, self.item.first_due_on) if self.item else (None, None)
        if due is None or first is None or first == due:
            return due
        return _("%(day)s (ban đầu %(first)s)") % {"day": date(due), "first": date(first)}

    @property
    def notes(self) -> tuple[str, ...]:
        """What is particular to the item."""
        if self.item is None:
            return ()
        cut = str(self.item.get_status_display()) if self.item.status == ItemStatus.CUT else ""
        changed = _("Đã điều chỉnh") if self.item.is_amended and not cut else ""
        return tuple(one for one in (cut, changed, _("Chuyển tiếp") if self.item.is_carried else "") if one)

    @property
    def files(self) -> str:
        """The names of the evidence."""
        return "; ".join(one.file.name for one in self.evidence)


@dataclass(frozen=True)
class Entry:
    """One registrant with her lines, one at least. `row` is None for a member without a registration here."""

    number: int
    who: str
    post: str
    row: Commitment | None
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    can_record: bool = False
    person_id: int | None = None

    @property
    def comment(self) -> str:
        """What the body that decides said of it."""
        return self.row.comment if self.row and self.row.state in HANDED_IN else ""

    @property
    def level(self) -> str:
        """How it ended; "" until it is confirmed."""
        return str(self.row.get_state_display()) if self.row and self.row.state in CONFIRMED else ""

    @property
    def named(self) -> str:
        """The name as lists write it, with the post a head registered for."""
        return f"{self.who}, {self.post}" if self.post else self.who


@dataclass(frozen=True)
class Ledger:
    """The whole ledger, in the order of given names: heads, members, collectives."""

    unit: Unit
    period: Period
    quarters: tuple[Period, ...]
    entries: tuple[Entry, ...]

    @property
    def people(self) -> list[int]:
        """The ids of the people who stand in it."""
        return [one.person_id for one in self.entries if one.person_id]

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """As papers have it: TT, name, content, deadline, four quarters, evidence, comment, level, notes. The name
        stands in every row; comment, level and notes once, as they are of the registration."""
        return tuple(row for entry in self.entries for row in _rows(entry))


def _rows(entry: Entry) -> Iterable[tuple[Cell, ...]]:
    for at, line in enumerate(entry.lines):
        own = (entry.comment, entry.level) if at == 0 else ("", "")
        results = (line.result(place) for place in range(4))
        notes = "; ".join((*(entry.notes if at == 0 else ()), *line.notes))
        yield (entry.number, entry.named, line.content, line.due, *results, line.files, *own, notes)


def ledger(unit: Unit, period: Period, viewer: Any) -> Ledger:
    """The ledger of a unit and a year as far as `viewer` may see it, in a constant number of queries.

    What is still being written stands there by its state alone, whoever looks.
    """
    parts = quarters(period.year)
    lives = moves(unit, period) if unit.kind in CELLS else {}
    found = _registrations(unit, period, viewer, parts, lives)
    rows = [row for row in found if row.can_view]
    evidence = _evidence(rows)
    people = {row.person_id for row in found if row.kind == Kind.INDIVIDUAL}
    drafts = [_entry(row, unit, parts, evidence, lives) for row in rows]
    drafts += [_missing(move.person, move.words) for pk, move in lives.items() if pk not in people]
    drafts += [_elsewhere(row, lives) for row in found if not row.can_view and row.person_id in lives]
    ordered = sorted(drafts, key=lambda draft: draft[0])
    entries = tuple(replace(entry, number=at) for at, (_key, entry) in enumerate(ordered, 1))
    return Ledger(unit, period, tuple(parts), entries)


def _registrations(
    unit: Unit, period: Period, viewer: Any, parts: Sequence[Period], lives: dict[int, Move]
) -> Sequence[Any]:
    """Each with `can_view` and `can_progress`, and the items of what was handed in."""
    done = Progress.objects.filter(period__in=parts).select_related("recorded_by").order_by("period__starts_on")
    items = Item.objects.filter(commitment__state__in=HANDED_IN).order_by("number")
    rows = registered(unit, period, list(lives)).prefetch_related(
        Prefetch("items", items.prefetch_related(Prefetch("progress", done)))
    )
    return list(policy.abilities(rows, viewer, ("view", "progress")))


def _evidence(rows: Sequence[Commitment]) -> dict[int, list[Attachment]]:
    done = [one.pk for row in rows for item in row.items.all() for one in item.progress.all()]
    return attached_to_many(Progress, done)


def _entry(row: Any, unit: Unit, parts: Sequence[Period], evidence: Any, lives: dict[int, Move]) -> Draft:
    lines = tuple(_line(item, parts, evidence) for item in row.items.all()) or (Line(),)
    move = lives.get(row.person_id) if row.kind == Kind.INDIVIDUAL else None
    notes = (*_notes(row, unit), *(move.words if move else ()))
    who = row.person.full_name if row.person else row.unit.name
    return place(row), Entry(0, who, post_of(row, unit), row, lines, notes, row.can_progress, row.person_id)


def _line(item: Item, parts: Sequence[Period], evidence: dict[int, list[Attachment]]) -> Line:
    done = {one.period_id: one for one in item.progress.all()}
    files = tuple(file for one in done.values() for file in evidence[one.pk])
    return Line(item, tuple(done.get(one.pk) for one in parts), files)


def _notes(row: Commitment, unit: Unit) -> tuple[str, ...]:
    """What the last column says of a registration: its state where that is no result, and what is particular to it."""
    state = str(row.get_state_display()) if row.state != State.APPROVED and row.state not in CONFIRMED else ""
    term = _("Cho cả nhiệm kỳ, đăng ký năm %(year)s") % {"year": row.period.year} if row.for_term else ""
    said = (
        state,
        "" if row.expected else _("Tự nguyện đăng ký"),
        term,
        _("Bổ sung cho bản đăng ký cả nhiệm kỳ") if row.adds_to_id else "",
        _("Đăng ký tại %(unit)s") % {"unit": row.unit.name} if _is_guest(row, unit) else "",
    )
    return tuple(one for one in said if one)


def _is_guest(row: Commitment, unit: Unit) -> bool:
    return row.kind == Kind.INDIVIDUAL and row.unit_id != unit.pk


def _missing(person: Person, words: tuple[str, ...]) -> Draft:
    """A member who has no registration of the year at all."""
    note = () if person.standing == Standing.NON_MEMBER else (_("Chưa có bản đăng ký"),)
    return _bare(person, (*note, *words))


def _elsewhere(row: Commitment, lives: dict[int, Move]) -> Draft:
    """A member who registered where the reader may not look."""
    assert row.person is not None  # an individual's
    return _bare(row.person, (_("Đăng ký ở nơi khác"), *lives[row.person.pk].words))


def _bare(person: Person, notes: tuple[str, ...]) -> Draft:
    key = (ORDER.index(Kind.INDIVIDUAL), person.sort_key, 0, person.pk)
    return key, Entry(0, person.full_name, "", None, (Line(),), notes, person_id=person.pk)
