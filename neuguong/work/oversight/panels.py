"""What this slice shows on pages of others: a unit's, a person's, a registration's, the board of breakthroughs, and
"my work"."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.figures.queries import figure_band
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.kit.figures import measure
from neuguong.kit.numbers import date, number
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy as registrations
from neuguong.work.oversight import lists, queries
from neuguong.work.oversight.models import Finding, Visit

Shown = tuple[str, dict[str, Any]] | None

UNIT = ("visits_planned", "visits_held", "visits_overdue", "findings", "findings_unsettled", "findings_overdue")
BOARD = ("breakthroughs_supervised", "findings_unsettled")
_LATE = ("visits_overdue", "findings_overdue")
SHOWN = 20
AHEAD = dt.timedelta(days=14)


def band(keys: tuple[str, ...], unit: Unit, period: Period, today: dt.date) -> list[dict[str, Any]]:
    """Figures of the unit and all under it, each the link to its rows, as `ui/figure.jinja` takes them."""
    return figure_band([measure(key) for key in keys], unit, period, today=today, late=_LATE)


def unit_panel(request: Any, about: tuple[Unit, Period]) -> Shown:
    """On a unit's page: figures of the year, and what was found at the unit itself; nothing before there is any."""
    unit, period = about
    shown = band(UNIT, unit, period, request.today)
    lines = [_finding(one, request.today) for one in queries.findings_at(unit, period, request.user)[:SHOWN]]
    if not lines and not any(one["value"] for one in shown):
        return None
    return "oversight/_unit.jinja", {"band": shown, "lines": lines}


def person_panel(request: Any, person: Person) -> Shown:
    """On a person's page: what was found in her own matter, and at the units while she headed them."""
    lines = [_finding(one, request.today) for one in queries.findings_of(person, request.user)[:SHOWN]]
    return ("oversight/_person.jinja", {"lines": lines}) if lines else None


def _finding(row: Any, today: dt.date) -> dict[str, Any]:
    words, tone = lists.standing(row, today)
    cells = [row.text, row.recommendation, date(row.due_on), {"text": words, "tone": tone}]
    return {"href": reverse("oversight:finding", args=[row.pk]), "cells": cells}


def checks_panel(request: Any, commitment: Commitment) -> Shown:
    """On a registration's page: the checks of a head's breakthrough, and the way to record one for who supervises."""
    if queries.breakthrough_of(commitment) is None:
        return None
    may = registrations.can(request.user, "supervise", commitment)
    lines = [_check(one) for one in queries.checks_of(commitment, request.user)]
    if not lines and not may and not registrations.can(request.user, "read", commitment):
        return None
    target = reverse("oversight:check", args=[commitment.pk]) if may else None
    return "oversight/_checks.jinja", {"lines": lines, "check_href": target}


def _check(row: Any) -> dict[str, Any]:
    state = {"text": str(row.get_state_display()), "tone": lists.TONES[row.state]}
    cells = [row.body.name, date(row.held_on or row.planned_on), number(row.found), row.conclusion, state]
    return {"href": reverse("oversight:visit", args=[row.pk]), "cells": cells}


def board_panel(request: Any, about: tuple[Unit, Period, list[Commitment]]) -> Shown:
    """On the board of breakthroughs: how many were looked at, and for each head how often, when last, what is left."""
    unit, period, rows = about
    if not rows:
        return None
    told = queries.supervised_heads([row.pk for row in rows], request.user)
    mine = set(
        registrations.visible(Commitment.objects.filter(pk__in=[row.pk for row in rows]), request.user, "supervise")
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    lines = [_head(row, told.get(row.pk, (0, None, 0)), may=row.pk in mine) for row in rows]
    return "oversight/_board.jinja", {"band": band(BOARD, unit, period, request.today), "lines": lines}


def _head(row: Commitment, told: tuple[int, dt.date | None, int], *, may: bool) -> dict[str, Any]:
    count, last, left = told
    page = f"{reverse('commitments:detail', args=[row.pk])}#giam-sat"
    what = {"text": _("Ghi giám sát"), "href": reverse("oversight:check", args=[row.pk])}
    return {
        "href": page,
        "cells": [
            f"{row.person}, {row.unit.name}",
            row.supervisor.name if row.supervisor else _("Chưa giao"),
            number(count),
            date(last) if last else _("Chưa giám sát"),
            number(left),
            what if may else {"text": _("Xem các lần giám sát"), "href": page},
        ],
    }


def tasks(user: Any, today: dt.date) -> list[dict[str, Any]]:
    """The groups of this slice on "my work", as `desk/home.jinja` takes them."""
    visits, findings = reverse("oversight:list"), reverse("oversight:findings")
    return [
        _group("khac-phuc", _("Phải khắc phục sau kiểm tra, giám sát"), queries.to_remedy(user), findings, today),
        _group("xac-nhan-khac-phuc", _("Khắc phục chờ xác nhận"), queries.to_verify(user), findings, today),
        _group(
            "cuoc-sap-toi", _("Cuộc kiểm tra, giám sát sắp tới"), queries.to_hold(user, today + AHEAD), visits, today
        ),
        _group("cho-ket-luan", _("Cuộc chờ kết luận"), queries.to_conclude(user), visits, today),
    ]


def _group(key: str, title: str, rows: Any, more: str, today: dt.date, most: int = 6) -> dict[str, Any]:
    lines = [_task(row, today) for row in rows[:most]]
    return {"key": key, "title": title, "total": rows.count() if lines else 0, "more": more, "rows": lines}


def _task(row: Visit | Finding, today: dt.date) -> dict[str, Any]:
    if isinstance(row, Finding):
        words, tone = lists.standing(row, today)
        side = _("hạn khắc phục %(day)s") % {"day": date(row.due_on)}
        page, text = "oversight:finding", f"{row.unit.name}: {row.text}"
    else:
        is_late = row.held_on is None and row.planned_on < today
        words, tone = (
            (_("Quá thời gian dự kiến"), "late") if is_late else (row.get_state_display(), lists.TONES[row.state])
        )
        side = date(row.held_on or row.planned_on)
        page, text = "oversight:visit", f"{row.get_kind_display()} {row.unit.name}: {row.theme}"
    return {"href": reverse(page, args=[row.pk]), "text": text, "side": side, "state": words, "tone": tone}
