"""Pages at the desk: a denunciation taken in, corrected, more files."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.views import Request, require
from neuguong.work.denunciations import queries, rules
from neuguong.work.denunciations.content import Told
from neuguong.work.denunciations.forms import FilesForm, ReceiveForm, ToldForm
from neuguong.work.denunciations.models import Denunciation
from neuguong.work.denunciations.services import add_papers, amend, look, receive
from neuguong.work.denunciations.views.parts import ClosedForm


class Receive(ClosedForm):
    """Enter a denunciation brought or sent to a unit at which the reader is entrusted."""

    right = (rules.units, "receive")
    title = _l("Tiếp nhận đơn tố cáo")
    submit_label = _l("Ghi vào hồ sơ kín")

    def prepare(self) -> None:
        self.units = queries.receiving(self.request.user, self.request.today)
        require(self.units.exists())

    def make_form(self, data: Any = None, files: Any = None) -> ReceiveForm:
        initial = {"received_on": self.request.today, "key": uuid.uuid4()}
        return ReceiveForm(data, files, units=self.units, initial=initial)

    def extra(self) -> dict[str, Any]:
        lead = _(
            "Mọi điều ghi ở đây được mã hóa trước khi lưu. Chỉ người được giao đơn này mở được, mỗi lần mở đều ghi lại."
        )
        return {"lead": lead, "back": reverse("denunciations:home"), "groups": _groups(), "now_stands": None}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        told = Told(**{name: cleaned[name] for name in Told.__struct_fields__})
        made = receive(
            unit=cleaned["unit"], told=told, received_on=cleaned["received_on"], key=cleaned["key"] or uuid.uuid4(),
            files=cleaned["papers"], actor=request.user, now=request.now,
        )  # fmt: skip
        messages.success(request, _("Đã ghi một hồ sơ vào khu hồ sơ kín."))
        return reverse("denunciations:detail", args=[made.pk])


def _groups() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (_("Điều được tố cáo"), ("matter", "accused", "accused_post")),
        (_("Người tố cáo"), ("is_anonymous", "name", "address", "contact", "wants_protection")),
    ]


class Amend(ClosedForm):
    """Correct what was typed."""

    right = (rules.denunciations, "write")
    form_class = ToldForm
    title = _l("Sửa nội dung đơn")
    submit_label = _l("Lưu")

    def prepare(self) -> None:
        self.row: Denunciation = self.found(Denunciation.objects.all(), pk=self.kwargs["pk"])

    def _told(self) -> dict[str, Any]:
        told = look(denunciation=self.row, actor=self.request.user, now=self.request.now)  # type: ignore[arg-type]  # signed in
        return {name: getattr(told, name) for name in Told.__struct_fields__}

    def initial(self) -> dict[str, Any]:
        return {**self._told(), "edition": self.row.edition} if self.request.method == "GET" else {}

    def extra(self) -> dict[str, Any]:
        back = reverse("denunciations:detail", args=[self.row.pk])
        return {"lead": str(self.row), "back": back, "groups": _groups(), "now_stands": getattr(self, "stands", None)}

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        self.prepare()
        form = ToldForm(request.POST)
        if not form.is_valid():
            return self.answer(form, 422)
        actor: Any = request.user
        try:
            amend(denunciation=self.row, told=form.told(), edition=form.cleaned_data["edition"] or 0, actor=actor,
                  now=request.now)  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
            if error.code == "edition":
                self.stands = [(form.fields[name].label, value) for name, value in self._told().items()]
            return self.answer(form, 409)
        messages.success(request, _("Đã lưu."))
        response = HttpResponse(status=302)
        response["Location"] = reverse("denunciations:detail", args=[self.row.pk])
        return response


class AddPapers(ClosedForm):
    """More files for a denunciation."""

    right = (rules.denunciations, "write")
    form_class = FilesForm
    title = _l("Thêm tài liệu")
    submit_label = _l("Mã hóa và lưu")

    def prepare(self) -> None:
        self.row: Denunciation = self.found(Denunciation.objects.all(), pk=self.kwargs["pk"])

    def extra(self) -> dict[str, Any]:
        back = reverse("denunciations:detail", args=[self.row.pk])
        return {"lead": str(self.row), "back": back, "groups": None, "now_stands": None}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        add_papers(denunciation=self.row, files=cleaned["papers"], actor=request.user, now=request.now)
        messages.success(request, _("Đã lưu tài liệu vào hồ sơ kín."))
        return reverse("denunciations:detail", args=[self.row.pk])
