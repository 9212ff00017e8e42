"""What the page of compiling shows: a line for each unit directly below, one for each level, each number a link."""

import datetime as dt
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.figures.queries import Line, by_child, figure_band, figures, href, rows
from neuguong.base.orgs.choices import Level
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.models.units import LABEL_WIDTH
from neuguong.base.orgs.queries import names, path_of, paths_on
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Measure, measure
from neuguong.kit.numbers import number
from neuguong.kit.text import fold
from neuguong.work.reports.measures import REPORTS
from neuguong.work.reports.notices import in_words
from neuguong.work.reports.queries import Place, in_sentence, late_ones, silent

COLUMNS = ("owed", "missing", "reports_owed", "reports_missing", "plans_missing")
BAND = ("reports_should", "reports_sent", "reports_in_time", "reports_extended", "reports_late", "reports_past_first")
EXTENSIONS = ("extensions", "extensions_waiting", "extensions_granted")
OWN = "own"


def _period_of(one: Measure, at: Place) -> Period:
    """Reports are owed for the period; registrations and plans for its year."""
    return at.period if one.cube == REPORTS else at.year


def band(at: Place, today: dt.date) -> list[dict[str, Any]]:
    """How the reports of the period stand against both deadlines, and who asked for a later day."""
    asked = [measure(key) for key in (*BAND, *EXTENSIONS)]
    return figure_band(asked, at.unit, at.period, today=today, late=("reports_late", "reports_past_first"))


def columns(at: Place, first: str) -> list[dict[str, Any]]:
    """The heads of both tables."""
    words = [str(measure(key).label) for key in COLUMNS]
    if at.quarter:
        words.append(_("Chưa ghi kết quả %(quarter)s") % {"quarter": in_sentence(at.quarter)})
    return [{"label": first}, *({"label": one, "numeric": True} for one in words)]


def by_unit(at: Place, today: dt.date) -> dict[str, Any]:
    """A line for each unit directly below that is late with something, or owes it, and one for the unit's own; `calm`
    is how many others there are. The foot adds up to the unit's figures."""
    asked = [measure(key) for key in COLUMNS]
    lines: dict[tuple[str, int], Line] = {}
    for period in dict.fromkeys((at.year, at.period)):
        for line in by_child([one for one in asked if _period_of(one, at) == period], at.unit.pk, period, today=today):
            kept = lines.setdefault((line.kind, line.unit_id), line)
            kept.values.update(line.values)
    mute = _silent_by_child(at)
    ids = {line.unit_id for line in lines.values()}
    called, codes = names(ids, at.year.tree_on), dict(Unit.objects.filter(pk__in=ids).values_list("pk", "code"))
    late = [line for line in lines.values() if any(line.values.values()) or mute[line.unit_id]]
    found = [_line(line, called[line.unit_id].name, codes[line.unit_id], at, mute) for line in late]
    totals = figures([one for one in asked if one.cube != REPORTS], at.unit.pk, [at.year], today=today)
    totals |= figures([one for one in asked if one.cube == REPORTS], at.unit.pk, [at.period], today=today)
    foot = [number(totals[one.key, _period_of(one, at).pk]) for one in asked]
    if at.quarter:
        foot.append(number(sum(mute.values())))
    heads = columns(at, _("Đơn vị"))
    return {"columns": heads, "rows": found, "foot": [_("Cộng"), *foot], "calm": len(lines) - len(late)}


def _line(line: Line, name: str, code: str, at: Place, mute: Counter[int]) -> dict[str, Any]:
    is_own = line.kind == OWN
    cells: list[Any] = [_called(line, name)]
    for key in COLUMNS:
        value = line.values.get(key, 0)
        link = href(key, code, _period_of(measure(key), at).pk, own=is_own) if value and line.kind != "split" else None
        cells.append({"text": number(value), "href": link})
    if at.quarter:
        count = mute[line.unit_id] if line.kind != "split" else 0
        cells.append({"text": number(count), "href": _silent_page(code, at.quarter, own=is_own) if count else None})
    return {"href": page_of(code, at.period) if line.kind == "child" and line.alive else None, "cells": cells}


def _called(line: Line, name: str) -> str:
    if line.kind != "child":
        return {OWN: _("Trực tiếp tại đơn vị"), "split": _("Trước khi chia tách")}[line.kind]
    return name if line.alive else _("%(unit)s (đã kết thúc)") % {"unit": name}


def page_of(code: str, period: Period) -> str:
    """The page of compiling of a unit and a period."""
    return f"{reverse('reports:press')}?{urlencode({'don-vi': code, 'ky': period.pk}, safe='/')}"


def _silent_page(code: str, quarter: Period, *, own: bool = False, level: int | None = None) -> str:
    asked = {"don-vi": code, "ky": quarter.pk}
    asked |= {"rieng": 1} if own else {}
    asked |= {"cap": level} if level is not None else {}
    return f"{reverse('reports:silent')}?{urlencode(asked, safe='/')}"


def _silent_by_child(at: Place) -> Counter[int]:
    """Child id -> registrations without a result under it; those of the unit itself under its own id."""
    if at.quarter is None:
        return Counter()
    counted = dict(silent(at).order_by().values("unit_id").annotate(n=Count("pk")).values_list("unit_id", "n"))
    home = path_of(at.unit.pk, at.quarter.tree_on)
    paths = paths_on(at.quarter.tree_on).filter(unit__in=counted).values_list("unit_id", "path")
    found: Counter[int] = Counter()
    for unit_id, path in paths:
        step = path[len(home) : len(home) + LABEL_WIDTH]
        found[int(step, 16) if step else at.unit.pk] += counted[unit_id]
    return found


def by_level(at: Place, today: dt.date) -> dict[str, Any]:
    """A line for each level of units that owes something, the highest first."""
    asked = [measure(key) for key in COLUMNS]
    counted = {one.key: _levels(rows(one, at.unit.pk, _period_of(one, at), today=today)) for one in asked}
    mute = _levels(silent(at))
    present = sorted({level for one in (*counted.values(), mute) for level in one})
    return {
        "columns": columns(at, _("Cấp")),
        "rows": [{"href": None, "cells": _level(level, counted, mute, at)} for level in present],
    }


def _levels(found: Any) -> dict[int, int]:
    return dict(found.order_by().values("unit__level").annotate(n=Count("pk")).values_list("unit__level", "n"))


def _level(level: int, counted: dict[str, dict[int, int]], mute: dict[int, int], at: Place) -> list[Any]:
    cells: list[Any] = [str(Level(level).label)]
    for key in COLUMNS:
        value = counted[key].get(level, 0)
        link = href(key, at.unit.code, _period_of(measure(key), at).pk) + f"&cap={level}"
        cells.append({"text": number(value), "href": link if value else None})
    if at.quarter:
        value = mute.get(level, 0)
        link = _silent_page(at.unit.code, at.quarter, level=level)
        cells.append({"text": number(value), "href": link if value else None})
    return cells


def on_paper(at: Place, today: dt.date) -> list[tuple[str, str, str]]:
    """Who must be told on paper: (name, unit, what is late), in the order of the names of units."""
    found = late_ones(at, today).paper
    called = names({unit for _name, unit in found}, at.period.tree_on)
    lines = [(name, called[unit].name, in_words(counts, at)) for (name, unit), counts in found.items()]
    return sorted(lines, key=lambda one: (fold(one[1]), fold(one[0])))
