"""The minutes of a visit: who looked at whom, the questions and what was seen, what was found and is to be mended. The
fixed words of papers are Vietnamese whatever language the screen speaks."""

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
)
from neuguong.kit.numbers import date, number
from neuguong.work.oversight.choices import VisitKind
from neuguong.work.oversight.lists import where
from neuguong.work.oversight.models import CheckLine, Finding, Visit

_BY_HAND = "(Ký, ghi rõ họ tên)"


def minutes_paper(visit: Visit) -> Document:
    """The minutes of a visit as `queries.full_visit` reads it; of one that was not held yet a form to fill in by
    hand."""
    with translation.override("vi"):
        head = letterhead(visit.body, visit.held_on or visit.planned_on)
        what = str(visit.get_kind_display()).lower()
        return Document(
            head=Head(
                system=head.system, issuer=head.issuer, title="Biên bản", parent=head.superior, place=head.place,
                on=visit.held_on, summary=f"{what} tại {visit.unit.name}",
            ),
            blocks=tuple(_blocks(visit)),
            base_url=settings.SITE_ADDRESS,
        )  # fmt: skip


def _blocks(visit: Visit) -> Iterator[Block]:
    pairs = [
        ("Nơi được kiểm tra, giám sát", where(visit)),
        ("Nội dung", visit.theme),
        ("Ngày tiến hành", date(visit.held_on) if visit.held_on else ""),
        ("Trưởng đoàn, người chủ trì", visit.lead),
        ("Địa điểm", visit.place),
    ]
    if visit.kind == VisitKind.VOTERS:
        pairs.append(("Số người dự", number(visit.attended) if visit.attended is not None else ""))
    yield Facts(tuple(pairs))
    lines = list(visit.lines.all())
    if lines:
        yield Heading("I. DANH MỤC CÂU HỎI", 2)
        yield _questions(lines)
    yield Heading("II. NHẬN XÉT, KẾT LUẬN" if lines else "I. NHẬN XÉT, KẾT LUẬN", 2)
    said = [line for line in visit.conclusion.splitlines() if line.strip()]
    yield from (Paragraph(line) for line in said) if said else (Blank(6),)
    found: Sequence[Finding] = visit.seen  # type: ignore[attr-defined]  # prefetched
    if visit.body_id != visit.unit_id:
        yield Heading("III. HẠN CHẾ, KIẾN NGHỊ" if lines else "II. HẠN CHẾ, KIẾN NGHỊ", 2)
        yield _found(found) if found else (Blank(4) if not visit.held_on else Paragraph("Không ghi hạn chế nào."))
    yield Signing(
        (
            Signature("Đại diện nơi được kiểm tra, giám sát", note=_BY_HAND),
            Signature("Trưởng đoàn, người chủ trì", note=_BY_HAND),
        )
    )


def _questions(lines: Sequence[CheckLine]) -> Table:
    columns = (
        Column("TT", True, 0.5),
        Column("Câu hỏi", width=4),
        Column("Trả lời", width=1.3),
        Column("Ghi chú", width=2),
    )
    rows = tuple((one.number, one.question, str(one.get_answer_display()), one.note) for one in lines)
    return Table(columns, rows)


def _found(found: Sequence[Finding]) -> Table:
    columns = (
        Column("TT", True, 0.5),
        Column("Hạn chế, khuyết điểm", width=3),
        Column("Kiến nghị", width=3),
        Column("Hạn khắc phục", width=1.2),
    )
    return Table(columns, tuple((one.number, one.text, one.recommendation, date(one.due_on)) for one in found))
