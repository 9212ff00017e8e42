"""Workbooks in: the list of batches, upload, preview and applying, the refused rows, templates."""

import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.imports import jobs, queries, services
from neuguong.base.imports.forms import ApplyForm, UploadForm
from neuguong.base.imports.lists import BATCHES
from neuguong.base.imports.models import Batch, Phase
from neuguong.base.imports.rules import POLICY, is_loader, may_load_sensitive
from neuguong.base.journal.services import record
from neuguong.base.orgs.queries import keeps_sensitive
from neuguong.kit import sheets
from neuguong.kit.views import FormPage, ListPage, Page, Request, fragment_of, page, require


class BatchList(ListPage):
    """The batches the reader made; all of them for an administrator of the nation."""

    right = POLICY, "view"
    spec = BATCHES
    template = "imports/list.jinja"
    title = _l("Nạp dữ liệu")

    def get_queryset(self) -> Any:
        require(is_loader(self.request.user))
        return Batch.objects.select_related("made_by")


class Upload(FormPage):
    """Take a workbook in; it is checked apart from the request."""

    right = POLICY, "upload"
    form_class = UploadForm
    template = "imports/upload.jinja"
    title = _l("Tải tệp lên")
    submit_label = _l("Tải lên và kiểm tra")

    def prepare(self) -> None:
        require(is_loader(self.request.user))

    def extra(self) -> dict[str, Any]:
        return {
            "kinds": sheets.sheets(),
            "keeps_sensitive": keeps_sensitive(),
            "may_load_sensitive": may_load_sensitive(self.request.user),
        }

    def act(self, cleaned: dict[str, Any]) -> str:
        file, request = cleaned["file"], self.request
        try:
            batch = services.upload(
                kind=cleaned["kind"] or None,
                name=file.name,
                stream=file.file,
                actor=request.user,
                now=request.now,
            )
        except services.SheetFileError as error:
            raise ValidationError({"file": str(error)}) from error
        if cleaned["at_once"]:
            jobs.load_batch.defer(batch_id=batch.pk, actor_id=request.user.pk)
        else:
            jobs.check_batch.defer(batch_id=batch.pk)
        return reverse("imports:batch", args=[batch.pk])


class BatchPage(Page):
    """One batch: how far it is, what it would do, what it did. Posting applies it."""

    right = POLICY, "view"

    def get(self, request: Request, pk: int) -> HttpResponse:
        return self.answer(self.found(Batch.objects.select_related("made_by"), pk=pk), ApplyForm())

    def post(self, request: Request, pk: int) -> HttpResponse:
        batch, form = self.found(Batch.objects.select_related("made_by"), pk=pk), ApplyForm(request.POST)
        only_good = form.is_valid() and form.cleaned_data["only_good"]
        try:
            services.ask(batch, only_good=only_good, is_sure=form.is_valid() and form.cleaned_data["is_sure"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.answer(batch, form, 422)
        jobs.apply_batch.defer(batch_id=batch.pk, actor_id=request.user.pk, only_good=only_good)
        return HttpResponseRedirect(reverse("imports:batch", args=[pk]))

    def answer(self, batch: Batch, form: ApplyForm, status: int = 200) -> HttpResponse:
        ready = batch.phase == Phase.CHECKED
        context = {
            "batch": batch,
            "kind": queries.kind_title(batch.kind),
            "phases": Phase,
            "before": queries.loaded_before(batch, self.request.user) if not batch.is_over else None,
            "how_far": queries.how_far(batch, now=self.request.now) if batch.is_busy else None,
            "bad": queries.preview(batch, bad=True) if batch.bad_rows else None,
            "good": queries.preview(batch, bad=False) if ready and batch.good_rows else None,
            "form": form,
        }
        block = "phase" if fragment_of(self.request) == "phase" else ""
        return page(self.request, "imports/batch.jinja", context, block=block, status=status)


class Cancel(Page):
    """Give a batch up; what a worker is doing with it stops."""

    right = POLICY, "apply"

    def post(self, request: Request, pk: int) -> HttpResponse:
        batch = self.found(Batch.objects.all(), pk=pk)
        try:
            services.cancel(batch, request.user, now=request.now)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("imports:batch", args=[pk]))


class CheckAgain(Page):
    """Check a batch anew: after the units it needed were loaded, or after its worker stopped."""

    right = POLICY, "view"

    def post(self, request: Request, pk: int) -> HttpResponse:
        batch = self.found(Batch.objects.all(), pk=pk)
        try:
            services.resume(batch)
        except services.Busy:
            return HttpResponseRedirect(reverse("imports:batch", args=[pk]))
        if not batch.is_over:
            jobs.check_batch.defer(batch_id=batch.pk)
        return HttpResponseRedirect(reverse("imports:batch", args=[pk]))


class ResultFile(Page):
    """The refused rows as they came, the reason beside each."""

    right = POLICY, "view"

    def get(self, request: Request, pk: int) -> FileResponse:
        batch = self.found(Batch.objects.select_related("file"), pk=pk)
        stream = io.BytesIO()
        try:
            services.write_result(batch, stream)
        except services.SheetFileError as error:
            raise Http404(str(error)) from error
        record(batch, "result", actor=request.user, now=request.now, note=batch.name)
        stream.seek(0)
        return FileResponse(stream, as_attachment=True, filename=_("dong-loi-%(name)s") % {"name": batch.name})


class Template(Page):
    """An empty workbook of a kind, to be filled in."""

    right = POLICY, "upload"

    def get(self, request: Request, kind: str) -> FileResponse:
        require(is_loader(request.user))
        try:
            sheet = sheets.sheet(kind)
        except KeyError:
            raise Http404 from None
        stream = io.BytesIO()
        sheets.write_template(sheet, stream, sensitive=may_load_sensitive(request.user), user=request.user)
        stream.seek(0)
        return FileResponse(stream, as_attachment=True, filename=f"mau-{kind}.xlsx")
