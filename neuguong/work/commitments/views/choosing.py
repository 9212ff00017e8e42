"""Which registrations a bulk act is about: ticked, all that wait for one body, or exactly those a page has shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from neuguong.base.journal.services import Refusal
from neuguong.base.orgs.models import Unit
from neuguong.kit.numbers import number, whole
from neuguong.work.commitments.cell import who_decides
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.lists import CommitmentFilter
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy

MOST = 2000
_FILTERS = tuple(CommitmentFilter.base_filters)
LeftOut = list[tuple[Commitment, str]]


@dataclass
class Chosen:
    """What was asked for, as it stands now.

    `rows` of one `unit`, which the reader may act on; `left_out` what she may see and not act on, with the reason;
    `hidden` how many more she may not even see; `others` of other deciding bodies; `more` waiting beyond `MOST`;
    `editions` of the rows as the page has shown them (id -> edition); `is_explained` when an act was refused for what
    is left out, and nothing was written.
    """

    rows: list[Commitment]
    unit: Unit | None = None
    left_out: LeftOut = field(default_factory=list)
    hidden: int = 0
    others: int = 0
    more: int = 0
    editions: dict[int, int] = field(default_factory=dict)
    is_explained: bool = False

    @property
    def pairs(self) -> str:
        """What a form carries: every row by id and edition, so that nothing slips in that was not seen."""
        return pairs_of(self.rows)

    @property
    def by_unit(self) -> list[tuple[str, int]]:
        """How many there are of each unit, in the order of the rows."""
        found: dict[str, int] = {}
        for row in self.rows:
            found[row.unit.name] = found.get(row.unit.name, 0) + 1
        return list(found.items())

    @property
    def in_words(self) -> str:
        """ "1.000 bản: 960 cá nhân, 40 người đứng đầu; thuộc 42 đơn vị"."""
        kinds = [(Kind(kind).label, sum(row.kind == kind for row in self.rows)) for kind in Kind.values]
        told = ", ".join(f"{number(count)} {str(label).lower()}" for label, count in kinds if count)
        words = {"n": number(len(self.rows)), "kinds": told, "units": number(len(self.by_unit))}
        return _("%(n)s bản: %(kinds)s; thuộc %(units)s đơn vị.") % words

    def without(self, refused: Iterable[Refusal], viewer: Any) -> "Chosen":
        """The rest, with what was refused beside it: named as far as the viewer may see it."""
        reasons = {one.id: one.reason for one in refused}
        seen = {row.pk: row for row in policy.visible(_related().filter(pk__in=reasons), viewer)}
        kept = [row for row in self.rows if row.pk not in reasons]
        told = [(seen[pk], reason) for pk, reason in reasons.items() if pk in seen]
        return Chosen(kept, self.unit, told, len(reasons) - len(told), is_explained=True)


def pairs_of(rows: Iterable[Commitment]) -> str:
    """Ids and editions in one field: "12.3 45.1"."""
    return " ".join(f"{row.pk}.{row.edition}" for row in rows)


def seen_in(text: str) -> dict[int, int]:
    """The other way round; what is no pair is left out."""
    parts = [one.partition(".") for one in text.split()]
    return {whole(pk): whole(edition) for pk, _dot, edition in parts if pk.isdecimal() and edition.isdecimal()}


def chosen(request: Any, action: str, source: Sequence[str]) -> Chosen:
    """What the request asks to act on: the pairs of a form, `?tat-ca=1&noi=<id>` with the queue's filters, or ids."""
    seen = seen_in(request.POST.get("ban", ""))
    mine = policy.visible(_related(), request.user, action)
    if not seen and request.GET.get("tat-ca"):
        return _all(request, mine)
    ids = list(seen) or asked_ids(request)
    found = list(mine.filter(pk__in=ids).order_by("decider_unit__sort_key", "unit__sort_key", "pk"))
    unit = found[0].decider_unit if found else None
    rows = [row for row in found if row.decider_unit_id == (unit and unit.pk)]
    rest = policy.visible(_related().filter(pk__in=ids), request.user).exclude(pk__in=[row.pk for row in found])
    left_out = [(row, _why(row, source, request)) for row in rest.order_by("unit__sort_key", "pk")]
    hidden = len(set(ids)) - len(found) - len(left_out)
    return Chosen(rows, unit, left_out, hidden, len(found) - len(rows), editions=seen)


def asked_ids(request: Any) -> list[int]:
    """The ids of the address."""
    given = request.GET.getlist("id") + request.GET.getlist("chon")
    return [whole(one) for one in given if one.isdecimal()]


def _all(request: Any, mine: QuerySet[Commitment]) -> Chosen:
    waiting = CommitmentFilter(request.GET, queryset=mine.filter(decider_unit=whole(request.GET.get("noi", "")))).qs
    rows = list(waiting.order_by("submitted_on", "pk")[:MOST])
    more = waiting.count() - MOST if len(rows) == MOST else 0
    return Chosen(rows, rows[0].decider_unit if rows else None, more=more)


def _related() -> QuerySet[Commitment]:
    related = ("person", "unit", "decider_unit", "supervisor", "period", "approval")
    return Commitment.objects.select_related(*related)


def _why(row: Commitment, source: Sequence[str], request: Any) -> str:
    if row.state in source:
        if row.person and row.person.user_id == request.user.pk:
            return who_decides(row, request.today)
        return _("không do đồng chí quyết định")
    return str(row.get_state_display())


def waiting_bodies(found: QuerySet[Commitment], viewer: Any, params: Any) -> list[dict[str, Any]]:
    """Of a filtered queue, what waits for each body as a whole: [{unit, acts: [(label, address)]}] (one query)."""
    kept = {name: params[name] for name in _FILTERS if params.get(name)}
    decides, confirms = Q(policy.rule("decide")(viewer)), Q(policy.rule("confirm")(viewer))
    counts = found.order_by().values("decider_unit", "decider_unit__name")
    rows = counts.annotate(decide=Count("pk", filter=decides), confirm=Count("pk", filter=confirms))
    return [
        {"unit": row["decider_unit__name"], "acts": list(_acts(row, kept))}
        for row in rows.order_by("decider_unit__sort_key")
    ]


def _acts(row: dict[str, Any], kept: dict[str, str]) -> Iterable[tuple[str, str]]:
    query = urlencode({**kept, "tat-ca": "1", "noi": row["decider_unit"]})
    if row["decide"] > 1:
        n = {"n": number(row["decide"])}
        yield _("Phê duyệt tất cả %(n)s bản") % n, f"{reverse('commitments:approve')}?{query}"
        yield _("Trả lại tất cả %(n)s bản") % n, f"{reverse('commitments:send_back')}?{query}"
    if row["confirm"] > 1:
        n = {"n": number(row["confirm"])}
        yield _("Xác nhận đạt tất cả %(n)s bản") % n, f"{reverse('commitments:confirm')}?{query}"
