"""The working-day clock of cases: how long, until when, how much is left.

The day of receipt does not count; the first day is the next working day (`base.periods` knows Saturdays worked in
exchange and public holidays). Working days on which the clock stood are added.
"""

import datetime as dt

from neuguong.base.periods.queries import add_working_days, working_days_between
from neuguong.work.dialogues.models import Case, CaseRule


def rule_on(day: dt.date) -> CaseRule:
    """The rule in force on a day; before the first one that is known, the first."""
    rules = CaseRule.objects.order_by("-valid")
    found = rules.filter(valid__contains=day).first() or rules.last()
    if found is None:
        raise CaseRule.DoesNotExist("the shipped rules are not loaded")
    return found


def due_of(case: Case) -> dt.date:
    """The last working day on which the case is answered in time."""
    rule = rule_on(case.received_on)
    days = rule.complex_days if case.is_complex else rule.days
    return add_working_days(case.received_on, days + case.paused_days)


def working_days_left(case: Case, today: dt.date) -> int:
    """Working days until the deadline, its day counted; negative once it is past. A paused clock stands."""
    today = case.paused_on or today
    if today <= case.due_on:
        return working_days_between(today, case.due_on)
    return -working_days_between(case.due_on, today)
