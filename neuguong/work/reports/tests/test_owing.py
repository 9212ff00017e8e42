"""Who owes a report: asked for, settled by issuing or on paper, counted against both deadlines."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from neuguong.base.figures.queries import figures
from neuguong.base.figures.services import recount
from neuguong.base.journal.models import Entry
from neuguong.work.reports import queries
from neuguong.work.reports.choices import ReportState, Timing
from neuguong.work.reports.measures import REPORT_MEASURES
from neuguong.work.reports.models import Report
from neuguong.work.reports.notices import due_reports
from neuguong.work.reports.services import open_reports, receive
from neuguong.work.reports.tests.conftest import report_for
from neuguong.work.reports.tests.test_issuing import signed
from neuguong.work.reports.tests.test_pages import Enter, enter, soup
from tests.cast import TODAY, Cast

__all__ = ["enter"]

DUE = dt.date(2026, 11, 10)


def opened(cast: Cast, unit: str = "bac-son", due_on: dt.date = DUE, by: str = "an") -> int:
    """Ask for the reports of 2026."""
    return open_reports(
        unit=cast.unit(unit), period=cast.years[2026], day=TODAY, due_on=due_on, actor=cast.user(by), now=cast.now
    )


def counted(cast: Cast, unit: str = "bac-son") -> dict[str, int]:
    """The figures of reporting that are not nought."""
    year = cast.years[2026]
    found = figures(REPORT_MEASURES, cast.unit(unit).pk, [year], today=TODAY)
    told = {one.key.removeprefix("reports_"): int(found[one.key, year.pk]) for one in REPORT_MEASURES}
    return {key: value for key, value in told.items() if value}


def test_every_committee_and_cell_owes_one_report_and_agencies_none(filled: Cast) -> None:
    assert (opened(filled), opened(filled)) == (7, 0)
    owing = set(Report.objects.filter(state=ReportState.EXPECTED).values_list("unit__code", flat=True))
    assert "bac-son/ubkt" not in owing
    assert "trung-uong" not in owing
    assert counted(filled) == {"should": 7, "owed": 7, "missing": 7, "past_first": 7}
    assert Entry.objects.filter(step="open_reports").count() == 1
    assert recount() == []


def test_each_is_due_by_the_deadline_of_its_level(filled: Cast) -> None:
    year = filled.years[2026]
    year.deadlines.create(subject="REPORT", level=3, due_on=dt.date(2026, 12, 22))
    open_reports(unit=filled.unit("bac-son"), period=year, day=TODAY, actor=filled.user("an"), now=filled.now)
    due = dict(Report.objects.values_list("unit__code", "due_on"))
    assert (due["bac-son/hoa-an"], due["bac-son"]) == (dt.date(2026, 12, 22), year.ends_on)


def test_only_staff_and_administrators_ask_and_only_under_them(filled: Cast) -> None:
    assert opened(filled, "hoa-an", by="son") == 3
    for name, unit in (("son", "bac-son"), ("hung", "thon-dong"), ("thuy", "hoa-an"), ("van", "bac-son")):
        with pytest.raises(ValidationError):
            opened(filled, unit, by=name)


def test_what_was_written_unasked_becomes_owed(filled: Cast) -> None:
    report = report_for(filled)
    assert (report.expected, opened(filled)) == (False, 7)
    report.refresh_from_db()
    assert (report.expected, report.state) == (True, ReportState.DRAFT)
    assert recount() == []


@pytest.mark.parametrize(
    ("first", "due", "timing"),
    [(15, 15, Timing.ON_TIME), (10, 15, Timing.EXTENDED), (10, 14, Timing.LATE)],
)
def test_issuing_settles_it_against_both_deadlines(filled: Cast, first: int, due: int, timing: str) -> None:
    opened(filled)
    days = {"first_due_on": dt.date(2026, 11, first), "due_on": dt.date(2026, 11, due)}
    Report.objects.filter(unit=filled.unit("hoa-an")).update(**days)
    report = report_for(filled)
    assert (report.state, report.symbol, report.expected) == (ReportState.DRAFT, "BC/ĐU", True)
    signed(filled, report)
    report.refresh_from_db()
    assert report.timing == timing
    key = {Timing.ON_TIME: "in_time", Timing.EXTENDED: "extended", Timing.LATE: "late"}[Timing(timing)]
    found = counted(filled)
    assert (found["sent"], found["owed"], found[key]) == (1, 6, 1)
    assert recount() == []


def test_a_paper_is_received_by_the_staff_above_and_never_by_its_writer(filled: Cast) -> None:
    opened(filled)
    row = Report.objects.get(unit=filled.unit("thon-dong"))
    said = {"report": row, "number": "3", "symbol": "BC/CB", "issued_on": DUE, "today": TODAY, "now": filled.now}
    for name in ("hung", "thuy", "van", "ha"):
        with pytest.raises(ValidationError):
            receive(**said, actor=filled.user(name))
    receive(**said, actor=filled.user("son"))
    with pytest.raises(ValidationError, match="Đã nhận bản giấy"):
        receive(**said, actor=filled.user("son"))
    row.refresh_from_db()
    assert (row.state, row.timing, row.number) == (ReportState.RECEIVED, Timing.ON_TIME, "3")


def test_an_owed_report_is_begun_from_its_page(filled: Cast, enter: Enter) -> None:
    opened(filled)
    row, client = Report.objects.get(unit=filled.unit("thon-dong")), enter("hung")
    preview = client.get(reverse("reports:detail", args=[row.pk])).url
    page = soup(client.get(preview))
    assert "Hạn báo cáo: 10/11/2026." in page.text
    assert "Quá hạn chưa báo cáo" in page.text
    begin = client.get(reverse("journal:take", args=["bao-cao", row.pk]) + "?buoc=begin").url
    page = soup(client.get(begin))
    unit = page.select_one("select[name=unit] option[selected]") or page.select_one("select[name=unit] option")
    done = client.post(begin, {"unit": unit["value"], "period": filled.years[2026].pk})
    assert done.url == reverse("reports:detail", args=[row.pk])
    row.refresh_from_db()
    assert row.state == ReportState.DRAFT


def test_the_list_shows_what_was_begun_and_the_owed_when_asked_for(filled: Cast, enter: Enter) -> None:
    opened(filled)
    report_for(filled)
    client = enter("van")
    assert len(soup(client.get(reverse("reports:list"))).select("tbody tr")) == 1
    assert len(soup(client.get(reverse("reports:list") + "?state=EXPECTED")).select("tbody tr")) == 6


def test_the_report_above_says_which_units_are_missing(filled: Cast, enter: Enter) -> None:
    opened(filled)
    signed(filled, report_for(filled))
    year = filled.years[2026]
    complete = queries.below(filled.unit("bac-son"), year)
    assert (complete.should, complete.sent) == (3, 1)
    assert [row.unit.name for row in complete.missing] == ["Đảng ủy xã Bình Minh", "Đảng bộ Sở Xây dựng"]
    client = enter("quang")
    page = soup(client.get(reverse("reports:preview"), {"don-vi": "bac-son", "ky": year.pk}))
    assert "1 trên 3 đơn vị trực thuộc đã báo cáo kỳ này; còn thiếu" in page.select_one(".notice").text
    assert [client.get(link["href"]).status_code for link in page.select(".notice .plain-list a")] == [302, 302]
    said = "Báo cáo của đơn vị trực thuộc: 1 trên 3 đơn vị đã báo cáo kỳ này; chưa có báo cáo của Đảng ủy xã Bình Minh; Đảng bộ Sở Xây dựng."  # noqa: E501
    assert said in page.select_one("article.doc").text


def test_the_office_is_reminded_before_its_report_is_due(filled: Cast) -> None:
    opened(filled, due_on=TODAY)
    found = [one for one in due_reports(TODAY) if one.user_id == filled.users["hung"].pk]
    assert [(one.text, one.due_on) for one in found] == [
        ("Hạn báo cáo năm 2026 của Chi bộ Thôn Đông là ngày 15/11/2026.", TODAY)
    ]
