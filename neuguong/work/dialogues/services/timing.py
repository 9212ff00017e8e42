"""What time does to cases: the overdue climb level by level, who sent the old ones is forgotten."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from neuguong.base.files.models import Attachment
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import committee_above
from neuguong.base.periods.queries import add_working_days
from neuguong.work.dialogues import notices
from neuguong.work.dialogues.choices import RUNNING, CaseState
from neuguong.work.dialogues.models import Case, Sender
from neuguong.work.dialogues.queries import rule_on

_MONTH = dt.timedelta(days=31)


@transaction.atomic
def escalate(*, today: dt.date, now: dt.datetime) -> int:
    """Tell the committee above of every case that is overdue; how many they were.

    Unless it is answered within so many working days (`climb_days` of its rule), the committee above that one is told,
    and so on up to the province. The desk of the last level told sees the case, whoever sent it too, the one before it
    no more who sent it; the unit in charge stays in charge. Idempotent, and safe beside another run.
    """
    late = Case.objects.select_for_update(of=("self",), skip_locked=True).filter(
        Q(escalated_to=None) | Q(escalated_due__lt=today), state__in=RUNNING, due_on__lt=today
    )
    told = [case.pk for case in late.order_by("pk") if _escalate(case, today, now)]
    notices.escalated(told, now)
    return len(told)


def _escalate(case: Case, today: dt.date, now: dt.datetime) -> bool:
    known = case.escalated_to_id
    above = committee_above(known or case.unit_id, today)
    if above is None or above == known:
        return False
    until = add_working_days(today, rule_on(case.received_on).climb_days)
    Case.objects.filter(pk=case.pk).update(escalated_to_id=above, escalated_due=until)
    names = dict(Unit.objects.filter(pk__in=[known or above, above]).values_list("pk", "name"))
    change = (_("Đã báo cấp trên"), names[known] if known else "", names[above])
    note = _("Quá hạn trả lời, báo lên một cấp")
    record(case, "escalate", actor=None, now=now, note=note, data={"changes": [change]})
    return True


@transaction.atomic
def forget(*, today: dt.date, now: dt.datetime) -> int:
    """Erase who sent the cases that are closed for as long as the rule says, her words and her files; how many.

    The case stays, with its answer; nobody follows it by code any more. Her files are detached: nobody can open them,
    but `base.files` keeps the bytes, as it keeps all it ever stored.
    """
    gone = 0
    closed = Sender.objects.filter(case__state__in=(CaseState.ANSWERED, CaseState.REFUSED), case__answered_on__lt=today)
    for sender in closed.select_related("case").order_by("pk"):
        assert sender.case.answered_on  # a closed case has its day
        if sender.case.answered_on + rule_on(sender.case.received_on).keep_months * _MONTH >= today:
            continue
        Attachment.objects.filter(model=Sender._meta.label, object_id=sender.pk).delete()
        record(sender.case, "forget", actor=None, now=now)
        sender.delete()
        gone += 1
    return gone
