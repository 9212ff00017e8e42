"""Lists going out: at once if short, else asked for, watched, and taken while they last."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from neuguong.base.exports import jobs, queries, services
from neuguong.base.exports.choices import FileKind, Phase
from neuguong.base.exports.lists import EXPORTS
from neuguong.base.exports.models import Export
from neuguong.base.exports.rules import POLICY
from neuguong.kit.lists import Listing
from neuguong.kit.views import SIGNED_IN, ListPage, Page, Request, fragment_of, listing_at, page


def hand_over(shown: ListPage, listing: Listing[Any], kind: str) -> HttpResponseBase:
    """What every list page answers to `?tai=`: the file of a short list, the way to ask for a long one."""
    request = shown.request
    if listing.found.order_by()[: services.INLINE + 1].count() > services.INLINE:
        return redirect(reverse("exports:new", query={"danh-sach": listing.address, "dang": kind}))
    try:
        export, stream = services.hand_over(
            page=shown, listing=listing, kind=kind, actor=request.user, now=request.now, today=request.today
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(listing.address)
    return _file(export, stream)


def _file(export: Export, stream: Any) -> FileResponse:
    assert export.made_at is not None
    name = f"{export.list_key}-{export.made_at:%Y-%m-%d}.{export.kind}"
    response = FileResponse(stream, as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


class Exports(ListPage):
    """What the reader took out of the house."""

    right = POLICY, "view"
    spec = EXPORTS
    template = "exports/list.jinja"

    def get_queryset(self) -> QuerySet[Export]:
        return Export.objects.all()


class New(Page):
    """A long list is made only when asked for: GET says what it would be, POST asks. `?danh-sach=` is the list's
    address, `?dang=` xlsx or csv."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        return self._answer()

    def post(self, request: Request) -> HttpResponse:
        shown, listing, kind = self._asked()
        try:
            with transaction.atomic():
                export, is_new = services.ask(
                    page=shown, listing=listing, kind=kind, actor=request.user, now=request.now
                )
                if is_new:
                    jobs.make_export.defer(export_id=export.pk)
        except ValidationError as error:
            return self._answer(" ".join(error.messages), 422)
        return redirect("exports:detail", pk=export.pk)

    def _asked(self) -> tuple[ListPage, Listing[Any], str]:
        request, kind = self.request, self.request.GET.get("dang", "")
        found = listing_at(request.GET.get("danh-sach", ""), request.user, today=request.today, now=request.now)
        if found is None or kind not in FileKind.values:
            raise Http404
        return *found, kind

    def _answer(self, fault: str = "", status: int = 200) -> HttpResponse:
        shown, listing, kind = self._asked()
        context = {
            "list_title": shown.title or listing.caption,
            "about": shown.about(),
            "filters": "; ".join(words for words, _href in listing.chips),
            "rows": listing.total,
            "kind": FileKind(kind).label,
            "back": listing.address,
            "fault": fault,
        }
        return page(self.request, "exports/new.jinja", context, status=status)


class Detail(Page):
    """One export: how far it is, until when it can be taken, or why not."""

    right = POLICY, "view"

    def get(self, request: Request, pk: int) -> HttpResponse:
        return self.answer(self.found(Export.objects.all(), pk=pk))

    def answer(self, export: Export, fault: str = "", status: int = 200) -> HttpResponse:
        request = self.request
        is_ready = export.phase == Phase.READY
        context = {
            "export": export,
            "phases": Phase,
            "is_stopped": queries.is_stopped(export),
            "lacks_worker": queries.lacks_worker(export),
            "refusal": fault
            or (queries.refusal(export, request.user, now=request.now, today=request.today) if is_ready else ""),
            "again_href": reverse("exports:new", query={"danh-sach": export.address, "dang": export.kind}),
        }
        block = "phase" if fragment_of(request) == "phase" else ""
        return page(request, "exports/detail.jinja", context, block=block, status=status)


class Download(Detail):
    """The file; a refusal is the page that says why."""

    def get(self, request: Request, pk: int) -> HttpResponse | FileResponse:  # type: ignore[override]  # or the page
        export = self.found(Export.objects.all(), pk=pk)
        try:
            stream = services.take(export=export, actor=request.user, now=request.now, today=request.today)
        except ValidationError as error:
            return self.answer(export, " ".join(error.messages), 403)
        return _file(export, stream)


class Again(Page):
    """Make it from the start: after a failure, a cancelling, a worker that was stopped."""

    right = POLICY, "view"

    def post(self, request: Request, pk: int) -> HttpResponse:
        export = self.found(Export.objects.all(), pk=pk)
        with transaction.atomic():
            if services.again(export=export):
                jobs.make_export.defer(export_id=export.pk)
        return HttpResponseRedirect(reverse("exports:detail", args=[pk]))


class GiveUp(Page):
    """Cancel it, or delete its file before the time."""

    right = POLICY, "view"

    def post(self, request: Request, pk: int) -> HttpResponse:
        services.give_up(export=self.found(Export.objects.all(), pk=pk), actor=request.user, now=request.now)
        return HttpResponseRedirect(reverse("exports:detail", args=[pk]))
