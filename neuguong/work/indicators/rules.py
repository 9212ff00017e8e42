"""Who reads, enters and decides numbers, who opens a period, and who lets a unit enter late.

Maker is never checker: whoever entered a number decides neither it nor its correction, whatever posts she holds above.
"""

from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, Value
from django.db.models.expressions import Combinable

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at, within
from neuguong.base.access.rules import units as looked_at
from neuguong.base.files.queries import register_owner
from neuguong.kit import clock
from neuguong.kit.policy import NOTHING, Policy, Rule, both, either, not_, signed_in, when
from neuguong.work.indicators import models
from neuguong.work.indicators.choices import HANDED_IN, WRITABLE, RestatementState, State
from neuguong.work.indicators.models import EntryException

_ABOVE = (Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.SUPERVISOR, Role.VIEWER, Role.ADMINISTRATOR)
_WRITERS = (Role.SECRETARY, Role.STAFF, Role.APPROVER)
_DECIDERS = (Role.STAFF, Role.APPROVER)


class _Late(Combinable):
    """The unit of the row may enter late today. The day is read when a query is made: conditions of a flow are written
    once, at import."""

    conditional = True

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        live = EntryException.objects.filter(unit=OuterRef("unit_id"), period=OuterRef("period_id"))
        return Exists(live.filter(until__gte=clock.today())).resolve_expression(*args, **kwargs)


class _Today(Combinable):
    """The day on which a query is made."""

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        return Value(clock.today(), output_field=DateField()).resolve_expression(*args, **kwargs)


# Entry ends by date; nothing is stored of it.
OPEN = Q(due_on__gte=_Today()) | Q(_Late())


def _home(user: Any) -> Q:
    home = getattr(getattr(user, "person", None), "home_id", None)
    return Q(unit_id=home) if home else NOTHING


def _entered(user: Any) -> Q:
    return Q(entered_by=user.pk)


_maker = Rule(_entered)
_own_matter = Rule(lambda _user: Q(unit_id=F("decider_unit_id")))
writer = at(*_WRITERS)
decider = at(*_DECIDERS, unit="decider_unit_id")
reader = either(within(*_ABOVE), at(Role.MEMBER), Rule(_home), decider)

indicators = Policy(view=signed_in())
procedure_times = Policy(
    view=either(within(*_ABOVE), at(Role.MEMBER), Rule(_home)),
    edit=within(Role.STAFF, unit="procedure__unit_id"),
)

# What is still being written, only its writers read; others know that it is there.
values = Policy(
    view=reader,
    read=both(reader, either(writer, when(state__in=HANDED_IN))),
    enter=both(writer, when(state__in=WRITABLE)),
    submit=both(writer, when(state__in=WRITABLE)),
    take_back=both(writer, when(state=State.SUBMITTED)),
    decide=both(decider, not_(_maker), when(state=State.SUBMITTED)),
    send_back=both(decider, not_(_maker), when(state__in=HANDED_IN)),
    restate=both(either(writer, decider), when(state=State.APPROVED)),
    # a root decides of itself: there only its approvers let it enter late
    excuse=either(both(decider, not_(_own_matter)), at(Role.APPROVER, unit="decider_unit_id")),
    take_off=both(writer, when(state__in=WRITABLE)),
)
units = Policy(
    view=looked_at.rule("view"),
    set_targets=within(*_DECIDERS, unit="pk"),
    enter=at(*_WRITERS, unit="pk"),
    open=within(Role.STAFF, Role.ADMINISTRATOR, unit="pk"),
)


def _of_value(rule: Rule) -> Rule:
    """A rule of values, on what belongs to one by `value`."""

    def those(q: Q) -> Q:
        return Q(value__in=models.Value.objects.filter(q).values("pk"))

    return Rule(lambda user: those(rule(user)), lambda user: [(those(q), label) for q, label in rule.grounds(user)])


_asker = Rule(lambda user: Q(asked_by=user.pk))
_proposed = when(state=RestatementState.PROPOSED)
# Members see both numbers beside the value; who asked, and who answered, is for those who work with it.
restatements = Policy(
    view=_of_value(either(within(*_ABOVE), decider)),
    answer=both(_of_value(at(Role.APPROVER, unit="decider_unit_id")), not_(_asker), _proposed),
)
register_owner("indicators.Value", values)
