"""Forms to print: of one registration, of all of a unit, with names alone, or empty."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from neuguong.base.orgs.choices import CELLS
from neuguong.base.orgs.queries import letterhead
from neuguong.kit.documents import Bundle, System, write_docx, write_pdf
from neuguong.kit.views import Page, Request, page
from neuguong.work.commitments.choices import Kind, Taken
from neuguong.work.commitments.documents import NOTHING_WRITTEN, empty_forms, forms_of, rows_of, unwritten, written
from neuguong.work.commitments.lists import who
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services import paper_taken
from neuguong.work.commitments.views.yearly import UnitYear, asked, hand_over, known

SUFFIXES = ("pdf", "docx")
_SYSTEMS = {"dang": System.PARTY, "nha-nuoc": System.STATE}


class PrintOne(Page):
    """One registration as a form to sign, PDF or DOCX; `?the-thuc=dang|nha-nuoc` asks for another form."""

    right = (policy, "read")

    def get(self, request: Request, pk: int, suffix: str) -> FileResponse:
        known(suffix, SUFFIXES)
        row: Commitment = get_object_or_404(written(self.allowed(Commitment.objects.all())), pk=pk)
        forms = forms_of([row], request.today, _system(request))
        paper_taken(
            unit=row.unit, year=row.period.year, paper=Taken.FORMS, suffix=suffix, people=[row.person_id],
            actor=request.user, now=request.now,
        )  # fmt: skip
        return _give(suffix, forms, f"ban dang ky {who(row)} {row.period.year}", request)


class Papers(UnitYear):
    """All that a unit prints for a year: forms written, forms with names, empty forms, the ledger."""

    def get(self, request: Request, code: str) -> HttpResponse:
        self.prepare()
        own = Commitment.objects.filter(unit=self.unit, period=self.period).exclude(state__in=NOTHING_WRITTEN)
        kinds = list(policy.visible(own, request.user, "read").values_list("kind", flat=True))
        head = letterhead(self.unit, request.today)
        is_cell = self.unit.kind in CELLS
        named = len(unwritten(self.unit, self.period, request.today))
        context: dict[str, Any] = {
            "unit": self.unit, "period": self.period, "years": self.years(), "suffixes": SUFFIXES,
            "kinds": [(kind, kind.label, kinds.count(kind)) for kind in Kind],
            "named": named, "named_kind": Kind.INDIVIDUAL if is_cell else Kind.HEAD,
            "own": "nha-nuoc" if head.system is System.STATE else "dang",
            "systems": [("dang", _("thể thức của Đảng")), ("nha-nuoc", _("thể thức của Nhà nước"))],
        }  # fmt: skip
        return page(request, "commitments/papers.jinja", context)


class Forms(UnitYear):
    """The forms of a unit in one file. `?loai=` is the kind; `?dien=` what stands in them: "da-ghi" the registrations
    written, "ten" names and posts of those who have not written, "trong" nothing."""

    def get(self, request: Request, code: str, suffix: str) -> FileResponse:
        self.prepare()
        known(suffix, SUFFIXES)
        kind = asked(request, "loai", tuple(Kind.values), Kind.INDIVIDUAL)
        forms = self._forms(kind, asked(request, "dien", ("da-ghi", "ten", "trong"), "trong"))
        return _give(suffix, forms, f"ban dang ky {self.unit.name} {self.period.year}", request)

    def _forms(self, kind: str, filled: str) -> Bundle:
        request, unit, period, system = self.request, self.unit, self.period, _system(self.request)
        if filled == "da-ghi":
            rows = rows_of(unit, period, kind, request.user)
            if not rows:
                raise Http404(_("Chưa có bản đăng ký nào để in."))
            self._told(Taken.FORMS, [row.person_id for row in rows])
            return forms_of(rows, request.today, system)
        named = unwritten(unit, period, request.today) if filled == "ten" else []
        if filled == "ten" and not named:
            raise Http404(_("Mọi người đều đã có bản đăng ký."))
        if named:
            self._told(Taken.NAMES, [one.pk for one in named])
        return empty_forms(unit, period, kind, request.today, people=named, system=system)

    def _told(self, paper: Taken, people: list[int | None]) -> None:
        paper_taken(
            unit=self.unit, year=self.period.year, paper=paper, suffix=self.kwargs["suffix"], people=people,
            actor=self.request.user, now=self.request.now,
        )  # fmt: skip


def _system(request: Request) -> System | None:
    return _SYSTEMS.get(request.GET.get("the-thuc", ""))


def _give(suffix: str, forms: Bundle, name: str, request: Request) -> FileResponse:
    write = write_pdf if suffix == "pdf" else write_docx
    return hand_over(suffix, name, lambda stream: write(forms, stream, request.now))
