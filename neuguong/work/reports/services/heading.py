"""The form of a report: what its head, its recipients and its signature say before anybody edits them."""

from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import letterhead
from neuguong.base.periods.models import Period
from neuguong.work.reports.models import Report

HEADING = ("system", "symbol", "place", "recipients", "signer_authority", "signer_title", "signer_name")


def new_report(unit: Unit, period: Period) -> Report:
    """An unsaved draft with its form filled in from the tree of the period's day (a constant number of queries)."""
    head = letterhead(unit, period.tree_on)
    return Report(
        unit=unit,
        period=period,
        system=head.system.name,
        symbol=head.symbol("BC"),
        place=head.place,
        recipients=head.recipients,
        signer_authority=head.authority,
        signer_title=head.signer_title,
        signer_name=head.signer_name,
    )
