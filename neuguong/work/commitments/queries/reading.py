"""Reading registrations: what stands in one, what changed, what waits for whom."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    DateField,
    DecimalField,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.utils.translation import gettext as _

from neuguong.base.journal.models import Entry
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Appointment, Membership, Person, Placement, Unit
from neuguong.base.orgs.queries import paths_on, under
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import all_quarters
from neuguong.kit import numbers
from neuguong.work.commitments.choices import OWED, AmendmentState, Group, ItemStatus, Kind, State
from neuguong.work.commitments.models import Amendment, Commitment, Decision, Item, Progress, Version
from neuguong.work.commitments.rules import amendments, closing, decisions, policy, registrant, units, writer

TEXTS = ("shortcomings", "pressing_issue", "expected_product", "cooperating", "resources")
FIELDS = (*TEXTS, "mend_by", "steering_id", "supervisor_id", "for_term")
ITEM_FIELDS = (
    "group", "standard_id", "indicator_id", "deed", "measure_taken", "product", "target", "measure_unit", "due_on",
)  # fmt: skip

_SUPERVISORS = (
    UnitKind.PARTY_BODY,
    UnitKind.GRASSROOTS_COMMITTEE,
    UnitKind.PARTY_COMMUNE,
    UnitKind.DEPARTMENT,
    UnitKind.FRONT,
)


def full(viewer: Any) -> QuerySet[Commitment]:
    """Commitments the viewer may see, with all that a page of one shows (constant number of queries)."""
    progress = Progress.objects.select_related("period", "recorded_by").order_by("period__starts_on")
    carried = Item.objects.select_related("period").exclude(status=ItemStatus.DROPPED)
    items = Item.objects.select_related("standard", "indicator", "carried_from__period").order_by("number")
    items = items.prefetch_related(Prefetch("progress", progress), Prefetch("carried", carried))
    related = (
        "unit",
        "period",
        "person__user",
        "person__home",
        "appointment",
        "supervisor",
        "decider_unit",
        "programme",
        "decided_by",
        "confirmed_by",
        "approval__presided_by",
        "approval__minutes",
        "confirmation__presided_by",
        "confirmation__minutes",
        "steering",
        "written_by",
        "adds_to",
        "continues__person",
    )
    return (
        policy.visible(Commitment.objects.all(), viewer)
        .select_related(*related)
        .prefetch_related(Prefetch("items", items))
    )


def listed(viewer: Any) -> QuerySet[Commitment]:
    """Commitments the viewer may see, with what a line of a list shows."""
    return policy.visible(_lines(), viewer)


def _lines() -> QuerySet[Commitment]:
    """For queries that narrow by another action of the policy: whoever may act on a registration may see it."""
    return Commitment.objects.select_related("unit", "period", "person", "appointment", "supervisor", "decider_unit")


@dataclass(frozen=True)
class Decided:
    """What stands in the appendix of a decision, as far as its reader may see it."""

    rows: QuerySet[Commitment]
    total: int
    is_extract: bool


def decided(decision: Decision, viewer: Any) -> Decided:
    """All the registrations of a decision for those who work with the body that took it; for anybody else, those she
    may see, as an extract."""
    rows = _lines().filter(
        Q(approval=decision) | Q(confirmation=decision) | Q(pk__in=decision.amended.values("commitment"))
    )
    total = rows.count()
    if decisions.can(viewer, "read", decision):
        return Decided(rows, total, is_extract=False)
    seen = policy.visible(rows, viewer)
    return Decided(seen, total, is_extract=seen.count() < total)


def term_of(period: Period) -> Period | None:
    """The term in which a year lies, or a quarter; None where the calendar has none."""
    terms = Period.objects.filter(calendar=period.calendar_id, kind=PeriodKind.TERM)
    return terms.filter(starts_on__lte=period.starts_on, ends_on__gte=period.ends_on).first()


def quarters_of(commitment: Commitment) -> list[Period]:
    """The quarters in which results are recorded: those of its year, and for the term those of the years after it
    that are opened, to the end of the term."""
    term = term_of(commitment.period) if commitment.for_term else None
    year = commitment.period.year
    last = term.ends_on.year if term else year
    return list(all_quarters().filter(year__gte=year, year__lte=last))


def of_year(commitment: Commitment, year: int) -> Commitment | None:
    """What the same registrant has of the same kind in another year, an addition first."""
    rows = Commitment.objects.filter(kind=commitment.kind, person=commitment.person_id, period__year=year)
    if commitment.kind != Kind.INDIVIDUAL:
        rows = rows.filter(unit=commitment.unit_id)
    return rows.select_related("unit", "period", "person").order_by("adds_to", "pk").first()


def additions(viewer: Any, commitment: Commitment) -> QuerySet[Commitment]:
    """What later years add to a registration for the term, oldest first."""
    return listed(viewer).filter(adds_to=commitment).order_by("period__starts_on", "pk")


def contents(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What stands in each registration now, as plain data for a version (two queries)."""
    found: dict[int, dict[str, Any]] = {
        row["pk"]: {name: plain(row[name]) for name in FIELDS} | {"items": []}
        for row in Commitment.objects.filter(pk__in=ids).values("pk", *FIELDS)
    }
    items = Item.objects.filter(commitment__in=ids).order_by("commitment_id", "number")
    for item in items.values("commitment_id", "number", *ITEM_FIELDS):
        line = {name: plain(item[name]) for name in ITEM_FIELDS}
        found[item["commitment_id"]]["items"].append({"number": item["number"], **line})
    return found


def plain(value: Any) -> Any:
    """A value of a field as it stands in a version."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | str) else format(value.normalize(), "f")


def differences(commitment: Commitment) -> list[tuple[str, str, str]]:
    """What this hand-in changed against the last one that was decided on, that is, sent back: (place, old, new) in
    words; [] if none was. What was taken back in between undecided is nobody's measure."""
    versions = Version.objects.filter(commitment=commitment).order_by("-number")
    back = Entry.objects.filter(model=Commitment._meta.label, object_id=commitment.pk, step="send_back")
    new = versions.first()
    if new is None:
        return []
    decided = Q(at__lte=back.order_by("-at").values("at")[:1]) | Q(by=None)  # loaded as sent back: kept by nobody here
    seen = versions.exclude(pk=new.pk).filter(decided).first()
    return compared(seen.content, new.content) if seen else []


def compared(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What differs between two `contents` of one registration, in words: (place, old, new)."""
    kept = [name for name in FIELDS if name in old]  # what is hidden in an early version has not changed
    changes = _changes(Commitment, kept, old, new)
    before = {line["number"]: line for line in old["items"]}
    after = {line["number"]: line for line in new["items"]}
    for number in sorted(before.keys() | after.keys()):
        for place, was, now in _changes(Item, ITEM_FIELDS, before.get(number, {}), after.get(number, {})):
            words = _("Nội dung %(number)s, %(field)s") % {"number": number, "field": place.lower()}
            changes.append((words, was, now))
    return changes


def _changes(model: Any, names: Sequence[str], old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    fields = {name: model._meta.get_field(name) for name in names if (old.get(name) or None) != (new.get(name) or None)}
    return [
        (str(field.verbose_name), _words(field, old.get(name)), _words(field, new.get(name)))
        for name, field in fields.items()
    ]


@dataclass(frozen=True)
class HandedIn:
    """What was last handed in, in words: (label, value) of the registration, and of each item with its number.

    `at` is None for what was loaded from a workbook.
    """

    at: dt.datetime | None
    facts: list[tuple[str, str]]
    items: list[tuple[int, str, list[tuple[str, str]]]]


def handed_in(commitment: Commitment) -> HandedIn | None:
    """What those may read who do not write it, while it is changed after it was sent back or withdrawn; None if
    nothing was handed in here, or if it is a draft again."""
    if commitment.state not in (State.RETURNED, State.WITHDRAWN):
        return None
    version = Version.objects.filter(commitment=commitment).order_by("-number").first()
    if version is None and commitment.state != State.RETURNED:
        return None
    content = version.content if version else contents([commitment.pk])[commitment.pk]  # loaded, and not touched since
    lines = [
        (line["number"], line["deed"], _told(Item, [name for name in ITEM_FIELDS if name != "deed"], line))
        for line in content["items"]
    ]
    return HandedIn(version.at if version else None, _told(Commitment, FIELDS, content), lines)


def _told(model: Any, names: Sequence[str], content: dict[str, Any]) -> list[tuple[str, str]]:
    fields = [(model._meta.get_field(name), content[name]) for name in names if content.get(name)]
    return [(str(field.verbose_name), _words(field, value)) for field, value in fields]


def _words(field: Any, value: Any) -> str:
    """A kept value of the field as people write it."""
    if value is None or value == "":
        return ""
    if field.related_model:
        return str(field.related_model._default_manager.get(pk=value))
    if field.choices:
        return str(dict(field.flatchoices)[value])
    match field:
        case BooleanField():
            return _("Có") if value else _("Không")
        case DateField():
            return numbers.date(dt.date.fromisoformat(value))
        case DecimalField():
            return numbers.number(Decimal(value))
    return str(value)


def to_write(user: Any, today: dt.date) -> QuerySet[Commitment]:
    """One's own registrations, and those of the collectives one writes for, still owed: the most pressing first."""
    return _lines().filter(_mine(user), state__in=OWED, period__year__lte=today.year).order_by("due_on", "pk")


def _mine(user: Any) -> Q:
    return registrant(user) | (writer(user) & Q(kind=Kind.COLLECTIVE))


def waiting(user: Any) -> QuerySet[Commitment]:
    """One's own registrations, and those of the collectives one writes for, on which others now decide."""
    rows = _lines().filter(_mine(user), state__in=(State.SUBMITTED, State.REPORTED))
    return rows.annotate(reported_at=_last("report", "at")).order_by("submitted_on", "pk")


def _last(step: str, field: str) -> Subquery:
    """A field of the newest journal entry of a step; None for what was loaded in that state."""
    entries = Entry.objects.filter(model=Commitment._meta.label, object_id=OuterRef("pk"), step=step)
    return Subquery(entries.order_by("-at", "-pk").values(field)[:1])


def to_decide(user: Any) -> QuerySet[Commitment]:
    """Registrations handed in that wait for a decision this user may take or record."""
    return _lines().filter(policy.rule("decide")(user)).order_by("submitted_on", "pk")


def to_confirm(user: Any) -> QuerySet[Commitment]:
    """Reported results that wait for a confirmation this user may take or record; `reported_at` is when, if known."""
    rows = _lines().filter(policy.rule("confirm")(user)).annotate(reported_at=_last("report", "at"))
    return rows.order_by("submitted_on", "pk")


def returned_to(user: Any) -> QuerySet[Commitment]:
    """Registrations returned that this user writes (own, or typed for a member), with `returned_at` and `reason`."""
    rows = _lines().filter(writer(user), state=State.RETURNED).order_by("due_on", "pk")
    return rows.annotate(returned_at=_last("send_back", "at"), reason=_last("send_back", "note"))


def overdue_items(user: Any, today: dt.date) -> QuerySet[Item]:
    """Items past their deadline in registrations that this user writes."""
    writes = Commitment.objects.filter(writer(user), state=State.APPROVED)
    late = Item.objects.filter(commitment__in=writes.values("pk"), status=ItemStatus.OPEN, due_on__lt=today)
    return late.select_related("commitment__person", "commitment__unit").order_by("due_on", "pk")


def without_progress(user: Any, quarter: Any) -> QuerySet[Commitment]:
    """Approved registrations this user writes, of the year or for its term, that have no result in the quarter."""
    return _lines().filter(writer(user), pk__in=silent_in(quarter).values("pk")).order_by("pk")


def silent_in(quarter: Period) -> QuerySet[Commitment]:
    """Approved registrations, of the year or for its term, that have no result in the quarter, whosever they are."""
    done = Progress.objects.filter(item__commitment=OuterRef("pk"), period=quarter)
    runs = Q(period__year=quarter.year)
    term = term_of(quarter)
    if term:
        runs |= Q(for_term=True, period__starts_on__gte=term.starts_on, period__year__lt=quarter.year)
    return Commitment.objects.filter(runs, ~Exists(done), state=State.APPROVED)


@dataclass(frozen=True)
class Offered:
    """For what, whom and where somebody may begin a registration; not every combination of them is hers."""

    kinds: tuple[str, ...]
    people: QuerySet[Person]
    units: QuerySet[Unit]


def registrants(user: Any, today: dt.date) -> Offered:
    """Oneself in one's cell and in the units one heads; the members, heads and collectives for whom one types."""
    alive = Unit.objects.filter(pk__in=paths_on(today).filter(alive=True).values("unit_id"))
    typed = units.visible(alive, user, "type").values("pk")
    members = Membership.objects.filter(Q(person__user=user) | Q(unit__in=typed), valid__contains=today)
    posts = Appointment.objects.filter(Q(person__user=user) | Q(unit__in=typed), is_head=True, valid__contains=today)
    own = Q(pk__in=members.filter(person__user=user).values("unit")) | Q(
        pk__in=posts.filter(person__user=user).values("unit")
    )
    collectives = units.visible(alive, user, "speak")
    asked = {Kind.INDIVIDUAL: members, Kind.HEAD: posts, Kind.COLLECTIVE: collectives}
    people = Person.objects.filter(Q(pk__in=members.values("person")) | Q(pk__in=posts.values("person")))
    return Offered(
        tuple(kind for kind, rows in asked.items() if rows.exists()),
        people.order_by("sort_key", "pk"),
        alive.filter(own | Q(pk__in=collectives.values("pk"))).order_by("sort_key", "pk"),
    )


@dataclass(frozen=True)
class Supervising:
    """Which units may be given a head's registration to supervise: those under the deciding body, and all that live."""

    near: QuerySet[Unit]
    allowed: QuerySet[Unit]

    def offered(self) -> QuerySet[Unit]:
        """Those offered while one types: bodies, departments, committees; two hundred at most."""
        return self.near.filter(kind__in=_SUPERVISORS).order_by("sort_key", "pk")[:200]


def supervising(decider_id: int, today: dt.date) -> Supervising:
    """The units that may supervise what a body decides, as the trees stand today."""
    alive = Unit.objects.filter(pk__in=Placement.objects.filter(valid__contains=today).values("unit"))
    return Supervising(alive.filter(pk__in=under(decider_id, today).values("pk")), alive)


def amendments_to_decide(user: Any) -> QuerySet[Amendment]:
    """Proposed amendments that this user may decide, the oldest first."""
    rows = amendments.visible(Amendment.objects.filter(state=AmendmentState.PROPOSED), user, "decide")
    related = ("commitment__person", "commitment__unit", "commitment__period")
    return rows.select_related(*related).order_by("proposed_at", "pk")


def posts_over(user: Any) -> QuerySet[Commitment]:
    """Heads' registrations that this user may end because the post in which they were made is over."""
    return _lines().filter(closing.rule("end")(user)).order_by("unit__sort_key", "pk")


def supervised(user: Any) -> QuerySet[Commitment]:
    """Heads' registrations that this user's agency supervises."""
    return _lines().filter(policy.rule("supervise")(user), kind=Kind.HEAD).order_by("-period__year", "pk")


def breakthroughs_under(unit: Unit, period: Period, viewer: Any, limit: int) -> list[Item]:
    """The heads' breakthroughs under a unit in a year that the viewer may read, with registrant, post and supervisor,
    in the order of the units' names.

    Whose they are is asked first: in one piece, the server plans longer than it reads.
    """
    inside = under(unit.pk, period.tree_on).values("pk")
    heads = policy.visible(Commitment.objects.filter(kind=Kind.HEAD, period=period, unit__in=inside), viewer, "read")
    with_one = Exists(Item.objects.filter(commitment=OuterRef("pk"), group=Group.BREAKTHROUGH))
    keys = list(heads.filter(with_one).order_by("unit__sort_key", "pk").values_list("pk", flat=True)[:limit])
    if not keys:
        return []
    rows = Item.objects.filter(group=Group.BREAKTHROUGH, commitment__in=keys)
    related = ("commitment__person", "commitment__unit", "commitment__supervisor", "commitment__appointment")
    return list(rows.select_related(*related).order_by("commitment__unit__sort_key", "pk")[:limit])


POSTED, TAKEN = "posted", "taken"


def posted_before(unit: Unit) -> QuerySet[Entry]:
    """The issues of the list at a unit's office, newest first, with who issued them."""
    rows = Entry.objects.filter(model=Unit._meta.label, object_id=unit.pk, step=POSTED)
    return rows.select_related("actor").order_by("-at", "-pk")


def last_posted(unit: Unit) -> Entry | None:
    """The newest of them."""
    return posted_before(unit).first()
