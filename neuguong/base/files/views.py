"""Opening a file: behind its right, journaled, and never active in the reader's session."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from neuguong.base.files import storage
from neuguong.base.files.content import KINDS
from neuguong.base.files.models import StoredFile
from neuguong.base.files.queries import may_open
from neuguong.base.journal.services import record
from neuguong.kit.views import SIGNED_IN, Page, page

logger = logging.getLogger(__name__)


class FilePage(Page):
    """The bytes of one file. Pictures are shown in the browser, inside a sandbox; everything else is handed over."""

    right = SIGNED_IN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
        file = get_object_or_404(StoredFile, pk=pk)
        if not may_open(request.user, file):
            raise Http404
        try:
            stream = storage.place(file.sha256).open("rb")
        except FileNotFoundError:
            logger.error("stored file %s is not on disk", file.pk)
            return page(request, "files/missing.jinja", {"file": file}, status=404)
        record(file, "opened", actor=request.user, now=request.now)  # type: ignore[attr-defined]
        kind = KINDS.get(file.content_type)
        is_shown = kind is not None and kind.is_picture
        response = FileResponse(stream, as_attachment=not is_shown, filename=file.name, content_type=file.content_type)
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response
