"""The work of compiling: who is late by level, one reminder to all, and the list of who must be told on paper."""

import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import held
from neuguong.base.figures.queries import shown_rows, span
from neuguong.base.orgs.choices import Level
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import names
from neuguong.base.periods.models import Period
from neuguong.kit.documents import FILE_FORMATS
from neuguong.kit.lists import Listing
from neuguong.kit.numbers import number, whole
from neuguong.kit.views import ListPage, Page, Request, page
from neuguong.work.commitments.measures import COMMITMENTS
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy as commitment_policy
from neuguong.work.reports import panels, queries
from neuguong.work.reports.documents import paper_list
from neuguong.work.reports.queries import Place, in_sentence, periods_up_to
from neuguong.work.reports.rules import units
from neuguong.work.reports.services import press

SHOWN = 500


class _AtPlace(Page):
    """`?don-vi=` a unit's code, `?ky=` a period's id; without them one's own widest unit and this year."""

    right = (units, "press")

    def place(self) -> Place:
        request = self.request
        code = request.GET.get("don-vi", "")
        unit: Unit = self.found(Unit.objects.all(), code=code) if code else self._own()
        known = periods_up_to(request.today)
        asked = request.GET.get("ky", "")
        chosen = next((one for one in known if str(one.pk) == asked), None) if asked else _now(known, request)
        if chosen is None:
            raise Http404(_("Không có kỳ này."))
        self.periods = known
        return queries.place(unit, chosen, request.today)

    def _own(self) -> Unit:
        mine = [hold.unit_id for hold in held(self.request.user, (Role.STAFF, Role.APPROVER, Role.ADMINISTRATOR))]
        unit: Unit | None = self.allowed(Unit.objects.filter(pk__in=mine)).order_by("level", "sort_key", "pk").first()
        if unit is None:
            raise Http404
        return unit


def _now(known: list[Period], request: Request) -> Period | None:
    """The year at hand; `?nam=` asks for another."""
    number = whole(request.GET.get("nam", ""), request.today.year)
    return next((one for one in known if one.kind == "YEAR" and one.year == number), None)


class Press(_AtPlace):
    """Who is late with registering, reporting, planning, recording, by unit and by level; one reminder to all."""

    def get(self, request: Request) -> HttpResponse:
        at, today = self.place(), request.today
        entry = queries.last_pressed(at.unit)
        context = {
            "at": at,
            "title": _("Đôn đốc %(period)s") % {"period": in_sentence(at.period)},
            "name": names([at.unit.pk], at.period.tree_on)[at.unit.pk].name,
            "span": span(at.period),
            "periods": self.periods,
            "band": panels.band(at, today),
            "by_unit": panels.by_unit(at, today),
            "by_level": panels.by_level(at, today),
            "last": entry,
            "query": f"?don-vi={at.unit.code}&ky={at.period.pk}",
            "can_open": units.can(request.user, "open", at.unit),
        }
        return page(request, "reports/press.jinja", context)

    def post(self, request: Request) -> HttpResponse:
        at = self.place()
        try:
            done = press(at=at, actor=request.user, today=request.today, now=request.now)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            _say(request, done)
        return HttpResponseRedirect(panels.page_of(at.unit.code, at.period))


def _say(request: Request, done: Any) -> None:
    if done.told:
        words = ngettext("Đã nhắc %(n)s người, nơi.", "Đã nhắc %(n)s người, nơi.", done.told)
        messages.success(request, words % {"n": number(done.told)})
    if done.before:
        words = ngettext(
            "%(n)s người, nơi đã được nhắc hôm nay nên không nhắc lại.",
            "%(n)s người, nơi đã được nhắc hôm nay nên không nhắc lại.",
            done.before,
        )
        messages.info(request, words % {"n": number(done.before)})
    if done.paper:
        words = ngettext(
            "%(n)s người, nơi không có tài khoản: hãy in danh sách để nhắc bằng giấy.",
            "%(n)s người, nơi không có tài khoản: hãy in danh sách để nhắc bằng giấy.",
            done.paper,
        )
        messages.warning(request, words % {"n": number(done.paper)})
    if not (done.told or done.before or done.paper):
        messages.info(request, _("Không có ai chậm, không phải nhắc."))


class OnPaper(_AtPlace):
    """Who has no login and nobody who writes for them: a list to print, on the screen and as a paper."""

    def get(self, request: Request, suffix: str = "") -> HttpResponse | FileResponse:
        at = self.place()
        found = panels.on_paper(at, request.today)
        if suffix:
            return _file(at, found, suffix, request)
        query = f"?don-vi={at.unit.code}&ky={at.period.pk}"
        context = {
            "at": at,
            "name": names([at.unit.pk], at.period.tree_on)[at.unit.pk].name,
            "rows": [{"href": None, "cells": list(one)} for one in found[:SHOWN]],
            "total": len(found),
            "more": max(0, len(found) - SHOWN),
            "back": panels.page_of(at.unit.code, at.period),
            "files": [(one.upper(), reverse("reports:on_paper_file", args=[one]) + query) for one in FILE_FORMATS],
        }
        return page(request, "reports/on_paper.jinja", context)


def _file(at: Place, found: list[tuple[str, str, str]], suffix: str, request: Request) -> FileResponse:
    if suffix not in FILE_FORMATS:
        raise Http404
    stream = io.BytesIO()
    FILE_FORMATS[suffix].write(paper_list(at, found, on=request.today), stream, request.now)
    stream.seek(0)
    return FileResponse(
        stream, as_attachment=True, filename=f"nhac-bang-giay.{suffix}", content_type=FILE_FORMATS[suffix].media_type
    )


class Silent(ListPage):
    """Registrations in force without a result in a quarter: `?don-vi=`, `?ky=`, `?cap=` a level, `?rieng=1` the unit's
    own. Those the reader may see."""

    right = (commitment_policy, "view")
    title = ""

    def prepare(self) -> None:
        asked = self.request.GET
        self.spec = shown_rows(COMMITMENTS).spec
        self.unit = get_object_or_404(
            units.visible(Unit.objects.all(), self.request.user), code=asked.get("don-vi", "")
        )
        self.period = get_object_or_404(Period, pk=whole(asked.get("ky", "")), kind="QUARTER")
        self.title = _("Chưa ghi kết quả %(quarter)s") % {"quarter": in_sentence(self.period)}
        self.level = asked.get("cap", "")
        if self.level and self.level not in map(str, Level.values):
            raise Http404

    def get_queryset(self) -> QuerySet[Commitment]:
        found = queries.silent(Place(self.unit, self.period, self.period, self.period))
        if self.level:
            found = found.filter(unit__level=int(self.level))
        if self.request.GET.get("rieng") == "1":
            found = found.filter(unit=self.unit)
        return found.select_related("unit", "period", "person")

    def about(self) -> str:
        return f"{self.unit.name}, {span(self.period)}"

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"about": self.about()}
