"""A reader's own notices, how she wants her mail, and who of a cell has not opened what she is asked to do."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.notices import queries, rules, services
from neuguong.base.notices.forms import MailForm
from neuguong.base.notices.lists import NOTICES
from neuguong.base.notices.models import MailChoice, Notice
from neuguong.base.orgs.models import Unit
from neuguong.kit.numbers import date, number, whole
from neuguong.kit.views import SIGNED_IN, FormPage, ListPage, Page, Request, page

MOST_UNITS = 50


class NoticeList(ListPage):
    """What the reader was told, newest first."""

    right = SIGNED_IN
    spec = NOTICES
    template = "notices/list.jinja"
    title = _l("Thông báo")

    def get_queryset(self) -> QuerySet[Notice]:
        return queries.notices_of(self.request.user)

    def extra(self, listing: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            "unread": queries.unread(user),
            "can_see_unopened": rules.units.visible(Unit.objects.all(), user, "see_unopened").exists(),
        }


class Open(Page):
    """Go where a notice leads; from then on it counts as read."""

    right = SIGNED_IN

    def get(self, request: Request, pk: int) -> HttpResponse:
        notice = self.found(queries.notices_of(request.user), pk=pk)
        services.mark_read(user_id=notice.user_id, now=request.now, ids=[pk])
        return redirect(notice.href)


class MarkRead(Page):
    """Mark the ticked notices (`chon`) as read, or all of them (`tat_ca`)."""

    right = SIGNED_IN

    def post(self, request: Request) -> HttpResponse:
        chosen = [int(one) for one in request.POST.getlist("chon") if one.isdecimal() and len(one) < 19]
        ids = None if "tat_ca" in request.POST else chosen
        user_id: Any = request.user.pk
        count = services.mark_read(user_id=user_id, now=request.now, ids=ids)
        messages.success(request, _("Đã đánh dấu %(n)s thông báo là đã đọc.") % {"n": count})
        return redirect("notices:list")


class ChooseMail(FormPage):
    """Whether, and from which hour on, the digest comes by mail."""

    right = SIGNED_IN
    form_class = MailForm
    template = "notices/mail.jinja"
    title = _l("Thư tổng hợp")
    submit_label = _l("Lưu")

    def initial(self) -> dict[str, Any]:
        user_id: Any = self.request.user.pk
        choice = MailChoice.objects.filter(user_id=user_id).first() or MailChoice()
        return {"mail": choice.mail, "hour": choice.hour}

    def extra(self) -> dict[str, Any]:
        return {"email": getattr(self.request.user, "email", "")}

    def act(self, cleaned: dict[str, Any]) -> str:
        user_id: Any = self.request.user.pk
        services.choose_mail(user_id=user_id, mail=cleaned["mail"], hour=cleaned["hour"])
        messages.success(self.request, _("Đã lưu cách nhận thư."))
        return reverse("notices:list")


class Unopened(Page):
    """Who of a cell has not opened what she is asked to do; of several cells, which one."""

    right = rules.units, "see_unopened"

    def get(self, request: Request) -> HttpResponse:
        asked = whole(request.GET.get("don_vi", ""), 0)
        units = list(self.allowed(Unit.objects.order_by("level", "sort_key", "pk"))[:MOST_UNITS])
        unit = next((one for one in units if one.pk == asked), units[0] if units else None)
        if unit is None or (asked and unit.pk != asked):
            unit = self.found(Unit.objects.all(), pk=asked)
        rows = queries.unopened(unit, request.today)
        context = {
            "unit": unit,
            "units": [(one, f"{reverse('notices:unopened')}?don_vi={one.pk}") for one in units],
            "rows": [_line(one) for one in rows],
            "unopened": sum(bool(one.tasks) for one in rows),
            "in_person": sum(one.user_id is None for one in rows),
        }
        return page(request, "notices/unopened.jinja", context)


def _line(one: queries.Unopened) -> dict[str, Any]:
    if one.user_id is None:
        state = {"text": _("Báo trực tiếp"), "tone": "warn"}
    else:
        state = {"text": _("Chưa mở"), "tone": "late"} if one.tasks else {"text": _("Đã mở hết"), "tone": "good"}
    since = date(localdate(one.since)) if one.since else ""
    return {"cells": [one.person.full_name, state, number(one.tasks) if one.user_id else "", since]}
