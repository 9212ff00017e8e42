"""A reader's own notices."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.notices import queries, services
from neuguong.base.notices.lists import NOTICES
from neuguong.base.notices.models import Notice
from neuguong.kit.views import SIGNED_IN, ListPage, Page, Request


class NoticeList(ListPage):
    """What the reader was told, newest first."""

    right = SIGNED_IN
    spec = NOTICES
    template = "notices/list.jinja"
    title = _l("Thông báo")

    def get_queryset(self) -> QuerySet[Notice]:
        return queries.notices_of(self.request.user)

    def extra(self, listing: Any) -> dict[str, Any]:
        return {"unread": queries.unread(self.request.user)}


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
