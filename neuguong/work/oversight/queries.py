"""Reading plans, visits and findings; and drawing lots, as anybody may repeat it."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from neuguong.base.orgs.choices import COMMITTEES
from neuguong.base.orgs.models import Appointment, Person, Unit
from neuguong.base.orgs.queries import committee_above, under
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import IN_FORCE, Group, ItemStatus, Kind
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.oversight import rules
from neuguong.work.oversight.choices import DONE, UNSETTLED, FindingState, VisitState
from neuguong.work.oversight.models import Draw, Finding, Plan, Visit

ALGORITHM = "SHA-256(số gốc|mã đơn vị)"  # as it stands on the paper, whatever language the screen speaks


@dataclass(frozen=True)
class Lot:
    """One candidate: where it stands by lot, its code, the hash it is ordered by."""

    place: int
    code: str
    hash: str


def lots(seed: str, codes: Sequence[str]) -> list[Lot]:
    """The candidates in the order of their lots: by the SHA-256, in hexadecimal, of `seed|code` in UTF-8.

    The same seed and the same codes give the same order on any machine; the first so many are drawn.
    """
    hashed = sorted((hashlib.sha256(f"{seed}|{code}".encode()).hexdigest(), code) for code in codes)
    return [Lot(place, code, mark) for place, (mark, code) in enumerate(hashed, 1)]


def digest(codes: Sequence[str]) -> str:
    """The SHA-256 of the list: the codes in the order of their characters, one a line, without a last line break."""
    return hashlib.sha256("\n".join(sorted(codes)).encode()).hexdigest()


def candidates(draw: Draw, day: dt.date) -> list[Unit]:
    """The living units of the draw's kind under its root on a day, without root and body, in the order of codes."""
    found = under(draw.root_id, day).filter(kind=draw.unit_kind).exclude(pk__in=[draw.root_id, draw.plan.unit_id])
    alive = found.filter(placements__valid__contains=day).distinct()
    return sorted(alive, key=lambda one: one.code)


def reach(bodies: Iterable[Unit], today: dt.date) -> QuerySet[Unit]:
    """The units that the bodies may look at: all that stand today under each committee, and for another body under the
    committee above it."""
    found = Q(pk__in=[])
    for body in bodies:
        root = body.pk if body.kind in COMMITTEES else committee_above(body.pk, today) or body.pk
        found |= Q(pk__in=under(root, today).values("pk"))
    return Unit.objects.filter(found)


def plans(viewer: Any) -> QuerySet[Plan]:
    """Plans that the viewer may see, each with the number of its visits and of those held."""
    return rules.plans.visible(with_visits(Plan.objects.all()), viewer).select_related("unit", "period")


def with_visits(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    """Each plan with `visits_all`, what stands in it, and `visits_held`."""
    counted = Q(visits__state__in=(VisitState.PROPOSED, VisitState.PLANNED, *DONE))
    return rows.annotate(
        visits_all=Count("visits", filter=counted), visits_held=Count("visits", filter=Q(visits__state__in=DONE))
    )


def visits(viewer: Any) -> QuerySet[Visit]:
    """Visits that the viewer may see, with what a line of a list shows."""
    return rules.visits.visible(Visit.objects.all(), viewer).select_related("unit", "body", "period", "person", "plan")


def full_visit(viewer: Any) -> QuerySet[Visit]:
    """With what the page of one shows beside: the questions, the findings that the viewer may see."""
    seen = rules.findings.visible(Finding.objects.all(), viewer).order_by("number")
    related = ("commitment__person", "commitment__period", "commitment__unit", "plan")
    return visits(viewer).select_related(*related).prefetch_related("lines", Prefetch("findings", seen, to_attr="seen"))


def findings(viewer: Any) -> QuerySet[Finding]:
    """Findings that the viewer may see, with unit, body, person and visit."""
    rows = rules.findings.visible(Finding.objects.all(), viewer)
    return rows.select_related("unit", "body", "person", "visit", "remedied_by", "verified_by", "period")


def findings_at(unit: Unit, period: Period, viewer: Any) -> QuerySet[Finding]:
    """What was found at the unit itself in a year, and what of earlier years is not settled; the newest first."""
    due = Q(period=period) | Q(period__starts_on__lt=period.starts_on, state__in=UNSETTLED)
    return findings(viewer).filter(due, unit=unit).order_by("-visit__held_on", "visit_id", "number")


def findings_of(person: Person, viewer: Any) -> QuerySet[Finding]:
    """What was found in a person's own matter, and at the units that she headed when they were visited: what a review
    of her reads."""
    headed = Appointment.objects.filter(
        person=person, is_head=True, unit=OuterRef("unit"), valid__contains=OuterRef("visit__held_on")
    )
    rows = findings(viewer).filter(Q(person=person) | Q(Exists(headed)))
    return rows.order_by("-visit__held_on", "visit_id", "number")


def checks_of(commitment: Commitment, viewer: Any) -> QuerySet[Visit]:
    """The checks of a registration that the viewer may see, the newest first, each with how many findings it made."""
    rows = visits(viewer).filter(commitment=commitment).exclude(state=VisitState.CANCELLED)
    standing = Q(findings__state__in=(*UNSETTLED, FindingState.VERIFIED))
    return rows.annotate(found=Count("findings", filter=standing)).order_by("-held_on", "-planned_on", "pk")


def supervised_heads(rows: Sequence[int], viewer: Any) -> dict[int, tuple[int, dt.date | None, int]]:
    """Of registrations, by id: how often each was checked, when last, and how many findings are unsettled."""
    held = rules.visits.visible(Visit.objects.filter(commitment__in=rows, state__in=DONE), viewer)
    told = held.order_by().values("commitment").annotate(n=Count("pk"), last=Max("held_on"))
    found = rules.findings.visible(Finding.objects.filter(visit__commitment__in=rows, state__in=UNSETTLED), viewer)
    left = dict(found.order_by().values_list("visit__commitment").annotate(n=Count("pk")))
    return {one["commitment"]: (one["n"], one["last"], left.get(one["commitment"], 0)) for one in told}


def breakthrough_of(commitment: Commitment) -> Item | None:
    """The head's breakthrough in force; None for a registration without one, or one that is not in force."""
    if commitment.kind != Kind.HEAD or commitment.state not in IN_FORCE:
        return None
    items = Item.objects.filter(commitment=commitment, group=Group.BREAKTHROUGH).exclude(status=ItemStatus.CUT)
    return items.order_by("number").first()


def to_hold(user: Any, until: dt.date) -> QuerySet[Visit]:
    """Visits that this user may hold, planned up to a day, the earliest first."""
    mine = Visit.objects.filter(rules.visits.rule("hold")(user), state=VisitState.PLANNED, planned_on__lte=until)
    return mine.select_related("unit", "body").order_by("planned_on", "pk")


def to_conclude(user: Any) -> QuerySet[Visit]:
    """Visits that were held and are not concluded."""
    mine = Visit.objects.filter(rules.visits.rule("find")(user))
    return mine.select_related("unit", "body").order_by("held_on", "pk")


def to_remedy(user: Any) -> QuerySet[Finding]:
    """Findings that this user or her unit has to mend, the most pressing first."""
    mine = Finding.objects.filter(rules.findings.rule("remedy")(user))
    return mine.select_related("unit", "body", "visit").order_by("due_on", "pk")


def to_verify(user: Any) -> QuerySet[Finding]:
    """Reported remedies that this user may verify, the oldest first."""
    mine = Finding.objects.filter(rules.findings.rule("verify")(user))
    return mine.select_related("unit", "body", "visit").order_by("remedied_on", "pk")
