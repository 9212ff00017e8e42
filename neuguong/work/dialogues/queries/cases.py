"""Finding cases: by their code, for the public page, for one's own work."""

from typing import Any

from django.core import signing
from django.db.models import QuerySet

from neuguong.base.accounts.services import plain_code
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.choices import RUNNING, CaseState, Rating
from neuguong.work.dialogues.models import Case

_SALT = "dialogues.rating"


def followed(code: str) -> Case | None:
    """The case of a code, however it was typed; what it was merged into, if it was. None for no such code."""
    rows = Case.objects.select_related("unit", "merged_into__unit")
    found = rows.filter(sender__code=plain_code(code)).first() if code.strip() else None
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found


def published() -> QuerySet[Case]:
    """Questions and answers that are public, newest first."""
    return Case.objects.filter(published_on__isnull=False).select_related("unit").order_by("-published_on", "-pk")


def in_hand(user: Any) -> QuerySet[Case]:
    """Open cases of which this user's desk is in charge, the most pressing first."""
    rule = rules.cases.rule
    mine = rule("accept")(user) | rule("answer")(user)
    return Case.objects.filter(mine, state__in=RUNNING).select_related("unit").order_by("due_on", "pk")


def rating_mark(case: Case) -> str:
    """The last part of the address at which whoever sent the case says whether she is content."""
    return signing.dumps(case.pk, salt=_SALT, compress=False)


def to_rate(mark: str) -> Case | None:
    """The answered case of such an address, which nobody has rated yet; None for anything else."""
    try:
        pk = signing.loads(mark, salt=_SALT, max_age=None)
    except signing.BadSignature:
        return None
    return Case.objects.filter(pk=pk, state=CaseState.ANSWERED, rating=Rating.NONE).select_related("unit").first()
