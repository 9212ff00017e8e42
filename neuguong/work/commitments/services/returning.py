"""Sending back: reasons as codes that are counted, and the decider's own words, for one registration or for many."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import refuse_secret
from neuguong.base.journal.services import Outcome, take_steps
from neuguong.work.commitments.choices import ReturnReason
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Return
from neuguong.work.commitments.services.deciding import changed_since


@dataclass(frozen=True)
class Reasons:
    """Codes of `ReturnReason`, and words."""

    codes: Sequence[str] = ()
    note: str = ""

    def joined(self, own: "Reasons") -> "Reasons":
        """These, which hold for all, with what is said of one registration alone; codes in their declared order."""
        codes = tuple(code for code in ReturnReason.values if code in (*self.codes, *own.codes))
        return Reasons(codes, " ".join(one for one in (self.note, own.note) if one))

    def __str__(self) -> str:
        """As the journal and the notice say it: "Thiếu thời hạn; thiếu sản phẩm, chỉ tiêu. Nêu rõ số hộ."."""
        labels = [str(ReturnReason(code).label) for code in self.codes if code != ReturnReason.OTHER]
        said = "; ".join([*labels[:1], *(one[0].lower() + one[1:] for one in labels[1:])])
        return " ".join(one for one in (f"{said}." if said else "", self.note) if one)


@transaction.atomic
def send_back(
    *,
    commitments: QuerySet[Commitment],
    reasons: Reasons,
    own: Mapping[int, Reasons] | None = None,
    actor: Any,
    now: dt.datetime,
    seen: Mapping[int, int] | None = None,
) -> Outcome:
    """Send many registrations back: all, or none (see `deciding.decide`; `seen` as there).

    `reasons` hold for all of them, `own` (by id) for one beside that. ValidationError, by field, for one without any
    reason, and for “other” without words. A constant number of queries.
    """
    named = Commitment.objects.filter(pk__in=commitments.order_by().values("pk")).order_by("pk")
    locked = list(named.only("unit_id", "period_id", "edition").select_for_update(of=("self",)))
    each = {row.pk: reasons.joined((own or {}).get(row.pk, Reasons())) for row in locked}
    wrong = lacking(each.values())
    if wrong:
        raise ValidationError(wrong)
    refuse_secret(mark_of("", *(one.note for one in each.values())), _("Lý do trả lại"))
    told = {pk: str(one) for pk, one in each.items()}
    rows = Commitment.objects.filter(pk__in=list(each))
    data = {pk: {"codes": list(one.codes)} for pk, one in each.items()}
    taken = take_steps(FLOW, rows, "send_back", actor, _("Trả lại"), now=now, data_of=data, note_of=told)
    refused = [*taken.refused, *changed_since({row.pk: row.edition for row in locked}, seen or {})]
    if refused or not taken.moved:
        transaction.set_rollback(True)
        return Outcome([], refused)
    Return.objects.bulk_create(
        Return(
            commitment_id=row.pk,
            unit_id=row.unit_id,
            period_id=row.period_id,
            code=code,
            at=now,
            note=each[row.pk].note,
        )
        for row in locked
        for code in each[row.pk].codes
    )
    return taken


def lacking(each: Iterable[Reasons]) -> dict[str, list[str]]:
    """What is missing, by field: every registration needs a reason, and “other” needs words."""
    known, found = list(each), {}
    if any(not one.codes for one in known):
        found["codes"] = [_("Hãy chọn ít nhất một lý do cho mỗi bản trả lại.")]
    if any(ReturnReason.OTHER in one.codes and not one.note for one in known):
        found["note"] = [_("Lý do khác phải ghi rõ bằng lời.")]
    return found
