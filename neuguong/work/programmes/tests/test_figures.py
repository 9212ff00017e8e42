"""Coverage of plans and the registers as figures: they equal counts by hand, open their rows, say why they are zero."""

import datetime as dt

from neuguong.base.figures.queries import figures, rows
from neuguong.base.figures.services import fold_all
from neuguong.base.journal.services import take_step
from neuguong.kit.figures import measure
from neuguong.work.programmes import panels
from neuguong.work.programmes.choices import Channel
from neuguong.work.programmes.flow import FLOW
from neuguong.work.programmes.measures import ALL
from neuguong.work.programmes.services import add_communication, issue_plan
from neuguong.work.programmes.tests import given

KEYS = (
    "plans_should",
    "plans_issued",
    "plans_late",
    "plans_missing",
    "documents",
    "communications",
    "communications_count",
)


def _world(cast):
    """Eight plans expected; Hòa An's issued with its paper; one guidance in Bình Minh; two activities."""
    given.opened(cast, "bac-son")
    given.issued(cast)
    given.document(cast, "binh-minh")
    for unit, count in (("thon-dong", 12), ("bac-son", 3)):
        add_communication(
            unit=cast.unit(unit), channel=Channel.PRESS, title="Tin, bài", on=dt.date(2026, 5, 19), count=count,
            actor=None, now=cast.now,
        )  # fmt: skip


def _at(cast, unit):
    found = figures([measure(key) for key in KEYS], cast.unit(unit).pk, [cast.years[2026]], today=cast.today)
    return tuple(found[key, cast.years[2026].pk] for key in KEYS)


def test_figures_equal_counts_by_hand(cast):
    _world(cast)
    assert _at(cast, "bac-son") == (8, 1, 0, 7, 2, 2, 15)
    assert _at(cast, "hoa-an") == (3, 1, 0, 2, 1, 1, 12)
    assert _at(cast, "thon-dong") == (1, 0, 0, 1, 0, 1, 12)


def test_nothing_is_missing_before_the_deadline(cast):
    given.opened(cast)
    asked, period = measure("plans_missing"), cast.years[2026]
    on_the_day = figures([asked], cast.unit("hoa-an").pk, [period], today=given.DUE)
    assert on_the_day[asked.key, period.pk] == 0


def test_each_figure_opens_as_many_rows(cast):
    _world(cast)
    period = cast.years[2026]
    for key, expected in zip(KEYS[:6], _at(cast, "bac-son"), strict=False):
        found = rows(measure(key), cast.unit("bac-son").pk, period, today=cast.today)
        assert (key, found.count()) == (key, expected)


def test_coverage_by_sub_unit_adds_up(cast):
    _world(cast)
    table = panels.coverage(cast.unit("bac-son"), cast.years[2026], cast.today)
    lines = [[cell if isinstance(cell, str) else cell["text"] for cell in row["cells"]] for row in table["rows"]]
    assert lines == [
        ["Đảng ủy xã Bình Minh", "2", "0", "0", "2", "0%"],
        ["Đảng ủy xã Hòa An", "3", "1", "0", "2", "33,3%"],
        ["Đảng bộ Sở Xây dựng", "1", "0", "0", "1", "0%"],
        ["Ủy ban Kiểm tra Tỉnh ủy", "1", "0", "0", "1", "0%"],
        ["Trực tiếp tại đơn vị", "1", "0", "0", "1", "0%"],
    ]
    assert table["foot"] == ["Cộng", "8", "1", "0", "7", "12,5%"]


def test_a_cell_has_no_table_of_sub_units(cast):
    assert panels.coverage(cast.unit("thon-dong"), cast.years[2026], cast.today) is None


def test_a_plan_whose_paper_came_after_the_deadline_is_late(cast):
    given.opened(cast)
    plan = given.written(cast)
    late = given.paper(day=given.DUE + dt.timedelta(days=1))
    issue_plan(plan=plan, paper=late, actor=cast.user("son"), now=cast.now)
    assert _at(cast, "hoa-an")[:4] == (3, 1, 1, 2)
    take_step(FLOW, plan, "reopen", cast.user("son"), "Ghi nhầm số", now=cast.now)
    assert _at(cast, "hoa-an")[:4] == (3, 0, 0, 3)
    issue_plan(plan=plan, paper=given.paper(day=given.DUE), actor=cast.user("son"), now=cast.now)
    assert _at(cast, "hoa-an")[:4] == (3, 1, 0, 2)


def test_figures_of_one_programme(cast):
    first = given.opened(cast, "bac-son")
    second = given.opened(cast, "hoa-an", given.programme(cast, "hoa-an", "Chuyên đề xã"))
    asked, unit, year = measure("plans_should"), cast.unit("bac-son"), cast.years[2026]
    for _fold in range(2):
        counted = {
            one: figures([asked.only("programme_id", one.pk)], unit.pk, [year], today=cast.today)[asked.key, year.pk]
            for one in (first, second)
        }
        assert counted == {first: 8, second: 3}
        fold_all()
    opened = rows(asked.only("programme_id", second.pk), unit.pk, year, today=cast.today)
    assert sorted(row.unit.code for row in opened) == [
        "bac-son/hoa-an", "bac-son/hoa-an/thon-dong", "bac-son/hoa-an/thon-tay",
    ]  # fmt: skip
    assert [one["value"] for one in panels.band(unit, year, cast.today, second)] == [3, 0, 0, 3]
    assert panels.coverage(unit, year, cast.today, second)["foot"] == ["Cộng", "3", "0", "0", "3", "0%"]


def test_every_zero_says_why():
    assert [one.key for one in ALL if not str(one.zero).endswith(".")] == []
