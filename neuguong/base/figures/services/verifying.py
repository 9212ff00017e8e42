"""Proving seals: that what was sealed is untouched, and what has been changed since by decision or without one."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries.changes import Amounts, differences, explained, in_words
from neuguong.base.figures.queries.sealed import quoted_totals
from neuguong.base.figures.queries.seals import periods_inside
from neuguong.base.figures.services.digest import VERSION, digest_of
from neuguong.base.orgs.queries import names
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import number


class Kind(enum.Enum):
    """BROKEN and TOTALS are faults: somebody changed what was sealed, past the program."""

    BROKEN = "broken"
    TOTALS = "totals"
    RESTATED = "restated"
    CHANGED = "changed"


@dataclass(frozen=True)
class Finding:
    """What is to be said of a seal, in a sentence."""

    seal: Seal
    kind: Kind
    sentence: str

    @property
    def is_fault(self) -> bool:
        return self.kind in (Kind.BROKEN, Kind.TOTALS)


def verify() -> Iterator[Finding]:
    """Recompute every seal, the oldest first; a seal that nothing is to be said of yields nothing.

    Each in a transaction of its own, streaming its rows.
    """
    for seal in Seal.objects.select_related("unit", "period").order_by("sealed_at", "pk"):
        with transaction.atomic():
            yield from [*_faults(seal), *_changes(seal)]


def _faults(seal: Seal) -> Iterator[Finding]:
    said = {"seal": seal, "mark": seal.mark}
    if seal.version != VERSION:
        words = _("Bản chốt “%(seal)s”, mã %(mark)s: cách viết không rõ, không kiểm được.")
        yield Finding(seal, Kind.BROKEN, words % said)
        return
    digest, rows = digest_of(seal)
    if (digest, rows) != (seal.digest, seal.rows):
        words = _("Bản chốt “%(seal)s”, mã %(mark)s: mã băm tính lại là %(digest)s; số liệu đã chốt đã bị sửa.")
        yield Finding(seal, Kind.BROKEN, words % (said | {"digest": digest}))
    if quoted_totals(seal) != seal.totals:
        words = _("Bản chốt “%(seal)s”, mã %(mark)s: các dòng đã chốt không cộng thành tổng đã ghi.")
        yield Finding(seal, Kind.TOTALS, words % said)


def _changes(seal: Seal) -> Iterator[Finding]:
    differing = differences(seal, periods_inside(seal.period))
    told = explained(seal, differing)
    called = names({one.unit_id for one in differing}, seal.tree_on)
    periods = Period.objects.in_bulk({one.period_id for one in differing})
    for one, what in zip(differing, in_words(differing), strict=True):
        where = f"{called[one.unit_id].name}, {periods[one.period_id]}"
        said = {
            "seal": seal,
            "what": f"{where}. {what}" if what else where,
            "sealed": amounts(one.sealed),
            "now": amounts(one.now),
            "why": told.get(one) or _("chưa có đính chính nào nói vì sao"),
        }
        words = _("“%(seal)s”: %(what)s: đã chốt %(sealed)s, nay %(now)s; %(why)s.") % said
        yield Finding(seal, Kind.RESTATED if one in told else Kind.CHANGED, words)


def amounts(said: Amounts) -> str:
    """How many facts, and their sums: "2 dòng (300)"."""
    n, sums = said
    rows = _("%(n)s dòng") % {"n": number(n)}
    return f"{rows} ({'; '.join(map(number, sums))})" if any(sums) else rows
