"""Pages that enter a document, a programme or an activity into its register."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.services import store
from neuguong.base.orgs.models import Unit
from neuguong.kit.views import FormPage, require
from neuguong.work.programmes import queries, rules
from neuguong.work.programmes.forms import CommunicationForm, DocumentForm, ProgrammeForm
from neuguong.work.programmes.services import add_communication, add_programme, register_document


class AtMyUnits(FormPage):
    """A form about one of the units at which the reader may do the page's action; 403 if there is none."""

    template = "programmes/form.jinja"
    back = "programmes:list"
    units: QuerySet[Unit]

    def prepare(self) -> None:
        self.units = queries.living_first(self.allowed(Unit.objects.all()), self.request.today)
        require(self.units.exists())

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return self.form_class(data, files, initial=self.initial(), units=self.units)  # type: ignore[call-arg]  # each form here takes its units

    def extra(self) -> dict[str, Any]:
        return {"back": reverse(self.back), "suggestions": ()}


class AddDocument(AtMyUnits):
    """Enter a document into the register of its unit."""

    right = (rules.units, "register")
    form_class = DocumentForm
    back = "programmes:documents"
    title = _l("Ghi văn bản vào sổ")
    submit_label = _l("Ghi vào sổ")

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        file = cleaned.pop("file")
        if file:
            file = store(stream=file, name=file.name, actor=request.user, now=request.now)
        made = register_document(**cleaned, file=file or None, actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi văn bản số %(number)s vào sổ.") % {"number": made.number})
        return reverse(self.back)


class AddProgramme(AtMyUnits):
    """A directive, conclusion or theme of one's own committee."""

    right = (rules.units, "register")
    form_class = ProgrammeForm
    title = _l("Thêm chương trình")
    submit_label = _l("Thêm chương trình")

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("thuc-hien", "")
        return {"first_year": self.request.today.year, "parent": asked}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        parents = queries.parents_for(self.units, self.request.today)
        return ProgrammeForm(data, initial=self.initial(), units=self.units, parents=parents)

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = add_programme(**cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã thêm chương trình. Việc tiếp theo: giao các đơn vị xây dựng kế hoạch."))
        return reverse("programmes:detail", args=[made.pk])


class AddCommunication(AtMyUnits):
    """Enter a communication activity of one's own unit."""

    right = (rules.units, "communicate")
    form_class = CommunicationForm
    back = "programmes:communications"
    title = _l("Ghi hoạt động tuyên truyền")
    submit_label = _l("Ghi hoạt động")

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = add_communication(**cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi hoạt động “%(title)s”.") % {"title": made.title})
        return reverse(self.back)
