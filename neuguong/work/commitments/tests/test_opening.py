"""Opening a year: nobody owes twice."""

import datetime as dt

from neuguong.base.orgs.services import transfer_member
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.services import open_year
from tests.cast import TODAY, Cast


def test_a_member_who_moved_owes_where_she_registered(cast: Cast) -> None:
    """Her registration came with a code of the workbook's own, so no code of ours tells that it is there."""
    Commitment.objects.create(
        code="LAN-2026", kind=Kind.INDIVIDUAL, period=cast.years[2026], unit=cast.unit("thon-dong"),
        person=cast.person("lan"), due_on=TODAY, decider_unit=cast.unit("thon-dong"), state=State.EXPECTED,
    )  # fmt: skip
    transfer_member(person=cast.person("lan"), to=cast.unit("thon-tay"), on=dt.date(2026, 11, 1))
    made = open_year(unit=cast.unit("hoa-an"), period=cast.years[2026], due_on=TODAY, day=TODAY)
    rows = Commitment.objects.filter(person=cast.person("lan"))
    assert list(rows.values_list("code", "unit__name")) == [("LAN-2026", "Chi bộ Thôn Đông")]
    assert made == Commitment.objects.count() - 1
