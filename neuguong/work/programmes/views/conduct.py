"""Pages of codes of conduct (also the public one, and the poster) and of movements with their models."""

import io
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.figures.queries import figures, href, span
from neuguong.base.journal.queries import timeline
from neuguong.base.orgs.models import Unit
from neuguong.kit import qr
from neuguong.kit.documents import write_pdf
from neuguong.kit.figures import measure
from neuguong.kit.lists import Listing
from neuguong.kit.numbers import date
from neuguong.kit.text import slug
from neuguong.kit.views import PUBLIC, ListPage, Page, Request, page
from neuguong.work.programmes import lists, rules
from neuguong.work.programmes.choices import CodeState, Side
from neuguong.work.programmes.documents import code_paper, public_address
from neuguong.work.programmes.flow import CODES
from neuguong.work.programmes.forms import CodeForm, EditCodeForm, MovementForm, MovementModelForm
from neuguong.work.programmes.measures import CODE_MEASURES
from neuguong.work.programmes.models import Acknowledgement, ConductCode, Movement, MovementModel
from neuguong.work.programmes.queries import living_first
from neuguong.work.programmes.services import acknowledge, add_movement, add_movement_model, draw_up_code, edit_code
from neuguong.work.programmes.views.reading import may
from neuguong.work.programmes.views.registering import AtMyUnits

ACTS = {"draw_up": _l("Lập bộ chuẩn mực"), "edit": _l("Sửa dự thảo")}


class Codes(ListPage):
    """The codes of conduct in force, and one's own drafts."""

    right = (rules.codes, "view")
    spec = lists.CODES
    template = "programmes/codes.jinja"

    def get_queryset(self) -> QuerySet[ConductCode]:
        return ConductCode.objects.select_related("unit", "document")

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"can_add": may(self.request.user, "register")}


class AddCode(AtMyUnits):
    """Draw up a code of conduct out of an issued decision."""

    right = (rules.units, "register")
    form_class = CodeForm
    back = "programmes:codes"
    title = _l("Lập bộ chuẩn mực")
    submit_label = _l("Lưu dự thảo")

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = draw_up_code(**cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã lưu dự thảo. Đọc lại rồi bấm “Ban hành” để công khai và giao cam kết."))
        return reverse("programmes:code", args=[made.pk])


class EditCode(AtMyUnits):
    """Write a draft of a code anew."""

    right = (rules.codes, "write")
    template = "programmes/form.jinja"
    title = _l("Sửa dự thảo bộ chuẩn mực")
    submit_label = _l("Lưu dự thảo")

    def prepare(self) -> None:
        self.code: ConductCode = self.found(ConductCode.objects.select_related("unit", "document"),
                                            pk=self.kwargs["pk"])  # fmt: skip
        mine = rules.units.visible(Unit.objects.all(), self.request.user, "register")
        self.units = living_first(mine, self.request.today)

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return EditCodeForm(data, units=self.units, code=self.code)

    def extra(self) -> dict[str, Any]:
        return {"lead": self.code.title, "back": self._page(), "suggestions": ()}

    def saved(self) -> tuple[int, list[tuple[Any, Any]]]:
        self.prepare()
        code = self.code
        return code.edition, [
            (_("Tên"), code.title), (_("Đơn vị ban hành"), code.unit.name), (_("Ngành, lĩnh vực"), code.sector),
            (_("Quyết định ban hành"), code.document.number), (_("Hạn cam kết"), date(code.due_on)),
            *((title, "; ".join(lines)) for title, lines in sides(code)),
        ]  # fmt: skip

    def _page(self) -> str:
        return reverse("programmes:code", args=[self.code.pk])

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        edit_code(code=self.code, **cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã lưu dự thảo."))
        return self._page()


class CodePage(Page):
    """One code: its lines, how many acknowledged it; the reader says here that she keeps it (POST)."""

    right = (rules.codes, "view")

    def _code(self) -> ConductCode:
        row: ConductCode = self.found(ConductCode.objects.select_related("unit", "document", "period"),
                                      pk=self.kwargs["pk"])  # fmt: skip
        return row

    def get(self, request: Request, pk: int) -> HttpResponse:
        code = self._code()
        person = getattr(request.user, "person", None)
        own = Acknowledgement.objects.filter(code=code, person=person).first() if person else None
        context = {
            "code": code,
            "sides": sides(code),
            "tone": lists.CODE_TONES[code.state],
            "paper": lists.file_of(code.document),
            "own": own,
            "can_acknowledge": person is not None and code.state == CodeState.ISSUED and not (own and own.is_done),
            "band": self._band(code) if code.state != CodeState.DRAFT else [],
            "span": span(code.period),
            "is_public": code.state != CodeState.DRAFT,
            "can_edit": rules.codes.can(request.user, "write", code),
            "open_steps": CODES.open_to(code, request.user),
            "step_url": reverse("journal:take", args=[CODES.key, pk]),
            "timeline": timeline(code, CODES, ACTS),
        }
        return page(request, "programmes/code.jinja", context)

    def _band(self, code: ConductCode) -> list[dict[str, Any]]:
        asked = [one.only("code_id", code.pk) for one in CODE_MEASURES]
        values = figures(asked, code.unit_id, [code.period], today=self.request.today)
        return [
            {
                "value": values[one.key, code.period_id],
                "caption": str(one.label),
                "href": href(one.key, code.unit.code, code.period_id, code.pk),
                "share": _share(values, one.of, values[one.key, code.period_id], code.period_id),
                "zero_reason": str(one.zero),
                "tone": "late" if one.key == "acknowledge_late" else None,
            }
            for one in asked
        ]

    def post(self, request: Request, pk: int) -> HttpResponse:
        code, actor = self._code(), request.user
        person = getattr(actor, "person", None)
        if person is None:
            return HttpResponseRedirect(reverse("programmes:code", args=[pk]))
        is_new = acknowledge(code=code, person=person, actor=actor, now=request.now)
        messages.success(request, _("Đã ghi cam kết của đồng chí.") if is_new else _("Đồng chí đã cam kết từ trước."))
        return HttpResponseRedirect(reverse("programmes:code", args=[pk]))


def _share(values: Any, of: str, part: Any, period_id: int) -> tuple[Any, Any, str] | None:
    whole = values.get((of, period_id)) if of else None
    return (part, whole, str(measure(of).label).lower()) if whole else None


def sides(code: ConductCode) -> list[tuple[str, list[str]]]:
    """The lines of a code under "9 xây" and "9 chống"; a side without lines is left out."""
    items = list(code.items.all())
    found = [(side, [one.text for one in items if one.side == side]) for side in Side]
    return [(f"{len(texts)} {str(side.label).lower()}", texts) for side, texts in found if texts]


class CodePaper(Page):
    """The poster of A4 with its code to scan, as PDF."""

    right = (rules.codes, "view")

    def get(self, request: Request, pk: int) -> FileResponse:
        code: ConductCode = self.found(ConductCode.objects.select_related("unit", "document"), pk=pk)
        stream = io.BytesIO()
        write_pdf(code_paper(code, list(code.items.all()), request.today), stream, request.now)
        stream.seek(0)
        name = f"{slug(code.title)[:80] or 'chuan-muc'}.pdf"
        return FileResponse(stream, as_attachment=True, filename=name, content_type="application/pdf")


class PublicCode(Page):
    """A code that was issued, for everybody, without signing in; it names nobody."""

    right = PUBLIC

    def get(self, request: Request, pk: int) -> HttpResponse:
        shown = ConductCode.objects.exclude(state=CodeState.DRAFT).select_related("unit", "document")
        code = get_object_or_404(shown, pk=pk)
        address = public_address(code)
        context = {
            "code": code,
            "sides": sides(code),
            "address": address,
            "drawn": qr.svg(address, _("Mã QR dẫn tới trang này")),
            "is_over": code.state == CodeState.ENDED,
        }
        return page(request, "programmes/code_public.jinja", context)


class Movements(ListPage):
    """Movements of the Front and the mass organisations."""

    right = (rules.movements, "view")
    spec = lists.MOVEMENTS
    template = "programmes/movements.jinja"

    def get_queryset(self) -> QuerySet[Movement]:
        return Movement.objects.select_related("unit")

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"can_add": may(self.request.user, "communicate")}


class AddMovement(AtMyUnits):
    """Enter a movement that one's own unit started."""

    right = (rules.units, "communicate")
    form_class = MovementForm
    back = "programmes:movements"
    title = _l("Ghi phong trào")
    submit_label = _l("Ghi phong trào")

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = add_movement(**cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi phong trào “%(title)s”.") % {"title": made.title})
        return reverse("programmes:movement", args=[made.pk])


class MovementPage(Page):
    """One movement and the models of it that the reader may see."""

    right = (rules.movements, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        row: Movement = self.found(Movement.objects.select_related("unit", "document"), pk=pk)
        found = rules.movement_models.visible(MovementModel.objects.filter(movement=row), request.user)
        context = {
            "movement": row,
            "models": found.select_related("unit").order_by("unit__level", "unit__sort_key", "name", "pk")[:200],
            "can_add": may(request.user, "communicate"),
        }
        return page(request, "programmes/movement.jinja", context)


class AddMovementModel(AtMyUnits):
    """Enter a model that one's own unit runs in a movement."""

    right = (rules.units, "communicate")
    form_class = MovementModelForm
    back = "programmes:movements"
    title = _l("Ghi mô hình")
    submit_label = _l("Ghi mô hình")

    def prepare(self) -> None:
        super().prepare()
        self.movement = get_object_or_404(Movement, pk=self.kwargs["pk"])

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return MovementModelForm(data, units=self.units)

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = add_movement_model(**cleaned, movement=self.movement, actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi mô hình “%(name)s”.") % {"name": made.name})
        return reverse("programmes:movement", args=[self.movement.pk])
