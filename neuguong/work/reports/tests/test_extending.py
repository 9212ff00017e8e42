"""A unit asks for a later day; the level above answers; both deadlines stay."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.figures.services import recount
from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import take_steps
from neuguong.base.notices.models import Notice
from neuguong.work.commitments.models import Commitment
from neuguong.work.reports.choices import ExtensionState, Timing
from neuguong.work.reports.flow import EXTENSION_FLOW
from neuguong.work.reports.models import Extension, Report
from neuguong.work.reports.rules import extensions
from neuguong.work.reports.services import ask_extension, grant
from neuguong.work.reports.tests.conftest import report_for
from neuguong.work.reports.tests.test_issuing import signed
from neuguong.work.reports.tests.test_owing import DUE, counted, opened
from neuguong.work.reports.tests.test_pages import EVERYBODY, Enter, enter, soup
from tests.cast import SINCE, TODAY, Cast

__all__ = ["enter"]

UNTIL = dt.date(2026, 11, 25)


def asked(cast: Cast, unit: str = "hoa-an", by: str = "son", subject: str = "REPORT", **more: Any) -> Extension:
    """Ask for a later day, the reports being owed."""
    said = {"until": UNTIL, "reason": "Bão số 12, mất điện ba ngày."} | more
    return ask_extension(
        unit=cast.unit(unit), period=cast.years[2026], subject=subject, **said, actor=cast.user(by), now=cast.now
    )


@pytest.fixture
def owing(filled: Cast) -> Cast:
    """Everybody owed a report by 10 November; it is the 15th."""
    opened(filled)
    return filled


def test_asked_and_granted_both_deadlines_stay_and_count(owing: Cast) -> None:
    row = asked(owing)
    assert (row.state, row.due_on, row.decider_unit) == (ExtensionState.ASKED, DUE, owing.unit("bac-son"))
    grant(extension=row, until=dt.date(2026, 11, 20), note="Lùi đến 20/11.", actor=owing.user("quang"), now=owing.now)
    report = Report.objects.get(unit=owing.unit("hoa-an"))
    assert (report.first_due_on, report.due_on) == (DUE, dt.date(2026, 11, 20))
    found = counted(owing)
    assert (found["missing"], found["past_first"]) == (6, 7)
    signed(owing, report_for(owing))
    report.refresh_from_db()
    assert report.timing == Timing.EXTENDED
    steps = Entry.objects.filter(model="reports.Extension").order_by("pk").values_list("step", flat=True)
    assert list(steps) == ["ask", "grant"]
    assert recount() == []


def test_both_are_told(owing: Cast) -> None:
    row = asked(owing)
    told = Notice.objects.filter(key=f"gia-han:{row.pk}").values_list("user__username", flat=True)
    assert set(told) == {"quang"}
    grant(extension=row, until=UNTIL, note="", actor=owing.user("quang"), now=owing.now)
    told = Notice.objects.filter(key=f"gia-han:{row.pk}:granted").values_list("user__username", flat=True)
    assert set(told) == {"son", "thuy"}


def test_a_no_carries_its_reason_and_moves_nothing(owing: Cast) -> None:
    row = asked(owing)
    rows = Extension.objects.filter(pk=row.pk)
    with pytest.raises(ValueError, match="lý do"):
        take_steps(EXTENSION_FLOW, rows, "refuse", owing.user("quang"), now=owing.now)
    take_steps(EXTENSION_FLOW, rows, "refuse", owing.user("quang"), "Không đủ căn cứ.", now=owing.now)
    row.refresh_from_db()
    assert (row.state, row.answer, row.answered_by) == ("REFUSED", "Không đủ căn cứ.", owing.users["quang"])
    assert Report.objects.get(unit=owing.unit("hoa-an")).due_on == DUE
    assert "Không đủ căn cứ." in Notice.objects.get(user=owing.users["thuy"], key=f"gia-han:{row.pk}:refused").text


def test_who_may_ask_and_who_may_answer(owing: Cast) -> None:
    for name in ("lan", "ha", "hung", "quang", "van", "an", "binh"):
        with pytest.raises(ValidationError):
            asked(owing, by=name)
    row = asked(owing)
    able = {
        action: {name for name in EVERYBODY if extensions.can(owing.user(name), action, row)}
        for action in extensions.actions
    }
    assert able == {
        "view": {"son", "thuy", "quang", "van", "an"},
        "answer": {"quang"},
        "take_back": {"son", "thuy"},
    }


def test_whoever_asked_never_answers_whatever_posts_she_holds(owing: Cast) -> None:
    Grant.objects.create(user=owing.users["son"], role=Role.STAFF, unit=owing.unit("bac-son"), valid=(SINCE, None))
    row = asked(owing)
    assert extensions.can(owing.user("son"), "answer", row) is False
    with pytest.raises(ValidationError):
        grant(extension=row, until=UNTIL, note="", actor=owing.user("son"), now=owing.now)
    with pytest.raises(IntegrityError, match="reports_asker_never_answers"), transaction.atomic():
        Extension.objects.filter(pk=row.pk).update(answered_by=owing.users["son"])


def test_one_open_request_at_a_time_and_a_double_click_is_one(owing: Cast) -> None:
    row = asked(owing)
    assert asked(owing) == row
    with pytest.raises(ValidationError, match="đang chờ trả lời"):
        asked(owing, by="thuy", until=dt.date(2026, 12, 1))
    assert Extension.objects.count() == 1
    take_steps(EXTENSION_FLOW, Extension.objects.all(), "take_back", owing.user("thuy"), now=owing.now)
    assert asked(owing, by="thuy").pk != row.pk


@pytest.mark.parametrize("until", [DUE, TODAY])
def test_a_later_day_is_later(owing: Cast, until: dt.date) -> None:
    with pytest.raises(ValidationError, match="phải sau"):
        asked(owing, until=until)
    row = asked(owing)
    with pytest.raises(ValidationError, match="phải sau"):
        grant(extension=row, until=DUE, note="", actor=owing.user("quang"), now=owing.now)


def test_nothing_owed_nothing_asked(filled: Cast) -> None:
    with pytest.raises(ValidationError, match="không còn nợ"):
        asked(filled)
    with pytest.raises(ValidationError, match="không có cấp trên"):
        opened(filled)
        asked(filled, "bac-son", by="quang")


def test_a_later_day_to_register_holds_for_what_is_still_owed_below(owing: Cast) -> None:
    row = asked(owing, subject="REGISTER")
    inside = Commitment.objects.filter(unit__code__startswith="bac-son/hoa-an")
    handed_in = set(inside.exclude(state__in=("EXPECTED", "RETURNED")).values_list("pk", flat=True))
    grant(extension=row, until=UNTIL, note="", actor=owing.user("quang"), now=owing.now)
    moved = set(inside.filter(due_on=UNTIL).values_list("pk", flat=True))
    assert moved == set(inside.values_list("pk", flat=True)) - handed_in
    assert not Commitment.objects.exclude(pk__in=inside.values("pk")).filter(due_on=UNTIL).exists()
    assert recount() == []


def test_from_the_page_of_the_report_to_the_answer(owing: Cast, enter: Enter) -> None:
    client = enter("thuy")
    report = Report.objects.get(unit=owing.unit("hoa-an"))
    page = soup(client.get(client.get(reverse("reports:detail", args=[report.pk])).url))
    ask = next(link["href"] for link in page.select("main a") if link.text.strip() == "Xin gia hạn")
    done = client.post(ask, {"until": "25/11/2026", "reason": "Bão"})
    row = Extension.objects.get()
    assert done.url == reverse("reports:extension", args=[row.pk])
    assert enter("hung").get(done.url).status_code == 404
    above = enter("quang")
    steps = [link.text for link in soup(above.get(done.url)).select(".step-buttons a")]
    assert steps == ["Đồng ý gia hạn", "Không đồng ý"]
    answer = above.get(reverse("journal:take", args=["gia-han", row.pk]) + "?buoc=grant").url
    assert above.post(answer, {"until": "31/02/2026"}).status_code == 422
    assert above.post(answer, {"until": "25/11/2026", "note": ""}).url == done.url
    assert above.get(answer).status_code == 404
    assert "25/11/2026" in soup(client.get(done.url)).text
    assert "Đề nghị gia hạn" in soup(client.get(reverse("reports:extensions"))).text


def test_two_answers_at_once_and_one_stands(lasting: Cast) -> None:
    opened(lasting)
    Grant.objects.create(user=lasting.users["van"], role=Role.STAFF, unit=lasting.unit("bac-son"), valid=(SINCE, None))
    row, outcomes = asked(lasting), []
    together = threading.Barrier(2)

    def act(name: str, day: int) -> None:
        try:
            together.wait(10)
            until = dt.date(2026, 11, day)
            grant(extension=row, until=until, note="", actor=lasting.user(name), now=lasting.now)
            outcomes.append(str(until))
        except ValidationError as error:
            outcomes.append(error.messages[0])
        finally:
            connection.close()

    people = [threading.Thread(target=act, args=one) for one in (("quang", 20), ("van", 22))]
    for one in people:
        one.start()
    for one in people:
        one.join(60)
    row.refresh_from_db()
    lost = [one for one in outcomes if one != str(row.granted_until)]
    assert lost == ["Hồ sơ đang ở trạng thái “Đồng ý”, không thực hiện được việc này nữa. Hãy tải lại trang."]
    assert Report.objects.get(unit=lasting.unit("hoa-an")).due_on == row.granted_until
