"""Reading rights: with their state on a day, and who and what is meant by words typed into a form."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, CharField, Exists, F, FilteredRelation, Model, OuterRef, Q, QuerySet, Value, When

from neuguong.base.access.choices import Standing
from neuguong.base.access.models import Delegation, Grant
from neuguong.base.access.rules.holding import Scope, holds
from neuguong.base.accounts.models import User
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.choices import TreeCode
from neuguong.base.orgs.models import Reach, Sought, Tree, Unit
from neuguong.base.orgs.queries import find_unit, ids_in, path_of, search_units, windows
from neuguong.kit.policy import Policy
from neuguong.kit.text import fold, nfc

D = TypeVar("D", Grant, Delegation)
M = TypeVar("M", bound=Model)


def grants(today: dt.date) -> QuerySet[Grant]:
    """All grants, each with its `standing` on `today`, its holder and unit."""
    return with_standing(Grant.objects.all(), today).select_related("user__person", "unit")


def delegations(today: dt.date) -> QuerySet[Delegation]:
    """All delegations, each with its `standing` on `today`, lender, receiver and unit."""
    rows = Delegation.objects.select_related("grant__user", "grant__unit", "to")
    return with_standing(rows, today, When(revoked_at__isnull=False, then=Value(Standing.REVOKED)))


def users(today: dt.date) -> QuerySet[User]:
    """All users with person and home, each with `roles`: the list of roles that she holds on `today`."""
    held = Grant.objects.filter(user=OuterRef("pk"), valid__contains=today).order_by("role").values("role").distinct()
    return User.objects.annotate(roles=ArraySubquery(held)).select_related("person__home")


def holders(units: Iterable[int], roles: Iterable[str], today: dt.date) -> set[tuple[int, int, str]]:
    """(unit, user, role) of everybody active who holds one of the roles at one of the units on `today`: what
    `rules.at` asks of one user, asked of units. By own grant or lent, on the unit or on one that took it over."""
    live = Reach.objects.filter(valid_from__lte=today, valid_to__gt=today)
    asked: dict[tuple[int, str], set[int]] = {}
    for unit, tree, path in live.filter(unit__in=set(units)).values_list("unit_id", "tree_id", "path"):
        asked.setdefault((tree, path), set()).add(unit)
    found: dict[int, set[int]] = {}
    paths = {path for _tree, path in asked}
    for unit, tree, path in live.filter(path__in=paths).values_list("unit_id", "tree_id", "path"):
        found.setdefault(unit, set()).update(asked.get((tree, path), ()))
    own = Grant.objects.filter(unit__in=found, role__in=list(roles), valid__contains=today)
    lent = Delegation.objects.filter(grant__in=own.values("pk"), valid__contains=today, revoked_at=None)
    held = {
        *own.filter(user__is_active=True).values_list("unit_id", "user_id", "role"),
        *lent.filter(to__is_active=True).values_list("grant__unit_id", "to_id", "grant__role"),
    }
    return {(unit, user, role) for granted, user, role in held for unit in found[granted]}


def with_standing(rows: QuerySet[D], today: dt.date, *first: When) -> QuerySet[D]:
    """`rows` with `standing`: one of the values of `choices.Standing`."""
    cases = (
        *first,
        When(valid__contains=today, then=Value(Standing.LIVE)),
        When(valid__startswith__gt=today, then=Value(Standing.COMING)),
    )
    return rows.annotate(standing=Case(*cases, default=Value(Standing.OVER), output_field=CharField()))


def search_users(text: str) -> QuerySet[User]:
    """Users whose name or user name contains the words, diacritics ignored."""
    users = User.objects.all()
    for word in fold(text).split():
        users = users.filter(search__contains=word)
    return users.order_by("person__sort_key", "username", "pk")


def users_meant(text: str) -> list[User]:
    """The one active user of that user name or e-mail; else those whose name has the words, six at most."""
    exact = nfc(text).lower()
    found = User.objects.filter(Q(username=exact) | Q(email=exact), is_active=True).exclude(username="")
    return list(found.order_by("pk")[:1]) or list(search_users(text).filter(is_active=True)[:6])


def units_meant(text: str, allowed: QuerySet[Unit]) -> list[Unit]:
    """The one allowed unit of that code; else those whose name has the words, six at most."""
    exact = find_unit(nfc(text))
    if exact is not None and allowed.filter(pk=exact.pk).exists():
        return [exact]
    return list(search_units(text).filter(pk__in=allowed.values("pk"))[:6])


def history_of(user: User) -> QuerySet[Entry]:
    """What was done about the login and its present grants, newest first, fifty lines at most."""
    about_grants = Q(model=Grant._meta.label, object_id__in=Grant.objects.filter(user=user).values("pk"))
    entries = Entry.objects.filter(Q(model=User._meta.label, object_id=user.pk) | about_grants)
    return entries.select_related("actor").order_by("-at", "-pk")[:50]


def scope_of(unit: Unit, today: dt.date, *, field: str = "unit_id") -> Scope | None:
    """The branch of the party tree under a unit as it stands today; None if the unit has no place in it."""
    path = path_of(unit.pk, today)
    tree = Tree.objects.filter(code=TreeCode.PARTY).values_list("pk", flat=True).first()
    return Scope(unit.pk, tree, path, field) if path and tree else None


def widest_scope(user: User, today: dt.date, *, field: str = "unit_id") -> Scope | None:
    """The widest branch of the party tree on which the user holds a role today; None for somebody with none."""
    tree = Tree.objects.filter(code=TreeCode.PARTY).values_list("pk", flat=True).first()
    places = [(len(path), path, hold.unit_id) for hold in holds(user) for at, path in hold.places if at == tree]
    if not places or tree is None:
        return None
    _length, path, unit_id = min(places)
    return Scope(unit_id, tree, path, field)


def inside(rows: QuerySet[M], scope: Scope, today: dt.date) -> QuerySet[M]:
    """The rows whose records lie in the scope today, each once, with their `branch` (a path): in that order a long
    list is read in the order of the tree, from its first row on, without sorting the rest.

    A unit that was split has several heirs; its rows stand with the first of those in the scope.
    """
    relation = "reaches" if scope.unit == "pk" else f"{scope.unit.removesuffix('_id')}__reaches"
    day: dict[str, dt.date | int] = {"tree": scope.tree_id, "valid_from__lte": today, "valid_to__gt": today}
    here = FilteredRelation(relation, condition=Q(**{f"{relation}__{name}": value for name, value in day.items()}))
    under = Q(place__path__gte=scope.path, place__path__lt=f"{scope.path}g")
    # the branch is named only after the filter: the other way round Django joins the reaches a second time
    placed = rows.annotate(place=here).filter(under).annotate(branch=F("place__path"))
    first = Reach.objects.filter(unit=OuterRef(scope.unit), path__gte=scope.path, path__lt=OuterRef("branch"), **day)
    once: QuerySet[M] = placed.filter(~Exists(first))
    return once


def counted_inside(rows: QuerySet[M], scope: Scope, today: dt.date) -> QuerySet[M]:
    """The rows of `inside`, without their branch and in no order: all that counting needs."""
    day: dict[str, dt.date | int] = {"tree": scope.tree_id, "valid_from__lte": today, "valid_to__gt": today}
    under = Reach.objects.filter(path__gte=scope.path, path__lt=f"{scope.path}g", **day)
    counted: QuerySet[M] = rows.filter(**{f"{scope.unit}__in": under.values("unit_id")})
    return counted


MOST_FOUND = 500
UNDER = {"u": "unit_id"}


@dataclass(frozen=True)
class Found:
    """The keys of what was found, in no order, five hundred at most; `is_more`: there is more than that."""

    keys: list[int]
    is_more: bool = False


def seek(
    rows: QuerySet[M],
    words: SearchQuery,
    user: User,
    policy: Policy,
    *,
    sought: type[Sought],
    today: dt.date,
    branches: Mapping[str, str] = UNDER,
    known: Iterable[int] = (),
) -> Found:
    """Those of `rows` that hold the words and that the user may see, in a time that does not grow with the country.

    The index is asked with the words and the places near which the user looks, so that it leaves out what is far away;
    then the policy judges what is left: whole branches that it covers, and the rest row by row. `branches` names the
    fields by which a branch is covered, by the letters with which `sought.near` marks them. Whoever sees a row must be
    near it: that is what the letters are for, and a test compares the two for random users. Rows that are `known` to
    be found are not judged again.
    """
    found: dict[int, None] = dict.fromkeys(known)
    covered, keys = _ways(user, policy, branches)
    holding = sought._default_manager.filter(words=words)
    is_everywhere = any(_is_root(scope.path) for scope in covered)  # near everything: words alone narrow
    for window in windows(holding if is_everywhere else holding.filter(near__overlap=keys)):
        left = [key for key in window if key not in found]
        for scope in covered if left else ():
            within = policy.inside(inside(rows.filter(pk__in=left), scope, today), user, scope)
            found.update(dict.fromkeys(within.values_list("pk", flat=True)))
            left = [key for key in left if key not in found]
        if left and len(found) <= MOST_FOUND:
            seen = policy.visible(rows.filter(pk__in=left), user)
            found.update(dict.fromkeys(seen.values_list("pk", flat=True)))
        if len(found) > MOST_FOUND:
            break
    return Found(list(found)[:MOST_FOUND], len(found) > MOST_FOUND)


def _ways(user: User, policy: Policy, branches: Mapping[str, str]) -> tuple[list[Scope], list[str]]:
    """The branches that the policy covers for the user, the widest of each line; and all that she is near."""
    covered: list[Scope] = []
    person = getattr(user, "person", None)
    keys = {f"p{person.pk}", f"u{person.home_id}"} if person else set()
    for hold in sorted(holds(user), key=lambda one: min((len(path) for _tree, path in one.places), default=0)):
        keys |= {f"d{unit}" for unit in hold.units}
        for key, scope in _scopes(hold.places, branches):
            if any(_holds_in(wider, scope) for wider in covered):
                continue
            keys.add(key)
            if policy.rule("view").covers(user, scope):
                covered.append(scope)
    return covered, sorted(keys)


def looks_at_a_province(user: User) -> bool:
    """Whether the widest place on which the user holds a role lies directly under the root of its tree."""
    depths = [len(ids_in(path)) for hold in holds(user) for _tree, path in hold.places]
    return min(depths, default=0) == 2


def looks_everywhere(user: User) -> bool:
    """Whether the user holds a role on the root of a tree."""
    return any(_is_root(path) for hold in holds(user) for _tree, path in hold.places)


def _is_root(path: str) -> bool:
    return len(ids_in(path)) == 1


def _scopes(places: Iterable[tuple[int, str]], branches: Mapping[str, str]) -> Iterator[tuple[str, Scope]]:
    for tree_id, path in places:
        unit_id = ids_in(path)[-1]
        for letter, field in branches.items():
            yield f"{letter}{unit_id}", Scope(unit_id, tree_id, path, field)


def _holds_in(wider: Scope, scope: Scope) -> bool:
    return (wider.tree_id, wider.unit) == (scope.tree_id, scope.unit) and scope.path.startswith(wider.path)
