"""Entering a unit's numbers of a period, line by line or a whole form at once, and handing them in."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.files.models import StoredFile
from neuguong.base.files.queries import attached_to
from neuguong.base.files.services import attach
from neuguong.base.journal.services import Outcome, record, take_steps
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import paths_on
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import number
from neuguong.work.indicators.choices import WRITABLE, Qualifier
from neuguong.work.indicators.flow import FLOW, is_open
from neuguong.work.indicators.likely import Asked, questions
from neuguong.work.indicators.models import EntryException, Indicator, Value
from neuguong.work.indicators.queries import in_force
from neuguong.work.indicators.rules import units
from neuguong.work.indicators.services.meaning import faults
from neuguong.work.indicators.services.opening import decider_of, due_day

Key = tuple[int, str]  # of an indicator, and the part of it ("" for the whole)
WRITTEN = ("amount", "base", "qualifier", "quoted", "source", "explanation")


@dataclass(frozen=True)
class Line:
    """What is typed for one number; `edition` is that of what stood there when the page was drawn, 0 for nothing."""

    key: Key
    amount: Decimal | None = None
    base: Decimal | None = None
    qualifier: str = Qualifier.EXACT
    quoted: str = ""
    source: str = ""
    explanation: str = ""
    edition: int = 0
    evidence: tuple[StoredFile, ...] = ()

    def says(self) -> tuple[Any, ...]:
        """What is written, field by field in the order of `WRITTEN`."""
        return tuple(getattr(self, name) for name in WRITTEN)


@dataclass
class Entered:
    """What became of each line: newly `saved`, `refused` with a sentence by field ("" for the whole line), or in
    `conflicts` with what somebody has written meanwhile. `rows` is what stands now."""

    saved: list[Key] = field(default_factory=list)
    refused: dict[Key, dict[str, str]] = field(default_factory=dict)
    conflicts: dict[Key, Value] = field(default_factory=dict)
    rows: dict[Key, Value] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left unsaved."""
        return not self.refused and not self.conflicts


_EMPTY = Line((0, "")).says()


@transaction.atomic
def enter_values(
    *, unit: Unit, period: Period, lines: Iterable[Line], actor: Any, now: dt.datetime, today: dt.date
) -> Entered:
    """Write what was typed, each number a step "enter" in its own journal; a number that nobody asked for begins here.

    What is not of the edition that the line names was written by somebody else meanwhile: it stays, and comes back in
    `conflicts`. A number far from what is likely is saved with a question (`Value.question`). A constant number of
    queries. PermissionDenied for whoever does not enter at the unit.
    """
    if not units.can(actor, "enter", unit):
        raise PermissionDenied
    typed = {line.key: line for line in lines}
    done = Entered()
    known = {one.pk: one for one in in_force(unit.pk, period).filter(every=period.kind)}
    done.rows = _locked(unit, period, typed)
    new = [one for one in typed.values() if one.key not in done.rows and one.says() != _EMPTY]
    new = [one for one in new if one.key[0] in known and one.key[1] in ("", *known[one.key[0]].categories)]
    done.refused = {one.key: wrong for one in new if (wrong := faults(known[one.key[0]], one.amount, one.base))}
    new = [one for one in new if one.key not in done.refused]
    due_on = due_day(unit, period) if new else today
    if new and _may_begin(unit, period, new, done, due_on, today):
        _begin(unit, period, new, due_on)
        done.rows = _locked(unit, period, typed)
    changed = _judge(done, typed)
    _write(unit, period, done, changed, actor, now)
    for line in typed.values():
        _attach(done, line, actor, now)
    return done


def _attach(done: Entered, line: Line, actor: Any, now: dt.datetime) -> None:
    row = done.rows.get(line.key)
    if row is None and line.evidence and line.key not in done.refused:
        done.refused[line.key] = {"evidence": _("Nhập số trước, rồi gửi minh chứng.")}
    if row is None or not line.evidence or row.state not in WRITABLE or line.key in done.refused:
        return
    kept = {one.file_id for one in attached_to(row)}
    for file in line.evidence:
        attach(file=file, obj=row)
        if file.pk not in kept:
            record(row, "attach", actor=actor, now=now, note=file.name)


def _locked(unit: Unit, period: Period, keys: Iterable[Key]) -> dict[Key, Value]:
    rows = Value.objects.filter(unit=unit, period=period, indicator__in={pk for pk, _category in keys})
    related = rows.select_related("indicator", "entered_by").select_for_update(of=("self",)).order_by("pk")
    return {(row.indicator_id, row.category): row for row in related}


def _may_begin(unit: Unit, period: Period, new: Sequence[Line], done: Entered, due_on: dt.date, today: dt.date) -> bool:
    """Whether the unit may enter what nobody asked it for; otherwise every such line is told why not."""
    why = ""
    late = EntryException.objects.filter(unit=unit, period=period, until__gte=today)
    if not paths_on(period.tree_on).filter(unit=unit, alive=True).exists():
        why = _("%(unit)s không hoạt động vào ngày cuối kỳ “%(period)s” nên không có số liệu kỳ này.") % {
            "unit": unit.name, "period": period,
        }  # fmt: skip
    elif due_on < today and not late.exists():
        why = str(is_open.refusal)
    done.refused |= {one.key: {"": why} for one in new if why}
    return not why


def _begin(unit: Unit, period: Period, new: Sequence[Line], due_on: dt.date) -> None:
    decider = decider_of(unit, period)
    rows = [
        Value(
            indicator_id=pk, category=category, unit=unit, period=period, expected=False, due_on=due_on,
            decider_unit_id=decider,
        )
        for pk, category in (one.key for one in new)
    ]  # fmt: skip
    Value.objects.bulk_create(rows, ignore_conflicts=True)


def _judge(done: Entered, typed: Mapping[Key, Line]) -> dict[Key, Line]:
    """What is to be written; the rest is told in `done`."""
    changed = {}
    for key, line in typed.items():
        row = done.rows.get(key)
        if row is None or said(row) == line.says():
            continue
        wrong = faults(row.indicator, line.amount, line.base)
        if row.edition != line.edition:
            done.conflicts[key] = row
        elif wrong:
            done.refused[key] = wrong
        else:
            changed[key] = line
    return changed


def said(row: Value) -> tuple[Any, ...]:
    """What stands in a value, as `Line.says`."""
    return tuple(getattr(row, name) for name in WRITTEN)


def _write(
    unit: Unit, period: Period, done: Entered, changed: Mapping[Key, Line], actor: Any, now: dt.datetime
) -> None:
    if not changed:
        return
    keys = {done.rows[key].pk: key for key in changed}
    told = {pk: {"changes": _changes(done.rows[key], changed[key])} for pk, key in keys.items()}
    outcome = take_steps(FLOW, Value.objects.filter(pk__in=keys), "enter", actor, now=now, data_of=told)
    done.refused |= {keys[one.id]: {"": one.reason} for one in outcome.refused}
    asked = _questions(unit, period, {keys[pk]: (done.rows[keys[pk]], changed[keys[pk]]) for pk in outcome.moved})
    for pk in outcome.moved:
        key = keys[pk]
        row = done.rows[key]
        for name, value in zip(WRITTEN, changed[key].says(), strict=True):
            setattr(row, name, value)
        row.question = asked.get(key, "")
        row.entered_by, row.entered_at, row.edition = actor, now, row.edition + 1
    written = [done.rows[keys[pk]] for pk in outcome.moved]
    Value.objects.bulk_update(written, [*WRITTEN, "question", "entered_by", "entered_at", "edition"])
    done.rows |= _read_again(written)
    done.saved = [keys[pk] for pk in outcome.moved]


def _read_again(written: Sequence[Value]) -> dict[Key, Value]:
    rows = Value.objects.filter(pk__in=[row.pk for row in written]).select_related("indicator", "entered_by")
    return {(row.indicator_id, row.category): row for row in rows.order_by("pk")}


def _questions(unit: Unit, period: Period, found: Mapping[Key, tuple[Value, Line]]) -> dict[Key, str]:
    """What is asked about whole numbers; parts are not compared."""
    asked = {
        row.indicator_id: Asked(row.indicator, line.amount, line.base)
        for (_pk, category), (row, line) in found.items()
        if not category and line.amount is not None
    }
    return {(pk, ""): words for pk, words in questions(unit, period, asked).items()} if asked else {}


def _changes(row: Value, line: Line) -> list[tuple[str, str, str]]:
    fields: list[Any] = [Value._meta.get_field(name) for name in WRITTEN]
    labels = [str(field.verbose_name) for field in fields]
    pairs = zip(labels, map(_told, said(row)), map(_told, line.says()), strict=True)
    return [(label, old, new) for label, old, new in pairs if old != new]


def _told(value: Any) -> str:
    if isinstance(value, Decimal):
        return number(value)
    if value in Qualifier.values:
        return str(Qualifier(value).label)
    return "" if value is None else str(value)


@transaction.atomic
def submit_values(*, unit: Unit, period: Period, actor: Any, now: dt.datetime) -> Outcome:
    """Hand in everything the unit has entered of the period, as one act; what cannot go comes back with its reason.

    Every number is judged anew first: what its peers have handed in meanwhile may raise a question. What nobody asked
    for and nobody entered is passed over. A constant number of queries.
    """
    rows = Value.objects.filter(unit=unit, period=period, state__in=WRITABLE).exclude(expected=False, amount=None)
    held = list(rows.select_related("indicator").select_for_update(of=("self",)).order_by("pk"))
    _ask_again(unit, period, held)
    return take_steps(FLOW, Value.objects.filter(pk__in=[row.pk for row in held]), "submit", actor, now=now)


def _ask_again(unit: Unit, period: Period, held: Sequence[Value]) -> None:
    whole = {row.pk: row for row in held if not row.category and row.amount is not None}
    asked = {pk: Asked(row.indicator, row.amount or Decimal(0), row.base) for pk, row in whole.items()}
    changed = []
    for pk, words in questions(unit, period, asked).items():
        if whole[pk].question != words:
            whole[pk].question = words
            changed.append(whole[pk])
    if changed:
        Value.objects.bulk_update(changed, ["question"])


def on_form(unit: Unit, period: Period) -> list[Indicator]:
    """The indicators that the unit may enter in the period, asked for or not."""
    return list(in_force(unit.pk, period).filter(every=period.kind))
