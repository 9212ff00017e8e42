"""The calendar: one's own days, a unit's, and nobody else's."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.base.periods.models import Holiday
from neuguong.work.commitments.services import raise_obstacle
from neuguong.work.dialogues.services import prepare
from neuguong.work.dialogues.tests import given as dialogues
from neuguong.work.indicators.models import Value
from neuguong.work.indicators.tests.planting import indicator, value
from neuguong.work.oversight.tests import given as oversight
from neuguong.work.programmes.models import Plan, Programme
from neuguong.work.reports.models import Report, ReportState
from tests.cast import Cast


def entered(name: str) -> Client:
    client = Client()
    client.login(username=name, password="mat-khau-thu-1")
    return client


def things(name: str, query: str = "") -> list[tuple[str, str]]:
    """(day, words) of everything on the sheet."""
    answer = entered(name).get(f"/lich/{query}")
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    return [
        (cell.time["datetime"], " ".join(one.text.split()))
        for cell in page.select("table.calendar td")
        for one in cell.select("a.dated")
    ]


@pytest.fixture
def dated(cast: Cast) -> Cast:
    programme = Programme.objects.create(
        kind="DIRECTIVE", title="Chỉ thị", issuer=cast.unit("bac-son"), first_year=2026
    )
    for unit, on in (("thon-dong", 20), ("hoa-an", 10), ("thon-nam", 20)):
        Plan.objects.create(
            programme=programme, unit=cast.unit(unit), period=cast.years[2026], due_on=dt.date(2026, 11, on)
        )
    Report.objects.create(
        unit=cast.unit("hoa-an"), period=cast.years[2026], state=ReportState.DRAFT, due_on=dt.date(2026, 12, 10),
        first_due_on=dt.date(2026, 12, 10),
    )  # fmt: skip
    Holiday.objects.create(on=dt.date(2026, 11, 24), name="Ngày thử")
    return cast


def test_ones_own_and_a_units(dated: Cast) -> None:
    assert things("hung") == [("2026-11-20", "Hạn ban hành kế hoạch Kế hoạch của Chi bộ Thôn Đông")]
    late = "Hạn ban hành kế hoạch (đã qua ngày) Kế hoạch của Đảng ủy xã Hòa An"
    assert things("son") == [("2026-11-10", late)]
    assert things("son", "?don-vi=bac-son/hoa-an/thon-dong") == things("hung")
    assert things("son", "?thang=2026-12") == [("2026-12-10", "Hạn báo cáo Đảng ủy xã Hòa An, Năm 2026")]
    assert things("lan") == []


def test_what_is_not_hers_is_not_found(dated: Cast) -> None:
    son = entered("son")
    assert son.get("/lich/?don-vi=bac-son/binh-minh").status_code == 404
    assert {son.get(f"/lich/?thang={asked}").status_code for asked in ("2026-13", "x", "1900-01")} == {404}


def test_weeks_and_days_off(dated: Cast) -> None:
    page = BeautifulSoup(entered("hung").get("/lich/").content, "html.parser")
    cells = page.select("table.calendar td")
    assert (len(cells), cells[0].time["datetime"], cells[-1].time["datetime"]) == (42, "2026-10-26", "2026-12-06")
    off = [
        cell.time["datetime"][-2:] for cell in cells if "day-off" in cell["class"] and "day-other" not in cell["class"]
    ]
    assert off == ["01", "07", "08", "14", "15", "21", "22", "24", "28", "29"]
    assert [cell.time["datetime"] for cell in cells if "day-today" in cell["class"]] == ["2026-11-15"]


def test_the_list_says_the_same(dated: Cast) -> None:
    page = BeautifulSoup(entered("hung").get("/lich/?dang=danh-sach").content, "html.parser")
    assert [" ".join(one.text.split()) for one in page.select(".calendar-list a")] == [
        words for _on, words in things("hung")
    ]


def test_answers_owed_and_numbers_to_enter_fall_on_their_days(cast: Cast) -> None:
    prepare(now=cast.now)
    case = dialogues.case(cast, actor=None)
    row = oversight.breakthrough(cast)
    raise_obstacle(item=row.items.get(), what="Chưa có phần mềm", need="Cấp", asked=cast.unit("bac-son"),
                   needed_by=cast.today, actor=cast.user("thuy"), now=cast.now, today=cast.today)  # fmt: skip
    for code, amount in (("a", None), ("b", 4)):
        one = indicator(cast.unit("bac-son"), code)
        value(one, cast.unit("hoa-an"), cast.years[2026], amount, due_on=dt.date(2026, 11, 18))
    numbers = ("2026-11-18", "Hạn nhập số liệu chỉ tiêu Đảng ủy xã Hòa An, Năm 2026")
    answer = ("2026-11-20", "Hạn trả lời vướng mắc Chưa có phần mềm")
    matter = ("2026-11-26", f"Hạn trả lời đơn thư Đơn thư số {case.number}")
    assert {who: things(who) for who in ("lan", "hung", "son", "thuy", "quang", "ha")} == {
        "lan": [], "hung": [], "son": [numbers, matter], "thuy": [numbers, answer, matter], "quang": [answer], "ha": [],
    }  # fmt: skip
    assert things("quang", "?don-vi=bac-son/hoa-an") == [numbers, matter]
    Value.objects.filter(amount=None).update(state="SUBMITTED", amount=1)
    assert things("son")[0] == ("2026-11-18", "Hạn nhập số liệu chỉ tiêu (xong) Đảng ủy xã Hòa An, Năm 2026")


def test_what_does_not_fit_is_told(dated: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two plans at the unit, one fits: the page says of which kind and from which day on there is more."""
    later = Programme.objects.create(kind="DIRECTIVE", title="Hai", issuer=dated.unit("bac-son"), first_year=2026)
    Plan.objects.create(
        programme=later, unit=dated.unit("thon-dong"), period=dated.years[2026], due_on=dt.date(2026, 11, 25)
    )

    def said(query: str) -> list[str]:
        shown = BeautifulSoup(entered("hung").get(f"/lich/{query}").content, "html.parser")
        return [" ".join(one.text.split()) for one in shown.select("main .notice-warn")]

    assert said("") == []
    monkeypatch.setattr("neuguong.kit.dated.MOST", 1)
    monkeypatch.setattr("neuguong.fronts.calendar.views.month.MOST", 1)
    assert [day for day, _words in things("hung")] == ["2026-11-20"]
    words = "Lịch chỉ hiện 1 việc đầu của mỗi loại. Chưa hiện đủ: Kế hoạch, từ ngày 25/11/2026."
    of_units = "Đồng chí xem lịch của từng đơn vị, hoặc mở danh sách của loại việc ấy, để thấy đủ."
    assert said("") == [f"{words} {of_units}"]
    assert said("?don-vi=bac-son/hoa-an/thon-dong") == [f"{words} Đồng chí mở danh sách của loại việc ấy để xem đủ."]
    assert said("?thang=2026-12") == []
