"""Reading programmes, documents, plans and standards."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from neuguong.base.access.rules import holds, units
from neuguong.base.orgs.models import Path, Unit
from neuguong.base.orgs.queries import ancestors, under
from neuguong.base.periods.models import Period
from neuguong.kit.search import holding, words_of
from neuguong.kit.text import fold, nfc
from neuguong.work.programmes import rules
from neuguong.work.programmes.models import Document, Plan, PlanTask, Programme, Standard

MOST = 200


def documents_matching(text: str, among: QuerySet[Document] | None = None) -> QuerySet[Document]:
    """Documents whose number begins with `text` (blanks, dashes, case and diacritics do not matter), the very number
    first; then those that have all its words, newest first. All of `among`, or of the register, for an empty text;
    none for a text without a letter or digit."""
    found = Document.objects.all() if among is None else among
    if not nfc(text):
        return found.order_by("-issued_on", "pk")
    words, whole = words_of(text), plain_number(text)
    if not words:
        return found.none()
    place = Case(
        When(plain_number__in=[whole, f"0{whole}"], then=Value(0)),
        When(plain_number__startswith=whole, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.filter(numbered(text) | Q(words=holding(words))).order_by(place, "-issued_on", "pk")


def plain_number(text: str) -> str:
    """A number as `Document.plain_number` keeps it: 05-CT/TW is 05cttw."""
    return re.sub("[^a-z0-9]", "", fold(text))


def numbered(text: str) -> Q:
    """Documents whose number begins so; a single figure may have lost its nought: 5-CT/TW is 05-CT/TW."""
    whole = plain_number(text)
    if not any(one.isdigit() for one in whole):
        return Q(pk__in=[])
    padded = Q(plain_number__startswith=f"0{whole}") if re.match(r"[1-9][a-z]", whole) else Q()
    return Q(plain_number__startswith=whole) | padded


def document_numbered(key: str, issuer: Unit) -> Document | None:
    """The document with that `number_key`: the issuer's own first, then the newest."""
    found = Document.objects.filter(number_key=key).order_by("-issued_on", "pk")
    return found.filter(unit=issuer).first() or found.first()


def standards_in(period: Period) -> QuerySet[Standard]:
    """The standards in force on some day of the period, in their order."""
    days = (period.starts_on, period.ends_on + dt.timedelta(days=1))
    return Standard.objects.filter(valid__overlap=days).order_by("basis", "code")


def places(user: Any) -> list[Unit]:
    """The units from which the user looks at programmes: those she holds a role on, else the cell she lives in, as far
    as their figures are hers to see."""
    person = getattr(user, "person", None)
    home = person.home_id if person else None
    ids = {hold.unit_id for hold in holds(user)} or ({home} if home else set())
    return list(units.visible(Unit.objects.filter(pk__in=ids), user).order_by("level", "sort_key", "pk"))


def living(units: QuerySet[Unit], day: dt.date) -> QuerySet[Unit]:
    """Those of `units` that exist on a day."""
    return units.filter(_standing(day)).order_by("level", "sort_key", "pk")


def living_first(units: QuerySet[Unit], day: dt.date) -> QuerySet[Unit]:
    """`units`, those that exist on a day first, then the dissolved whose papers their heirs keep."""
    return units.annotate(is_living=_standing(day)).order_by("-is_living", "level", "sort_key", "pk")


def _standing(day: dt.date) -> Exists:
    return Exists(Path.objects.filter(unit=OuterRef("pk"), alive=True, valid_from__lte=day, valid_to__gt=day))


def in_force(year: int) -> QuerySet[Programme]:
    """Programmes that run in a year, with issuer, document and what they carry out; the highest issuers first."""
    running = Programme.objects.filter(Q(last_year=None) | Q(last_year__gte=year), first_year__lte=year)
    related = running.select_related("issuer", "document__file", "parent")
    return related.order_by("issuer__level", "issuer__sort_key", "first_year", "pk")


def seen_from(unit: Unit | None, period: Period) -> QuerySet[Programme]:
    """Programmes of the period's year issued above the unit, by it or under it, in the period's tree; for nobody's
    place everything."""
    running = in_force(period.year)
    if unit is None:
        return running
    above = [one.pk for one in ancestors(unit.pk, period.tree_on)]
    return running.filter(Q(issuer__in=above) | Q(issuer__in=under(unit.pk, period.tree_on).values("pk")))


@dataclass
class Branch:
    """A programme and those that carry it out. `is_elsewhere`: it carries out one that is not in the same tree."""

    programme: Programme
    below: list["Branch"] = field(default_factory=list)
    is_elsewhere: bool = False


def as_tree(programmes: list[Programme]) -> list[Branch]:
    """What carries out what, in the given order; a programme whose parent is not among them stands on top."""
    branches = {one.pk: Branch(one) for one in programmes}
    top: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.programme.parent_id or 0)
        branch.is_elsewhere = above is None and branch.programme.parent_id is not None
        (above.below if above else top).append(branch)
    return top


def parents_for(units: QuerySet[Unit], today: dt.date) -> QuerySet[Programme]:
    """What a programme of one of these few units may carry out: whatever was issued by it or above it."""
    issuers = {above.pk for unit in units for above in ancestors(unit.pk, today)}
    may = Programme.objects.filter(Q(issuer__in=issuers) | Q(issuer__in=units.values("pk")))
    return may.order_by("issuer__level", "-first_year", "title", "pk")


def full_plan(viewer: Any) -> QuerySet[Plan]:
    """Plans the viewer may see, with all that the page of one shows (constant number of queries)."""
    tasks = PlanTask.objects.select_related("owner", "owner_unit").order_by("number")
    tasks = rules.tasks.abilities(tasks, viewer, ["finish"])
    related = ("programme", "unit", "period", "document__file")
    return (
        rules.plans.visible(Plan.objects.all(), viewer)
        .select_related(*related)
        .prefetch_related(Prefetch("tasks", tasks))
    )


def owed(user: Any) -> QuerySet[Plan]:
    """Plans that this user is to write or to issue, the most pressing first."""
    mine = Plan.objects.filter(rules.plans.rule("write")(user)).select_related("programme", "unit", "period")
    return mine.order_by("due_on", "pk")


def tasks_of(user: Any) -> QuerySet[PlanTask]:
    """Unfinished tasks of issued plans that this user or her unit is in charge of, the most pressing first."""
    mine = PlanTask.objects.filter(rules.in_charge(user), rules.tasks.rule("finish")(user), done_on=None)
    return mine.select_related("plan__unit", "owner", "owner_unit").order_by("due_on", "pk")
