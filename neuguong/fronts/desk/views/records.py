"""The sensitive record of a person, for its keepers and for herself. Every look by a keeper is told to her."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from neuguong.base.journal.models import Entry
from neuguong.base.journal.queries import ADOPTED, history
from neuguong.base.orgs.models import Person, SensitiveRecord
from neuguong.base.orgs.services import correct_record, look_at_record
from neuguong.fronts.desk import rules
from neuguong.fronts.desk.forms import RecordForm
from neuguong.kit.policy import capacity
from neuguong.kit.views import FormPage, Page, page

SHOWN = 200


@method_decorator(never_cache, name="dispatch")
class RecordPage(Page):
    """What is kept, and who looked at it or changed it."""

    right = (rules.records, "view")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        person: Person = self.found(_people(request.user, "view"), pk=pk)
        record = _look(request, person)
        entries = history(record).reverse()
        context = {
            "person": person,
            "record": record,
            "is_own": person.user_id == request.user.pk,
            "can_correct": rules.records.can(request.user, "correct", person),
            "entries": [_line(entry) for entry in entries[:SHOWN]],
            "total": entries.count(),
        }
        return page(request, "desk/record.jinja", context)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class CorrectRecord(FormPage):
    """Put right what is kept, or erase it by leaving it empty. The form shows the values: a look like any other."""

    right = (rules.records, "correct")
    form_class = RecordForm
    title = _l("Sửa thông tin nhạy cảm")
    submit_label = _l("Lưu")
    template = "desk/record_correct.jinja"

    def prepare(self) -> None:
        self.person: Any = self.found(_people(self.request.user, "correct"), pk=self.kwargs["pk"])

    def make_form(self, data: Any = None, files: Any = None) -> RecordForm:
        if data is not None:
            return RecordForm(data)
        record = _look(self.request, self.person)
        return RecordForm(initial={name: getattr(record, name) for name in RecordForm.base_fields})

    def extra(self) -> dict[str, Any]:
        return {"person": self.person}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        changed = correct_record(
            person=self.person, **cleaned, by=request.user, now=request.now, capacity=self.person.held_as
        )
        messages.success(request, _("Đã lưu.") if changed else _("Không có gì thay đổi."))
        return reverse("desk:record", args=[self.person.pk])


def _people(user: Any, action: str) -> QuerySet[Any]:
    """Everybody, with the capacity in which the user may do the action on her record."""
    held = capacity(rules.records.rule(action), user)
    return Person.objects.select_related("home").annotate(held_as=held)


def _look(request: Any, person: Any) -> SensitiveRecord:
    return look_at_record(person=person, by=request.user, now=request.now, capacity=person.held_as)


def _line(entry: Entry) -> dict[str, Any]:
    """One line of the journal in words; no entry holds a value."""
    called = {field.name: str(field.verbose_name) for field in SensitiveRecord._meta.fields}
    fields = [called[name] for name in entry.data.get("fields", ())]
    said = {
        "look": _("Xem"),
        "correct": _("Sửa: %(fields)s") % {"fields": ", ".join(fields)},
        "erase": _("Xóa toàn bộ"),
        ADOPTED: entry.note,
    }
    who = str(entry.actor) if entry.actor else _("Hệ thống")
    return {"who": who, "capacity": entry.capacity, "what": said[entry.step], "at": entry.at}
