"""Figures of study at a unit: sessions, turns, coverage of a theme; the same for its sub-units."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from neuguong.base.figures.queries import (
    by_child,
    called_on,
    figure_band,
    figures,
    line_href,
    line_name,
    told_apart,
)
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Measure, measure
from neuguong.kit.numbers import number, percent
from neuguong.work.study.models import Theme

BAND = ("sessions", "turns", "turns_should", "turns_present", "turns_make_up")
TABLE = ("sessions", "turns_should", "turns_present", "turns_excused", "turns_absent")
OF_THEME = ("learners_should", "learners", "learners_left", "learners_made_up", "sessions", "turns")
THEME_TABLE = ("learners_should", "learners", "learners_left", "learners_made_up", "turns")


def _of(keys: Sequence[str], theme: Theme | None = None) -> list[Measure]:
    found = [measure(key) for key in keys]
    return [one.only("theme_id", theme.pk) for one in found] if theme else found


def band(unit: Unit, period: Period, today: dt.date, theme: Theme | None = None) -> list[dict[str, Any]]:
    """The figures of the unit and all under it, each the link to its rows, as `ui/figure.jinja` takes them."""
    asked = _of(OF_THEME if theme else BAND, theme)
    only = theme.pk if theme else None
    return figure_band(asked, unit, period, today=today, late=("learners_left",), only=only)


def coverage(unit: Unit, period: Period, today: dt.date, theme: Theme | None = None) -> dict[str, Any] | None:
    """Coverage by sub-unit as `plain_table` takes it: columns, rows, foot; None where nothing is under it. `silent`
    says how many sub-units have neither a session nor anybody called together: they have no row."""
    asked = _of(THEME_TABLE if theme else TABLE, theme)
    part, whole = ("learners", "learners_should") if theme else ("turns_present", "turns_should")
    lines = by_child(asked, unit.pk, period, today=today)
    if not any(line.kind == "child" for line in lines):
        return None
    shown = [line for line in lines if line.kind != "child" or any(line.values.get(one.key) for one in asked)]
    called, codes = called_on(lines, period.tree_on)
    total = figures(asked, unit.pk, [period], today=today)
    sums = {one.key: total[one.key, period.pk] for one in asked}
    rows = []
    for line in shown:
        cells: list[Any] = [line_name(line, called)]
        for one in asked:
            link = line_href(line, one, codes, period, only=theme.pk if theme else None)
            cells.append({"text": number(line.values.get(one.key, 0)), "href": link or None, "tone": None})
        cells.append(percent(line.values.get(part, 0), line.values.get(whole, 0)))
        target = _page(codes[line.unit_id], period, theme) if line.kind == "child" else None
        rows.append({"href": target, "cells": cells})
    labels = [_("Đơn vị"), *(str(one.label) for one in asked), _("Tỷ lệ")]
    return {
        "columns": [{"label": label, "numeric": place > 0} for place, label in enumerate(labels)],
        "rows": rows,
        "silent": _silent(len(lines) - len(shown)),
        "foot": [_("Cộng"), *(number(value) for value in sums.values()), percent(sums[part], sums[whole])],
    }


def _silent(count: int) -> str:
    """The one sentence for all units about which there is nothing to say; "" where there are none."""
    words = ngettext(
        "%(n)s đơn vị chưa có buổi nào, cũng chưa ai được mời dự.",
        "%(n)s đơn vị chưa có buổi nào, cũng chưa ai được mời dự.",
        count,
    )
    return words % {"n": number(count)} if count else ""


def _page(code: str, period: Period, theme: Theme | None) -> str:
    """The same page, seen from a sub-unit."""
    page = reverse("study:theme", args=[theme.pk]) if theme else reverse("study:list")
    return f"{page}?{urlencode({'don-vi': code, 'nam': period.year}, safe='/')}"


def themes_studied(themes: Sequence[Theme], unit: Unit, period: Period, today: dt.date) -> list[dict[str, Any]]:
    """How far each theme has come at the unit and all under it, as lines of `plain_table` (two statements)."""
    asked = _of(("learners_should", "learners", "turns", "sessions"))
    found = told_apart(asked, "theme_id", unit.pk, [period], today=today)
    lines = []
    for theme in themes:
        should, learners, turns, sessions = (found.get((one.key, period.pk, str(theme.pk)), 0) for one in asked)
        page = f"{reverse('study:theme', args=[theme.pk])}?{urlencode({'don-vi': unit.code}, safe='/')}"
        cells = [theme.title, theme.unit.name, *map(number, (sessions, turns, should, learners))]
        lines.append({"href": page, "cells": [*cells, percent(learners, should)]})
    return lines
