"""What other pages show of this slice: figures of a unit, each the link to its rows, and what waits for a desk."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import held
from neuguong.base.figures.queries import figure_band
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.figures import measure
from neuguong.kit.numbers import date
from neuguong.work.dialogues.queries import in_hand, promises_of, to_record

BAND = (
    "cases", "cases_answered", "cases_on_time", "cases_overdue", "cases_transferred", "cases_escalated",
    "receptions_due", "receptions_held", "receptions_by_substitute", "dialogues", "promises", "promises_kept",
    "promises_overdue",
)  # fmt: skip
SHOWN = 6
_LATE = ("cases_overdue", "cases_escalated", "promises_overdue")


def band(unit: Unit, period: Period, today: dt.date, *, in_today_tree: bool = False) -> list[dict[str, Any]]:
    """The figures of the unit and all under it, as `ui/figure.jinja` takes them; none where there is nothing at all."""
    asked = [measure(key) for key in BAND]
    shown = figure_band(asked, unit, period, today=today, in_today_tree=in_today_tree, late=_LATE)
    return shown if any(one["value"] for one in shown) else []


def doings(user: Any, today: dt.date) -> list[dict[str, Any]]:
    """What waits for a desk, as groups of "my work"; none for who works at no desk."""
    if not held(user, (Role.STAFF, Role.APPROVER)):
        return []
    return [_cases(user, today), _unrecorded(user, today), _promised(user, today)]


def _cases(user: Any, today: dt.date) -> dict[str, Any]:
    found = in_hand(user)
    rows = [
        {
            "href": reverse("dialogues:case", args=[row.pk]),
            "text": f"{row}: {row.summary}" if row.summary else str(row),
            "side": _("hạn trả lời %(day)s") % {"day": date(row.due_on)},
            "tone": "late" if row.due_on < today else "warn",
            "state": _("Quá hạn") if row.due_on < today else row.get_state_display(),
        }
        for row in found[:SHOWN]
    ]
    return _group("don-thu", _("Đơn thư phải trả lời"), found, rows, reverse("dialogues:cases"))


def _unrecorded(user: Any, today: dt.date) -> dict[str, Any]:
    found = to_record(user, today)
    rows = [
        {
            "href": reverse("dialogues:reception", args=[row.pk]), "text": f"{row}, {row.unit.name}", "side": row.hours,
            "tone": "late", "state": _("Quá ngày chưa ghi"),
        }
        for row in found[:SHOWN]
    ]  # fmt: skip
    return _group("tiep-dan", _("Buổi tiếp công dân chưa ghi kết quả"), found, rows, reverse("dialogues:receptions"))


def _promised(user: Any, today: dt.date) -> dict[str, Any]:
    found = promises_of(user)
    rows = [
        {
            "href": reverse("dialogues:promise", args=[row.pk]), "text": row.text,
            "side": _("hạn %(day)s") % {"day": date(row.due_on)},
            "tone": "late" if row.due_on < today else "info",
            "state": _("Quá hạn") if row.due_on < today else row.get_outcome_display(),
        }
        for row in found[:SHOWN]
    ]  # fmt: skip
    return _group("da-hua", _("Việc đã hứa với dân"), found, rows, reverse("dialogues:promises"))


def _group(key: str, title: str, found: QuerySet[Any], rows: list[dict[str, Any]], more: str) -> dict[str, Any]:
    return {"key": key, "title": title, "total": found.count(), "more": more, "rows": rows}
