"""What the tests of this slice begin with: a programme of the province, plans, papers."""

import datetime as dt
from typing import Any

from neuguong.work.programmes.choices import DocumentKind, ProgrammeKind
from neuguong.work.programmes.models import Document, Plan, PlanTask, Programme
from neuguong.work.programmes.services import (
    Paper,
    TaskInput,
    add_programme,
    issue_plan,
    open_plans,
    register_document,
    write_plan,
)
from tests.cast import Cast

DUE = dt.date(2026, 3, 31)


def programme(cast: Cast, issuer: str = "bac-son", title: str = "Chuyên đề năm 2026", **fields: Any) -> Programme:
    """A theme of 2026, entered by the installation."""
    given = {"kind": ProgrammeKind.ANNUAL_THEME, "first_year": 2026, "last_year": 2026, "actor": None, "now": cast.now}
    return add_programme(**{**given, "issuer": cast.unit(issuer), "title": title, **fields})


def document(cast: Cast, unit: str = "hoa-an", number: str = "12-HD/ĐU", **fields: Any) -> Document:
    """A guidance of 10 February 2026, entered by the installation."""
    given: dict[str, Any] = {
        "kind": DocumentKind.GUIDANCE,
        "summary": "Hướng dẫn đăng ký việc làm theo",
        "issued_on": dt.date(2026, 2, 10),
        "actor": None,
        "now": cast.now,
    }
    return register_document(**{**given, "unit": cast.unit(unit), "number": number, **fields})


def opened(cast: Cast, unit: str = "hoa-an", one: Programme | None = None, year: int = 2026) -> Programme:
    """Plans of a unit and all under it are expected."""
    one = one or programme(cast)
    fields = {"period": cast.years[year], "due_on": DUE, "day": cast.today, "actor": None, "now": cast.now}
    open_plans(programme=one, unit=cast.unit(unit), **fields)
    return one


def plan_of(cast: Cast, unit: str) -> Plan:
    """The only plan of a unit."""
    return Plan.objects.get(unit=cast.unit(unit))


def written(cast: Cast, unit: str = "hoa-an", actor: str = "son") -> Plan:
    """A draft with two tasks: one of a cell, one of Sơn."""
    tasks = (
        TaskInput(1, "Tổ chức học chuyên đề", dt.date(2026, 4, 30), owner_unit_id=cast.unit("thon-dong").pk),
        TaskInput(2, "Theo dõi đăng ký", dt.date(2026, 12, 15), owner_id=cast.person("son").pk),
    )
    plan = plan_of(cast, unit)
    return write_plan(plan=plan, tasks=tasks, edition=plan.edition, actor=cast.user(actor), now=cast.now)


def paper(number: str = "05-KH/ĐU", day: dt.date = dt.date(2026, 3, 20)) -> Paper:
    """The paper of a plan."""
    return Paper(number, day, "Kế hoạch thực hiện chuyên đề năm 2026")


def issued(cast: Cast, unit: str = "hoa-an", actor: str = "son") -> Plan:
    """An issued plan with its two tasks."""
    plan = written(cast, unit, actor)
    issue_plan(plan=plan, paper=paper(), actor=cast.user(actor), now=cast.now)
    return Plan.objects.get(pk=plan.pk)


def issued_late(cast: Cast, one: Programme, unit: str = "hoa-an", actor: str = "son") -> Plan:
    """The unit's plan for that programme, its paper a day after the deadline."""
    plan = Plan.objects.get(unit=cast.unit(unit), programme=one)
    tasks = (TaskInput(1, "Tổ chức học chuyên đề", dt.date(2026, 4, 30), owner_unit_id=plan.unit_id),)
    plan = write_plan(plan=plan, tasks=tasks, edition=plan.edition, actor=cast.user(actor), now=cast.now)
    late = paper("09-KH/ĐU", DUE + dt.timedelta(days=1))
    issue_plan(plan=plan, paper=late, actor=cast.user(actor), now=cast.now)
    return Plan.objects.get(pk=plan.pk)


def first_task(plan: Plan) -> PlanTask:
    """The task that Thôn Đông's cell is in charge of."""
    return PlanTask.objects.get(plan=plan, number=1)
