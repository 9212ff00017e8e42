"""The ledger of a unit and a year: on the screen with entry of a quarter's results, and as files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.orgs.choices import CELLS
from neuguong.base.periods.models import Period
from neuguong.kit.documents import FILE_FORMATS
from neuguong.kit.numbers import typed as typed_number
from neuguong.kit.numbers import whole
from neuguong.kit.views import Request, page
from neuguong.work.commitments.choices import Taken
from neuguong.work.commitments.documents import Ledger, blank_ledger, ledger, ledger_paper
from neuguong.work.commitments.forms import ResultForm, result_forms
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.rules import policy, units
from neuguong.work.commitments.services import Recorded, mark, paper_taken, record_quarter
from neuguong.work.commitments.views.yearly import UnitYear, hand_over, known


class LedgerPage(UnitYear):
    """The ledger. With `?quy=` the results of that quarter are typed here, registrant by registrant (`ban`).

    With script each registrant is saved as one goes; without it each has a button.
    """

    def get(self, request: Request, code: str) -> HttpResponse:
        self.prepare()
        return self._answer()

    def _answer(
        self, row: Commitment | None = None, typed: dict[int, ResultForm] | None = None, done: Recorded | None = None
    ) -> HttpResponse:
        """The page; after a refusal with what was typed on the items of one registration, and what became of it."""
        kept = ledger(self.unit, self.period, self.request.user)
        quarter = self._quarter(kept)
        context = {
            "unit": self.unit, "period": self.period, "years": self.years(), "ledger": kept, "quarter": quarter,
            "place": kept.quarters.index(quarter) if quarter else None, "mark": mark, "typed_number": typed_number,
            "open_quarters": self._open(kept), "is_cell": self.unit.kind in CELLS,
            "can_record": any(one.can_record for one in kept.entries),
            "can_post": units.can(self.request.user, "post", self.unit),
            "files": [(one.upper(), self._file(one)) for one in FILE_FORMATS],
            "wrong": row.pk if row else 0, "typed": typed or {}, "done": done or Recorded(), "said": "",
        }  # fmt: skip
        return page(self.request, "commitments/ledger.jinja", context, status=422 if row else 200)

    def _open(self, kept: Ledger) -> list[Period]:
        return [one for one in kept.quarters if one.starts_on <= self.request.today]

    def _quarter(self, kept: Ledger) -> Period | None:
        """The quarter whose results are being typed, one that has begun; None on a page that is only read."""
        number = whole(self.request.GET.get("quy", ""))
        return next((one for one in self._open(kept) if one.number == number), None)

    def _file(self, suffix: str) -> str:
        return reverse("commitments:ledger_file", args=[self.unit.code, suffix]) + f"?nam={self.period.year}"

    def post(self, request: Request, code: str) -> HttpResponse:
        self.prepare()
        rows = policy.visible(Commitment.objects.all(), request.user, "progress")
        row = get_object_or_404(rows, pk=whole(request.POST.get("ban", "")))
        quarter = get_object_or_404(
            Period.objects.filter(calendar=self.period.calendar_id, year=self.period.year),
            kind="QUARTER", number=whole(request.GET.get("quy", "")),
        )  # fmt: skip
        typed = result_forms(Item.objects.filter(commitment=row).values_list("pk", flat=True), request.POST)
        quiet = bool(request.headers.get("HX-Request"))
        try:
            done = self._record(row, quarter, typed)
        except ValidationError as error:  # nothing may be recorded in that quarter: the page has no fields for it
            if quiet:
                return self._quietly(row, Recorded(refused=dict.fromkeys(typed, " ".join(error.messages))), False)
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(f"{request.path}?nam={self.period.year}")
        is_kept = not (done.refused or done.conflicts)
        if quiet:
            return self._quietly(row, done, is_kept)
        if not is_kept:
            return self._answer(row, typed, done)
        messages.success(request, _("Đã lưu kết quả %(quarter)s.") % {"quarter": quarter})
        return HttpResponseRedirect(f"{request.path}?nam={self.period.year}&quy={quarter.number}#ban-{row.pk}")

    def _record(self, row: Commitment, quarter: Period, typed: dict[int, ResultForm]) -> Recorded:
        """What could be read is recorded; the rest is refused with its sentence."""
        read = [form.result(pk) for pk, form in typed.items() if form.is_valid()]
        unread = {pk: _all(form) for pk, form in typed.items() if not form.is_valid()}
        request = self.request
        done = record_quarter(
            commitment=row, quarter=quarter, results=read, actor=request.user, now=request.now, today=request.today
        )
        done.refused |= unread
        return done

    def _quietly(self, row: Commitment, done: Recorded, is_kept: bool) -> HttpResponse:
        """The answer to an autosave: what became of the registrant's results, and the marks of what stands now."""
        at = f"{timezone.localtime(self.request.now):%H:%M}"
        words = _("Đã lưu lúc %(at)s.") % {"at": at} if is_kept else _("Có chỗ chưa lưu, xem ngay bên dưới.")
        context: dict[str, Any] = {"row": row, "done": done, "said": words, "mark": mark}
        return page(self.request, "commitments/ledger_saved.jinja", context)


def _all(form: ResultForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


class LedgerFile(UnitYear):
    """The same ledger as a file; with `?trong=1` an empty one to be written by hand, with `?trong=ten` one with the
    names that stand in it."""

    def get(self, request: Request, code: str, suffix: str) -> FileResponse:
        self.prepare()
        known(suffix)
        kept = ledger(self.unit, self.period, request.user)
        blank = request.GET.get("trong", "")
        if blank:
            names = tuple(one.named for one in kept.entries) if blank == "ten" else ()
            paper = blank_ledger(self.unit, self.period, request.today, names)
        else:
            paper = ledger_paper(kept, request.today)
        if blank in ("", "ten"):
            paper_taken(
                unit=self.unit, year=self.period.year, paper=Taken.NAMES if blank else Taken.LEDGER, suffix=suffix,
                people=kept.people, actor=request.user, now=request.now,
            )  # fmt: skip
        name = f"so theo doi {self.unit.name} {self.period.year}"
        return hand_over(suffix, name, lambda stream: FILE_FORMATS[suffix].write(paper, stream, request.now))
