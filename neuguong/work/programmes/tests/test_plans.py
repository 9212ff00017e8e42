"""A plan from being owed to being carried out, and who may take it there."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from neuguong.base.journal.queries import history
from neuguong.base.journal.services import take_step
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import open_unit
from neuguong.work.programmes import queries, rules
from neuguong.work.programmes.choices import DocumentKind, PlanState
from neuguong.work.programmes.flow import FLOW
from neuguong.work.programmes.models import Document, Plan, PlanTask
from neuguong.work.programmes.services import TaskInput, finish_task, issue_plan, open_plans, write_plan
from neuguong.work.programmes.tests import given


def _refused(act, **fields) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        act(**fields)
    return caught.value.messages


def _open(cast, unit, one, actor=None, **fields):
    asked = {"period": cast.years[2026], "due_on": given.DUE, "day": cast.today, "actor": actor, "now": cast.now}
    return open_plans(programme=one, unit=cast.unit(unit), **{**asked, **fields})


def test_every_committee_cell_and_agency_under_the_unit_owes_a_plan(cast):
    one = given.programme(cast)
    assert (_open(cast, "bac-son", one), _open(cast, "bac-son", one), _open(cast, "hoa-an", one)) == (8, 0, 0)
    assert set(Plan.objects.values_list("unit__code", "state", "due_on", "period__year")) == {
        (f"bac-son{code}", PlanState.EXPECTED, given.DUE, 2026)
        for code in (
            "", "/hoa-an", "/hoa-an/thon-dong", "/hoa-an/thon-tay", "/binh-minh", "/binh-minh/thon-nam", "/ubkt",
            "/so-xay-dung",
        )
    }  # fmt: skip


def test_opening_again_adds_newcomers_and_moves_no_deadline(cast):
    one = given.opened(cast)
    open_unit(
        code="bac-son/hoa-an/thon-bac", name="Chi bộ Thôn Bắc", kind=UnitKind.SUB_CELL, tree=Tree.objects.get(),
        parent=cast.unit("hoa-an"), since=dt.date(2026, 6, 1),
    )  # fmt: skip
    assert _open(cast, "hoa-an", one, due_on=dt.date(2026, 12, 1)) == 1
    assert sorted(Plan.objects.values_list("unit__name", "due_on")) == [
        ("Chi bộ Thôn Bắc", dt.date(2026, 12, 1)),
        ("Chi bộ Thôn Tây", given.DUE),
        ("Chi bộ Thôn Đông", given.DUE),
        ("Đảng ủy xã Hòa An", given.DUE),
    ]


def test_units_outside_the_party_tree_owe_nothing(cast):
    alone = open_unit(
        code="ngoai", name="Ngoài cây", kind=UnitKind.FRONT, tree=Tree.objects.create(code="front", name="Mặt trận"),
        parent=None, since=dt.date(2020, 1, 1),
    )  # fmt: skip
    cast.units["ngoai"] = alone
    assert _refused(_open, cast=cast, unit="ngoai", one=given.programme(cast)) == [
        "Ngoài cây không có trong cây tổ chức đảng."
    ]
    assert Plan.objects.count() == 0


def test_opening_is_in_the_journal_of_the_programme(cast):
    one = given.programme(cast)
    _open(cast, "hoa-an", one, cast.user("son"))
    _open(cast, "hoa-an", one, cast.user("son"))
    assert [(e.step, e.capacity, e.data.get("changes", [])[-1:]) for e in history(one)] == [
        ("add", "", []),
        ("open_plans", "Cán bộ Ban Xây dựng Đảng, Đảng ủy xã Hòa An", [["Số kế hoạch phải xây dựng thêm", "", "3"]]),
    ]


def test_opening_needs_staff_or_administrator_above(cast):
    words, one = ["Việc này nằm ngoài phạm vi quyền của đồng chí."], given.programme(cast)
    for who, unit in (("hung", "thon-dong"), ("thuy", "hoa-an"), ("son", "bac-son")):
        assert _refused(_open, cast=cast, unit=unit, one=one, actor=cast.user(who)) == words, who
    assert _open(cast, "thon-dong", one, cast.user("son")) == 1
    assert _open(cast, "bac-son", one, cast.user("an")) == 7


# who, unit of the plan, sees it, writes it
RIGHTS = (
    ("lan", "thon-dong", True, False),
    ("lan", "hoa-an", False, False),
    ("tuan", "thon-dong", False, False),
    ("ha", "thon-dong", False, False),
    ("hung", "thon-dong", True, True),
    ("hung", "hoa-an", False, False),
    ("son", "thon-dong", True, False),
    ("son", "hoa-an", True, True),
    ("thuy", "hoa-an", True, True),
    ("quang", "hoa-an", True, False),
    ("van", "hoa-an", True, False),
    ("an", "hoa-an", True, False),
    ("binh", "hoa-an", False, False),
)


def test_who_sees_and_who_writes(cast):
    given.opened(cast, "bac-son")

    def can(who, unit):
        plan, user = given.plan_of(cast, unit), cast.user(who)
        return rules.plans.can(user, "view", plan), rules.plans.can(user, "write", plan)

    assert tuple((who, unit, *can(who, unit)) for who, unit, _sees, _writes in RIGHTS) == RIGHTS


def test_writing_makes_a_draft_and_keeps_numbers(cast):
    given.opened(cast)
    plan = given.written(cast)
    assert (plan.state, plan.edition) == (PlanState.DRAFT, 1)
    kept = PlanTask.objects.get(plan=plan, number=2)
    tasks = (TaskInput(2, "Theo dõi sát hơn", kept.due_on, owner_id=kept.owner_id), TaskInput(3, "Sơ kết", kept.due_on))
    plan = write_plan(plan=plan, tasks=tasks, edition=1, actor=cast.user("thuy"), now=cast.now)
    first = PlanTask.objects.filter(plan=plan).values_list("number", "text", "pk").first()
    assert first == (2, "Theo dõi sát hơn", kept.pk)
    assert (plan.tasks.count(), plan.edition) == (2, 2)
    assert [entry.step for entry in history(plan)] == ["write"]


def test_nobody_writes_over_what_another_has_just_saved(cast):
    given.opened(cast)
    given.written(cast)
    stale = {"plan": given.plan_of(cast, "hoa-an"), "tasks": (), "edition": 0, "actor": cast.user("thuy")}
    (words,) = _refused(write_plan, now=cast.now, **stale)
    assert words.startswith("Có người vừa lưu kế hoạch này.")
    assert PlanTask.objects.count() == 2


def test_writing_without_the_right_or_after_issue(cast):
    given.opened(cast)
    plan = given.issued(cast)
    for who in ("hung", "son"):
        with pytest.raises(PermissionDenied):
            write_plan(plan=plan, tasks=(), edition=plan.edition, actor=cast.user(who), now=cast.now)


def test_issuing_enters_the_paper_into_the_register(cast):
    given.opened(cast)
    plan = given.issued(cast)
    assert (plan.state, plan.document.number, plan.document.kind) == (
        PlanState.ISSUED, "05-KH/ĐU", DocumentKind.PLAN,
    )  # fmt: skip
    assert (plan.document.unit, plan.document.issued_on) == (cast.unit("hoa-an"), dt.date(2026, 3, 20))
    assert [(e.step, e.source, e.target) for e in history(plan)] == [
        ("write", "EXPECTED", "DRAFT"),
        ("issue", "DRAFT", "ISSUED"),
    ]


def test_issuing_takes_a_paper_that_is_in_the_register(cast):
    given.opened(cast)
    paper = given.document(cast, number="05-KH/ĐU", kind=DocumentKind.PLAN, issued_on=dt.date(2026, 3, 20))
    assert (given.issued(cast).document, Document.objects.count()) == (paper, 1)


@pytest.mark.parametrize(
    ("tasks", "words"),
    [
        ((), "Kế hoạch chưa có nhiệm vụ nào. Hãy viết ít nhất một nhiệm vụ."),
        (
            (TaskInput(1, "Việc", dt.date(2026, 5, 1)),),
            "Có nhiệm vụ chưa giao cho ai. Hãy ghi đơn vị chủ trì hoặc người phụ trách của từng nhiệm vụ.",
        ),
    ],
)
def test_unfinished_draft_is_not_issued_and_nothing_is_written(cast, tasks, words):
    given.opened(cast)
    plan, user = given.plan_of(cast, "hoa-an"), cast.user("son")
    write_plan(plan=plan, tasks=tasks, edition=0, actor=user, now=cast.now)
    assert _refused(issue_plan, plan=plan, paper=given.paper(), actor=user, now=cast.now) == [words]
    assert (Document.objects.count(), given.plan_of(cast, "hoa-an").document) == (0, None)


def test_issuing_is_refused_to_others_and_twice(cast):
    given.opened(cast)
    plan = given.written(cast)
    fields = {"plan": plan, "paper": given.paper(), "now": cast.now}
    assert _refused(issue_plan, actor=cast.user("hung"), **fields) == [
        "Đồng chí không có quyền thực hiện việc này trên hồ sơ này."
    ]
    issue_plan(actor=cast.user("son"), **fields)
    (words,) = _refused(issue_plan, actor=cast.user("thuy"), **fields)
    assert words.startswith("Hồ sơ đang ở trạng thái “Đã ban hành”")


def test_number_of_another_document_is_no_plan(cast):
    given.opened(cast)
    plan = given.written(cast)
    given.document(cast, number="05-KH/ĐU", issued_on=dt.date(2026, 3, 20))
    assert _refused(issue_plan, plan=plan, paper=given.paper(), actor=cast.user("son"), now=cast.now) == [
        "Số 05-KH/ĐU của ngày này là hướng dẫn, không phải kế hoạch."
    ]


def test_wrongly_recorded_plan_is_reopened_with_a_reason(cast):
    given.opened(cast)
    plan = given.issued(cast)
    assert [step.name for step in FLOW.open_to(plan, cast.user("thuy"))] == ["reopen"]
    assert FLOW.open_to(plan, cast.user("hung")) == []
    take_step(FLOW, plan, "reopen", cast.user("thuy"), "Ghi nhầm ngày", now=cast.now)
    again = given.plan_of(cast, "hoa-an")
    issue_plan(plan=again, paper=given.paper("06-KH/ĐU"), actor=cast.user("thuy"), now=cast.now)
    again.refresh_from_db()
    assert (again.state, again.document.number) == (PlanState.ISSUED, "06-KH/ĐU")


def test_task_is_finished_by_whoever_is_in_charge(cast):
    given.opened(cast)
    task = given.first_task(given.issued(cast))
    for who in ("tuan", "ha", "quang"):
        assert not rules.tasks.can(cast.user(who), "finish", task)
        _refused(finish_task, task=task, done_on=cast.today, actor=cast.user(who), now=cast.now)
    day = dt.date(2026, 4, 28)
    done = finish_task(task=task, done_on=day, actor=cast.user("hung"), now=cast.now)
    assert done.done_on == day
    last = history(task.plan).last()
    assert (last.step, last.note) == ("finish_task", "Nhiệm vụ 1: Tổ chức học chuyên đề")
    assert last.data == {"changes": [["Hoàn thành ngày", "", "28/04/2026"]]}
    assert finish_task(task=task, done_on=None, actor=cast.user("son"), now=cast.now).done_on is None


def test_task_of_a_draft_or_ahead_of_time_is_not_finished(cast):
    given.opened(cast)
    task = given.first_task(given.written(cast))
    _refused(finish_task, task=task, done_on=cast.today, actor=cast.user("son"), now=cast.now)
    issue_plan(plan=task.plan, paper=given.paper(), actor=cast.user("son"), now=cast.now)
    ahead = cast.today + dt.timedelta(days=1)
    assert _refused(finish_task, task=task, done_on=ahead, actor=cast.user("son"), now=cast.now) == [
        "Ngày này chưa tới. Hãy xem lại ngày đã ghi."
    ]


def test_being_in_charge_of_a_task_shows_its_plan(cast):
    given.opened(cast)
    plan = given.issued(cast)
    assert rules.plans.can(cast.user("hung"), "view", plan)
    assert [task.number for task in queries.tasks_of(cast.user("hung"))] == [1]
    assert [task.number for task in queries.tasks_of(cast.user("son"))] == [2]
    assert [row.unit.name for row in queries.owed(cast.user("hung"))] == ["Chi bộ Thôn Đông"]
