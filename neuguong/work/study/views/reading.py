"""Pages that show: study of a year as seen from a unit, one theme, the sessions, one session and who attended."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.rules import units
from neuguong.base.figures.queries import span
from neuguong.base.files.queries import attached_to
from neuguong.base.journal.queries import timeline
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import names
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.lists import Listing
from neuguong.kit.numbers import number, percent
from neuguong.kit.views import ListPage, Page, Request, page
from neuguong.work.programmes.queries import places
from neuguong.work.study import lists, panels, queries, rules
from neuguong.work.study.choices import SessionKind, Status
from neuguong.work.study.flow import FLOW
from neuguong.work.study.models import Attendance, Session, Theme
from neuguong.work.study.views.meetings import meeting_context

SHOWN = 8
ACTS = {
    "set_theme": _l("Đặt chuyên đề"),
    "add_material": _l("Thêm tài liệu"),
    "plan_session": _l("Lên lịch buổi"),
    "change_session": _l("Sửa, dời buổi"),
    "invite": _l("Mời dự"),
    "call_roll": _l("Điểm danh"),
    "write_minutes": _l("Viết biên bản"),
    "conclude": _l("Ghi kết luận"),
    "finish": _l("Ghi kết quả thực hiện kết luận"),
    "score": _l("Chấm điểm buổi sinh hoạt"),
}


def may(user: Any, action: str) -> bool:
    """Whether there is a unit at which the reader may do it: what the page's main button asks."""
    return bool(rules.units.visible(Unit.objects.all(), user, action).exists())


def year_asked(request: Any, otherwise: int) -> Period:
    """The year in the address, else that one; 404 for one that was never opened."""
    asked = request.GET.get("nam", "")
    try:
        return periods.year(int(asked) if asked.isdecimal() and len(asked) == 4 else otherwise)
    except Period.DoesNotExist as error:
        raise Http404(str(error)) from error


def unit_asked(request: Any, own: list[Unit]) -> Unit | None:
    """The unit in the address, else the reader's first place; 404 for one whose figures are not hers to see."""
    asked = request.GET.get("don-vi", "")
    if not asked:
        return own[0] if own else None
    found: Unit = get_object_or_404(units.visible(Unit.objects.all(), request.user), code=asked)
    return found


class Overview(Page):
    """Sessions, turns and themes of a year as seen from a unit (`?nam=`, `?don-vi=`)."""

    right = (rules.themes, "view")

    def get(self, request: Request) -> HttpResponse:
        period, today, user = year_asked(request, request.today.year), request.today, request.user
        own = places(user)
        unit = unit_asked(request, own)
        themes = list(self.allowed(queries.themes_seen_from(unit, period))[: queries.MOST_THEMES])
        context = {
            "period": period,
            "years": [one.year for one in periods.years() if one.year <= today.year + 1],
            "places": own,
            "unit": unit,
            "unit_name": names([unit.pk], period.tree_on)[unit.pk].name if unit else "",
            "span": span(period),
            "band": panels.band(unit, period, today) if unit else [],
            "coverage": panels.coverage(unit, period, today) if unit else None,
            "themes": panels.themes_studied(themes, unit, period, today) if unit and themes else [],
            "sessions": [_line(one) for one in queries.sessions_of(user)[:SHOWN]],
            "conclusions": list(queries.conclusions_of(user)[:SHOWN]),
            "can_set": may(user, "set_theme"),
            "can_plan": may(user, "call_together"),
        }
        return page(request, "study/list.jinja", context)


def _line(session: Session) -> dict[str, Any]:
    tone = lists.TONES[session.state]
    state = {"text": str(session.get_state_display()), "tone": tone}
    cells = [session.title, str(session.get_kind_display()), f"{session.on:%d/%m/%Y}", session.unit.name, state]
    return {"href": reverse("study:session", args=[session.pk]), "cells": cells}


class ThemePage(Page):
    """One theme: its materials, how many have studied it, at which sessions, seen from a unit (`?don-vi=`)."""

    right = (rules.themes, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        theme: Theme = self.found(Theme.objects.select_related("unit", "programme", "period"), pk=pk)
        period, user = theme.period, request.user
        unit = unit_asked(request, places(user))
        seen = rules.sessions.visible(Session.objects.filter(theme=theme), user).select_related("unit")
        context = {
            "subject": theme,
            "unit": unit,
            "unit_name": names([unit.pk], period.tree_on)[unit.pk].name if unit else "",
            "span": span(period),
            "band": panels.band(unit, period, request.today, theme) if unit else [],
            "coverage": panels.coverage(unit, period, request.today, theme) if unit else None,
            "materials": attached_to(theme),
            "sessions": [_line(one) for one in seen.order_by("-on", "pk")[:SHOWN]],
            "can_write": rules.themes.can(user, "write", theme),
            "can_plan": may(user, "call_together"),
            "timeline": timeline(theme, FLOW, ACTS),
        }
        return page(request, "study/theme.jinja", context)


class Sessions(ListPage):
    """The sessions that the reader may see."""

    right = (rules.sessions, "view")
    spec = lists.SESSIONS
    template = "study/sessions.jinja"

    def get_queryset(self) -> QuerySet[Session]:
        return Session.objects.select_related("unit", "theme")

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"can_plan": may(self.request.user, "call_together")}


class SessionPage(Page):
    """One session: when and where, who was called together and who came, and the steps open to the reader."""

    right = (rules.sessions, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        related = ("unit", "theme", "period", "makes_up")
        session: Session = self.found(Session.objects.select_related(*related), pk=pk)
        user = request.user
        rows = rules.attendances.visible(Attendance.objects.filter(session=session), user)
        able: Any = rules.sessions.abilities(
            Session.objects.filter(pk=pk), user, ["call", "change", "invite", "show_code", "make_up"]
        )
        may = able.values("can_call", "can_change", "can_invite", "can_show_code", "can_make_up").get()
        counted = queries.counts(rows)
        should = sum(counted.values())
        context = {
            "session": session,
            "tone": lists.TONES[session.state],
            "places": session.places.all(),
            "counts": [(label, counted[status]) for status, label in Status.choices],
            "should": should,
            "share": percent(counted[Status.PRESENT], should),
            "units": [_of_unit(line) for line in queries.by_unit(rows)] if should else [],
            "mine": rows.filter(rules.herself(user)).first(),
            "made_up_by": session.made_up_by.order_by("on", "pk"),
            "missed": counted[Status.ABSENT] + counted[Status.EXCUSED],
            "disputed": rows.filter(is_disputed=True).count(),
            "open_steps": FLOW.open_to(session, user),
            "step_url": reverse("journal:take", args=[FLOW.key, pk]),
            "is_today": session.on <= request.today,
            "timeline": timeline(session, FLOW, ACTS),
            "today": request.today,
            **may,
            **(meeting_context(session, user) if session.kind == SessionKind.CELL_MEETING else {"is_meeting": False}),
        }
        return page(request, "study/session.jinja", context)


def _of_unit(line: queries.Line) -> dict[str, Any]:
    counted = [line.counts.get(status, 0) for status in Status.values]
    present = line.counts.get(Status.PRESENT, 0)
    return {"cells": [line.unit.name, number(line.should), *map(number, counted), percent(present, line.should)]}


class Attendances(ListPage):
    """Who was called to one session and who came, as far as the reader may know."""

    right = (rules.attendances, "view")
    spec = lists.ATTENDANCES

    def prepare(self) -> None:
        self.session: Session = get_object_or_404(
            rules.sessions.visible(Session.objects.all(), self.request.user), pk=self.kwargs["pk"]
        )
        self.title = self.session.title

    def about(self) -> str:
        return f"{self.session.title}, {self.session.on:%d/%m/%Y}"

    def get_queryset(self) -> QuerySet[Attendance]:
        rows = Attendance.objects.filter(session=self.session)
        return rows.select_related("person", "unit", "session")
