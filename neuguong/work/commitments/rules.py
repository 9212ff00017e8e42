"""Who may do what with a registration.

Maker is never checker: the registrant is the person or unit whose matter it is, whoever typed it. A cell secretary or
the staff of a unit may type for others and record the decision of the body that decides; only the registrant's own
decision is refused to him.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at, holds, within
from neuguong.base.files.queries import register_owner
from neuguong.base.orgs.models import Person
from neuguong.kit import clock
from neuguong.kit.policy import NOTHING, Policy, Rule, both, either, not_, when
from neuguong.work.commitments.choices import IN_HAND, RUNNING, UNDECIDED, WRITABLE, Kind, ObstacleState, State
from neuguong.work.commitments.models import Commitment, Obstacle, ObstacleTurn


def _own(user: Any) -> Q:
    """Her own, by a value that an index can look up: a join would read every registration of the country.

    An account without a person is nobody (0), not NULL: what is not NULL's own would be unknown, and refused.
    """
    return Q(person_id=Coalesce(Subquery(Person.objects.filter(user=user).values("pk")[:1]), 0))


def _lent(user: Any) -> list[tuple[Q, str]]:
    """The registrations of heads who lent her a role at the unit they head: the acting head writes and reports them."""
    found = []
    for hold in holds(user):
        if hold.lender_id is not None:
            head = Coalesce(Subquery(Person.objects.filter(user=hold.lender_id).values("pk")[:1]), 0)
            found.append((Q(kind=Kind.HEAD, unit_id__in=sorted(hold.units), person_id=head), hold.label))
    return found


def _acting(user: Any) -> Q:
    total = NOTHING
    for q, _label in _lent(user):
        total |= q
    return total


def _left(_user: Any) -> Q:
    """A head's, whose post is over by today."""
    return Q(kind=Kind.HEAD, appointment__valid__endswith__lte=clock.today())


registrant = Rule(_own, lambda user: [(_own(user), str(user))])
acting = Rule(_acting, _lent)
typist = either(
    at(Role.SECRETARY, Role.STAFF),
    both(at(Role.APPROVER), when(kind=Kind.COLLECTIVE)),
    both(at(Role.SECRETARY, unit="decider_unit_id"), when(kind=Kind.INDIVIDUAL)),  # of the cell she has moved to
)
writer = either(registrant, acting, typist)
decider = both(
    either(
        both(at(Role.SECRETARY, unit="decider_unit_id"), when(kind=Kind.INDIVIDUAL)),
        at(Role.APPROVER, Role.STAFF, unit="decider_unit_id"),
    ),
    not_(either(registrant, acting)),
)
reader = either(
    registrant,
    acting,
    within(Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.VIEWER, Role.ADMINISTRATOR),
    at(Role.SECRETARY, Role.STAFF, Role.APPROVER, unit="decider_unit_id"),
    within(Role.SUPERVISOR, unit="supervisor_id"),
)
closer = both(either(within(Role.STAFF, Role.ADMINISTRATOR), decider), not_(registrant), Rule(_left))

# What is still in the writer's hand nobody else reads: others know that it is there, and what was handed in before.
policy = Policy(
    view=reader,
    read=both(reader, either(writer, not_(when(state__in=IN_HAND)))),
    begin=both(writer, when(state__in=(State.EXPECTED, State.WITHDRAWN))),
    write=both(writer, when(state__in=IN_HAND)),
    submit=both(writer, when(state__in=WRITABLE)),
    withdraw=both(writer, when(state__in=(State.SUBMITTED, *WRITABLE))),
    add=both(writer, when(for_term=True, state__in=RUNNING)),
    progress=both(writer, when(state=State.APPROVED)),
    report=both(writer, when(state=State.APPROVED)),
    hinder=both(writer, when(state__in=RUNNING)),
    amend=both(writer, when(state=State.APPROVED)),
    change=both(decider, when(state=State.APPROVED)),
    decide=both(decider, when(state=State.SUBMITTED)),
    confirm=both(decider, when(state=State.REPORTED)),
    supervise=at(Role.SUPERVISOR, unit="supervisor_id"),
    end=both(closer, when(state__in=RUNNING)),
    leave=both(closer, when(state__in=UNDECIDED)),
)
closing = Policy(end=either(policy.rule("end"), policy.rule("leave")))
# Of units: for whose members and heads, and for which collectives, somebody may type; whose year one may open, whose
# ledger one may look into, whose list one posts at the office.
units = Policy(
    open_year=within(Role.STAFF, Role.ADMINISTRATOR, unit="pk"),
    ledger=within(Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.VIEWER, Role.ADMINISTRATOR, unit="pk"),
    post=at(Role.SECRETARY, Role.STAFF, Role.APPROVER, unit="pk"),
    type=at(Role.SECRETARY, Role.STAFF, unit="pk"),
    speak=at(Role.SECRETARY, Role.STAFF, Role.APPROVER, unit="pk"),
)


def behind(field: str, seen: str = "read", **actions: str) -> Policy:
    """The right to see rows that belong to a commitment by `field`: whoever may read the commitment (or may do `seen`).

    `actions` are further actions on the rows, each by the name of that on the commitment which allows it.
    """

    def those(q: Q) -> Q:
        return Q(**{f"{field}__in": Commitment.objects.filter(q).values("pk")})

    def rule(action: str) -> Rule:
        own = policy.rule(action)
        return Rule(lambda user: those(own(user)), lambda user: [(those(q), label) for q, label in own.grounds(user)])

    return Policy(view=rule(seen), **{name: rule(action) for name, action in actions.items()})


items = behind("commitment")
returns = behind("commitment", seen="view")  # why something came back is the decider's word, not the draft's
amendments = behind("commitment", decide="change", withdraw="amend")
progress = behind("item__commitment", take_off="progress")

OFFICE = (Role.SECRETARY, Role.STAFF, Role.APPROVER)


def _asked_here(user: Any) -> Q:
    """Somebody of a unit at which it lies, or once lay."""
    return Q(Exists(ObstacleTurn.objects.filter(at(*OFFICE)(user), obstacle=OuterRef("pk"))))


def _raised(user: Any) -> Q:
    return Q(raised_by=user.pk)


_raiser = either(
    Rule(_raised, lambda user: [(_raised(user), str(user))]), behind("commitment", seen="hinder").rule("view")
)
obstacles = Policy(
    view=either(behind("commitment").rule("view"), Rule(_asked_here)),
    answer=both(at(*OFFICE, unit="owes_id"), not_(either(Rule(_raised), registrant)), when(state=ObstacleState.OPEN)),
    settle=both(_raiser, when(state=ObstacleState.ANSWERED)),
    withdraw=both(_raiser, when(state=ObstacleState.OPEN)),
)
turns = Policy(
    view=Rule(lambda user: Q(obstacle__in=Obstacle.objects.filter(obstacles.rule("view")(user)).values("pk")))
)


def _decided(user: Any) -> Q:
    seen = policy.visible(Commitment.objects.all(), user)
    here = OuterRef("pk")
    named = seen.filter(Q(approval=here) | Q(confirmation=here) | Q(amendments__decision=here))
    return Q(Exists(named))


decisions = Policy(
    view=Rule(_decided),
    read=either(
        at(Role.SECRETARY, Role.STAFF, Role.APPROVER),
        within(Role.STAFF, Role.APPROVER, Role.VIEWER, Role.ADMINISTRATOR),
    ),
)
register_owner("commitments.Decision", decisions)
register_owner("commitments.Commitment", policy)
register_owner("commitments.Obstacle", obstacles)
register_owner("commitments.Progress", progress, told_at=lambda row: row.item.commitment)
