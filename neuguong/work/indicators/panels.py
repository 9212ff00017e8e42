"""Tables of this slice at a unit: an indicator by sub-unit, and who has handed in what."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.figures.queries import Line, by_child, called_on, figures, href, line_href, line_name
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import names
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import NOTHING, number, percent
from neuguong.work.indicators import queries
from neuguong.work.indicators.measures import COMPLETENESS, PROCEDURE_MEASURES
from neuguong.work.indicators.models import Indicator, Target
from neuguong.work.indicators.queries import Against, Amount, ChildLine, Standing, in_words

_MISSING = "values_missing"


def band(unit: Unit, period: Period, **trees: Any) -> list[dict[str, Any]]:
    """Who has handed in what at the unit and under it, each figure the link to its rows, as `ui/figure.jinja` takes
    them."""
    values = figures(COMPLETENESS, unit.pk, [period], **trees)
    in_today_tree = trees.get("in_today_tree", False)
    return [
        {
            "value": values[one.key, period.pk],
            "caption": str(one.label),
            "href": href(one.key, unit.code, period.pk, in_today_tree=in_today_tree),
            "share": (values[one.key, period.pk], values[one.of, period.pk], _("số phải nộp")) if one.of else None,
            "zero_reason": str(one.zero) or None,
            "tone": "late" if one.key == _MISSING else None,
        }
        for one in COMPLETENESS
    ]


def procedure_band(unit: Unit, period: Period, **trees: Any) -> list[dict[str, Any]]:
    """How many procedures there are at the unit and under it, by how much they are shortened, and by how much all their
    days together are; as `ui/figure.jinja` takes them."""
    values = figures(PROCEDURE_MEASURES, unit.pk, [period], **trees)
    in_today_tree = trees.get("in_today_tree", False)
    told = []
    for one in PROCEDURE_MEASURES:
        value, whole = values[one.key, period.pk], values[one.of, period.pk] if one.of else 0
        if not one.sum_of:
            told.append(
                {
                    "value": value,
                    "caption": str(one.label),
                    "href": href(one.key, unit.code, period.pk, in_today_tree=in_today_tree),
                    "share": (value, whole, _("thủ tục")) if whole else None,
                    "zero_reason": str(one.zero) or None,
                }
            )
    by_law, committed = (values[key, period.pk] for key in ("procedure_days", "procedure_committed_days"))
    if by_law:
        words = {"committed": number(committed), "law": number(by_law)}
        told.append(
            {
                "value": percent(by_law - committed, by_law),
                "caption": _("Tổng số ngày được rút ngắn"),
                "href": href("procedure_committed_days", unit.code, period.pk, in_today_tree=in_today_tree),
                "share": _("Cam kết %(committed)s ngày, quy định %(law)s ngày.") % words,
                "zero_reason": None,
            }
        )
    return told


def by_period(unit: Unit, parts: list[Period], query: Any, **trees: Any) -> dict[str, Any]:
    """The same over several periods, a line each; `query(period)` is the address of a period's page. As `plain_table`
    takes it."""
    values = figures(COMPLETENESS, unit.pk, parts, **trees)
    rows = []
    for part in parts:
        mine = {one.key: values[one.key, part.pk] for one in COMPLETENESS}
        rows.append({"href": query(part), "cells": [str(part), *map(number, mine.values()), _rate(mine)]})
    return {"columns": _columns(_("Kỳ")), "rows": rows}


def completeness(unit: Unit, period: Period, on: Any, query: Any, **trees: Any) -> dict[str, Any] | None:
    """Who has handed in what, by sub-unit; None where nothing is under the unit. `query(code)` is the address of a
    unit's page. As `plain_table` takes it."""
    lines = by_child(COMPLETENESS, unit.pk, period, **trees)
    if not any(line.kind == "child" for line in lines):
        return None
    called, codes = called_on(lines, on)
    in_today_tree = trees.get("in_today_tree", False)
    rows = [_completeness_row(line, called, codes, period, query, in_today_tree) for line in lines]
    whole = {one.key: sum(line.values.get(one.key, 0) for line in lines) for one in COMPLETENESS}
    foot = [_("Cộng"), *map(number, whole.values()), _rate(whole)]
    return {"columns": _columns(_("Đơn vị")), "rows": rows, "foot": foot}


def _columns(first: str) -> list[dict[str, Any]]:
    labels = [*(str(one.label) for one in COMPLETENESS), _("Tỷ lệ đã nộp")]
    return [{"label": first}, *({"label": label, "numeric": True} for label in labels)]


def _completeness_row(
    line: Line, called: Mapping[int, str], codes: Mapping[int, str], period: Period, query: Any, in_today_tree: bool
) -> dict[str, Any]:
    cells: list[Any] = [line_name(line, called)]
    for one in COMPLETENESS:
        link = line_href(line, one, codes, period, in_today_tree) or None
        cells.append({"text": number(line.values.get(one.key, 0)), "href": link})
    target = query(codes[line.unit_id]) if line.kind == "child" else None
    return {"href": target, "cells": [*cells, _rate(line.values)]}


def _rate(values: Mapping[str, Any]) -> str:
    return percent(values.get("values_handed_in", 0), values.get("values_should", 0))


def children(
    indicator: Indicator, unit: Unit, period: Period, on: Any, query: Any, standing: Standing, **trees: Any
) -> dict[str, Any] | None:
    """One indicator by sub-unit, with targets; None where nothing is under the unit. `query(code)` is the address of
    the indicator's page at a unit. As `plain_table` takes it."""
    lines = queries.by_child(indicator, unit.pk, period, **trees)
    if not any(line.kind == "child" for line in lines):
        return None
    ids = [line.unit_id for line in lines]
    called = {pk: one.name for pk, one in names(ids, on).items()}
    codes = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "code"))
    targets = {row.unit_id: row for row in _targets(indicator, ids, period)}
    labels = (_("Số đã duyệt"), _("Tạm tính, chờ duyệt"), _("Mức phải đạt"), _("So với mức"), _("Còn thiếu số"))
    total = standing.total
    return {
        "columns": [{"label": _("Đơn vị")}, *({"label": label, "numeric": True} for label in labels)],
        "rows": [_row(indicator, line, called, codes, targets.get(line.unit_id), query) for line in lines],
        "foot": [
            _("Chung"),
            queries.shown(total),
            in_words(indicator, total.waiting),
            queries.shown(standing.target) if standing.target else NOTHING,
            queries.achieved(standing.against),
            number(total.missing),
        ],
    }


def _targets(indicator: Indicator, ids: list[int], period: Period) -> list[Target]:
    rows = Target.objects.filter(indicator=indicator, unit__in=ids, period=period).order_by("pk")
    return list(rows.select_related("indicator"))


def _row(
    indicator: Indicator,
    line: ChildLine,
    called: Mapping[int, str],
    codes: Mapping[int, str],
    target: Target | None,
    query: Any,
) -> dict[str, Any]:
    is_child = line.kind == "child"
    mine = target if is_child else None
    found = queries.against(indicator, line.approved, Amount(mine.amount, mine.base, 1)) if mine else Against()
    named = Line(line.kind, line.unit_id, line.alive)
    return {
        "href": query(codes[line.unit_id]) if is_child else None,
        "cells": [
            line_name(named, called),
            in_words(indicator, line.approved),
            in_words(indicator, line.waiting),
            queries.shown(mine) if mine else NOTHING,
            queries.achieved(found),
            number(line.missing) if line.missing else NOTHING,
        ],
    }


def missing_page(query: str, indicator: Indicator | None = None) -> str:
    """The address of the list of units that owe a number; `query` as `views.asking.query_of` makes it."""
    return reverse("indicators:missing") + query + (f"&chi-tieu={indicator.pk}" if indicator else "")
