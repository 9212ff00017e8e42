"""A unit's whole form of a period: a line for each number that it owes or may enter, by sector."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from neuguong.base.figures.queries import is_sealed
from neuguong.base.files.models import Attachment
from neuguong.base.files.queries import attached_to_many
from neuguong.base.files.services import store
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.indicators.choices import HANDED_IN, WRITABLE, State
from neuguong.work.indicators.forms.lines import LineForm, is_written
from neuguong.work.indicators.likely import before
from neuguong.work.indicators.models import EntryException, Indicator, Value
from neuguong.work.indicators.services import Entered, Key, Line, due_day, on_form


@dataclass
class FormLine:
    """One number on the page. `can_write`: it has fields now; `told` is what is said beside its fields, by field."""

    indicator: Indicator
    category: str
    place: int
    row: Value | None
    form: LineForm
    can_write: bool
    can_read: bool
    last: Value | None = None
    note: str = ""
    files: Sequence[Attachment] = ()
    told: dict[str, str] = field(default_factory=dict)
    conflict: Value | None = None

    @property
    def key(self) -> Key:
        return self.indicator.pk, self.category

    @property
    def id(self) -> str:
        """Its name in the page: of the indicator, and which of its parts (0: the whole)."""
        return f"{self.indicator.pk}-{self.place}"

    @property
    def is_expected(self) -> bool:
        return self.row is not None and (self.row.expected or bool(self.row.category))

    @property
    def is_more_open(self) -> bool:
        """Whether what goes with the number is laid open: something stands there, or is asked for."""
        row = self.row
        own = row and (row.quoted or row.source or row.explanation or row.question)
        return bool(own or self.files or self.told.keys() & {"quoted", "source", "explanation", "evidence"})

    def take(self, done: Entered) -> None:
        """What became of it."""
        self.row = done.rows.get(self.key, self.row)
        self.told |= done.refused.get(self.key, {})
        self.conflict = done.conflicts.get(self.key)


class UnitForm:
    """The lines of a unit and a period, as `user` may read and write them today. A constant number of queries."""

    def __init__(self, unit: Unit, period: Period, *, can_enter: bool, today: dt.date) -> None:
        self.unit, self.period, self.today = unit, period, today
        self.is_sealed = is_sealed(unit.pk, period)
        self.can_enter = can_enter

    @cached_property
    def rows(self) -> dict[Key, Value]:
        rows = Value.objects.filter(unit=self.unit, period=self.period)
        related = rows.select_related("indicator", "entered_by", "decider_unit").order_by("pk")
        return {(row.indicator_id, row.category): row for row in related}

    @cached_property
    def exceptions(self) -> list[EntryException]:
        """Every leave to enter late, newest first."""
        rows = EntryException.objects.filter(unit=self.unit, period=self.period).select_related("granted_by")
        return list(rows.order_by("-until", "-pk"))

    @cached_property
    def due_on(self) -> dt.date:
        """The latest day on which something of it is due."""
        days = [row.due_on for row in self.rows.values()]
        return max(days) if days else due_day(self.unit, self.period)

    @property
    def excepted_until(self) -> dt.date | None:
        """The last day of the leave that holds today."""
        return next((one.until for one in self.exceptions if one.until >= self.today), None)

    def _is_open(self, row: Value | None) -> bool:
        due_on = row.due_on if row else self.due_on
        return not self.is_sealed and (due_on >= self.today or self.excepted_until is not None)

    @property
    def is_open(self) -> bool:
        return self._is_open(None)

    @cached_property
    def lines(self) -> list[FormLine]:
        """The numbers owed, with their parts, then what may be entered unasked; each in the order of the catalogue."""
        known = {one.pk: one for one in on_form(self.unit, self.period)}
        known |= {row.indicator_id: row.indicator for row in self.rows.values()}
        mine = [one for one in known.values() if self._is_asked(one)]
        mine.sort(key=lambda one: (one.sector, one.sort_key, one.pk))
        last = before(self.unit.pk, self.period, [one.pk for one in mine])
        back = [row.pk for row in self.rows.values() if row.state == State.RETURNED]
        notes = _notes(back) if back else {}
        files = attached_to_many(Value, [row.pk for row in self.rows.values()])
        found = [self._line(one, at, category) for one in mine for at, category in enumerate(("", *one.categories))]
        for line in found:
            line.last = next(iter(last.get(line.indicator.pk, [])), None) if not line.category else None
            line.note = notes.get(line.row.pk, "") if line.row else ""
            line.files = files.get(line.row.pk, []) if line.row else []
        return found

    def _is_asked(self, indicator: Indicator) -> bool:
        of_kind = not indicator.reported_by or self.unit.kind in indicator.reported_by
        return of_kind or (indicator.pk, "") in self.rows

    def _line(self, indicator: Indicator, place: int, category: str) -> FormLine:
        row = self.rows.get((indicator.pk, category))
        form = LineForm(indicator=indicator, row=row, prefix=f"so-{indicator.pk}-{place}")
        state = row.state if row else State.EXPECTED
        return FormLine(
            indicator, category, place, row, form,
            can_write=self.can_enter and state in WRITABLE and self._is_open(row),
            can_read=self.can_enter or state in HANDED_IN,
        )  # fmt: skip

    def groups(self, *, expected: bool) -> list[tuple[str, list[FormLine]]]:
        """The lines that are owed (or those that are not), by sector."""
        owed = {line.indicator.pk for line in self.lines if line.row and line.row.expected}
        shown = [line for line in self.lines if (line.indicator.pk in owed) == expected]
        return [(sector, list(lines)) for sector, lines in groupby(shown, key=lambda one: one.indicator.sector)]

    def counts(self) -> dict[str, int]:
        """How many numbers are owed, entered and not handed in, waiting, approved."""
        owed = [row for row in self.rows.values() if row.expected and not row.category]
        states = [row.state for row in owed]
        return {
            "owed": len(owed),
            "entered": sum(row.state in WRITABLE and is_written(row) for row in owed),
            "waiting": states.count(State.SUBMITTED),
            "approved": states.count(State.APPROVED),
        }

    def bind(self, data: Any, files: Any, *, actor: Any, now: dt.datetime) -> list[Line]:
        """Read what was typed: the lines that can be saved. The rest keeps its words, and what is wrong with them."""
        found = []
        for line in self.lines:
            prefix = line.form.prefix
            if f"{prefix}-edition" not in data or not line.can_write:
                continue
            line.form = LineForm(data, files, indicator=line.indicator, row=line.row, prefix=prefix)
            if not line.form.is_valid():
                line.told |= line.form.sentences
                continue
            try:
                kept = [
                    store(stream=one, name=one.name, actor=actor, now=now) for one in line.form.cleaned_data["evidence"]
                ]
            except ValidationError as error:
                line.told["evidence"] = " ".join(error.messages)
                continue
            found.append(line.form.line(line.key, tuple(kept)))
        return found

    @property
    def typed(self) -> list[FormLine]:
        """The lines that came with a request."""
        return [line for line in self.lines if line.form.is_bound]


def _notes(ids: Sequence[int]) -> Mapping[int, str]:
    """Why numbers came back, by their ids (one query)."""
    rows = Entry.objects.filter(model=Value._meta.label, object_id__in=ids, step="send_back").order_by("at", "pk")
    return dict(rows.values_list("object_id", "note"))


def closed_because(form: UnitForm) -> str:
    """Why nothing can be entered, in a sentence; "" where something can."""
    if form.is_sealed:
        return _("Số liệu kỳ này đã chốt. Muốn sửa số đã duyệt thì đề nghị đính chính ở trang của số liệu ấy.")
    if not form.is_open:
        return _(
            "Đã hết hạn nhập số liệu. Muốn nhập tiếp, đơn vị đề nghị nơi duyệt cho phép nhập muộn, có ngày và lý do."
        )
    return ""
