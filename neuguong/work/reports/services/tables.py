"""The tables of a report: by kind of registration, by unit, by quarter, by channel, and those with names."""

from collections.abc import Sequence

from django.urls import reverse

from neuguong.base.figures.queries import Line
from neuguong.base.periods.models import Period
from neuguong.kit.documents import Cell, Column, Figure, Table
from neuguong.kit.figures import measure
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.programmes.choices import Channel
from neuguong.work.reports.queries import unit_names
from neuguong.work.reports.services.telling import Teller

TOTAL = "Cộng"

REGISTERED = (
    ("Phải đăng ký", "should"),
    ("Đã đăng ký", "registered"),
    ("Tỷ lệ", "registered/should"),
    ("Đã duyệt", "approved"),
    ("Nộp muộn", "late"),
    ("Quá hạn chưa nộp", "missing"),
)
RESULTS = (
    ("Đã duyệt", "approved"),
    ("Đã báo cáo", "reported"),
    ("Đạt", "achieved"),
    ("Đạt một phần", "partly"),
    ("Không đạt", "not_achieved"),
    ("Nội dung quá hạn", "items_overdue"),
)
BEHIND = (
    ("Nộp muộn", "late"),
    ("Quá hạn chưa nộp", "missing"),
    ("Trả lại", "returned"),
    ("Nội dung quá hạn", "items_overdue"),
    ("Kế hoạch quá hạn", "plans_missing"),
)
EVERYTHING = (*REGISTERED, *RESULTS[1:-1])
_PREFIX = {kind: f"{kind.value.lower()}_" for kind in Kind}
Columns = Sequence[tuple[str, str]]


def of_kind(columns: Columns, kind: Kind) -> list[tuple[str, str]]:
    """The same columns, counted for one kind of registration."""
    prefix = _PREFIX[kind]
    return [(words, "/".join(prefix + part for part in key.split("/"))) for words, key in columns]


def by_unit(
    teller: Teller, title: str, columns: Columns, period: Period | None = None, lines: Sequence[Line] = ()
) -> Table:
    """A line for each unit directly below; `columns` are (words, figure or "part/whole")."""
    at = period or teller.reading.year
    heads = (Column("TT", True, 0.5), Column("Đơn vị", width=3.2), *(Column(words, True) for words, _key in columns))
    rows = [
        (place, teller.called(line), *(teller.cell(line, key, at) for _words, key in columns))
        for place, line in enumerate(lines or teller.reading.lines, 1)
    ]
    return teller.table(title, heads, rows, (None, TOTAL, *(teller.sum(key) for _words, key in columns)), at)


def saying_something(lines: Sequence[Line], columns: Columns) -> list[Line]:
    """The lines that have at least one number other than nought in the columns."""
    keys = {part for _words, key in columns for part in key.split("/")}
    return [line for line in lines if any(line.values[key] for key in keys)]


def recorded(teller: Teller) -> Table:
    """The results recorded in the quarter, unit by unit."""
    columns = ((str(measure("progress").label), "progress"),)
    reading = teller.reading
    return by_unit(teller, "Kết quả được ghi trong quý", columns, reading.period, reading.quarter_lines)


def by_kind(teller: Teller, title: str, columns: Columns) -> Table:
    """A line for individuals, heads and collectives each."""
    heads = (Column("Loại đăng ký", width=2.4), *(Column(words, True) for words, _key in columns))
    rows: list[tuple[Cell, ...]] = [
        (str(kind.label), *(teller.sum(key) for _words, key in of_kind(columns, kind))) for kind in Kind
    ]
    totals = (TOTAL, *(teller.sum(key) for _words, key in columns))
    return teller.table(title, heads, rows, totals, teller.reading.year)


def by_quarter(teller: Teller) -> Table:
    """How many results were recorded in each quarter of the year."""
    reading = teller.reading
    done = measure("progress")
    rows = [(str(quarter), teller.figure(done.key, quarter, value)) for quarter, value in reading.progress]
    heads = (Column("Quý", width=2), Column(str(done.label), True))
    return teller.table(
        "Kết quả được ghi theo quý", heads, rows, (TOTAL, teller.figure(done.key, reading.year)), reading.year
    )


def by_channel(teller: Teller) -> Table:
    """Communication through each channel that was used."""
    totals = teller.reading.totals
    keys = [(channel, f"communications_{channel.value.lower()}") for channel in Channel]
    rows = [
        (str(channel.label), teller.figure(key), teller.figure(f"{key}_count")) for channel, key in keys if totals[key]
    ]
    heads = (Column("Kênh", width=3), Column("Hoạt động", True), Column("Số lượng", True))
    return teller.table("Hoạt động tuyên truyền theo kênh", heads, rows, None, teller.reading.year)


def behind(teller: Teller) -> Table | None:
    """The units that have something late, missing, sent back or overdue; None if there is none."""
    lines = saying_something(teller.reading.lines, BEHIND)
    return by_unit(teller, "Chậm, chưa thực hiện theo đơn vị", BEHIND, lines=lines) if lines else None


def breakthroughs(teller: Teller, items: Sequence[Item]) -> Table:
    """Heads' breakthroughs: who, what, who supervises, and what became of it."""
    owners = (one for item in items for one in (item.unit_id, item.commitment.supervisor_id))
    called = unit_names(owners, teller.reading.period)
    heads = (
        Column("TT", True, 0.4),
        Column("Người đứng đầu", width=1.9),
        Column("Nội dung đột phá", width=3),
        Column("Đơn vị theo dõi, giám sát", width=1.7),
        Column("Kết quả", width=2.2),
    )
    rows = [(place, *_breakthrough(item, called)) for place, item in enumerate(items, 1)]
    return teller.table("Nội dung đột phá của người đứng đầu", heads, rows, None, teller.reading.year)


def _breakthrough(item: Item, called: dict[int, str]) -> tuple[Cell, ...]:
    row = item.commitment
    who = "\n".join((str(row.person), *((row.appointment.title,) if row.appointment else ()), called[row.unit_id]))
    what = f"{item.deed}\nSản phẩm: {row.expected_product}" if row.expected_product else item.deed
    supervisor = called[row.supervisor_id] if row.supervisor_id else "Chưa giao"
    told = [one.text for one in item.told[:1]]  # type: ignore[attr-defined]  # prefetched, the newest first
    result = "\n".join((str(row.get_state_display()), *told))
    return who, Figure(what, reverse("commitments:detail", args=[row.pk])), supervisor, result


def by_name(teller: Teller, title: str, found: Sequence[Commitment]) -> Table:
    """Registrations by name: of a single cell, where the secretary knows everybody anyway."""
    heads = (
        Column("TT", True, 0.5), Column("Họ và tên", width=3), Column("Loại", width=2), Column("Hạn", width=1.3),
        Column("Ngày trình", width=1.3),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            place,
            Figure(str(row.person or teller.reading.name), reverse("commitments:detail", args=[row.pk])),
            str(row.get_kind_display()),
            row.due_on,
            row.submitted_on,
        )
        for place, row in enumerate(found, 1)
    ]
    return teller.table(title, heads, rows, None, teller.reading.year)
