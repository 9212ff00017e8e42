"""The board of a standing committee: the breakthroughs of the heads whom it decides on, quarter by quarter, and what is
stuck with each, computed on the day of reading."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from neuguong.base.files.models import Attachment
from neuguong.base.files.queries import attached_to_many
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import quarters
from neuguong.kit.numbers import date, number, percent
from neuguong.work.commitments.choices import OWED, RUNNING, Group, ItemStatus, Kind, ObstacleState, State
from neuguong.work.commitments.models import Commitment, Item, Obstacle, Progress
from neuguong.work.commitments.rules import policy

LONGEST_WAIT = 10  # days after which a decision that is waited for is said to be stuck


@dataclass(frozen=True)
class Told:
    """What was recorded of a breakthrough in one quarter: "12 trên 30 thủ tục (40%)", the words, the evidence."""

    number: str
    text: str
    evidence: Sequence[Attachment]


@dataclass(frozen=True)
class Line:
    """One head: the registration, its breakthrough if the reader may read it, a cell for each quarter of the year."""

    row: Commitment
    item: Item | None
    quarters: tuple[Told | None, ...]
    stuck: tuple[str, ...]

    @property
    def post(self) -> str:
        return self.row.appointment.title if self.row.appointment else ""

    @property
    def evidence(self) -> int:
        """How many files show what was done."""
        return sum(len(one.evidence) for one in self.quarters if one)

    @property
    def last(self) -> str:
        """The words of the newest result; "" without one."""
        return next((one.text for one in reversed(self.quarters) if one and one.text), "")

    @property
    def product(self) -> str:
        """What is to come out of it, with its number: "Quy trình mới; 30 thủ tục"."""
        target = amount(self.item.target, self.item) if self.item and self.item.target is not None else ""
        said = [one for one in (self.row.expected_product, self.item.product if self.item else "") if one]
        if target and not any(target in one for one in said):  # most products say their number themselves
            said.append(target)
        return "; ".join(dict.fromkeys(said))


@dataclass(frozen=True)
class Board:
    """All lines, stuck ones first; `shown` are those that the filters let through."""

    unit: Unit
    period: Period
    quarters: tuple[Period, ...]
    lines: tuple[Line, ...]
    shown: tuple[Line, ...] = field(default=())

    @property
    def stuck(self) -> int:
        return sum(bool(line.stuck) for line in self.lines)

    @property
    def supervisors(self) -> list[Unit]:
        """Those of the lines, each once, by name."""
        found = {line.row.supervisor_id: line.row.supervisor for line in self.lines if line.row.supervisor}
        return sorted(found.values(), key=lambda one: one.sort_key)

    @property
    def standards(self) -> list[Any]:
        """Those that the breakthroughs are tagged with, each once."""
        tagged = (line.item.standard for line in self.lines if line.item and line.item.standard)
        return sorted({one.pk: one for one in tagged}.values(), key=lambda one: (one.basis, one.code))


def read(
    unit: Unit,
    period: Period,
    viewer: Any,
    *,
    today: dt.date,
    stuck_only: bool = False,
    supervisor: int = 0,
    standard: int = 0,
) -> Board:
    """The heads whom `unit` decides on in the year, as far as `viewer` may see them, those too who have not registered.

    A constant number of queries. What is still in the writer's hand is named and not shown.
    """
    parts = tuple(quarters(period.year))
    rows = list(_rows(unit, period, viewer))
    files = attached_to_many(Progress, [told.pk for row in rows for item in row.board_items for told in item.told])  # type: ignore[attr-defined]  # prefetched
    lines = [_line(row, parts, files, today) for row in rows]
    lines.sort(key=lambda line: -len(line.stuck))  # stable: the order of the tree stays within
    shown = [
        line
        for line in lines
        if (line.stuck or not stuck_only)
        and (not supervisor or line.row.supervisor_id == supervisor)
        and (not standard or (line.item is not None and line.item.standard_id == standard))
    ]
    return Board(unit, period, parts, tuple(lines), tuple(shown))


def _rows(unit: Unit, period: Period, viewer: Any) -> QuerySet[Commitment]:
    told = Progress.objects.filter(period__year=period.year).order_by("period__starts_on")
    blocks = Obstacle.objects.filter(state=ObstacleState.OPEN).select_related("owes").order_by("answer_due", "pk")
    items = Item.objects.filter(group=Group.BREAKTHROUGH).select_related("standard").order_by("number")
    heads = policy.visible(Commitment.objects.filter(kind=Kind.HEAD, decider_unit=unit, period=period), viewer)
    related = heads.select_related("person", "appointment", "unit", "period", "supervisor", "approval")
    found = policy.abilities(related, viewer, ["read"]).order_by("unit__level", "unit__sort_key", "pk")
    return found.prefetch_related(
        Prefetch(
            "items",
            items.prefetch_related(
                Prefetch("progress", told, to_attr="told"), Prefetch("obstacles", blocks, to_attr="blocks")
            ),
            to_attr="board_items",
        )
    )


def _line(row: Any, parts: Sequence[Period], files: dict[int, list[Attachment]], today: dt.date) -> Line:
    item = _running(row.board_items) if row.can_read else None
    by_quarter = {one.period_id: one for one in item.told} if item else {}  # type: ignore[attr-defined]  # prefetched
    cells = tuple(_told(by_quarter.get(part.pk), item, files) for part in parts)
    return Line(row, item, cells, tuple(_stuck(row, item, by_quarter, parts, today)))


def _running(items: Sequence[Item]) -> Item | None:
    """The breakthrough in force; where an amendment ended one without another, that one."""
    return next((one for one in items if one.status != ItemStatus.CUT), items[-1] if items else None)


def _told(one: Progress | None, item: Item | None, files: dict[int, list[Attachment]]) -> Told | None:
    if one is None or item is None:
        return None
    said = ""
    if one.amount is not None:
        said = amount(one.amount, item)
        if item.target:
            words = {"done": number(one.amount), "target": amount(item.target, item)}
            said = _("%(done)s trên %(target)s") % words + f" ({percent(one.amount, item.target)})"
    return Told(said, one.text, files[one.pk])


def amount(value: Any, item: Item) -> str:
    """A number with its measure unit."""
    return f"{number(value.normalize())} {item.measure_unit}".strip()


def _stuck(
    row: Commitment, item: Item | None, done: dict[int, Progress], parts: Iterable[Period], today: dt.date
) -> Iterator[str]:
    """Every reason why it does not move, the gravest first."""
    if row.state in OWED:
        late = row.due_on < today
        yield _("Quá hạn đăng ký từ ngày %(day)s") % {"day": date(row.due_on)} if late else _("Chưa đăng ký")
    if item and item.status == ItemStatus.OPEN and item.due_on and item.due_on < today:
        yield _("Quá hạn hoàn thành từ ngày %(day)s") % {"day": date(item.due_on)}
    for one in item.blocks if item else ():  # type: ignore[attr-defined]  # prefetched
        words = {"what": one.what, "unit": one.owes.name, "day": date(one.answer_due)}
        late = one.answer_due < today
        said = _("Vướng mắc: %(what)s; %(unit)s quá hạn trả lời từ %(day)s") if late else ""
        yield (said or _("Vướng mắc: %(what)s; chờ %(unit)s trả lời, hạn %(day)s")) % words
    if row.state == State.RETURNED:
        yield _("Bị trả lại, chưa trình lại")
    if row.state == State.SUBMITTED and row.submitted_on and (today - row.submitted_on).days > LONGEST_WAIT:
        yield _("Chờ quyết định %(n)s ngày") % {"n": (today - row.submitted_on).days}
    if row.state in RUNNING and row.supervisor_id is None:
        yield _("Chưa giao đơn vị theo dõi, giám sát")
    last = _last_ended(row, parts, today)
    if row.state == State.APPROVED and item and last and not any(one in done for one in _since(last, parts, today)):
        yield _("Không ghi kết quả %(quarter)s") % {"quarter": str(last)[0].lower() + str(last)[1:]}


def _last_ended(row: Commitment, parts: Iterable[Period], today: dt.date) -> Period | None:
    """The last quarter that is over, if the registration was in force in it."""
    ended = [one for one in parts if one.ends_on < today]
    since = row.approval.meeting_on if row.approval else row.period.starts_on
    return ended[-1] if ended and ended[-1].ends_on >= since else None


def _since(last: Period, parts: Iterable[Period], today: dt.date) -> list[int]:
    """The quarter and those that began after it: a result recorded since makes up for it."""
    return [one.pk for one in parts if last.starts_on <= one.starts_on <= today]
