"""Deciding numbers, one or thousands in one act: all, or none."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from neuguong.base.journal.services import Outcome, Refusal, take_steps
from neuguong.work.indicators.flow import FLOW
from neuguong.work.indicators.models import Value


@transaction.atomic
def approve_values(
    *, rows: QuerySet[Value], actor: Any, now: dt.datetime, seen: Mapping[int, int] | None = None
) -> Outcome:
    """Approve numbers: from now on they count above. If any of them cannot be approved nothing is written, and the
    outcome says of each why. `seen` (id -> edition) is what the decider had before her: what was written in since is
    refused too. A constant number of queries."""
    changed = _changed(rows, seen or {})
    values = {"decided_by": actor, "decided_at": now}
    return _settled(take_steps(FLOW, rows, "approve", actor, now=now, values=values), changed)


@transaction.atomic
def return_values(
    *, rows: QuerySet[Value], note: str, actor: Any, now: dt.datetime, seen: Mapping[int, int] | None = None
) -> Outcome:
    """Send numbers back for the reason given, approved ones too while their period is not sealed: all, or none, as
    `approve_values`. ValueError without a reason."""
    changed = _changed(rows, seen or {})
    values = {"decided_by": None, "decided_at": None}
    return _settled(take_steps(FLOW, rows, "send_back", actor, note, now=now, values=values), changed)


def _changed(rows: QuerySet[Value], seen: Mapping[int, int]) -> list[Refusal]:
    """What was written in since it was shown (one query, which locks)."""
    if not seen:
        return []
    held = rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", "edition")
    now = dict(held)
    again = _("Số này vừa được sửa sau khi đồng chí mở danh sách. Hãy xem lại rồi quyết định riêng.")
    return [Refusal(pk, again) for pk, edition in seen.items() if now.get(pk) != edition]


def _settled(taken: Outcome, changed: list[Refusal]) -> Outcome:
    refused = {one.id: one for one in (*taken.refused, *changed)}
    if not refused:
        return taken
    transaction.set_rollback(True)
    return Outcome([], [refused[pk] for pk in sorted(refused)])
