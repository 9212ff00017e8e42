"""What is marked as a state secret is taken by no door through which words come into a registration."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.test import Client

from neuguong.base.files.models import StoredFile
from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import take_step
from neuguong.base.orgs.models import Appointment
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Amendment, Commitment, Decision, Item, Obstacle, Progress
from neuguong.work.commitments.services import (
    ItemInput,
    Reasons,
    Result,
    Ruling,
    answer_obstacle,
    carry_over,
    copied,
    decide,
    fill_in,
    leave_post,
    propose_amendment,
    raise_obstacle,
    record_progress,
    record_quarter,
    report_result,
    save_draft,
    send_back,
)
from neuguong.work.commitments.tests.test_evidence import PDF
from tests.cast import TODAY, Cast

Make = Callable[..., Commitment]
SECRET = "Xây dựng phương án\nĐộ mật: Mật"
LATER = dt.date(2026, 12, 20)


@pytest.fixture
def running(opened: Cast, written: Make) -> Commitment:
    """Lan's registration, approved."""
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    take_step(FLOW, row, "approve", opened.user("hung"), now=opened.now)
    return Commitment.objects.get(pk=row.pk)


@pytest.fixture
def old(opened: Cast) -> Item:
    """An item of Lan's of 2025, written before anybody asked for marks."""
    row = Commitment.objects.create(
        code="2025-lan", kind=Kind.INDIVIDUAL, period=opened.years[2025], unit=opened.unit("thon-dong"),
        person=opened.person("lan"), decider_unit=opened.unit("thon-dong"), state=State.NOT_ACHIEVED, due_on=TODAY,
        submitted_on=TODAY, timing="ON_TIME",
    )  # fmt: skip
    place = {"commitment": row, "unit": row.unit, "period": row.period, "number": 1}
    return Item.objects.create(**place, deed=SECRET, due_on=dt.date(2025, 9, 30), status="DONE")


def kept(row: Commitment) -> tuple[Any, ...]:
    """All that the doors could have written."""
    made: list[QuerySet[Any]] = [m.objects.all() for m in (Amendment, Progress, Obstacle, Decision, StoredFile)]
    said = list(Item.objects.filter(commitment=row).values_list("deed", "product", "unread"))
    state = Commitment.objects.values_list("state", "shortcomings", "result", "edition").get(pk=row.pk)
    return state, said, [rows.count() for rows in made], Entry.objects.count()


@pytest.mark.parametrize("deed", [SECRET, "TỐI MẬT\nPhương án 1"])
def test_a_draft(opened: Cast, owed: Make, deed: str) -> None:
    row = owed("lan")
    before = kept(row)
    for item in (ItemInput(1, deed), ItemInput(1, "Việc", unread={"due_on": deed})):
        with pytest.raises(ValidationError, match="Nội dung vừa viết có dấu chỉ độ"):
            save_draft(commitment=row, fields={"shortcomings": "Chưa đều"}, items=[item], edition=row.edition,
                       actor=opened.user("lan"), now=opened.now, today=TODAY)  # fmt: skip
    assert kept(row) == before


def test_what_is_taken_over_from_the_year_before(opened: Cast, old: Item) -> None:
    row = Commitment.objects.get(person=opened.person("lan"), period=opened.years[2026])
    lan = opened.user("lan")
    by: dict[str, Any] = {"now": opened.now, "today": TODAY}
    before = kept(row)
    with pytest.raises(ValidationError, match="Nội dung chuyển tiếp có dấu chỉ độ “Mật”"):
        carry_over(commitment=row, deadlines={old.pk: LATER}, actor=lan, **by)
    given = {opened.person("lan"): [copied(old, row.period)]}
    with pytest.raises(ValidationError, match="Nội dung vừa viết có dấu chỉ độ “Mật”"):
        fill_in(given=given, unit=row.unit, period=row.period, actor=opened.user("hung"), **by)
    assert kept(row) == before


def test_an_amendment_in_its_reason_and_its_items(opened: Cast, running: Commitment) -> None:
    before = kept(running)
    for deed, reason in ((SECRET, "Mưa lũ"), ("Việc khác", SECRET)):
        with pytest.raises(ValidationError, match="Nội dung đề nghị điều chỉnh có dấu chỉ độ “Mật”"):
            propose_amendment(
                commitment=running, items=[ItemInput(1, deed, LATER)], reason=reason, edition=running.edition,
                actor=opened.user("lan"), now=opened.now, today=TODAY,
            )  # fmt: skip
    assert kept(running) == before


def test_results_and_the_report(opened: Cast, running: Commitment) -> None:
    item, quarter = running.items.get(), opened.quarters[2026, 4]
    by: dict[str, Any] = {"actor": opened.user("lan"), "now": opened.now}
    before = kept(running)
    with pytest.raises(ValidationError, match="Kết quả này có dấu chỉ độ “Mật”"):
        record_progress(item=item, quarter=quarter, text=SECRET, amount=None, today=TODAY, **by)
    with pytest.raises(ValidationError, match="Báo cáo này có dấu chỉ độ “Mật”"):
        report_result(commitment=running, result=SECRET, **by)
    done = record_quarter(
        commitment=running, quarter=quarter, results=[Result(item.pk, SECRET, None, "")], today=TODAY, **by
    )
    assert done.saved == []
    assert done.refused[item.pk].startswith("Kết quả này có dấu chỉ độ “Mật”")
    assert kept(running) == before


def test_evidence_by_its_name(opened: Cast, running: Commitment, client: Client, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    client.force_login(opened.user("lan"), backend="allauth.account.auth_backends.AuthenticationBackend")
    before = kept(running)
    sent = {
        "quarter": opened.quarters[2026, 4].pk, "text": "Đã vận động 2 hộ", "amount": "",
        "evidence": [SimpleUploadedFile("Phương án (Mật).pdf", PDF)],
    }  # fmt: skip
    answer = client.post(f"/cam-ket/ket-qua/{running.items.get().pk}/", sent)
    assert answer.status_code == 422
    assert "có dấu chỉ độ “Mật”" in answer.content.decode()
    assert kept(running) == before


def test_an_obstacle_and_its_answer(opened: Cast, running: Commitment) -> None:
    asked: dict[str, Any] = {
        "item": running.items.get(), "asked": opened.unit("hoa-an"), "needed_by": LATER, "actor": opened.user("lan"),
        "now": opened.now, "today": TODAY,
    }  # fmt: skip
    before = kept(running)
    for words in ({"what": SECRET, "need": ""}, {"what": "Thiếu đất", "need": SECRET}):
        with pytest.raises(ValidationError, match="Vướng mắc này có dấu chỉ độ “Mật”"):
            raise_obstacle(**asked, **words)
    assert kept(running) == before
    row = raise_obstacle(**asked, what="Thiếu đất", need="Cấp đất")
    with pytest.raises(ValidationError, match="Câu trả lời này có dấu chỉ độ “Mật”"):
        answer_obstacle(obstacle=row, answer=SECRET, actor=opened.user("thuy"), now=opened.now)
    row.refresh_from_db()
    assert (row.state, row.answer) == ("OPEN", "")


def test_the_document_by_which_a_post_ends(opened: Cast) -> None:
    post = Appointment.objects.get(person=opened.person("long"))
    with pytest.raises(ValidationError, match="Văn bản này có dấu chỉ độ “Mật”"):
        leave_post(appointment=post, on=LATER, decision="15-QĐ/TU (Mật)", successor=None, actor=opened.user("an"),
                   now=opened.now, today=TODAY)  # fmt: skip
    post.refresh_from_db()
    assert post.valid.upper is None


def test_what_the_decider_says(opened: Cast, written: Make) -> None:
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    rows, hung = Commitment.objects.filter(pk=row.pk), opened.user("hung")
    before = kept(row)
    with pytest.raises(ValidationError, match="Lý do trả lại có dấu chỉ độ “Mật”"):
        send_back(commitments=rows, reasons=Reasons(["VAGUE"], SECRET), actor=hung, now=opened.now)
    for ruling in (Ruling(TODAY, number="07-BB/CB (Mật)"), Ruling(TODAY, note=SECRET)):
        with pytest.raises(ValidationError, match="Quyết định này có dấu chỉ độ “Mật”"):
            decide(commitments=rows, step="approve", ruling=ruling, unit=row.decider_unit, actor=hung, now=opened.now,
                   today=TODAY)  # fmt: skip
    assert kept(row) == before
