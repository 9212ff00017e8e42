"""From a code on paper to the rows behind its figure, for whoever may look at the unit."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from neuguong.base.access.rules import units
from neuguong.base.figures.queries import codes
from neuguong.base.orgs.models import Unit
from neuguong.kit.views import SIGNED_IN, Page, Request, page


class TypeCode(Page):
    """A place to type a code (`?ma=`) as it is printed."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        typed = request.GET.get("ma", "").strip()[:40]
        return _answer(request, typed) if typed else page(request, "figures/code.jinja", {"typed": "", "said": ""})


class Code(Page):
    """The address that a printed code names."""

    right = SIGNED_IN

    def get(self, request: Request, typed: str) -> HttpResponse:
        return _answer(request, typed[:40])


def _answer(request: Request, typed: str) -> HttpResponse:
    found = codes.find_code(typed)
    if found is None:
        said = _("Không có số liệu nào mang mã “%(code)s”. Mã có 8 chữ và số, không có chữ O, chữ I, số 0, số 1.")
        context = {"typed": typed, "said": said % {"code": typed}}
        return page(request, "figures/code.jinja", context, status=404)
    get_object_or_404(units.visible(Unit.objects.all(), request.user), pk=found.unit_id)
    return redirect(codes.rows_of(found))
