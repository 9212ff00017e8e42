"""The working-day clock over Tết, Saturdays worked in exchange, holidays on a weekend, and pauses."""

import datetime as dt

import pytest

from neuguong.base.journal.services import take_step
from neuguong.work.dialogues.flow import CASE_FLOW
from neuguong.work.dialogues.models import Case
from neuguong.work.dialogues.queries import due_of, working_days_left
from neuguong.work.dialogues.tests import given

D = dt.date
# received, complex, due. Tết 2026: closed from Monday 16 to Friday 20 February.
WORKED = (
    (D(2026, 3, 9), False, D(2026, 3, 23)),  # two plain weeks
    (D(2026, 3, 9), True, D(2026, 3, 30)),  # three
    (D(2026, 2, 5), False, D(2026, 2, 26)),  # over Tết: six days before it, four after
    (D(2026, 2, 5), True, D(2026, 3, 5)),
    (D(2026, 2, 13), False, D(2026, 3, 6)),  # the last working day before Tết
    (D(2026, 2, 15), False, D(2026, 3, 6)),  # a Sunday counts from the next working day, as the Friday before it
    (D(2026, 2, 18), False, D(2026, 3, 6)),  # received on a holiday
    (D(2025, 12, 31), False, D(2026, 1, 15)),  # 1 and 2 January off, Saturday 10 January worked
    (D(2026, 8, 19), False, D(2026, 9, 4)),  # Saturday 22 August worked, 31 August to 2 September off
    (D(2026, 4, 22), False, D(2026, 5, 11)),  # Hùng Vương on a Sunday is made up on Monday; 30 April, 1 May
)
# paused on, resumed on, due; received on Thursday 5 February, ten days, due without a pause on 26 February
PAUSED = (
    (D(2026, 2, 9), D(2026, 2, 25), D(2026, 3, 9)),  # seven working days stood
    (D(2026, 2, 13), D(2026, 2, 22), D(2026, 2, 26)),  # nothing but Tết and Sundays: no day stood
    (D(2026, 2, 9), D(2026, 2, 9), D(2026, 2, 26)),  # within a day
    (D(2026, 2, 26), D(2026, 2, 27), D(2026, 2, 27)),  # on the last day
)


@pytest.mark.django_db
def test_deadlines(office):
    found = [
        (day, is_complex, due_of(Case(received_on=day, is_complex=is_complex))) for day, is_complex, _due in WORKED
    ]
    assert found == list(WORKED)


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), tzinfo=dt.timezone(dt.timedelta(hours=7)))


def test_a_paused_clock_stands(office, settings):
    row = given.accepted(office, received_on=D(2026, 2, 5))
    found = []
    for paused, resumed, _due in PAUSED:
        Case.objects.filter(pk=row.pk).update(paused_days=0, due_on=D(2026, 2, 26))
        settings.NEUGUONG_TODAY = paused
        take_step(CASE_FLOW, row, "pause", office.user("son"), "Chờ kết quả đo đạc", now=_at(paused))
        settings.NEUGUONG_TODAY = resumed
        take_step(CASE_FLOW, row, "resume", office.user("son"), now=_at(resumed))
        found.append((paused, resumed, Case.objects.get(pk=row.pk).due_on))
    assert found == list(PAUSED)


def test_a_case_that_is_late_cannot_be_paused_out_of_sight(office, settings):
    row = given.accepted(office, received_on=D(2026, 2, 5))
    settings.NEUGUONG_TODAY = D(2026, 2, 27)
    outcome = take_step(CASE_FLOW, row, "pause", office.user("son"), "Bận", now=_at(D(2026, 2, 27)))
    assert (outcome.moved, len(outcome.refused)) == ([], 1)


def test_what_is_left_counts_working_days(office):
    row = Case(received_on=D(2026, 2, 5), due_on=D(2026, 2, 26))
    days = (D(2026, 2, 13), D(2026, 2, 19), D(2026, 2, 26), D(2026, 2, 28), D(2026, 3, 2))
    assert [working_days_left(row, day) for day in days] == [4, 4, 0, -1, -2]
