"""Pages that everybody may read, and that caches may keep: they set no cookie and know no reader."""

from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from neuguong.kit.numbers import whole
from neuguong.kit.views import PUBLIC, Page, Request, page
from neuguong.work.dialogues.queries import announced, published, rule_on

SECONDS = 300
SHOWN = 20
DAYS_SHOWN = 100


class _Kept(Page):
    """A page that may be kept for five minutes."""

    right = PUBLIC
    template = ""

    def said(self) -> dict[str, Any]:
        """What the template needs."""
        return {}

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        answer = page(request, self.template, self.said())
        patch_cache_control(answer, public=True, max_age=SECONDS)
        return answer


class Home(_Kept):
    """What one can do here."""

    template = "portal/home.jinja"

    def said(self) -> dict[str, Any]:
        return {"rule": rule_on(self.request.today)}


class Denounce(_Kept):
    """Where and how a denunciation is brought: not here."""

    template = "portal/denounce.jinja"


class Schedule(_Kept):
    """The reception days to come, by unit if one is asked for."""

    template = "portal/schedule.jinja"

    def said(self) -> dict[str, Any]:
        rows = announced(self.request.today)
        asked = self.request.GET.get("don-vi", "")
        if asked:
            rows = rows.filter(unit__code=asked)
        shown = list(rows[: DAYS_SHOWN + 1])
        return {"rows": [_day(row) for row in shown[:DAYS_SHOWN]], "more": len(shown) > DAYS_SHOWN}


def _day(row: Any) -> dict[str, Any]:
    host = row.host.full_name if row.host else _("Người đứng đầu")
    return {"cells": [f"{row.on:%d/%m/%Y}", row.unit.name, host, row.hours, row.place]}


class Answers(_Kept):
    """Questions and answers that were made public, newest first."""

    template = "portal/answers.jinja"

    def said(self) -> dict[str, Any]:
        number = max(1, min(whole(self.request.GET.get("page", "1"), 1), 10_000))
        found = list(published()[(number - 1) * SHOWN : number * SHOWN + 1])
        return {"rows": found[:SHOWN], "page": number, "more": len(found) > SHOWN}
