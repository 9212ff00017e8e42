"""A right is said once: rules are `user -> Q`, a policy names them by action.

The same Q filters lists, checks one object and annotates `can_*` for buttons and the API, so the three cannot
drift. A rule also knows on what *grounds* it lets somebody act ("Bí thư chi bộ …", "… theo ủy quyền của …"):
the journal writes the ground beside the name. And a rule may know that it *covers* a scope (a whole branch of the
tree): rows already narrowed to that scope need no filter, which is what keeps a list of a million rows fast.

Traps. Conditions over many-valued relations go through `Exists`, never a join. An anonymous user has no rights
here at all: `own("author")` would otherwise mean `author IS NULL`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import BooleanField, Case, CharField, Expression, Model, Q, QuerySet, Value, When

NOTHING = Q(pk__in=[])
EVERYTHING = ~NOTHING

Ground = tuple[Q, str]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Rule:
    """Who may, as a filter (`q`), and in what capacity (`grounds`, most specific first).

    `covers(user, scope)` may say True only if `q(user)` lets every row inside the scope through.
    """

    q: Callable[[Any], Q]
    grounds: Callable[[Any], list[Ground]] = field(default=lambda _user: [])
    covers: Callable[[Any, Any], bool] = field(default=lambda _user, _scope: False)

    def __call__(self, user: Any) -> Q:
        """The objects on which this rule holds for `user`."""
        return self.q(user) if getattr(user, "is_authenticated", False) else NOTHING


def either(*rules: Rule) -> Rule:
    """Holds where any of the rules holds."""

    def q(user: Any) -> Q:
        total = NOTHING
        for one in rules:
            total |= one(user)
        return total

    return Rule(
        q,
        lambda user: [ground for one in rules for ground in one.grounds(user)],
        lambda user, scope: any(one.covers(user, scope) for one in rules),
    )


def both(*rules: Rule) -> Rule:
    """Holds where all the rules hold."""

    def q(user: Any) -> Q:
        total = EVERYTHING
        for one in rules:
            total &= one(user)
        return total

    return Rule(
        q,
        lambda user: [ground for one in rules for ground in one.grounds(user)],
        lambda user, scope: all(one.covers(user, scope) for one in rules),
    )


def not_(rule: Rule) -> Rule:
    """Holds where `rule` does not; for an anonymous user it still holds nowhere."""
    return Rule(lambda user: ~rule(user))


def when(**conditions: Any) -> Rule:
    """Holds for anybody signed in, on objects that meet the (single-valued) conditions."""
    return Rule(lambda _user: Q(**conditions))


def signed_in() -> Rule:
    """Holds for anybody signed in, on any object."""
    return Rule(lambda _user: EVERYTHING)


class Policy:
    """The rules of one model, by action name. Deny by default: an unknown action is a programming error."""

    def __init__(self, **rules: Rule) -> None:
        self._rules = rules

    @property
    def actions(self) -> tuple[str, ...]:
        """The names of the actions it knows."""
        return tuple(self._rules)

    def rule(self, action: str) -> Rule:
        """The rule of `action`; KeyError if there is none."""
        return self._rules[action]

    def visible(self, queryset: QuerySet[M], user: Any, action: str = "view") -> QuerySet[M]:
        """The rows of `queryset` on which `user` may do `action`."""
        return queryset.filter(self._rules[action](user))

    def inside(self, queryset: QuerySet[M], user: Any, scope: Any, action: str = "view") -> QuerySet[M]:
        """`visible` for a queryset that holds rows of `scope` only: unfiltered where the rule covers the scope."""
        rule = self._rules[action]
        covered = getattr(user, "is_authenticated", False) and rule.covers(user, scope)
        return queryset if covered else queryset.filter(rule(user))

    def can(self, user: Any, action: str, obj: Model) -> bool:
        """Whether `user` may do `action` on `obj` as it stands in the database (one query)."""
        return type(obj)._default_manager.filter(self._rules[action](user), pk=obj.pk).exists()

    def abilities(self, queryset: QuerySet[M], user: Any, actions: Iterable[str] | None = None) -> QuerySet[M]:
        """`queryset` with a boolean `can_<action>` for each action, in the same single query."""
        flags: dict[str, Expression] = {
            f"can_{name}": Case(
                When(self._rules[name](user), then=Value(True)), default=Value(False), output_field=BooleanField()
            )
            for name in (actions or self.actions)
        }
        annotated: QuerySet[M] = queryset.annotate(**flags)
        return annotated


def capacity(rule: Rule, user: Any) -> Expression:
    """An SQL expression that says, row by row, in what capacity `user` acts under `rule` ("" if unsaid)."""
    cases = [When(q, then=Value(label)) for q, label in rule.grounds(user)]
    return Case(*cases, default=Value(""), output_field=CharField())
