"""What the tests of this slice begin with: a plan of the inspection commission, a head's breakthrough in force."""

import datetime as dt
from typing import Any

from neuguong.base.journal.services import take_step
from neuguong.work.commitments.choices import Group, ItemStatus, Kind, State, Timing
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.oversight.choices import BodyKind, VisitKind
from neuguong.work.oversight.flow import VISITS
from neuguong.work.oversight.models import Finding, Plan, Visit
from neuguong.work.oversight.services import (
    FindingInput,
    Paper,
    PlanInput,
    Seen,
    add_finding,
    add_plan,
    add_visits,
    hold_visit,
    issue_plan,
)
from tests.cast import Cast

PLANNED = dt.date(2026, 10, 20)
HELD = dt.date(2026, 10, 22)
DUE = dt.date(2026, 11, 10)


def plan(cast: Cast, units: tuple[str, ...] = ("hoa-an", "binh-minh"), **fields: Any) -> Plan:
    """A draft of Bình's commission for 2026: two questions, one visit for each unit on 20 October."""
    content = PlanInput(
        BodyKind.COMMISSION,
        "Kế hoạch kiểm tra năm 2026",
        "Việc thực hiện bản đăng ký",
        "Có sổ theo dõi\nGhi đủ từng quý",
    )
    given = {"unit": cast.unit("ubkt"), "period": cast.years[2026], "content": content, "actor": cast.user("binh")}
    made = add_plan(**{**given, **fields}, now=cast.now)
    add_visits(
        plan=made, units=[cast.unit(one) for one in units], kind=VisitKind.INSPECTION, theme="Việc ghi kết quả quý",
        planned_on=PLANNED, actor=cast.user("binh"), now=cast.now,
    )  # fmt: skip
    return made


def issued(cast: Cast) -> Plan:
    """The same, issued."""
    made = plan(cast)
    paper = Paper("12-KH/UBKTTU", dt.date(2026, 3, 1))
    issue_plan(plan=made, paper=paper, actor=cast.user("binh"), now=cast.now)
    return Plan.objects.get(pk=made.pk)


def held(cast: Cast, unit: str = "hoa-an") -> Visit:
    """The visit to a unit, held on 22 October, with a finding to be mended by 10 November."""
    row = Visit.objects.get(unit=cast.unit(unit))
    seen = Seen(HELD, "Ghi chép còn chậm", lead="Ngô Thanh Bình")
    row = hold_visit(visit=row, seen=seen, edition=row.edition, actor=cast.user("binh"), now=cast.now)
    found = FindingInput("Hai chi bộ chưa ghi kết quả quý III", "Ghi bổ sung", DUE)
    add_finding(visit=row, found=found, actor=cast.user("binh"), now=cast.now)
    return row


def concluded(cast: Cast, unit: str = "hoa-an") -> Finding:
    """Its finding, after the visit was concluded."""
    row = held(cast, unit)
    outcome = take_step(VISITS, row, "conclude", cast.user("binh"), now=cast.now)
    assert outcome.moved == [row.pk]
    return Finding.objects.get(visit=row)


def breakthrough(cast: Cast, name: str = "thuy", unit: str = "hoa-an") -> Commitment:
    """A head's registration of 2026 in force, which Bình's commission supervises; hers of the year if she has one."""
    row, _made = Commitment.objects.update_or_create(
        kind=Kind.HEAD, period=cast.years[2026], unit=cast.unit(unit), person=cast.person(name),
        defaults={
            "code": f"2026-{name}", "decider_unit": cast.unit("bac-son"), "supervisor": cast.unit("ubkt"),
            "state": State.APPROVED, "due_on": dt.date(2026, 2, 28), "submitted_on": dt.date(2026, 2, 1),
            "timing": Timing.ON_TIME,
        },
    )  # fmt: skip
    Item.objects.create(
        commitment=row, unit=row.unit, period=row.period, number=1, group=Group.BREAKTHROUGH,
        deed="Cắt giảm 30% thủ tục", due_on=dt.date(2026, 12, 15), status=ItemStatus.OPEN,
    )  # fmt: skip
    return row
