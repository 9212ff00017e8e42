"""Trying a batch and applying it: the same act, taken back after a trial."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import Outcome, record, take_steps
from neuguong.base.reorganisations import rules
from neuguong.base.reorganisations.choices import ENDING, State
from neuguong.base.reorganisations.flow import FLOW
from neuguong.base.reorganisations.models import Reorganisation
from neuguong.base.reorganisations.queries import counting_from
from neuguong.base.reorganisations.services.book import Book, check, open_book
from neuguong.base.reorganisations.services.changing import carry_out
from neuguong.base.reorganisations.services.ledger import Ledger, difference, reach_of, rows_of
from neuguong.base.reorganisations.services.reporting import (
    Look,
    follows,
    is_clean,
    late,
    look,
    people_under,
    rights_at,
    wholes,
    written,
)

Report = dict[str, Any]


@transaction.atomic
def try_out(*, batch: Reorganisation, by: Any, now: dt.datetime, today: dt.date) -> Report:
    """Do everything, write down what it would mean, and take it back; the report is kept with the batch.

    Writers wait for as long as the act itself would make them. ValidationError without the right.
    """
    row = _locked(batch, by)
    with transaction.atomic():
        report, _ledger = _perform(row, today)
        transaction.set_rollback(True)
    Reorganisation.objects.filter(pk=row.pk).update(report=report, tried_at=now, counts_from=report["day"])
    record(row, "try", actor=by, now=now)
    return report


@transaction.atomic
def apply(*, batch: Reorganisation, by: Any, now: dt.datetime, today: dt.date) -> Outcome:
    """Change the trees, all lines or none; the report tells what changed and the ledger how to undo it.

    A batch that is applied already is refused in words, so that a second click does no harm. ValidationError if any
    line is at fault or a question is not answered.
    """
    row = Reorganisation.objects.select_for_update().get(pk=batch.pk)
    if row.state != State.DRAFT:
        return _stepped(row, by, now, {})
    capacity_of(by, rules.batches, "apply", row)
    report, ledger = _perform(row, today)
    if not is_clean(report):
        raise ValidationError(_("Đợt sắp xếp còn điểm phải sửa. Hãy chạy thử và xem từng dòng."))
    values = {
        "report": report, "ledger": ledger, "counts_from": report["day"], "applied_by": by, "applied_at": now,
    }  # fmt: skip
    outcome = _stepped(row, by, now, values)
    if outcome.refused:
        raise ValidationError([one.reason for one in outcome.refused])
    return outcome


def _stepped(row: Reorganisation, by: Any, now: dt.datetime, values: dict[str, Any]) -> Outcome:
    return take_steps(FLOW, Reorganisation.objects.filter(pk=row.pk), "apply", by, row.decision, now=now, values=values)


def _locked(batch: Reorganisation, by: Any) -> Reorganisation:
    row = Reorganisation.objects.select_for_update().get(pk=batch.pk)
    capacity_of(by, rules.batches, "view", row)
    if row.state != State.DRAFT:
        raise ValidationError(_("Đợt sắp xếp này không còn là bản soạn."))
    capacity_of(by, rules.batches, "write", row)
    return row


def _perform(batch: Reorganisation, today: dt.date) -> tuple[Report, Ledger]:
    """Write the lines, and what there was before and is after."""
    book = open_book(batch, counting_from(batch))
    book.measures = wholes()
    check(book)
    before = _look(book, book.day - dt.timedelta(days=1), set(), today)
    told = _told(book, before)
    scope = reach_of({unit.pk for unit in book.units.values()})
    rows = rows_of(scope)
    carry_out(book)
    opened = [book.units[code].pk for code in book.made if code in book.units and book.units[code].pk not in scope]
    ledger = difference(rows, rows_of([*scope, *opened]), scope, opened)
    after = _look(book, book.day, set(before.above.values()), today)
    return written(book, before, after, told, today), ledger


def _look(book: Book, on: dt.date, more: set[int], today: dt.date) -> Look:
    """What is counted is watched where something ends, begins or is taken over, and right above every unit named: the
    own figures of a unit that only moves stay what they are."""
    units = {unit.pk for unit in book.units.values()}
    above = look(book, units, on, (), today).above
    ending = [line for line in book.lines if line.kind in ENDING]
    codes = {*book.made, *(code for line in ending for code in (line.unit_code, line.target_code))}
    changing = {book.units[code].pk for code in codes if code in book.units}
    return look(book, units, on, sorted({*changing, *above.values(), *more}), today)


def _told(book: Book, before: Look) -> dict[int, dict[str, Any]]:
    named = {line.number: book.units[line.unit_code] for line in book.lines if line.unit_code in book.units}
    ids = {unit.pk for unit in named.values()}
    people, rights = people_under(ids, book.day), rights_at(ids)
    ending = {line.number for line in book.lines if line.kind in ENDING}
    return {
        number: {
            "follows": follows(book, unit, before.amounts, people.get(unit.pk, 0), rights.get(unit.pk, 0)),
            "late": late(book, unit) if number in ending else [],
        }
        for number, unit in named.items()
    }
