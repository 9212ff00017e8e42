"""Pages on which a unit asks for a later day, and on which the level above answers."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.journal.queries import timeline
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.choices import Subject
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import date, whole
from neuguong.kit.views import FormPage, ListPage, Page, Request, page
from neuguong.work.reports import lists
from neuguong.work.reports.flow import EXTENSION_FLOW
from neuguong.work.reports.forms import AskForm, GrantForm
from neuguong.work.reports.models import Extension
from neuguong.work.reports.queries import in_sentence
from neuguong.work.reports.rules import extensions, units
from neuguong.work.reports.services import ask_extension, grant

RELATED = ("unit", "period", "decider_unit", "asked_by", "answered_by", "report")


class ExtensionList(ListPage):
    """Every request for a later day that the reader may see."""

    right = (extensions, "view")
    spec = lists.EXTENSIONS

    def get_queryset(self) -> QuerySet[Extension]:
        return Extension.objects.select_related("unit", "period")


class AskExtension(FormPage):
    """Ask for a later day: `?don-vi=` for whom, `?ky=` for which period, `?viec=` REPORT or REGISTER."""

    right = (units, "ask")
    form_class = AskForm
    template = "reports/form.jinja"
    title = _l("Xin gia hạn")
    submit_label = _l("Gửi đề nghị")

    def prepare(self) -> None:
        asked = self.request.GET
        self.unit: Unit = self.found(Unit.objects.all(), code=asked.get("don-vi", ""))
        self.period = get_object_or_404(Period, pk=whole(asked.get("ky", "")))
        self.subject = asked.get("viec", Subject.REPORT)
        if self.subject not in Subject.values:
            raise Http404

    def extra(self) -> dict[str, Any]:
        words = {
            "unit": self.unit.name,
            "subject": str(Subject(self.subject).label).lower(),
            "period": in_sentence(self.period),
        }
        lead = _("%(unit)s, %(subject)s %(period)s. Cấp trên trực tiếp trả lời; hạn ban đầu vẫn được giữ.") % words
        return {"lead": lead, "back": reverse("desk:unit", args=[self.unit.code])}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        row = ask_extension(
            unit=self.unit, period=self.period, subject=self.subject, **cleaned, actor=request.user, now=request.now
        )
        messages.success(request, _("Đã gửi đề nghị gia hạn đến %(unit)s.") % {"unit": row.decider_unit.name})
        return reverse("reports:extension", args=[row.pk])


class ExtensionPage(Page):
    """One request and its answer."""

    right = (extensions, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        row: Extension = self.found(Extension.objects.select_related(*RELATED), pk=pk)
        context = {
            "row": row,
            "title": _("Gia hạn %(what)s") % {"what": _what(row)},
            "tone": lists.EXTENSION_TONES[row.state],
            "open_steps": EXTENSION_FLOW.open_to(row, request.user),
            "step_url": reverse("journal:take", args=[EXTENSION_FLOW.key, pk]),
            "facts": _facts(row),
            "timeline": timeline(row, EXTENSION_FLOW, {"ask": _l("Xin gia hạn")}),
        }
        return page(request, "reports/extension.jinja", context)


def _what(row: Extension) -> str:
    return f"{str(row.get_subject_display()).lower()} {in_sentence(row.period)}"


def _facts(row: Extension) -> list[tuple[str, Any]]:
    told = [
        (_("Đơn vị xin gia hạn"), row.unit.name),
        (_("Nơi trả lời"), row.decider_unit.name),
        (_("Hạn khi xin"), date(row.due_on)),
        (_("Xin đến ngày"), date(row.until)),
        (_("Lý do"), row.reason),
        (_("Người xin"), str(row.asked_by)),
    ]
    if row.answered_by:
        day = date(row.granted_until) if row.granted_until else _("giữ nguyên hạn")
        told += [(_("Được gia hạn đến ngày"), day), (_("Ý kiến trả lời"), row.answer)]
        told += [(_("Người trả lời"), str(row.answered_by))]
    return told


class Grant(FormPage):
    """Grant a later day. Takes `?id=`, as the steps' page sends it."""

    right = (extensions, "answer")
    form_class = GrantForm
    template = "reports/form.jinja"
    title = _l("Đồng ý gia hạn")
    submit_label = _l("Đồng ý gia hạn")

    def prepare(self) -> None:
        self.row: Extension = self.found(
            Extension.objects.select_related("unit", "period"), pk=whole(self.request.GET.get("id", ""))
        )

    def initial(self) -> dict[str, Any]:
        return {"until": self.row.until}

    def extra(self) -> dict[str, Any]:
        words = {"unit": self.row.unit.name, "what": _what(self.row), "day": date(self.row.due_on)}
        lead = _("%(unit)s, %(what)s. Hạn đang có: %(day)s; hạn này vẫn được giữ và được tính.") % words
        return {"lead": lead, "back": reverse("reports:extension", args=[self.row.pk])}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        grant(extension=self.row, **cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã đồng ý gia hạn; %(unit)s được báo ngay.") % {"unit": self.row.unit.name})
        return reverse("reports:extension", args=[self.row.pk])
