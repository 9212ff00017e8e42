"""The pages: a plan written, filled and issued by hand, a visit held, a finding mended; who may not is refused."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from neuguong.base.journal.services import take_step
from neuguong.work.oversight.choices import FindingState, PlanState, VisitState
from neuguong.work.oversight.flow import VISITS
from neuguong.work.oversight.models import Finding, Plan, Visit
from neuguong.work.oversight.services import Seen, record_check
from neuguong.work.oversight.tests import given
from tests.cast import Cast

At = Callable[[str], Client]


@pytest.fixture
def at(cast: Cast, settings: Any, tmp_path: Path) -> At:
    """A browser of somebody."""
    settings.DATA_DIR = tmp_path

    def enter(name: str) -> Client:
        client = Client()
        client.force_login(cast.users[name])
        return client

    return enter


def text(answer: Any) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_a_plan_is_written_filled_and_issued(cast: Cast, at: At) -> None:
    binh, unit, year = at("binh"), cast.unit("ubkt"), cast.years[2026]
    said = {"unit": unit.pk, "period": year.pk, "body_kind": "COMMISSION", "title": "Kế hoạch năm 2026",
            "themes": "Việc ghi kết quả", "checklist": "Có sổ theo dõi"}  # fmt: skip
    answer = binh.post(reverse("oversight:plan_add"), said)
    plan = Plan.objects.get()
    page = reverse("oversight:plan", args=[plan.pk])
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert binh.post(reverse("oversight:plan_add"), said).status_code == 422  # pressed twice: politely refused
    visits = {"kind": "INSPECTION", "theme": "Việc ghi kết quả quý", "planned_on": "20/10/2026",
              "units": "Đảng ủy xã Hòa An\nkhông có đâu"}  # fmt: skip
    wrong = binh.post(reverse("oversight:plan_visits", args=[plan.pk]), visits)
    assert (wrong.status_code, "Dòng 2" in text(wrong)) == (422, True)
    fine = {**visits, "units": "Đảng ủy xã Hòa An\nbac-son/binh-minh"}
    assert binh.post(reverse("oversight:plan_visits", args=[plan.pk]), fine)["Location"] == page
    issue = reverse("oversight:plan_issue") + f"?id={plan.pk}"
    for _again in range(2):
        assert binh.post(issue, {"number": "12-KH/UBKTTU", "issued_on": "01/03/2026"})["Location"] == page
    plan.refresh_from_db()
    assert (plan.state, plan.visits.filter(state=VisitState.PLANNED).count()) == (PlanState.ISSUED, 2)
    shown = text(binh.get(page))
    assert all(words in shown for words in ("12-KH/UBKTTU", "Đảng ủy xã Hòa An", "Đảng ủy xã Bình Minh"))
    assert at("son").get(page).status_code == 200
    assert at("lan").get(page).status_code == 404
    assert at("lan").get(reverse("oversight:plan_add")).status_code == 403
    for suffix in ("docx", "pdf", "xlsx"):
        assert binh.get(reverse("oversight:plan_file", args=[plan.pk, suffix])).status_code == 200


def test_a_visit_is_held_and_what_was_found_is_mended(cast: Cast, at: At) -> None:
    given.issued(cast)
    visit = Visit.objects.get(unit=cast.unit("hoa-an"))
    binh, son = at("binh"), at("son")
    page = reverse("oversight:visit", args=[visit.pk])
    hold = reverse("oversight:hold") + f"?id={visit.pk}"
    seen = {"edition": 0, "held_on": "22/10/2026", "conclusion": "Ghi chép còn chậm", "tra_loi_1": "MET",
            "tra_loi_2": "NOT_MET", "ghi_chu_2": "Thiếu quý III"}  # fmt: skip
    assert son.get(hold).status_code == 404
    for _again in range(2):
        assert binh.post(hold, seen)["Location"] == page
    assert binh.post(hold, {**seen, "conclusion": "Khác", "edition": 0})["Location"] == page  # within the minute
    assert [(one.answer, one.note) for one in visit.lines.all()] == [("MET", ""), ("NOT_MET", "Thiếu quý III")]
    found = {"text": "Chưa ghi quý III", "recommendation": "Ghi bổ sung", "due_on": "10/11/2026"}
    assert binh.post(reverse("oversight:find", args=[visit.pk]), found)["Location"] == page
    assert "Chưa ghi quý III" not in text(son.get(page))
    binh.post(reverse("journal:take", args=[VISITS.key, visit.pk]), {"buoc": "conclude"})
    assert "Chưa ghi quý III" in text(son.get(page))
    finding = Finding.objects.get()
    own = reverse("oversight:finding", args=[finding.pk])
    assert "Quá hạn khắc phục" in text(son.get(own))
    assert son.post(reverse("oversight:remedy") + f"?id={finding.pk}", {"remedy": "Đã ghi"})["Location"] == own
    son.post(reverse("journal:take", args=["phat-hien", finding.pk]), {"buoc": "verify"})
    finding.refresh_from_db()
    assert finding.state == FindingState.REMEDIED
    binh.post(reverse("journal:take", args=["phat-hien", finding.pk]), {"buoc": "verify"})
    finding.refresh_from_db()
    assert finding.state == FindingState.VERIFIED
    for suffix in ("docx", "pdf", "xlsx"):
        assert binh.get(reverse("oversight:minutes", args=[visit.pk, suffix])).status_code == 200


def test_a_breakthrough_is_checked_from_its_page_and_from_the_board(cast: Cast, at: At) -> None:
    row = given.breakthrough(cast)
    check = reverse("oversight:check", args=[row.pk])
    binh = at("binh")
    assert check in binh.get(reverse("commitments:detail", args=[row.pk])).content.decode()
    assert at("quang").get(check).status_code == 404
    answer = binh.post(check, {"edition": 0, "held_on": "14/11/2026", "conclusion": "Đúng tiến độ"})
    visit = Visit.objects.get()
    assert answer["Location"] == reverse("oversight:visit", args=[visit.pk])
    assert "Đúng tiến độ" in text(at("thuy").get(reverse("commitments:detail", args=[row.pk])))
    board = text(at("quang").get(reverse("commitments:board", args=["bac-son"]), {"nam": "2026"}))
    assert "Đột phá đã được giám sát 100% của 1 nội dung đột phá" in board
    assert "Ủy ban Kiểm tra Tỉnh ủy 1 14/11/2026" in board


def test_findings_stand_on_the_pages_of_unit_and_head(cast: Cast, at: At) -> None:
    given.issued(cast)
    given.concluded(cast)
    unit = reverse("desk:unit", args=["bac-son/hoa-an"])
    person = reverse("desk:person", args=[cast.person("thuy").pk])
    words = "Hai chi bộ chưa ghi kết quả quý III"
    assert words in text(at("quang").get(unit, {"nam": "2026"}))
    assert words in text(at("quang").get(person))
    assert words in text(at("son").get("/"))
    assert words not in text(at("lan").get("/"))


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_of_visits_asks_as_often_for_one_as_for_many(
    cast: Cast, at: At, more: int, django_assert_num_queries: Any
) -> None:
    given.issued(cast)
    row, day = given.breakthrough(cast), dt.date(2026, 11, 1)
    for place in range(more):
        seen = Seen(day + dt.timedelta(days=place), "x")
        record_check(commitment=row, seen=seen, theme="y", actor=cast.user("binh"), now=cast.now)
    quang = at("quang")
    with django_assert_num_queries(6):
        quang.get(reverse("oversight:list"))


def test_an_open_finding_says_who_and_when_on_ones_work(cast: Cast, at: At) -> None:
    given.issued(cast)
    row = given.held(cast)
    assert "Cuộc chờ kết luận" in text(at("binh").get("/"))
    take_step(VISITS, row, "conclude", cast.user("binh"), now=cast.now)
    assert "Phải khắc phục sau kiểm tra, giám sát" in text(at("thuy").get("/"))
