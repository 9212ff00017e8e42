"""What is drawn is what the numbers say: bars by their length, gaps as gaps, firmness by shape, words as words."""

import itertools
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuguong.kit.charts import Against, Heat, HeatRow, Mark, Pair, Point, Share, svg
from neuguong.kit.charts.pen import PAINT
from neuguong.kit.charts.tests.drawn import Drawing, bars, trend

BARS = ("bar-grey", "bar-accent")
HOSTILE = "<script>alert(\"1\")</script> & 'x'"


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_bars_are_as_long_as_their_numbers_from_a_common_nought(values: list[int]) -> None:
    drawn = Drawing.of(bars(*values)).boxes(*BARS)
    ordered = sorted(values, reverse=True)
    longest = drawn[0][1]  # both lengths are rounded to a tenth
    assert {x for x, _width in drawn} == {0.0}
    assert [
        abs(width - longest * value / ordered[0]) <= 0.101 for (_x, width), value in zip(drawn, ordered, strict=True)
    ] == [True] * len(values)


def test_bars_below_nought_go_the_other_way() -> None:
    (x, width), (below, length) = Drawing.of(bars(30, -10)).boxes(*BARS)
    assert below + length == pytest.approx(x, abs=0.11)
    assert width == pytest.approx(3 * length, abs=0.2)


def test_one_bar_is_red_and_it_is_the_largest_unless_one_is_named() -> None:
    assert len(Drawing.of(bars(5, 9, 5)).boxes("bar-accent")) == 1
    named = Drawing.of(bars(5, 9, 4, highlight="C"))
    assert [one.get("class") for one in named.marks("rect")] == ["bar-grey", "bar-grey", "bar-accent"]
    assert named.words("chart-label") == ["B", "A", "C"]


def test_bars_that_are_all_the_same_or_nought() -> None:
    assert len({width for _x, width in Drawing.of(bars(7, 7, 7)).boxes(*BARS)}) == 1
    assert {width for _x, width in Drawing.of(bars(0, 0)).boxes(*BARS)} == {0}


def test_more_bars_than_have_room_are_in_the_table() -> None:
    drawing = Drawing.of(bars(*range(20)))
    assert len(drawing.boxes(*BARS)) == 12
    assert drawing.words("chart-quiet") == ["và 8 dòng nữa trong bảng số liệu"]


def test_a_long_name_is_cut_and_told_whole() -> None:
    name = "Chi bộ " + "Trường phổ thông dân tộc bán trú " * 4
    first, second = Drawing.of(bars(Point(name.strip(), 1))).marks("text", "chart-label")
    assert [one[0].text for one in (first, second)] == [name.strip()] * 2
    assert (second[0].tail or "").endswith("…")


def test_a_gap_breaks_the_line_and_is_no_nought() -> None:
    drawing = Drawing.of(trend(4, 6, None, 5))
    assert len(drawing.marks("circle")) == 3
    assert len(drawing.marks("line", "chart-line")) == 1
    assert drawing.words("chart-value") == ["4", "6", "5"]


def test_equal_steps_of_a_trend_are_equally_high() -> None:
    ys = [float(one.get("cy", 0)) for one in Drawing.of(trend(0, 10, 20, 30)).marks("circle")]
    assert [before - after for before, after in itertools.pairwise(ys)] == pytest.approx(
        [(ys[0] - ys[3]) / 3] * 3, abs=0.11
    )


def test_firmness_is_told_by_shape_and_in_words() -> None:
    drawing = Drawing.of(trend(1, Point("2022", 2, mark=Mark.SEALED), Point("2023", 3, mark=Mark.PROVISIONAL)))
    shapes = (drawing.marks("circle"), drawing.marks("rect"), drawing.marks("path"))
    assert [len(one) for one in shapes] == [1, 2, 2]  # the two with a meaning are explained below
    assert drawing.words("chart-quiet")[-2:] == ["đã khóa sổ", "tạm tính, chưa duyệt"]
    assert len(drawing.marks("line", "chart-line chart-line-open")) == 1


def test_numbers_without_room_leave_the_last_one() -> None:
    assert Drawing.of(trend(*(10**9 + at for at in range(8)))).words("chart-value") == ["1.000.000.007"]


@pytest.mark.parametrize("values", [(), (None,), (None, None)])
def test_nothing_to_draw_is_said(values: tuple[None, ...]) -> None:
    assert Drawing.of(trend(*values)).words() == ["Chưa có số liệu để vẽ."]


@pytest.mark.parametrize("values", [(5,), (-5,), (0,), (3, 3), (Decimal("0.001"), Decimal("-0.002"))])
def test_odd_trends_stay_inside(values: tuple[Decimal, ...]) -> None:
    for chart in (trend(*values), trend(*values, from_zero=False)):
        places = [(float(one.get("cx", -1)), float(one.get("cy", -1))) for one in Drawing.of(chart).marks("circle")]
        assert [0 <= x <= 344 and 26 <= y <= 154 for x, y in places] == [True] * len(values)


def test_what_was_reached_lies_over_what_was_aimed_at() -> None:
    chart = Against(key="a", title="x", names="y", pairs=(Pair("A", 75, 100), Pair("B", None, 50), Pair("C", 20, None)))
    drawing = Drawing.of(chart)
    widths = [round(width / 342, 3) for _x, width in drawing.boxes(*BARS)]
    assert widths == [1.0, 0.75, 0.5, 0, 0, 0.2]
    assert drawing.words("chart-value") == ["75 trên 100", "— trên 50", "20 trên —"]


def test_a_heat_table_prints_every_share_and_shades_by_class() -> None:
    cells = (Share(0, 9), Share(1, 3), Share(2, 3), Share(999, 1000), Share(9, 9), Share(0, 0))
    chart = Heat(key="h", title="x", names="y", columns=tuple("abcdef"), rows=(HeatRow("A", cells),))
    drawing = Drawing.of(chart)
    assert drawing.words("chart-cell") == ["0%", "33,3%", "66,7%", "99,9%", "100%", "—"]
    assert [one.get("class") for one in drawing.marks("rect")] == [*(f"heat-{n}" for n in range(5)), "heat-none"]


def test_a_heat_table_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="does not have 2 cells"):
        Heat(key="h", title="x", names="y", columns=("a", "b"), rows=(HeatRow("A", (Share(1, 1),)),))


def test_it_is_a_picture_with_a_name_and_a_description() -> None:
    root = Drawing.of(trend(1, 2, 4)).root
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "t-name t-told")
    assert [one.text for one in root[:2]] == [
        "Xu hướng",
        "Từ 2021, 1, đến 2023, 4. Cao nhất: 2023, 4; thấp nhất: 2021, 1.",
    ]


@pytest.mark.parametrize("standalone", [False, True])
def test_words_are_words_whatever_they_say(standalone: bool) -> None:
    point = Point(HOSTILE, 1, text=HOSTILE, href="javascript:alert(1)")
    for chart in (
        trend(point, title=HOSTILE, caption=HOSTILE),
        bars(point, title=HOSTILE, names=HOSTILE),
        Heat(key="h", title=HOSTILE, names="y", columns=(HOSTILE,), rows=(HeatRow(HOSTILE, (Share(1, 2),)),)),
        Against(key="a", title=HOSTILE, names="y", pairs=(Pair(HOSTILE, 1, 2),)),
    ):
        drawing = Drawing.of(chart, standalone=standalone)
        assert [drawing.marks(name) for name in ("script", "a", "style", "foreignObject")] == [[], [], [], []]
        assert "javascript" not in str(svg(chart, standalone=standalone))


def test_on_a_page_it_is_painted_by_classes_alone() -> None:
    text = str(svg(bars(3, 2)))
    assert re.findall(r'(?:fill|stroke|style|font-size)="', text) == []
    kinds = set(re.findall(r'class="([^"]+)"', text)) - {"chart-drawing"}
    assert kinds <= set(PAINT)


def test_alone_it_carries_its_paint_and_its_head() -> None:
    text = str(svg(bars(3, 2, caption="từ 01/01/2026 đến 31/12/2026", measure_unit="lượt"), standalone=True))
    assert set(re.findall(r'class="([^"]+)"', text)) == {"chart-drawing"}
    assert ">So sánh</text>" in text
    assert ">lượt. từ 01/01/2026 đến 31/12/2026</text>" in text
    assert '<rect fill="#ffffff"' in text


def test_a_heat_table_draws_the_rows_with_numbers_first() -> None:
    rows = (HeatRow("trống", (Share(0, 0),)), HeatRow("A", (Share(1, 2),)), HeatRow("B", (Share(0, 2),)))
    chart = Heat(key="h", title="x", names="y", columns=("I",), rows=rows, most=2)
    drawing = Drawing.of(chart)
    assert drawing.words("chart-label") == ["A", "B"]
    assert drawing.words("chart-quiet")[-1] == "và 1 dòng nữa trong bảng số liệu"
