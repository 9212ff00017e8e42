"""Deciding and sending back many at once: all or none, only what was seen, reasons that are counted, one paper."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import docx
import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from neuguong.base.figures.queries import figures
from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import take_step
from neuguong.base.notices.models import Notice
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.services import add_person
from neuguong.kit.figures import measure
from neuguong.work.commitments.choices import Kind, ReturnReason, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Decision, Item, Return
from neuguong.work.commitments.services import Reasons, Ruling, decide, open_year, send_back
from tests.cast import SINCE, TODAY, Cast

Make = Callable[..., Commitment]
Queries = Callable[[int], AbstractContextManager[object]]
PAGE = "/cam-ket/phe-duyet/"


def enter(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def shown(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def crowd(cast: Cast, count: int) -> list[Commitment]:
    """So many members of Thôn Đông more, who have handed in a registration of one item each."""
    people = [
        add_person(code=f"TD-{n:04}", full_name=f"Nguyễn Văn {n}", home=cast.unit("thon-dong"), since=SINCE)
        for n in range(count)
    ]
    open_year(unit=cast.unit("thon-dong"), period=cast.years[2026], due_on=TODAY, day=TODAY)
    rows = list(Commitment.objects.filter(person__in=people).order_by("pk"))
    Item.objects.bulk_create(
        Item(commitment=row, unit_id=row.unit_id, period_id=row.period_id, number=1, deed="Việc", due_on=TODAY)
        for row in rows
    )
    Commitment.objects.filter(person__in=people).update(state=State.SUBMITTED, submitted_on=TODAY, timing="ON_TIME")
    return list(Commitment.objects.filter(person__in=people).order_by("pk"))


def given(cast: Cast, by: str = "hung") -> dict[str, Any]:
    return {"actor": cast.user(by), "now": cast.now}


def ruled(cast: Cast, rows: Sequence[Commitment], **more: Any) -> Any:
    return decide(
        commitments=Commitment.objects.filter(pk__in=[row.pk for row in rows]), step="approve",
        ruling=Ruling(meeting_on=TODAY), unit=cast.unit("thon-dong"), today=TODAY, **given(cast), **more,
    )  # fmt: skip


def fill(page: BeautifulSoup, cast: Cast, **typed: str) -> dict[str, str]:
    """What the page's form sends: what it carries, and what is typed into it."""
    carried = {one["name"]: one.get("value", "") for one in page.select("main form.form input[type=hidden]")}
    chair = {"meeting_on": "15/11/2026", "presided_by": str(cast.person("hung").pk)}
    return {**carried, **chair, **typed}


def test_one_that_cannot_be_decided_stops_all_and_says_why(opened: Cast) -> None:
    rows = crowd(opened, 3)
    Commitment.objects.filter(pk=rows[1].pk).update(state=State.RETURNED)
    outcome = ruled(opened, rows)
    assert (outcome.moved, [one.id for one in outcome.refused]) == ([], [rows[1].pk])
    assert "Trả lại" in outcome.refused[0].reason
    assert (Decision.objects.count(), Entry.objects.filter(step="approve").count()) == (0, 0)
    assert ruled(opened, [rows[0], rows[2]]).moved == [rows[0].pk, rows[2].pk]


def test_what_was_written_in_since_it_was_seen_is_refused(opened: Cast) -> None:
    rows = crowd(opened, 2)
    seen = {row.pk: row.edition for row in rows}
    Commitment.objects.filter(pk=rows[0].pk).update(edition=7)
    outcome = ruled(opened, rows, seen=seen)
    assert [(one.id, "sửa và trình lại" in one.reason) for one in outcome.refused] == [(rows[0].pk, True)]
    assert Decision.objects.count() == 0


def test_everything_that_waits_is_decided_across_pages_and_nothing_that_came_later(opened: Cast) -> None:
    rows, client = crowd(opened, 120), enter(opened, "hung")
    queue = shown(client.get("/cam-ket/cho-quyet-dinh/"))
    links = {one.get_text(): one["href"] for one in queue.select(".batch-all a")}
    assert list(links) == ["Phê duyệt tất cả 120 bản", "Trả lại tất cả 120 bản"]
    page = shown(client.get(links["Phê duyệt tất cả 120 bản"]))
    assert page.select_one("#danh-sach .section-lead").get_text() == "120 bản: 120 cá nhân; thuộc 1 đơn vị."
    late = crowd(opened, 0) or Commitment.objects.exclude(pk__in=[row.pk for row in rows]).filter(
        person=opened.person("lan")
    )
    late.update(state=State.SUBMITTED, submitted_on=TODAY, timing="ON_TIME")
    answer = client.post(links["Phê duyệt tất cả 120 bản"], fill(page, opened))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/cam-ket/cho-quyet-dinh/")
    assert Decision.objects.get().approved.count() == 120
    assert late.get().state == State.SUBMITTED


def test_the_person_chooses_the_rest_or_nothing(opened: Cast) -> None:
    rows, client = crowd(opened, 3), enter(opened, "hung")
    address = f"{PAGE}?" + "&".join(f"chon={row.pk}" for row in rows)
    page = shown(client.get(address))
    take_step(FLOW, rows[1], "withdraw", opened.user("mai"), "Viết lại", now=opened.now)
    answer = client.post(address, fill(page, opened))
    again = shown(answer)
    assert (answer.status_code, Decision.objects.count()) == (409, 0)
    assert [one.get_text() for one in again.select(".notice-warn li a")] == ["Nguyễn Văn 1"]
    assert "trạng thái “Rút”" in again.select_one(".notice-warn li").get_text()
    assert again.select_one("form.form button.btn-primary").get_text() == "Phê duyệt 2 bản còn lại"
    assert client.post(address, fill(again, opened)).status_code == 302
    assert Decision.objects.get().approved.count() == 2


def test_everything_wrong_with_a_ruling_is_said_at_once(opened: Cast, written: Make) -> None:
    row = written("long", Kind.HEAD)
    take_step(FLOW, row, "submit", opened.user("long"), now=opened.now)
    row.refresh_from_db()
    wrong = Ruling(
        meeting_on=TODAY + dt.timedelta(days=1), presided_by=opened.person("long"), supervisors={row.pk: row.unit_id}
    )
    with pytest.raises(ValidationError) as told:
        decide(
            commitments=Commitment.objects.filter(pk=row.pk), step="approve", ruling=wrong, unit=row.decider_unit,
            today=TODAY, **given(opened, "quang"),
        )  # fmt: skip
    assert sorted(told.value.message_dict) == ["meeting_on", "number", "presided_by", f"supervisor_{row.pk}"]


def test_the_form_says_its_own_faults_and_those_of_the_matter_together(opened: Cast, written: Make) -> None:
    row = written("long", Kind.HEAD)
    take_step(FLOW, row, "submit", opened.user("long"), now=opened.now)
    sent = {"meeting_on": "16/11/2026", f"supervisor_{row.pk}": "Đảng bộ Sở Xây dựng (bac-son/so-xay-dung)"}
    page = shown(enter(opened, "quang").post(f"{PAGE}?id={row.pk}", sent))
    wrong = [one["href"] for one in page.select(".error-summary a")]
    assert wrong == ["#id_meeting_on", "#id_number", "#id_presided_by", f"#id_supervisor_{row.pk}"]


@pytest.mark.parametrize("count", [3, 30])
def test_thirty_are_decided_in_as_many_queries_as_three(
    opened: Cast, django_assert_num_queries: Queries, count: int
) -> None:
    rows = crowd(opened, count)
    with django_assert_num_queries(20):
        assert len(ruled(opened, rows, seen={row.pk: row.edition for row in rows}).moved) == count


@pytest.mark.parametrize("count", [3, 30])
def test_thirty_are_sent_back_in_as_many_queries_as_three(
    opened: Cast, django_assert_num_queries: Queries, count: int
) -> None:
    rows, by = crowd(opened, count), given(opened)
    with django_assert_num_queries(22):
        outcome = send_back(commitments=Commitment.objects.filter(pk__in=[row.pk for row in rows]),
                            reasons=Reasons([ReturnReason.VAGUE]), **by)  # fmt: skip
    assert len(outcome.moved) == count


@pytest.mark.parametrize("count", [3, 30])
def test_the_page_of_many_asks_as_often_as_that_of_few(
    opened: Cast, django_assert_num_queries: Queries, count: int
) -> None:
    crowd(opened, count)
    client = enter(opened, "hung")
    with django_assert_num_queries(11):
        client.get(f"{PAGE}?tat-ca=1&noi={opened.unit('thon-dong').pk}")


def test_reasons_are_said_to_each_and_counted_by_unit(opened: Cast, written: Make) -> None:
    rows = [written("lan"), *crowd(opened, 2)]
    take_step(FLOW, rows[0], "submit", opened.user("lan"), now=opened.now)
    own = {rows[0].pk: Reasons([ReturnReason.NO_TARGET], "Ghi số hộ.")}
    send_back(
        commitments=Commitment.objects.filter(pk__in=[row.pk for row in rows]),
        reasons=Reasons([ReturnReason.NO_DEADLINE], "Chi bộ họp lại ngày 20."), own=own, **given(opened),
    )  # fmt: skip
    told = dict(Entry.objects.filter(step="send_back").values_list("object_id", "note"))
    assert told[rows[0].pk] == "Thiếu thời hạn; thiếu sản phẩm, chỉ tiêu. Chi bộ họp lại ngày 20. Ghi số hộ."
    assert told[rows[1].pk] == "Thiếu thời hạn. Chi bộ họp lại ngày 20."
    assert Notice.objects.get(user=opened.users["lan"], kind="NEWS").text.endswith(told[rows[0].pk])
    asked = [measure(key) for key in ("return_reasons", "returned_no_deadline", "returned_no_target", "returned_vague")]
    values = figures(asked, opened.unit("hoa-an").pk, [opened.years[2026]], today=TODAY)
    assert [values[one.key, opened.years[2026].pk] for one in asked] == [4, 3, 1, 0]


def test_the_page_counts_reasons_and_leads_to_the_rows(opened: Cast) -> None:
    rows = crowd(opened, 2)
    send_back(commitments=Commitment.objects.filter(pk__in=[row.pk for row in rows]),
              reasons=Reasons([ReturnReason.VAGUE]), **given(opened))  # fmt: skip
    page = shown(enter(opened, "son").get("/cam-ket/ly-do-tra-lai/?don-vi=bac-son/hoa-an"))
    link = page.select_one("#cap-duoi a[href*=returned_vague]")
    assert link.get_text() == "2"
    listed = shown(enter(opened, "son").get(link["href"])).select("#rows tbody tr")
    assert [one.select("td")[2].get_text(strip=True) for one in listed] == ["Chung chung, không đo được"] * 2


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [({}, ["#id_codes"]), ({"codes": "OTHER"}, ["#id_note"]), ({"codes": "VAGUE"}, [])],
)
def test_a_return_needs_a_reason(opened: Cast, typed: dict[str, str], wrong: list[str]) -> None:
    rows, client = crowd(opened, 2), enter(opened, "hung")
    address = "/cam-ket/tra-lai/?" + "&".join(f"chon={row.pk}" for row in rows)
    page = shown(client.get(address))
    answer = client.post(address, {**fill(page, opened), **typed})
    assert [one["href"] for one in shown(answer).select(".error-summary a")] == wrong
    assert Return.objects.count() == (0 if wrong else 2)


def test_one_may_have_a_reason_of_its_own_beside_the_common_one(opened: Cast) -> None:
    rows, client = crowd(opened, 2), enter(opened, "hung")
    address = "/cam-ket/tra-lai/?" + "&".join(f"chon={row.pk}" for row in rows)
    page = shown(client.get(address))
    own = {f"codes_{rows[0].pk}": "COPIED", f"note_{rows[0].pk}": "Giống bản của đồng chí Nam."}
    assert client.post(address, {**fill(page, opened), "codes": "VAGUE", **own}).status_code == 302
    found = list(Return.objects.order_by("commitment", "code").values_list("commitment", "code"))
    assert found == [(rows[0].pk, "COPIED"), (rows[0].pk, "VAGUE"), (rows[1].pk, "VAGUE")]


def _paper(cast: Cast, name: str, decision: Decision) -> Any:
    answer: Any = enter(cast, name).get(f"/cam-ket/quyet-dinh/{decision.pk}.docx")
    return docx.Document(io.BytesIO(b"".join(answer)))


def test_a_decision_is_one_paper_with_everything_in_its_appendix(opened: Cast) -> None:
    rows = crowd(opened, 30)
    ruled(opened, rows)
    paper = _paper(opened, "hung", Decision.objects.get())
    table = paper.tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == [
        "TT",
        "Đơn vị",
        "Người, tập thể đăng ký",
        "Loại",
        "Số nội dung",
    ]
    assert len(table.rows) == 31
    text = "\n".join(one.text for one in paper.paragraphs)
    assert "Điều 1. Phê duyệt 30 bản đăng ký năm 2026 (30 của cá nhân)" in text
    assert paper.sections[-1].page_width > paper.sections[-1].page_height


def test_whoever_is_named_in_a_decision_reads_an_extract(opened: Cast, written: Make) -> None:
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    ruled(opened, [*crowd(opened, 2), row])
    decision = Decision.objects.get()
    table = _paper(opened, "lan", decision).tables[-1]
    assert [one.cells[2].text for one in table.rows[1:]] == ["Nguyễn Thị Lan"]
    assert "Trích quyết định" in enter(opened, "lan").get(f"/cam-ket/quyet-dinh/{decision.pk}/").content.decode()
    for name, status in (("van", 200), ("son", 200), ("tuan", 404), ("ha", 404)):
        assert enter(opened, name).get(f"/cam-ket/quyet-dinh/{decision.pk}.pdf").status_code == status


def test_a_unit_without_a_return_says_so(opened: Cast) -> None:
    page = shown(enter(opened, "hung").get("/cam-ket/ly-do-tra-lai/"))
    assert "Chưa trả lại bản nào." in page.select_one("main").get_text()
    assert Unit.objects.get(code="bac-son/hoa-an/thon-dong").name in page.select_one("main").get_text()
