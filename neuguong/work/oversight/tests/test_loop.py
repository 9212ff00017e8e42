"""From the plan to a remedy that somebody else has verified: states, rights, figures, notices."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from neuguong.base.access.models import Grant
from neuguong.base.figures.queries import figures, rows
from neuguong.base.journal.queries import history
from neuguong.base.journal.services import take_step
from neuguong.base.notices.models import Notice
from neuguong.base.notices.services import remind
from neuguong.kit.figures import measure
from neuguong.work.oversight import queries
from neuguong.work.oversight.choices import FindingState, PlanState, VisitKind, VisitState
from neuguong.work.oversight.flow import FINDINGS, VISITS
from neuguong.work.oversight.measures import ALL
from neuguong.work.oversight.models import Finding, SupervisedBreakthrough, Visit
from neuguong.work.oversight.services import (
    FindingInput,
    Paper,
    PlanInput,
    Seen,
    add_finding,
    add_visits,
    edit_finding,
    edit_plan,
    hold_visit,
    issue_plan,
    record_check,
    report_remedy,
    schedule_visit,
)
from neuguong.work.oversight.tests import given
from tests.cast import SINCE, Cast

KEYS = ("visits_planned", "visits_held", "visits_overdue", "findings", "findings_unsettled", "findings_overdue",
        "findings_verified")  # fmt: skip


def counted(cast: Cast, unit: str, keys: tuple[str, ...] = KEYS) -> tuple[Any, ...]:
    found = figures([measure(key) for key in keys], cast.unit(unit).pk, [cast.years[2026]], today=cast.today)
    return tuple(found[key, cast.years[2026].pk] for key in keys)


def told(cast: Cast, name: str) -> list[str]:
    return list(Notice.objects.filter(user=cast.users[name]).order_by("pk").values_list("text", flat=True))


def test_a_draft_is_its_writers_own(cast: Cast) -> None:
    row = given.plan(cast)
    seen = {
        name: (queries.plans(cast.user(name)).count(), queries.visits(cast.user(name)).count())
        for name in ("binh", "quang", "thuy", "son", "lan")
    }
    assert seen == {"binh": (1, 2), "quang": (1, 2), "thuy": (0, 0), "son": (0, 0), "lan": (0, 0)}
    assert counted(cast, "bac-son") == (0, 0, 0, 0, 0, 0, 0)
    with pytest.raises(PermissionDenied):
        add_visits(
            plan=row, units=[cast.unit("thon-dong")], kind=VisitKind.INSPECTION, theme="x", planned_on=given.PLANNED,
            actor=cast.user("son"), now=cast.now,
        )  # fmt: skip


def test_a_plan_is_filled_once_and_never_with_the_body_itself(cast: Cast) -> None:
    row = given.plan(cast)
    asked: dict[str, Any] = {"plan": row, "kind": VisitKind.INSPECTION, "theme": "Việc ghi kết quả quý",
                             "actor": cast.user("binh"), "now": cast.now}  # fmt: skip
    again = add_visits(units=[cast.unit("hoa-an"), cast.unit("thon-dong")], planned_on=given.PLANNED, **asked)
    assert (again, Visit.objects.filter(plan=row).count()) == (1, 3)
    with pytest.raises(ValidationError, match="không tự kiểm tra"):
        add_visits(units=[cast.unit("ubkt")], planned_on=given.PLANNED, **asked)
    with pytest.raises(ValidationError, match="phải nằm trong"):
        add_visits(units=[cast.unit("hoa-an")], planned_on=dt.date(2027, 1, 4), **asked)


def test_who_saves_over_another_is_told(cast: Cast) -> None:
    row, content = given.plan(cast), PlanInput("COMMISSION", "Kế hoạch kiểm tra năm 2026", "Nội dung mới")
    edit_plan(plan=row, content=content, edition=0, actor=cast.user("binh"), now=cast.now)
    with pytest.raises(ValidationError, match="vừa lưu"):
        edit_plan(plan=row, content=content, edition=0, actor=cast.user("binh"), now=cast.now)


def test_an_issued_plan_puts_its_visits_on_the_calendar(cast: Cast) -> None:
    row = given.issued(cast)
    assert (row.state, row.number, row.issued_on) == (PlanState.ISSUED, "12-KH/UBKTTU", dt.date(2026, 3, 1))
    assert set(Visit.objects.values_list("state", flat=True)) == {VisitState.PLANNED}
    assert counted(cast, "bac-son") == (2, 0, 2, 0, 0, 0, 0)
    assert counted(cast, "hoa-an") == (1, 0, 1, 0, 0, 0, 0)
    assert [one.unit.code for one in queries.visits(cast.user("son"))] == ["bac-son/hoa-an"]
    assert queries.plans(cast.user("son")).get() == row
    with pytest.raises(PermissionDenied):
        issue_plan(plan=row, paper=Paper("1", given.HELD), actor=cast.user("binh"), now=cast.now)


def test_a_plan_without_visits_is_not_issued(cast: Cast) -> None:
    row = given.plan(cast, units=())
    with pytest.raises(ValidationError, match="chưa có cuộc nào"):
        issue_plan(plan=row, paper=Paper("1", given.HELD), actor=cast.user("binh"), now=cast.now)


def test_the_loop_from_visit_to_verified_remedy(cast: Cast) -> None:
    given.issued(cast)
    row = given.held(cast)
    finding = Finding.objects.get(visit=row)
    assert (finding.state, queries.findings(cast.user("son")).count()) == (FindingState.NOTED, 0)
    assert counted(cast, "hoa-an") == (1, 1, 0, 0, 0, 0, 0)
    assert take_step(VISITS, row, "conclude", cast.user("binh"), now=cast.now).moved == [row.pk]
    assert counted(cast, "hoa-an") == (1, 1, 0, 1, 1, 1, 0)
    assert [one.state for one in queries.to_remedy(cast.user("son"))] == [FindingState.OPEN]
    assert [text for text in told(cast, "son") if "khắc phục" in text] == [
        "Đảng ủy xã Hòa An phải khắc phục trước ngày 10/11/2026: Hai chi bộ chưa ghi kết quả quý III"
    ]
    with pytest.raises(PermissionDenied):
        report_remedy(finding=finding, remedy="Xong", files=(), actor=cast.user("binh"), now=cast.now)
    report_remedy(finding=finding, remedy="Đã ghi bổ sung", files=(), actor=cast.user("son"), now=cast.now)
    assert [one.pk for one in queries.to_verify(cast.user("binh"))] == [finding.pk]
    assert take_step(FINDINGS, finding, "verify", cast.user("son"), now=cast.now).moved == []
    back = take_step(FINDINGS, finding, "send_back", cast.user("binh"), "Còn thiếu một chi bộ", now=cast.now)
    assert back.moved == [finding.pk]
    report_remedy(finding=finding, remedy="Đã ghi đủ", files=(), actor=cast.user("thuy"), now=cast.now)
    assert take_step(FINDINGS, finding, "verify", cast.user("binh"), now=cast.now).moved == [finding.pk]
    finding.refresh_from_db()
    assert (finding.verified_by, finding.verified_on, finding.remedied_by) == (
        cast.users["binh"], cast.today, cast.users["thuy"],
    )  # fmt: skip
    assert counted(cast, "hoa-an") == (1, 1, 0, 1, 0, 0, 1)
    steps = [one.step for one in history(finding)]
    assert steps == ["issue", "remedy", "send_back", "remedy", "verify"]


def test_whoever_reported_a_remedy_never_verifies_it(cast: Cast) -> None:
    """By rule, whatever roles she holds; and by constraint, whatever road is taken."""
    given.issued(cast)
    finding = given.concluded(cast)
    report_remedy(finding=finding, remedy="Xong", files=(), actor=cast.user("son"), now=cast.now)
    Grant.objects.create(
        user=cast.users["son"], role="SUPERVISOR", unit=cast.unit("ubkt"), valid=(SINCE, None), title="Kiêm nhiệm"
    )
    assert take_step(FINDINGS, finding, "verify", cast.user("son"), now=cast.now).moved == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(verified_by=cast.users["son"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=finding.visit_id).update(body=cast.unit("hoa-an"))


def test_findings_can_be_changed_only_before_the_conclusion(cast: Cast) -> None:
    given.issued(cast)
    row = given.held(cast)
    one = Finding.objects.get(visit=row)
    other = FindingInput("Chưa có sổ", "Lập sổ", given.DUE)
    assert add_finding(visit=row, found=other, actor=cast.user("binh"), now=cast.now).number == 2
    assert add_finding(visit=row, found=other, actor=cast.user("binh"), now=cast.now).number == 2  # pressed twice
    with pytest.raises(ValidationError, match="từ ngày tiến hành"):
        early = FindingInput("a", "b", dt.date(2026, 10, 1))
        add_finding(visit=row, found=early, actor=cast.user("binh"), now=cast.now)
    rewritten = FindingInput("Ba chi bộ chưa ghi", "Ghi bổ sung", given.DUE)
    again = edit_finding(finding=one, found=rewritten, edition=0, actor=cast.user("binh"), now=cast.now)
    assert again is not None and (again.text, again.edition) == ("Ba chi bộ chưa ghi", 1)
    with pytest.raises(ValidationError, match="vừa lưu"):
        edit_finding(finding=one, found=other, edition=0, actor=cast.user("binh"), now=cast.now)
    assert edit_finding(finding=one, found=None, edition=1, actor=cast.user("binh"), now=cast.now) is None
    take_step(VISITS, row, "conclude", cast.user("binh"), now=cast.now)
    left = Finding.objects.get(visit=row)
    assert (left.number, left.state) == (2, FindingState.OPEN)
    with pytest.raises(PermissionDenied):
        edit_finding(finding=left, found=None, edition=0, actor=cast.user("binh"), now=cast.now)
    with pytest.raises(PermissionDenied):
        hold_visit(visit=row, seen=Seen(given.HELD, "Khác"), edition=1, actor=cast.user("binh"), now=cast.now)


def test_a_visit_without_a_conclusion_is_not_concluded(cast: Cast) -> None:
    given.issued(cast)
    row = Visit.objects.get(unit=cast.unit("hoa-an"))
    with pytest.raises(ValidationError, match="chưa tới"):
        late = Seen(dt.date(2026, 12, 1), "x")
        hold_visit(visit=row, seen=late, edition=0, actor=cast.user("binh"), now=cast.now)
    row = hold_visit(visit=row, seen=Seen(given.HELD, ""), edition=0, actor=cast.user("binh"), now=cast.now)
    outcome = take_step(VISITS, row, "conclude", cast.user("binh"), now=cast.now)
    assert [one.reason for one in outcome.refused] == ["Hãy ghi nhận xét, kết luận trước khi kết luận cuộc này."]


def test_a_check_makes_a_breakthrough_supervised_once(cast: Cast) -> None:
    row = given.breakthrough(cast)
    given.breakthrough(cast, "long", "so-xay-dung")
    keys = ("breakthroughs", "breakthroughs_supervised")
    assert counted(cast, "bac-son", keys) == (2, 0)
    seen = Seen(given.HELD, "Đúng tiến độ")
    fields: dict[str, Any] = {"commitment": row, "theme": "Cắt giảm 30% thủ tục", "now": cast.now}
    with pytest.raises(PermissionDenied):
        record_check(seen=seen, actor=cast.user("quang"), **fields)
    first = record_check(seen=seen, actor=cast.user("binh"), **fields)
    again = record_check(seen=seen, actor=cast.user("binh"), **fields)  # pressed twice
    second = record_check(seen=Seen(cast.today, "Vẫn đúng"), actor=cast.user("binh"), **fields)
    assert (first, first.state, first.lines.count()) == (again, VisitState.HELD, 5)
    assert [one.pk for one in queries.checks_of(row, cast.user("thuy"))] == [second.pk, first.pk]
    assert SupervisedBreakthrough.objects.get().first_visit == first
    assert counted(cast, "bac-son", keys) == (2, 1)
    assert queries.supervised_heads([row.pk], cast.user("quang")) == {row.pk: (2, cast.today, 0)}
    assert rows(measure(keys[1]), cast.unit("bac-son").pk, cast.years[2026], today=cast.today).count() == 1


def test_a_finding_follows_the_head_who_led_then(cast: Cast) -> None:
    given.issued(cast)
    finding = given.concluded(cast)
    assert [one.pk for one in queries.findings_of(cast.person("thuy"), cast.user("quang"))] == [finding.pk]
    assert list(queries.findings_of(cast.person("son"), cast.user("quang"))) == []
    assert list(queries.findings_of(cast.person("thuy"), cast.user("ha"))) == []
    found = queries.findings_at(cast.unit("hoa-an"), cast.years[2026], cast.user("son"))
    assert [one.pk for one in found] == [finding.pk]


def test_meetings_with_voters_are_held_at_ones_own(cast: Cast) -> None:
    row = schedule_visit(
        body=cast.unit("hoa-an"), body_kind="COUNCIL", unit=cast.unit("hoa-an"), kind=VisitKind.VOTERS,
        theme="Tiếp xúc cử tri trước kỳ họp", planned_on=given.HELD, checklist="", actor=cast.user("son"), now=cast.now,
    )  # fmt: skip
    seen = Seen(given.HELD, "12 ý kiến, đã trả lời tại chỗ 9", attended=85)
    hold_visit(visit=row, seen=seen, edition=0, actor=cast.user("son"), now=cast.now)
    assert counted(cast, "hoa-an", ("visits_planned", "held_voters")) == (0, 1)


def test_reminders_reach_who_must_mend(cast: Cast) -> None:
    given.issued(cast)
    given.concluded(cast)
    Notice.objects.all().delete()
    day = given.DUE - dt.timedelta(days=3)
    remind(today=day, now=cast.now)
    assert told(cast, "son") == ["Còn 3 ngày: khắc phục sau kiểm tra, giám sát: Hai chi bộ chưa ghi kết quả quý III"]
    assert remind(today=day, now=cast.now) == 0


def test_every_zero_says_why() -> None:
    assert [one.key for one in ALL if not str(one.zero).endswith(".")] == []
