"""Who reads, writes, issues and asks for reports; who asks for a later day, and who answers."""

from django.db.models import Q

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at, within
from neuguong.base.access.rules import units as looked_at
from neuguong.base.files.queries import register_owner
from neuguong.kit.policy import Policy, Rule, both, either, not_, when
from neuguong.work.reports.choices import OWED, ExtensionState, ReportState


def _reader(unit: str) -> Rule:
    return within(Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.VIEWER, Role.ADMINISTRATOR, unit=unit)


def _writer(unit: str) -> Rule:
    return either(at(Role.SECRETARY, Role.APPROVER, unit=unit), within(Role.STAFF, unit=unit))


# Issuing is an act of the body that signs; its staff only record it, each for the very unit they serve.
_clerk = at(Role.APPROVER, Role.SECRETARY, Role.STAFF)
_draft = when(state=ReportState.DRAFT)
_owed = when(state__in=OWED)

policy = Policy(
    view=_reader("unit_id"),
    begin=both(_writer("unit_id"), when(state=ReportState.EXPECTED)),
    write=both(_writer("unit_id"), _draft),
    issue=both(_clerk, _draft),
    receive=both(
        within(Role.STAFF), not_(_clerk), _owed
    ),  # a paper is received by the level above, never by its writer
    ask=both(_clerk, _owed, when(expected=True)),
)
units = Policy(
    view=looked_at.rule("view"),
    write=_writer("pk"),
    ask=at(Role.APPROVER, Role.SECRETARY, Role.STAFF, unit="pk"),
    open=within(Role.STAFF, Role.ADMINISTRATOR, unit="pk"),
    press=within(Role.STAFF, Role.APPROVER, Role.ADMINISTRATOR, unit="pk"),
)

_asker = Rule(lambda user: Q(asked_by=user.pk))
_asked = when(state=ExtensionState.ASKED)
_above = at(Role.STAFF, Role.APPROVER, unit="decider_unit_id")

# Maker is never checker: whoever asked does not answer, whatever posts she holds above.
extensions = Policy(
    view=either(_reader("unit_id"), _above),
    answer=both(_above, not_(_asker), _asked),
    take_back=both(_clerk, _asked),
)
register_owner("reports.Report", policy)
