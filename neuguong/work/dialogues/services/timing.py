"""What time does to cases: the overdue go one level up, who sent the old ones is forgotten."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.files.models import Attachment
from neuguong.base.journal.services import record
from neuguong.base.orgs.queries import committee_above
from neuguong.work.dialogues import notices
from neuguong.work.dialogues.choices import RUNNING, CaseState
from neuguong.work.dialogues.models import Case, Sender
from neuguong.work.dialogues.queries import rule_on

_MONTH = dt.timedelta(days=31)


@transaction.atomic
def escalate(*, today: dt.date, now: dt.datetime) -> int:
    """Tell the committee above of every case that is overdue and of which it was not told; how many they were.

    That desk sees the case from then on, whoever sent it too; the unit in charge stays in charge.
    """
    late = Case.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state__in=RUNNING, due_on__lt=today, escalated_to=None
    )
    told: list[int] = []
    for case in late.order_by("pk"):
        above = committee_above(case.unit_id, today)
        if above is None:
            continue
        Case.objects.filter(pk=case.pk).update(escalated_to_id=above)
        record(case, "escalate", actor=None, now=now, note=_("Quá hạn trả lời, báo lên một cấp"))
        told.append(case.pk)
    notices.escalated(told, now)
    return len(told)


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
