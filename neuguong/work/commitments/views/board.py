"""The board of heads' breakthroughs for a standing committee, on the screen and as a paper."""

import io
from collections.abc import Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from neuguong.base.access.rules import units
from neuguong.base.figures.queries import figures, href, span
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import names
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.documents import FILE_FORMATS
from neuguong.kit.figures import measure
from neuguong.kit.lists import PAGE_SIZE
from neuguong.kit.numbers import whole
from neuguong.kit.views import Page, Request, page
from neuguong.work.commitments import board
from neuguong.work.commitments.choices import Taken
from neuguong.work.commitments.documents.board import FIGURES, board_paper
from neuguong.work.commitments.lists import TONES
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.services import paper_taken


class Heads(Page):
    """`?nam=` the year; `?vuong=1`, `?giam-sat=`, `?chuan-muc=` narrow; `?page=` turns the pages of the screen; `?tai=`
    pdf, docx or xlsx takes all of it away."""

    right = (units, "view")

    def get(self, request: Request, code: str) -> HttpResponse | FileResponse:
        unit: Unit = self.found(Unit.objects.all(), code=code)
        period, asked = _year(request), request.GET
        read = board.read(
            unit, period, request.user, today=request.today, stuck_only=asked.get("vuong") == "1",
            supervisor=whole(asked.get("giam-sat", "")), standard=whole(asked.get("chuan-muc", "")),
        )  # fmt: skip
        found = figures([measure(key) for key in FIGURES], unit.pk, [period], today=request.today)
        values = {key: found[key, period.pk] for key in FIGURES}
        if asked.get("tai"):
            return _file(read, values, asked["tai"], request)
        lines, turned = _page(read, request)
        context = {
            "board": read,
            "lines": lines,
            "registered": _registered(lines) or _registered(read.lines)[:PAGE_SIZE],
            **turned,
            "unit": unit,
            "name": names([unit.pk], period.tree_on)[unit.pk].name,
            "period": period,
            "span": span(period),
            "years": [one.year for one in periods.years() if one.year <= request.today.year],
            "band": [_figure(key, values, unit, period) for key in FIGURES],
            "tones": TONES,
            "asked": {name: asked.get(name, "") for name in ("vuong", "giam-sat", "chuan-muc")},
            "files": [(one.upper(), _with(request, tai=one)) for one in FILE_FORMATS],
            "today": request.today,
        }
        return page(request, "commitments/board.jinja", context)


def _year(request: Request) -> Period:
    number = whole(request.GET.get("nam", ""), request.today.year)
    found = next((one for one in periods.years() if one.year == number <= request.today.year), None)
    if found is None:
        raise Http404(_("Năm này chưa được mở."))
    return found


def _page(read: board.Board, request: Request) -> tuple[Sequence[board.Line], dict[str, Any]]:
    """The lines of the page asked for, the last one for a page beyond it; and which page of how many that is, with the
    addresses of its neighbours."""
    pages = max(1, -(-len(read.shown) // PAGE_SIZE))
    at = min(max(1, whole(request.GET.get("page", ""), 1)), pages)
    turned = {
        "page": at,
        "pages": pages,
        "before": _with(request, page=str(at - 1)) if at > 1 else "",
        "after": _with(request, page=str(at + 1)) if at < pages else "",
    }
    return read.shown[(at - 1) * PAGE_SIZE : at * PAGE_SIZE], turned


def _registered(lines: Sequence[board.Line]) -> list[Commitment]:
    """The registrations of the lines that have a breakthrough, for what other slices tell of them."""
    return [line.row for line in lines if line.item]


def _figure(key: str, values: dict[str, Any], unit: Unit, period: Period) -> dict[str, Any]:
    one, whole_value = measure(key), values["head_should"]
    return {
        "value": values[key],
        "caption": str(one.label),
        "href": href(key, unit.code, period.pk),
        "share": (values[key], whole_value, str(measure("head_should").label).lower())
        if one.of and whole_value
        else None,
        "zero_reason": str(one.zero) or None,
        "tone": "late" if key == "head_missing" else None,
    }


def _with(request: Request, **more: str) -> str:
    """The same address with more asked for, from its first page on."""
    asked = request.GET.copy()
    asked.pop("page", None)
    asked.update(more)
    return f"?{asked.urlencode()}"


def _file(read: board.Board, values: dict[str, Any], suffix: str, request: Request) -> FileResponse:
    if suffix not in FILE_FORMATS:
        raise Http404
    stream = io.BytesIO()
    paper_taken(
        unit=read.unit, year=read.period.year, paper=Taken.BOARD, suffix=suffix, actor=request.user, now=request.now,
        people=[line.row.person_id for line in read.shown],
    )  # fmt: skip
    FILE_FORMATS[suffix].write(board_paper(read, values, on=request.today), stream, request.now)
    stream.seek(0)
    name = slugify(f"dot-pha {read.unit.code.replace('/', '-')} {read.period.year}")
    return FileResponse(
        stream, as_attachment=True, filename=f"{name}.{suffix}", content_type=FILE_FORMATS[suffix].media_type
    )
