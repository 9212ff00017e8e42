"""Numbers put into words: every figure of a report is a link to its rows, and the spoken ones carry a code.

Reports are papers in Vietnamese whatever language the screen speaks (docs/decisions/documents.md), so their sentences
are constants and not translated.
"""

import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries import Line, Number, href, span
from neuguong.base.periods.models import Period
from neuguong.kit import numbers
from neuguong.kit.documents import Cell, Column, Figure, Share, Table, Text
from neuguong.kit.figures import Measure, measure
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.measures import COMMITMENTS
from neuguong.work.programmes.measures import COMMUNICATIONS, DOCUMENTS
from neuguong.work.reports.queries import Reading, in_sentence

OWN, SPLIT, ENDED = "Trực tiếp tại đơn vị", "Trước khi chia tách", "{unit} (đã kết thúc)"


@dataclass
class Teller:
    """Tells one reading. `stamp` says when its figures stood so."""

    reading: Reading
    stamp: str
    _codes: dict[str, str] = field(default_factory=dict)
    _tables: int = 0

    def figure(
        self, key: str, period: Period | None = None, value: Number | None = None, *, coded: bool = False
    ) -> Figure:
        """The unit's figure. A spoken one gets a code, which it bears in later tables too; others bear none."""
        reading, one = self.reading, measure(key)
        at = period or (reading.period if key == "progress" else reading.year)
        address = href(key, reading.unit.code, at.pk)
        if coded:
            self._codes.setdefault(address, f"A{len(self._codes) + 1}")
        shown = reading.totals[key] if value is None else value
        what = f"{label(one)}, {in_sentence(at)}, {reading.name}"
        return Figure.of(shown, address, self._codes.get(address, ""), what)

    def say(self, template: str) -> Text:
        """A sentence: "{should}" becomes that figure, "{registered/should}" the share in per cent."""
        pieces: list[str | Figure] = []
        for words, name, _spec, _conversion in string.Formatter().parse(template):
            pieces += [words] if words else []
            if name and "/" in name:
                part, whole = name.split("/")
                pieces.append(numbers.percent(self.reading.totals[part], self.reading.totals[whole]))
            elif name:
                pieces.append(self.figure(name, coded=True))
        return tuple(pieces)

    def cell(self, line: Line, key: str, period: Period) -> Cell:
        """A number of a line. What stood before a split is counted in today's tree alone and has no address."""
        if "/" in key:
            part, whole = key.split("/")
            return Share(line.values[part], line.values[whole])
        value = line.values[key]
        if line.kind == "split":
            return value
        code = self.reading.codes[line.unit_id]
        return Figure.of(value, href(key, code, period.pk, own=line.kind == "own"))

    def sum(self, key: str) -> Cell:
        """A number of the row of totals."""
        if "/" in key:
            part, whole = key.split("/")
            return Share(self.reading.totals[part], self.reading.totals[whole])
        return self.figure(key)

    def called(self, line: Line) -> str:
        """What a line is about."""
        if line.kind != "child":
            return OWN if line.kind == "own" else SPLIT
        name = self.reading.called[line.unit_id]
        return name if line.alive else ENDED.format(unit=name)

    def table(
        self,
        title: str,
        columns: Iterable[Column],
        rows: Sequence[tuple[Cell, ...]],
        totals: tuple[Cell, ...] | None,
        period: Period,
    ) -> Table:
        """A numbered table whose caption says which days and which tree it counts."""
        self._tables += 1
        caption = f"Bảng {self._tables}. {title}\n({span(period)})"
        seal = self.reading.seals.get(period.pk)
        source = f"Số liệu {quoted(seal)}" if seal else self.stamp
        return Table(tuple(columns), tuple(rows), totals, caption=caption, source=source)


def quoted(seal: Seal) -> str:
    """How a paper quotes a seal: the day and the beginning of its digest."""
    return f"đã chốt ngày {timezone.localtime(seal.sealed_at):%d/%m/%Y}, mã {seal.mark}"


def label(one: Measure) -> str:
    """What a figure counts, said so that it stands alone."""
    words = str(one.label)
    if one.cube == COMMITMENTS and "kind" in one.where:
        return f"{Kind(one.where['kind']).label}: {in_sentence(words)}"
    if one.cube in (DOCUMENTS, COMMUNICATIONS) and one.of:
        return f"{measure(one.of).label}: {in_sentence(words)}"
    return words


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "A; B; C"."""
    return "; ".join(names)
