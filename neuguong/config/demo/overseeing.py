"""The demo's inspection and supervision: the council of Hải Hà by its register, the inspection commission of Tuyên
Quang as its officer works, and obstacles: one waits, one has climbed a level, one is settled."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Case, When

from neuguong.base.accounts.models import User
from neuguong.base.journal.services import take_step
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import committee_above, under
from neuguong.base.periods.queries import working_days_between, year
from neuguong.kit import clock
from neuguong.work.commitments.choices import Group, ItemStatus, State
from neuguong.work.commitments.flow import OBSTACLES
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.services import answer_obstacle, climb_unanswered, raise_obstacle
from neuguong.work.oversight.choices import BodyKind, VisitKind
from neuguong.work.oversight.flow import VISITS
from neuguong.work.oversight.models import Plan, Visit
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
    record_check,
)
from neuguong.work.oversight.sheets import Kept, adopt_register

CONTENT = settings.BASE_DIR / "demo" / "content" / "kiem-tra-giam-sat.toml"
DAY = dt.timedelta(days=1)
NOON = dt.time(12, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def oversee(now: dt.datetime) -> None:
    """Lay it all down; does nothing where a plan is there already."""
    if Plan.objects.exists():
        return
    described = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    _council(described["hoi_dong"], now)
    _commission(described["kiem_tra"], now)
    for told in described["vuong_mac"]:
        _obstacle(told)
    climb_unanswered(today=clock.today(), now=now)


def _council(told: dict[str, Any], now: dt.datetime) -> None:
    body = Unit.objects.get(code=told["don_vi"])
    for number, thematic in told["chuyen_de_tung_nam"].items():
        period = year(int(number))
        near = list(under(body.pk, period.tree_on).filter(kind=UnitKind.GRASSROOTS_COMMITTEE).order_by("code"))
        adopt_register(
            unit=body, period=period, origin=told["nguon"], now=now,
            content=PlanInput(BodyKind.COUNCIL, told["ten"] % {"nam": number}, told["noi_dung"]),
            paper=Paper(told["so_van_ban"] % {"so": "02"}, dt.date(int(number), 1, 15)),
            lines=[*_thematic(told, near, int(number), thematic), *_voters(told, near, int(number))],
        )  # fmt: skip


def _thematic(told: dict[str, Any], near: list[Unit], number: int, count: int) -> Iterator[Kept]:
    for place in range(count):
        unit, theme = near[(number + place * 2) % len(near)], told["chuyen_de"][place]
        yield Kept(unit, VisitKind.THEMATIC, theme, dt.date(number, 3 + place, 12), told["ket_luan"])


def _voters(told: dict[str, Any], near: list[Unit], number: int) -> Iterator[Kept]:
    for place in range(told["tiep_xuc_moi_nam"]):
        unit, day = near[(number * 4 + place) % len(near)], dt.date(number, 3 * place + 2, 20)
        theme = f"Tiếp xúc cử tri {unit.name.removeprefix('Đảng ủy ')}"
        yield Kept(unit, VisitKind.VOTERS, theme, day, told["ket_luan_tiep_xuc"], 60 + 7 * place)


def _commission(told: dict[str, Any], now: dt.datetime) -> None:
    """A year's plan: what is over was held and concluded, the rest comes."""
    body, actor = Unit.objects.get(code=told["don_vi"]), User.objects.get(username=told["nguoi"])
    today, issued = clock.today(), told["ngay"]
    at: dict[str, Any] = {"actor": actor, "now": dt.datetime.combine(issued, NOON)}
    content = PlanInput(BodyKind.COMMISSION, told["ten"], told["noi_dung"], told["cau_hoi"])
    plan = add_plan(unit=body, period=year(issued.year), content=content, **at)
    root = committee_above(body.pk, issued)
    communes = under(root or body.pk, issued).filter(kind=UnitKind.PARTY_COMMUNE, placements__valid__contains=issued)
    chosen = list(communes.distinct().order_by("code")[: len(told["du_kien"])])
    for unit, day in zip(chosen, told["du_kien"], strict=False):
        add_visits(plan=plan, units=[unit], kind=VisitKind.INSPECTION, theme=told["chu_de"], planned_on=day, **at)
    issue_plan(plan=plan, paper=Paper(told["so"], issued), **at)
    for visit in Visit.objects.filter(plan=plan, planned_on__lt=today).order_by("planned_on"):
        _hold(visit, told, actor)
    _check(body, told, actor, today)


def _hold(visit: Visit, told: dict[str, Any], actor: User) -> None:
    day = visit.planned_on
    at: dict[str, Any] = {"actor": actor, "now": dt.datetime.combine(day, NOON)}
    held = hold_visit(visit=visit, seen=Seen(day, told["ket_luan"], lead=str(actor)), edition=0, **at)
    found = FindingInput(told["phat_hien"], told["kien_nghi"], day + 30 * DAY)
    add_finding(visit=held, found=found, **at)
    take_step(VISITS, held, "conclude", actor, now=at["now"])


def _check(body: Unit, told: dict[str, Any], actor: User, today: dt.date) -> None:
    """The commission looks at the breakthroughs it was named for, every other one so far."""
    rows = Commitment.objects.filter(supervisor=body, state=State.APPROVED, period__year=today.year).order_by("pk")
    for row in rows[::2]:
        item = Item.objects.filter(commitment=row, group=Group.BREAKTHROUGH, status=ItemStatus.OPEN).first()
        if item is not None:
            seen, day = Seen(today - 20 * DAY, told["giam_sat"], lead=str(actor)), today - 20 * DAY
            at = dt.datetime.combine(day, NOON)
            record_check(commitment=row, seen=seen, theme=item.deed[:300], actor=actor, now=at)


def _obstacle(told: dict[str, Any]) -> None:
    """Raised so many working days ago by somebody on what she has in hand; answered and settled where that is told."""
    actor = User.objects.get(username=told["nguoi"])
    rows = Item.objects.filter(commitment__person__user=actor, commitment__state=State.APPROVED, status=ItemStatus.OPEN)
    breaks_through = Case(When(group=Group.BREAKTHROUGH, then=0), default=1)
    item = rows.order_by("-period__year", breaks_through, "pk").first()
    if item is None:
        return
    day = _working_day(told["truoc"])
    row = raise_obstacle(
        item=item, what=told["gi"], need=told["can"], asked=Unit.objects.get(code=told["noi"]),
        needed_by=clock.today() + 30 * DAY, actor=actor, now=dt.datetime.combine(day, NOON), today=day,
    )  # fmt: skip
    if "tra_loi" in told:
        answers, at = User.objects.get(username=told["nguoi_tra_loi"]), dt.datetime.combine(day + 3 * DAY, NOON)
        answer_obstacle(obstacle=row, answer=told["tra_loi"], actor=answers, now=at)
        take_step(OBSTACLES, row, "settle", actor, now=at + DAY)


def _working_day(ago: int) -> dt.date:
    """The latest day from which so many working days have run by today."""
    day = clock.today()
    while working_days_between(day, clock.today()) < ago:
        day -= DAY
    return day
