"""The unit looked at says how it mended what was found."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.files.models import StoredFile
from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import attach, refuse_secret
from neuguong.base.journal.services import Outcome, take_step
from neuguong.work.oversight import rules
from neuguong.work.oversight.flow import FINDINGS
from neuguong.work.oversight.models import Finding


@transaction.atomic
def report_remedy(
    *, finding: Finding, remedy: str, files: Sequence[StoredFile], actor: Any, now: dt.datetime
) -> Outcome:
    """Say what was done about a finding, with evidence; somebody of the body that found it verifies.

    PermissionDenied without the right (of the unit, or of the head concerned), or for one that is not open.
    """
    row = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if not rules.findings.can(actor, "remedy", row):
        raise PermissionDenied
    refuse_secret(mark_of("", remedy), _("Kết quả khắc phục"))
    Finding.objects.filter(pk=row.pk).update(
        remedy=remedy, remedied_on=timezone.localdate(now), remedied_by=actor, verified_by=None, verified_on=None
    )
    for file in files:
        attach(file=file, obj=row)
    outcome = take_step(FINDINGS, row, "remedy", actor, now=now)
    if outcome.refused:
        raise ValidationError([one.reason for one in outcome.refused])
    return outcome
