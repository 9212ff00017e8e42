"""Opening a file: behind its right, journaled, and never active in the reader's session."""

import logging

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from neuguong.base.files import storage
from neuguong.base.files.content import KINDS
from neuguong.base.files.models import Attachment, StoredFile
from neuguong.base.files.queries import may_open, may_take_off
from neuguong.base.files.services import take_off
from neuguong.base.journal.services import record
from neuguong.kit.views import SIGNED_IN, Page, Request, page

logger = logging.getLogger(__name__)


class FilePage(Page):
    """The bytes of one file. Pictures are shown in the browser, inside a sandbox; everything else is handed over."""

    right = SIGNED_IN

    def get(self, request: Request, pk: int) -> HttpResponse | FileResponse:
        file = get_object_or_404(StoredFile, pk=pk)
        if not may_open(request.user, file):
            raise Http404
        try:
            stream = storage.place(file.sha256).open("rb")
        except FileNotFoundError:
            logger.error("stored file %s is not on disk", file.pk)
            return page(request, "files/missing.jinja", {"file": file}, status=404)
        record(file, "opened", actor=request.user, now=request.now)
        kind = KINDS.get(file.content_type)
        is_shown = kind is not None and kind.is_picture
        response = FileResponse(stream, as_attachment=not is_shown, filename=file.name, content_type=file.content_type)
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


class TakeOff(Page):
    """Take off a file that one attached oneself, while that is open: GET asks, POST does."""

    right = SIGNED_IN

    def get(self, request: Request, pk: int) -> HttpResponse:
        context = {"attachment": self._attachment(pk), "onward": self._onward()}
        return page(request, "files/take_off.jinja", context)

    def post(self, request: Request, pk: int) -> HttpResponse:
        attachment = self._attachment(pk)
        take_off(attachment=attachment, actor=request.user, now=request.now)
        messages.success(request, _("Đã bỏ tệp “%(name)s”.") % {"name": attachment.file.name})
        return HttpResponseRedirect(self._onward())

    def _attachment(self, pk: int) -> Attachment:
        found = get_object_or_404(Attachment.objects.select_related("file"), pk=pk)
        if not may_take_off(self.request.user, found):
            raise Http404
        return found

    def _onward(self) -> str:
        wanted = self.request.POST.get("next") or self.request.GET.get("next", "")
        is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
        return wanted if is_ours else "/"
