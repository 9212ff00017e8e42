"""An indicator drawn: what is provisional looks so, shares and ranks stand where they belong, files say the same."""

from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup

from neuguong.kit.charts import Mark
from neuguong.work.indicators import queries
from neuguong.work.indicators.choices import State
from neuguong.work.indicators.models import Target
from neuguong.work.indicators.tests.conftest import Reporting, line


@pytest.fixture
def drawn(asked: Reporting) -> Reporting:
    """Hòa An wrote 12,5 km of roads and 3 of 4 done, and is 34th of 63; it waits for approval."""
    asked.type(line(asked.road, "12.5"), line(asked.done, 3, 4), line(asked.pci, 34, 63))
    asked.submit()
    return asked


def trees(drawn: Reporting) -> dict[str, Any]:
    return {"today": drawn.cast.today, "in_today_tree": False}


def test_what_waits_is_drawn_as_provisional_and_what_counts_is_not(drawn: Reporting) -> None:
    unit = drawn.cast.unit("hoa-an")
    road = queries.chart("xu-huong", drawn.road, unit, drawn.period, **trees(drawn))
    assert road
    last = road.points[-1]  # type: ignore[attr-defined]  # of this kind of chart
    assert (last.label, last.value, last.shown, last.mark) == ("III/2026", Decimal("12.5"), "12,500", Mark.PROVISIONAL)
    row = drawn.row(drawn.road)
    type(row).objects.filter(pk=row.pk).update(state=State.APPROVED)
    again = queries.chart("xu-huong", drawn.road, unit, drawn.period, **trees(drawn))
    assert again
    assert again.points[-1].mark is Mark.PLAIN  # type: ignore[attr-defined]  # of this kind of chart


def test_a_share_stands_in_hundredths_and_a_rank_by_its_place(drawn: Reporting) -> None:
    unit = drawn.cast.unit("hoa-an")
    ratio, rank = (
        queries.chart("xu-huong", one, unit, drawn.period, **trees(drawn)) for one in (drawn.done, drawn.pci)
    )
    assert ratio
    assert rank
    told = [(one.points[-1].value, one.points[-1].shown, one.from_zero) for one in (ratio, rank)]  # type: ignore[attr-defined]  # of this kind of chart
    assert told == [(75, "75%", True), (34, "34/63", False)]
    assert queries.chart("so-sanh", drawn.pci, drawn.cast.unit("bac-son"), drawn.period, **trees(drawn)) is None


def test_nothing_is_drawn_of_nothing(drawn: Reporting) -> None:
    assert queries.charts(drawn.homes, drawn.cast.unit("hoa-an"), drawn.period, **trees(drawn)) == []
    assert queries.chart("khong-co", drawn.road, drawn.cast.unit("hoa-an"), drawn.period, **trees(drawn)) is None


def test_a_result_stands_beside_its_target(drawn: Reporting) -> None:
    unit = drawn.cast.unit("hoa-an")
    row = drawn.row(drawn.road)
    type(row).objects.filter(pk=row.pk).update(state=State.APPROVED)
    Target.objects.create(indicator=drawn.road, unit=unit, period=drawn.period, amount=Decimal(20))
    found = queries.chart("muc-phai-dat", drawn.road, drawn.cast.unit("bac-son"), drawn.period, **trees(drawn))
    assert found
    assert [(one.value, one.target) for one in found.pairs] == [(Decimal("12.5"), Decimal(20))]  # type: ignore[attr-defined]  # of this kind of chart
    own = queries.chart("muc-phai-dat", drawn.road, unit, drawn.period, **trees(drawn))
    assert own
    assert [one.target for one in own.pairs] == [Decimal(20)]  # type: ignore[attr-defined]  # of this kind of chart


def test_the_page_has_charts_with_files(drawn: Reporting) -> None:
    client = drawn.client("son")
    query = f"?don-vi=bac-son/hoa-an&ky={drawn.period.pk}"
    text = BeautifulSoup(client.get(f"/chi-tieu/{drawn.road.pk}/{query}").content, "html.parser")
    links = [one["href"] for one in text.select(".chart-files a")]
    assert len(text.select("svg.chart-drawing")) == 1
    assert [client.get(one)["Content-Type"].split(";")[0] for one in links] == [
        "image/svg+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
    assert client.get(f"/chi-tieu/{drawn.road.pk}/bieu-do/so-sanh/{query}").status_code == 404
    assert drawn.client("ha").get(f"/chi-tieu/{drawn.road.pk}/bieu-do/xu-huong/{query}").status_code == 404


def test_who_has_handed_in_by_unit_and_quarter(drawn: Reporting) -> None:
    year = drawn.cast.years[2026]
    answer = drawn.client("van").get(f"/chi-tieu/da-nop/?don-vi=bac-son&ky={year.pk}")
    heat = BeautifulSoup(answer.content, "html.parser").select_one("#do-phu-values_handed_in")
    assert heat
    assert "75% (3/4)" in heat.get_text()
