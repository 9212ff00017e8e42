"""The minutes of a cell meeting as a paper. The fixed words of papers are Vietnamese whatever language the screen
speaks."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils import translation

from neuguong.base.orgs.queries import letterhead
from neuguong.kit.documents import (
    Blank,
    Block,
    Column,
    Document,
    Facts,
    Head,
    Heading,
    Paragraph,
    Signature,
    Signing,
    Table,
    Text,
)
from neuguong.kit.numbers import date, number
from neuguong.work.study.choices import MISSED, SessionState, Status
from neuguong.work.study.models import Attendance, Conclusion, Scoring, Session
from neuguong.work.study.queries import Minuted

SUFFIXES = ("docx", "pdf")
_BY_HAND = "(Ký, ghi rõ họ tên)"


def minutes_paper(said: Minuted) -> Document:
    """The minutes as `queries.minuted` reads them; of a meeting that was not held yet a form to fill in by hand."""
    with translation.override("vi"):
        session = said.session
        head = letterhead(session.unit, session.on)
        return Document(
            head=Head(
                system=head.system, issuer=head.issuer, title="Biên bản", parent=head.superior, place=head.place,
                on=session.on, summary=f"sinh hoạt chi bộ tháng {session.on.month} năm {session.on.year}",
            ),
            blocks=tuple(_blocks(said)),
            base_url=settings.SITE_ADDRESS,
        )  # fmt: skip


def _blocks(said: Minuted) -> Iterator[Block]:
    is_to_come = said.session.state == SessionState.PLANNED
    yield Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN", 2)
    yield Facts((*_when(said.session, said.places), *_who(said, is_to_come)))
    if said.absent:
        yield _missed(said.absent, said.session.unit_id)
    elif said.missed:
        yield Paragraph("Họ tên, lý do của các đồng chí vắng ghi ở bản do chi bộ lưu.")
    yield Heading("II. CHƯƠNG TRÌNH", 2)
    yield from _told([f"{n}. {line}" for n, line in enumerate(_lines(said.agenda), 1)], 3)
    yield Heading("III. DIỄN BIẾN, Ý KIẾN", 2)
    yield from _told(_lines(said.text), 8)
    yield Heading("IV. KẾT LUẬN", 2)
    if said.conclusions:
        yield _concluded(said.conclusions)
    else:
        yield Blank(4) if is_to_come else Paragraph("Không ghi kết luận nào.")
    if said.scorings:
        yield Heading("V. CHẤM ĐIỂM CHẤT LƯỢNG SINH HOẠT", 2)
        yield from _scored(said.scorings)
    yield Signing((_place("Người ghi biên bản", said.clerk), _place("Chủ trì", said.chair)))


def _when(session: Session, places: Sequence[str]) -> Iterator[tuple[str, Text]]:
    hour = f"{session.starts_at:%H:%M} " if session.starts_at else ""
    yield "Buổi", session.title
    yield "Thời gian", f"{hour}ngày {date(session.on)}"
    yield "Địa điểm", "; ".join(places)
    if session.theme:
        yield "Chuyên đề", session.theme.title


def _who(said: Minuted, is_to_come: bool) -> Iterator[tuple[str, Text]]:
    """Who presided and wrote; how many came, with dots where the roll was not called."""
    yield "Chủ trì", said.chair
    yield "Người ghi biên bản", said.clerk
    yield "Được triệu tập", _people(said.called) if said.called else ""
    is_open = is_to_come or said.counts[Status.EXPECTED] == said.called
    for status in (Status.PRESENT, *MISSED):
        yield str(status.label), "" if is_open else _people(said.counts[status])
    if said.counts[Status.EXPECTED] and not is_open:
        yield str(Status.EXPECTED.label), _people(said.counts[Status.EXPECTED])
    if said.guests:
        yield "Dự thêm ngoài danh sách", _people(said.guests)


def _people(n: int) -> str:
    return f"{number(n)} đồng chí"


def _missed(rows: Sequence[Attendance], unit_id: int) -> Table:
    columns = (
        Column("TT", True, 0.5),
        Column("Họ và tên", width=2.5),
        Column("Vắng", width=1.5),
        Column("Lý do", width=3),
    )
    told = (
        (place, _named(row, unit_id), str(row.get_status_display()), row.reason) for place, row in enumerate(rows, 1)
    )
    return Table(columns, tuple(told), caption="Các đồng chí vắng")


def _named(row: Attendance, unit_id: int) -> str:
    name = row.person.full_name
    return name if row.unit_id == unit_id else f"{name} ({row.unit.name})"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _told(lines: Sequence[str], room: int) -> Iterator[Block]:
    """What was written, or room to write it."""
    yield from map(Paragraph, lines) if lines else (Blank(room),)


def _concluded(rows: Sequence[Conclusion]) -> Table:
    columns = (
        Column("TT", True, 0.5),
        Column("Việc", width=4),
        Column("Người thực hiện", width=2),
        Column("Thời hạn", width=1.3),
    )
    return Table(columns, tuple((one.number, one.text, one.assignee.full_name, date(one.due_on)) for one in rows))


def _scored(rows: Sequence[Scoring]) -> Iterator[Block]:
    columns = (Column("Bên chấm", width=3), Column("Tổng điểm", True, 1), Column("Xếp loại", width=1.5))
    yield Table(columns, tuple((str(one.get_side_display()), one.total, str(one.get_rating_display())) for one in rows))
    sheet = rows[0].sheet
    yield Paragraph(f"Căn cứ chấm điểm: {sheet.basis}{'' if sheet.is_verified else ' (chưa đối chiếu bản gốc)'}.")


def _place(position: str, name: str) -> Signature:
    return Signature(position, name=name, note="" if name else _BY_HAND)
