"""Which changes of sealed numbers were decided: the approved corrections between the sealed number and that of now."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries import Difference
from neuguong.kit.numbers import date
from neuguong.work.indicators.choices import RestatementState
from neuguong.work.indicators.measures import VALUES
from neuguong.work.indicators.models import Restatement

_Place = tuple[int, int, str, str]


def restated(seal: Seal, found: Sequence[Difference]) -> dict[Difference, str]:
    """The reason of each difference that corrections approved after the sealing lead over, from the sealed number to
    that of now (one query)."""
    rows = Restatement.objects.filter(
        state=RestatementState.APPROVED, decided_at__gte=seal.sealed_at,
        value__unit__in={one.unit_id for one in found}, value__period__in={one.period_id for one in found},
    )  # fmt: skip
    made: dict[_Place, list[Restatement]] = defaultdict(list)
    for row in rows.select_related("value", "decided_by").order_by("decided_at", "pk"):
        value = row.value
        made[value.period_id, value.unit_id, str(value.indicator_id), value.category].append(row)
    return {one: _reason(made[_place(one)][-1]) for one in found if _leads_over(one, made.get(_place(one), []))}


def _place(one: Difference) -> _Place:
    dims = dict(zip(VALUES.dims, one.dims, strict=True))
    return one.period_id, one.unit_id, dims["indicator_id"], dims["category"]


def _leads_over(one: Difference, made: Sequence[Restatement]) -> bool:
    if not made or (one.sealed[0], one.now[0]) != (1, 1):
        return False
    first, last = made[0], made[-1]
    was, now = (first.old_amount, first.old_base or 0), (last.amount, last.base or 0)
    return (was, now) == (one.sealed[1], one.now[1])


def _reason(row: Restatement) -> str:
    said = _("đính chính ngày %(day)s, %(who)s duyệt: %(reason)s")
    day = date(timezone.localdate(row.decided_at)) if row.decided_at else ""
    return said % {"day": day, "who": row.decided_by, "reason": row.reason.rstrip(".")}
