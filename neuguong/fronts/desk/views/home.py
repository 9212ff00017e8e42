"""My work: what one has to write, to decide, to carry out, what came back, and what one waits for."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import held
from neuguong.base.notices.queries import notices_of
from neuguong.base.orgs.choices import CELLS
from neuguong.base.orgs.models import Unit
from neuguong.base.periods import queries as periods
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.base.periods.rules import capacity_to_keep
from neuguong.kit.numbers import date
from neuguong.kit.views import SIGNED_IN, Page, Request, page
from neuguong.work.commitments import panels, queries
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.lists import TONES
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import units as typed_for
from neuguong.work.dialogues import panels as listening
from neuguong.work.oversight import panels as overseeing
from neuguong.work.reports import queries as compiling
from neuguong.work.reports.lists import TONES as REPORT_TONES

SHOWN = 6
CELLS_SHOWN = 3
REASON = 120
_CLOSERS = (Role.STAFF, Role.ADMINISTRATOR, Role.APPROVER)


class Home(Page):
    """The first page after signing in."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        user, today = request.user, request.today
        year, quarter = _opened(today)
        unit = _own_unit(user)
        context: dict[str, Any] = {
            "groups": [one for one in _groups(user, today, quarter) if one["total"]],
            "unit": unit,
            "cells": _own_cells(user) if year else [],
            "boards": _own_boards(user) if year else [],
            "year": year,
            "band": panels.band(unit, year, today) if unit and year else [],
            "can_open": capacity_to_keep(user) is not None,
            "person": getattr(user, "person", None),
            "notices": notices_of(user).filter(read_at=None)[:SHOWN],
        }
        return page(request, "desk/home.jinja", context)


def _opened(today: dt.date) -> tuple[Period | None, Period | None]:
    """This year and this quarter, as far as they are opened."""
    try:
        return periods.year(today.year), periods.containing(today, PeriodKind.QUARTER)
    except Period.DoesNotExist:
        return None, None


def _own_unit(user: Any) -> Unit | None:
    """The unit one works for, that of the widest grant; None for somebody who is a member and no more."""
    mine = [hold.unit_id for hold in held(user, tuple(Role)) if hold.role not in (Role.MEMBER, Role.RECORDS)]
    return Unit.objects.filter(pk__in=mine).order_by("level", "pk").first()


def _own_cells(user: Any) -> list[Unit]:
    """The cells for whose members one types, a few: each has a page of its own."""
    if not held(user, (Role.SECRETARY, Role.STAFF)):
        return []
    cells = Unit.objects.filter(kind__in=CELLS)
    return list(typed_for.visible(cells, user, "type").order_by("sort_key", "pk")[:CELLS_SHOWN])


def _own_boards(user: Any) -> list[Unit]:
    """The committees on whose standing committee one sits: each has a board of the breakthroughs it decides."""
    mine = [hold.unit_id for hold in held(user, (Role.APPROVER,))]
    return list(Unit.objects.filter(pk__in=mine).order_by("level", "sort_key", "pk")[:CELLS_SHOWN]) if mine else []


def _groups(user: Any, today: Any, quarter: Any) -> list[dict[str, Any]]:
    silent = queries.without_progress(user, quarter) if quarter else Commitment.objects.none()
    return [
        _group("viet", _("Cần viết"), queries.to_write(user, today), _due, late_before=today),
        _group("tra-lai", _("Được trả lại"), queries.returned_to(user), _returned),
        _group("quyet-dinh", _("Chờ đồng chí quyết định"), queries.to_decide(user), _submitted, "commitments:queue"),
        _amendments(user),
        _group("xac-nhan", _("Chờ xác nhận kết quả"), queries.to_confirm(user), _reported, "commitments:queue"),
        _reports(user, today),
        _extensions(user),
        _overdue(user, today),
        *panels.obstacle_tasks(user, today),
        *overseeing.tasks(user, today),
        *listening.doings(user, today),
        _posts_over(user),
        _group("ghi", _("Chưa ghi kết quả %(q)s") % {"q": quarter}, silent, lambda _row: _by(quarter.ends_on)),
        _group("dang-cho", _("Bản của đồng chí đang chờ quyết định"), queries.waiting(user), _awaited),
        _group("giam-sat", _("Đồng chí theo dõi, giám sát"), queries.supervised(user), lambda row: row.unit.name),
    ]  # fmt: skip


def _due(row: Any) -> str:
    return _("hạn đăng ký %(day)s") % {"day": date(row.due_on)}


def _returned(row: Any) -> str:
    if row.returned_at is None:
        return ""
    words = {"day": _day(row.returned_at), "reason": Truncator(row.reason).chars(REASON)}
    return _("trả lại ngày %(day)s: %(reason)s") % words


def _submitted(row: Any) -> str:
    return _("trình ngày %(day)s") % {"day": date(row.submitted_on)} if row.submitted_on else ""


def _reported(row: Any) -> str:
    return _("báo cáo ngày %(day)s") % {"day": _day(row.reported_at)} if row.reported_at else ""


def _by(day: dt.date) -> str:
    return _("ghi trước khi hết ngày %(day)s") % {"day": date(day)}


def _awaited(row: Any) -> str:
    is_reported = row.state == State.REPORTED
    words = _("%(since)s, chờ %(unit)s xác nhận") if is_reported else _("%(since)s, chờ %(unit)s quyết định")
    since = _reported(row) if is_reported else _submitted(row)
    return (words % {"since": since, "unit": row.decider_unit.name}).removeprefix(", ")


def _day(at: dt.datetime) -> str:
    return date(timezone.localdate(at))


def _reports(user: Any, today: dt.date) -> dict[str, Any]:
    """Reports asked for of the units one serves."""
    owed = compiling.owed(user)
    rows = [
        {
            "href": reverse("reports:detail", args=[row.pk]),
            "text": f"{row.unit.name}, {compiling.in_sentence(row.period)}",
            "side": _("hạn báo cáo %(day)s") % {"day": date(row.due_on)},
            "tone": "late" if row.due_on < today else REPORT_TONES[row.state],
            "state": _("Quá hạn") if row.due_on < today else row.get_state_display(),
        }
        for row in owed[:SHOWN]
    ]
    title = _("Báo cáo phải lập")
    return {"key": "bao-cao", "title": title, "total": owed.count(), "more": reverse("reports:list"), "rows": rows}


def _extensions(user: Any) -> dict[str, Any]:
    """Requests for a later day that wait for one's answer."""
    asked = compiling.open_to_answer(user)
    rows = [
        {
            "href": reverse("reports:extension", args=[row.pk]),
            "text": f"{row.unit.name}, {str(row.get_subject_display()).lower()} {compiling.in_sentence(row.period)}",
            "side": _("xin gia hạn đến ngày %(day)s") % {"day": date(row.until)},
            "tone": "warn",
            "state": row.get_state_display(),
        }
        for row in asked[:SHOWN]
    ]
    title, more = _("Đề nghị gia hạn chờ trả lời"), reverse("reports:extensions")
    return {"key": "gia-han", "title": title, "total": asked.count(), "more": more, "rows": rows}


def _amendments(user: Any) -> dict[str, Any]:
    """Proposed amendments that wait for one's decision."""
    asked = queries.amendments_to_decide(user)
    rows = [
        {
            "href": reverse("commitments:amendment", args=[row.pk]),
            "text": f"{row.commitment.person or row.commitment.unit}, {str(row.commitment.period).lower()}",
            "side": Truncator(row.reason).chars(REASON),
            "tone": "warn",
            "state": row.get_state_display(),
        }
        for row in asked[:SHOWN]
    ]
    title, more = _("Đề nghị điều chỉnh chờ quyết định"), reverse("commitments:queue")
    return {"key": "dieu-chinh", "title": title, "total": asked.count(), "more": more, "rows": rows}


def _posts_over(user: Any) -> dict[str, Any]:
    """Registrations of heads who have left the post in which they made them."""
    rows = queries.posts_over(user) if held(user, _CLOSERS) else Commitment.objects.none()
    title = _("Người đứng đầu đã thôi chức vụ, bản đăng ký cần kết thúc")
    return _group("thoi-chuc-vu", title, rows, lambda row: row.unit.name)


def _overdue(user: Any, today: Any) -> dict[str, Any]:
    due = queries.overdue_items(user, today)
    rows = [
        {
            "href": reverse("commitments:detail", args=[item.commitment_id]) + f"#noi-dung-{item.number}",
            "text": item.deed,
            "side": _("hạn %(day)s") % {"day": f"{item.due_on:%d/%m/%Y}"},
            "tone": "late",
            "state": _("Quá hạn"),
        }
        for item in due[:SHOWN]
    ]
    total = due.count()
    return {
        "key": "qua-han",
        "title": _("Nội dung quá hạn"),
        "total": total,
        "more": reverse("commitments:list"),
        "rows": rows,
    }


def _group(
    key: str,
    title: str,
    rows: QuerySet[Commitment],
    told: Callable[[Any], str],
    more: str = "commitments:list",
    late_before: dt.date = dt.date.min,
) -> dict[str, Any]:
    """A kind of task. `told` says the date and circumstance of a row's own task; what was due before a day is late."""
    return {
        "key": key,
        "title": title,
        "total": rows.count(),
        "more": reverse(more),
        "rows": [_line(row, told(row), is_late=row.due_on < late_before) for row in rows[:SHOWN]],
    }


def _line(row: Commitment, side: str, *, is_late: bool) -> dict[str, Any]:
    state = row.get_state_display()
    return {
        "href": reverse("commitments:detail", args=[row.pk]),
        "text": row.title,
        "side": side,
        "state": _("%(state)s, quá hạn") % {"state": state} if is_late else state,
        "tone": "late" if is_late else TONES[row.state],
    }
