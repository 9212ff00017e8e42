"""What this slice shows on a unit's page: coverage, the table of sub-units, quarters, heads' breakthroughs."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.figures.queries import (
    Line,
    by_child,
    called_on,
    coverage,
    figure_band,
    line_href,
    line_name,
    trend,
)
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import under
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import quarters
from neuguong.kit.charts import Chart
from neuguong.kit.figures import Measure, measure
from neuguong.kit.numbers import NOTHING, date, number
from neuguong.work.commitments import queries
from neuguong.work.commitments.choices import ItemStatus, ReturnReason
from neuguong.work.commitments.lists import TONES, obstacle_tone, who
from neuguong.work.commitments.models import Commitment, Item, Obstacle
from neuguong.work.commitments.rules import policy
from neuguong.work.indicators.models import Indicator

BAND = ("should", "registered", "approved", "missing", "items_overdue", "achieved", "volunteers")
SERVING = 20
OBSTACLES = ("obstacles", "obstacles_open", "answers_owed", "answers_in_time", "answers_overdue", "answers_passed")
TABLE = ("should", "registered", "approved", "late", "missing", "achieved", "partly", "not_achieved")
RETURNS = ("return_reasons", *(f"returned_{code.lower()}" for code in ReturnReason.values))


def _of(keys: tuple[str, ...]) -> list[Measure]:
    return [measure(key) for key in keys]


def band(unit: Unit, period: Period, today: dt.date, *, in_today_tree: bool = False) -> list[dict[str, Any]]:
    """The figures at the top of a unit's page, each the link to its rows, as `ui/figure.jinja` takes them."""
    late = ("missing", "items_overdue")
    shown = figure_band(_of(BAND), unit, period, today=today, in_today_tree=in_today_tree, late=late)
    return [one for one in shown if one["key"] != "volunteers" or one["value"]]  # seldom any: told where there are some


def sub_units(unit: Unit, period: Period, today: dt.date, *, in_today_tree: bool = False) -> dict[str, Any] | None:
    """The table of sub-units as `plain_table` takes it: columns, rows, foot; None for a unit without any."""
    return _by_unit(_of(TABLE), unit, period, today, in_today_tree)


def returns_by_unit(unit: Unit, period: Period, today: dt.date) -> dict[str, Any] | None:
    """The table of sub-units and reasons of return, as `sub_units`."""
    return _by_unit(_of(RETURNS), unit, period, today)


def return_reasons(unit: Unit, period: Period, today: dt.date) -> list[dict[str, Any]]:
    """How often each reason was given under the unit, the most frequent first, each the link to its rows."""
    found = sorted(figure_band(_of(RETURNS), unit, period, today=today), key=lambda one: -one["value"])
    return [one for one in found if one["value"] or one["key"] == RETURNS[0]]


def _by_unit(
    asked: list[Measure], unit: Unit, period: Period, today: dt.date, in_today_tree: bool = False
) -> dict[str, Any] | None:
    lines = by_child(asked, unit.pk, period, today=today, in_today_tree=in_today_tree)
    if not any(line.kind == "child" for line in lines):
        return None
    called, codes = called_on(lines, today if in_today_tree else period.tree_on)
    total = {one.key: sum(line.values.get(one.key, 0) for line in lines) for one in asked}  # as `by_child` promises
    return {
        "columns": [{"label": _("Đơn vị")}, *({"label": str(one.label), "numeric": True} for one in asked)],
        "rows": [_line(line, asked, called, codes, period, in_today_tree) for line in lines],
        "foot": [_("Cộng"), *(number(total[one.key]) for one in asked)],
    }


def _line(
    line: Line, asked: list[Measure], called: Any, codes: Any, period: Period, in_today_tree: bool
) -> dict[str, Any]:
    cells: list[Any] = [line_name(line, called)]
    for one in asked:
        link = line_href(line, one, codes, period, in_today_tree)
        cells.append({"text": number(line.values.get(one.key, 0)), "href": link or None, "tone": None})
    target = None
    if line.kind == "child":
        target = reverse("desk:unit", args=[codes[line.unit_id]]) + f"?nam={period.year}"
        target += "&cay=nay" if in_today_tree else ""
    return {"href": target, "cells": cells}


def charts(unit: Unit, period: Period, today: dt.date, *, in_today_tree: bool = False) -> list[Chart]:
    """Results recorded over the quarters, and how much of what was registered has one, by sub-unit and quarter; nothing
    where no quarter of the year has begun."""
    begun = [one for one in quarters(period.year) if one.starts_on <= today]
    if not begun:
        return []
    done = measure("progress")
    drawn = [
        trend(done, unit, begun[-1], today=today, in_today_tree=in_today_tree),
        coverage(done, measure("items"), unit, period, today=today, in_today_tree=in_today_tree),
    ]
    return [one for one in drawn if one]


def heads_breakthroughs(unit: Unit, period: Period, viewer: Any, limit: int = 50) -> list[dict[str, Any]]:
    """The breakthroughs of heads under the unit that the viewer may see, with supervisor and state."""
    return [_breakthrough(item) for item in queries.breakthroughs_under(unit, period, viewer, limit)]


def serving_items(request: Any, about: tuple[Indicator, Unit, Period]) -> tuple[str, dict[str, Any]] | None:
    """On an indicator's page: the registered items that serve it under the unit, in the years of the period, as far as
    the reader may read them; nothing where there are none."""
    indicator, unit, period = about
    years = {"period__starts_on__lte": period.ends_on, "period__ends_on__gte": period.starts_on}
    readable = policy.visible(Commitment.objects.filter(**years), request.user, "read")
    inside = under(unit.pk, period.tree_on).values("pk")
    found = Item.objects.filter(indicator=indicator, unit__in=inside, commitment__in=readable, **years)
    found = found.exclude(status=ItemStatus.CUT).select_related("commitment__person", "unit")
    rows: list[Item] = list(found.order_by("due_on", "unit__sort_key", "pk")[: SERVING + 1])
    if not rows:
        return None
    lines = [_serving(item) for item in rows[:SERVING]]
    return "commitments/serving.jinja", {"lines": lines, "most": SERVING if len(rows) > SERVING else 0}


def _serving(item: Item) -> dict[str, Any]:
    row = item.commitment
    page = reverse("commitments:detail", args=[row.pk])
    who = str(row.person) if row.person else item.unit.name
    due = date(item.due_on) if item.due_on else NOTHING
    status = {"text": str(item.get_status_display()), "tone": "good" if item.status == ItemStatus.DONE else "none"}
    return {"href": f"{page}#noi-dung-{item.number}", "cells": [item.deed, who, item.unit.name, due, status]}


def _breakthrough(item: Item) -> dict[str, Any]:
    row = item.commitment
    post = row.appointment.title if row.appointment else ""
    return {
        "href": reverse("commitments:detail", args=[row.pk]),
        "cells": [
            f"{row.person}, {post}" if post else str(row.person),
            row.unit.name,
            item.deed,
            row.supervisor.name if row.supervisor else _("Chưa giao"),
            {"text": str(row.get_state_display()), "tone": TONES[row.state]},
        ],
    }


def obstacle_panel(request: Any, about: tuple[Unit, Period]) -> tuple[str, dict[str, Any]] | None:
    """On a unit's page: what is blocked in it and under it, the answers it owes; nothing where there is nothing."""
    unit, period = about
    late = ("answers_overdue", "answers_passed")
    shown = figure_band(_of(OBSTACLES), unit, period, today=request.today, late=late)
    if not any(one["value"] for one in shown):
        return None
    lines = [_obstacle(one, request.today) for one in queries.open_at(unit, request.user)[:SERVING]]
    return "commitments/_obstacles.jinja", {"band": shown, "lines": lines}


def _obstacle(row: Obstacle, today: dt.date) -> dict[str, Any]:
    words, tone = obstacle_tone(row, today)
    cells = [row.what, who(row.commitment), row.owes.name, date(row.answer_due), {"text": words, "tone": tone}]
    return {"href": reverse("commitments:obstacle", args=[row.pk]), "cells": cells}


def obstacle_tasks(user: Any, today: dt.date) -> list[dict[str, Any]]:
    """On "my work": obstacles that wait for one's answer, and answers on one's own."""
    return [
        _tasks("tra-loi", _("Vướng mắc chờ đồng chí trả lời"), queries.to_answer(user), today),
        _tasks("da-tra-loi", _("Vướng mắc đã được trả lời, chờ đồng chí xem"), queries.to_settle(user), today),
    ]


def _tasks(key: str, title: str, rows: QuerySet[Obstacle], today: dt.date, most: int = 6) -> dict[str, Any]:
    shown = list(rows[:most])
    lines = [
        {
            "href": reverse("commitments:obstacle", args=[row.pk]),
            "text": f"{row.commitment.person or row.unit}: {row.what}",
            "side": _("hạn trả lời %(day)s") % {"day": date(row.answer_due)},
            "state": obstacle_tone(row, today)[0],
            "tone": obstacle_tone(row, today)[1],
        }
        for row in shown
    ]
    more = reverse("commitments:obstacles")
    return {"key": key, "title": title, "total": rows.count() if shown else 0, "more": more, "rows": lines}
