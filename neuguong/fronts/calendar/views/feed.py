"""One's own days in the calendar of a phone: the secret address, and what a program reads there."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from neuguong.base.accounts import services
from neuguong.base.accounts.models import CalendarLink
from neuguong.fronts.calendar.documents import written
from neuguong.kit.dated import Asked, Cut, Dated, dated
from neuguong.kit.views import PUBLIC, SIGNED_IN, Page, Request, page

BEHIND, AHEAD = dt.timedelta(days=31), dt.timedelta(days=366)


@method_decorator(never_cache, name="dispatch")
class Link(Page):
    """Make the secret address, make another, end it. It is on the answer to the act and nowhere else."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        return self._answer("")

    def post(self, request: Request) -> HttpResponse:
        user: Any = request.user  # signed in
        if "close" in request.POST:
            services.close_calendar(user=user)
            messages.success(request, _("Đã bỏ đường dẫn lịch. Nơi nào đang dùng đường dẫn ấy không đọc được nữa."))
            return HttpResponseRedirect(reverse("calendar:link"))
        key = services.open_calendar(user=user, now=request.now)
        return self._answer(f"{settings.SITE_ADDRESS}{reverse('calendar:feed', args=[key])}")

    def _answer(self, address: str) -> HttpResponse:
        user: Any = self.request.user
        link = CalendarLink.objects.filter(user=user).first()
        return page(self.request, "calendar/link.jinja", {"address": address, "link": link})


@method_decorator(never_cache, name="dispatch")
class Feed(Page):
    """The owner's own days, from a month ago to a year ahead, as she would see them signed in. Whoever has the address
    reads them, so the key is as good as a password and whatever is wrong with one is not told."""

    right = PUBLIC

    def get(self, request: Request, key: str) -> HttpResponse:
        user = services.calendar_owner(key)
        if user is None:
            raise Http404
        asked = Asked(user, request.today - BEHIND, request.today + AHEAD)
        things = dated(asked)
        whole = written([*things, *map(_told, asked.cut)], request.now)
        answer = HttpResponse(whole, content_type="text/calendar; charset=utf-8")
        answer.headers["Content-Disposition"] = "attachment; filename=neu-guong.ics"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer


def _told(cut: Cut) -> Dated:
    """That the calendar is not whole, on the day from which it is not: a program shows events and nothing else."""
    href = f"{reverse('calendar:month')}?thang={cut.since:%Y-%m}"
    return Dated(cut.since, _("Lịch chưa hiện đủ từ ngày này"), cut.kind, href)
