"""Filling in the drafts of a cell: rows pasted from Excel, items copied from the year before."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from neuguong.base.orgs.models import Person
from neuguong.kit.numbers import number, whole
from neuguong.kit.views import Request, page
from neuguong.work.commitments.cell import Member, address, copying, members, pasting
from neuguong.work.commitments.cell.pasting import Line
from neuguong.work.commitments.services import Fate, ItemInput, copied, fill_in, is_fillable, merged, standing_items
from neuguong.work.commitments.views.cell import CellPage
from neuguong.work.programmes.models import Standard


class _Filling(CellPage):
    """A page that ends in `fill_in`."""

    def members(self) -> list[Member]:
        """Those of the cell for whom something may be filled in, or not any more."""
        everybody = members(self.unit, self.period, self.request.user, self.request.today)
        return [one for one in everybody if not one.is_elsewhere]

    def fill(self, given: Mapping[Person, Sequence[ItemInput]]) -> Counter[Fate]:
        request = self.request
        return fill_in(
            given=given, unit=self.unit, period=self.period, actor=request.user, now=request.now, today=request.today
        )

    def say(self, counted: Counter[Fate]) -> None:
        """What was written; that nothing was, if everything stood there already."""
        words = {"added": number(counted[Fate.ADDED]), "changed": number(counted[Fate.CHANGED])}
        if counted[Fate.ADDED] or counted[Fate.CHANGED]:
            said = _("Đã lưu vào bản dự thảo: thêm %(added)s nội dung, sửa %(changed)s nội dung.") % words
        else:
            said = _("Không có gì thay đổi: các nội dung này đã có sẵn.")
        messages.success(self.request, said)


class Paste(_Filling):
    """Paste rows of a workbook: first shown with whose each is, then saved as drafts."""

    def get(self, request: Request, code: str) -> HttpResponse:
        self.prepare()
        return self.answer("", [])

    def post(self, request: Request, code: str) -> HttpResponse:
        self.prepare()
        text = request.POST.get("dan", "")
        lines = self._lines(text)
        if len(lines) > pasting.MOST:
            words = _("Mỗi lần dán không quá %(most)s dòng.") % {"most": number(pasting.MOST)}
            return self.answer(text, [], 422, words)
        if request.POST.get("ghi") != "1":
            return self.answer(text, lines, 200, "" if lines else _("Chưa có dòng nào. Hãy dán vào ô bên dưới."))
        return self._save(text, lines)

    def _save(self, text: str, lines: list[Line]) -> HttpResponse:
        given: dict[Person, list[ItemInput]] = defaultdict(list)
        for line in lines:
            if line.is_kept and line.person:
                given[line.person].append(line.item)
        try:
            self.say(self.fill(given)) if given else None
        except ValidationError as error:  # somebody saves at this very moment
            return self.answer(text, lines, 409, " ".join(error.messages))
        if all(line.is_kept for line in lines):
            return HttpResponseRedirect(address(self.unit, self.period))
        self._plan(lines, self.members())
        return self.answer(text, lines, 200, _("Còn dòng chưa ghi được; đồng chí sửa rồi xem lại."))

    def _lines(self, text: str) -> list[Line]:
        lines = pasting.read(text, self._standards())
        everybody = self.members()
        asked = {key.removeprefix("ai-"): value for key, value in self.request.POST.items() if key.startswith("ai-")}
        chosen = {whole(at): whole(str(pk)) for at, pk in asked.items()}
        pasting.find(lines, [one.person for one in everybody], chosen)
        self._plan(lines, everybody)
        return lines

    def _standards(self) -> dict[int, int]:
        """The standards of the year by their numbers; one of other years where the year has none of that number."""
        rows = Standard.objects.order_by("valid")
        now = rows.filter(valid__contains=self.period.ends_on).values_list("code", "pk")
        return dict(rows.values_list("code", "pk")) | dict(now)

    def _plan(self, lines: Sequence[Line], everybody: Sequence[Member]) -> None:
        """Say of each row what will become of it; a registration that was handed in takes nothing more."""
        by_person = {one.person.pk: one for one in everybody}
        kept = standing_items(one.row.pk for one in everybody if one.row)
        by_owner: dict[int, list[Line]] = defaultdict(list)
        for line in lines:
            if line.person:
                by_owner[line.person.pk].append(line)
        for pk, own in by_owner.items():
            row = by_person[pk].row
            if not is_fillable(row):
                for line in own:
                    line.wrong[pasting.WHO] = _("Bản đăng ký đang ở trạng thái “%(state)s”, không dán thêm được.") % {
                        "state": by_person[pk].state
                    }
                continue
            _items, fates = merged(kept.get(row.pk, []) if row else [], [line.item for line in own])
            for line, fate in zip(own, fates, strict=True):
                line.fate = fate

    def answer(self, text: str, lines: list[Line], status: int = 200, wrong: str = "") -> HttpResponse:
        words = {
            Fate.ADDED: (_("Thêm"), "info"), Fate.CHANGED: (_("Sửa"), "warn"), Fate.SAME: (_("Đã có"), "none"),
        }  # fmt: skip
        context: dict[str, Any] = {
            "unit": self.unit, "period": self.period, "back": address(self.unit, self.period), "text": text,
            "lines": lines, "headers": [str(one) for one in pasting.HEADERS], "order": pasting.ORDER, "wrong": wrong,
            "labels": dict(zip(pasting.ORDER, map(str, pasting.HEADERS), strict=True)),
            "fates": words, "to_save": sum(line.is_kept and line.fate != Fate.SAME for line in lines),
            "unknown": sum(not line.is_kept for line in lines),
            "doubtful": sum(line.is_kept and bool(line.wrong) for line in lines),
        }  # fmt: skip
        return page(self.request, "commitments/cell_paste.jinja", context, status=status)


class CopyLastYear(_Filling):
    """Take up again what was registered the year before: of one member (`?id=`), or of all who have nothing yet."""

    def get(self, request: Request, code: str) -> HttpResponse:
        self.prepare()
        offered = copying.last_year(self._people(), self.period, request.user)
        context = {
            "unit": self.unit, "period": self.period, "back": address(self.unit, self.period), "offered": offered,
            "is_one": "id" in request.GET,
        }  # fmt: skip
        return page(request, "commitments/cell_copy.jinja", context)

    def post(self, request: Request, code: str) -> HttpResponse:
        self.prepare()
        asked = {whole(one) for one in request.POST.getlist("viec")}
        people = {one.person.pk: one.person for one in self.members() if is_fillable(one.row)}
        given: dict[Person, list[ItemInput]] = defaultdict(list)
        for item in copying.copyable(list(people), self.period, request.user).filter(pk__in=asked):
            if item.commitment.person_id:
                given[people[item.commitment.person_id]].append(copied(item, self.period))
        if not given:
            messages.warning(request, _("Hãy chọn ít nhất một nội dung để chép."))
            return HttpResponseRedirect(request.get_full_path())
        try:
            self.say(self.fill(given))
        except ValidationError as error:  # somebody saves at this very moment
            messages.warning(request, " ".join(error.messages))
            return HttpResponseRedirect(request.get_full_path())
        return self.back()

    def _people(self) -> list[Person]:
        one = whole(self.request.GET.get("id", ""))
        return [
            member.person
            for member in self.members()
            if is_fillable(member.row) and (member.row and member.row.pk == one if one else not member.items)
        ]
