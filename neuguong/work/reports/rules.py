"""Who reads, writes and issues a report; of which units one may be compiled at all."""

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at, within
from neuguong.base.access.rules import units as looked_at
from neuguong.base.files.queries import register_owner
from neuguong.kit.policy import Policy, Rule, both, either, when
from neuguong.work.reports.models import ReportState


def _reader(unit: str) -> Rule:
    return within(Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.VIEWER, Role.ADMINISTRATOR, unit=unit)


def _writer(unit: str) -> Rule:
    return either(at(Role.SECRETARY, Role.APPROVER, unit=unit), within(Role.STAFF, unit=unit))


# Issuing is an act of the body that signs; its staff only record it, each for the very unit they serve.
_clerk = at(Role.APPROVER, Role.SECRETARY, Role.STAFF)
_draft = when(state=ReportState.DRAFT)

policy = Policy(
    view=_reader("unit_id"),
    write=both(_writer("unit_id"), _draft),
    issue=both(_clerk, _draft),
)
units = Policy(view=looked_at.rule("view"), write=_writer("pk"))
register_owner("reports.Report", policy)
