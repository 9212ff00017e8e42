"""The list posted at the office: looked at as a draft, issued by a button and written in the journal."""

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from neuguong.kit.documents import render_html, write_pdf
from neuguong.kit.documents.blocks import Paper
from neuguong.kit.views import Request, page
from neuguong.work.commitments.documents import Posted, posted, posted_paper
from neuguong.work.commitments.queries import posted_before
from neuguong.work.commitments.rules import units
from neuguong.work.commitments.services import post_list
from neuguong.work.commitments.views.yearly import UnitYear, asked, hand_over

_PAPERS: dict[str, Paper] = {"A4": "A4", "A3": "A3"}
_SHOWN = 10


class PostedPage(UnitYear):
    """The list of a unit and year on `?kho=` A4 or A3. A post issues it: as PDF, or (`dang=html`) on this page to be
    printed from the browser."""

    right = (units, "post")

    def get(self, request: Request, code: str) -> HttpResponse:
        self.prepare()
        return self._answer(posted(self.unit, self.period, request.now, request.today), is_issued=False)

    def post(self, request: Request, code: str) -> HttpResponse | FileResponse:
        self.prepare()
        said = posted(self.unit, self.period, request.now, request.today)
        form = "html" if request.POST.get("dang") == "html" else "pdf"
        post_list(
            unit=self.unit, period=self.period, paper=self._size(), form=form, named=len(said.rows),
            without=said.without, consents=said.consents, actor=request.user, now=request.now,
        )  # fmt: skip
        if form == "html":
            return self._answer(said, is_issued=True)
        paper = posted_paper(said, request.today, self._size())
        name = f"niem yet {self.unit.name} {self.period.year} {self._size()}"
        return hand_over("pdf", name, lambda stream: write_pdf(paper, stream, request.now))

    def _size(self) -> Paper:
        return _PAPERS[asked(self.request, "kho", tuple(_PAPERS), "A4")]

    def _answer(self, said: Posted, *, is_issued: bool) -> HttpResponse:
        paper = posted_paper(said, self.request.today, self._size(), draft=not is_issued)
        context = {
            "unit": self.unit, "period": self.period, "years": self.years(), "size": self._size(),
            "papers": list(_PAPERS), "said": said, "sheet": render_html(paper), "is_issued": is_issued,
            "before": [(one, _told(one.data)) for one in posted_before(self.unit)[:_SHOWN]],
        }  # fmt: skip
        return page(self.request, "commitments/posted.jinja", context)


def _told(data: dict[str, object]) -> str:
    words = _("Danh sách năm %(year)s, khổ %(paper)s, %(named)s dòng, %(without)s đồng chí không nêu tên")
    return words % data
