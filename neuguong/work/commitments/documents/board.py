"""The board as a paper for the meeting of a standing committee: A4 landscape, the figures on top, a row for each head.
The fixed words of papers are Vietnamese whatever language the screen speaks."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from neuguong.base.figures.queries import Number, href, span
from neuguong.base.orgs.queries import letterhead
from neuguong.kit.documents import Block, Cell, Column, Document, Figure, Head, Paragraph, Signature, Table, Text
from neuguong.kit.figures import measure
from neuguong.kit.numbers import date, number
from neuguong.work.commitments.board import Board, Line, Told

FIGURES = (
    "head_should", "head_registered", "head_approved", "head_waiting", "head_returned", "head_missing",
    "head_achieved", "head_partly", "head_not_achieved",
)  # fmt: skip


def board_paper(board: Board, values: dict[str, Number], *, on: dt.date) -> Document:
    """The lines that the board shows, each with its four quarters; `values` are the `FIGURES` of the unit's year."""
    with translation.override("vi"):
        head = letterhead(board.unit, on)
        return Document(
            head=Head(
                system=head.system,
                issuer=head.issuer,
                title="Bảng theo dõi",
                parent=head.superior,
                place=head.place,
                on=on,
                summary=f"nội dung đột phá của người đứng đầu năm {board.period.year}",
            ),
            blocks=tuple(_blocks(board, values)),
            signature=Signature(head.signer_title, tuple(head.authority.split("\n")), head.signer_name),
            base_url=settings.SITE_ADDRESS,
            landscape=True,
        )


def _blocks(board: Board, values: dict[str, Number]) -> Iterator[Block]:
    yield Paragraph(_summary(board, values))
    said = f"Bảng có {number(len(board.shown))} trên {number(len(board.lines))} người đứng đầu do nơi này quyết định"
    yield Paragraph(f"{said}; {number(board.stuck)} nội dung còn vướng.")
    yield Table(_columns(board), tuple(_row(place, line) for place, line in enumerate(board.shown, 1)), points=9)


def _summary(board: Board, values: dict[str, Number]) -> Text:
    """The figures of the engine for the unit and all under it, each the link to its rows."""
    pieces: list[str | Figure] = [f"Toàn đơn vị và các đơn vị bên dưới, {span(board.period)}: "]
    for place, key in enumerate(FIGURES):
        pieces += ["; " if place else "", f"{str(measure(key).label).lower()} "]
        pieces.append(Figure.of(values[key], href(key, board.unit.code, board.period.pk)))
    return (*pieces, ".")


def _columns(board: Board) -> tuple[Column, ...]:
    return (
        Column("TT", True, 0.4),
        Column("Người đứng đầu", width=1.6),
        Column("Vấn đề, việc đột phá", width=2.6),
        Column("Sản phẩm, chỉ tiêu; hạn", width=1.6),
        Column("Theo dõi, giám sát", width=1.3),
        *(Column(str(one).split("/")[0], width=1.3) for one in board.quarters),
        Column("Trạng thái", width=1),
        Column("Vướng ở đâu, vì sao", width=1.7),
    )


def _row(place: int, line: Line) -> tuple[Cell, ...]:
    row, item = line.row, line.item
    who = "\n".join(one for one in (str(row.person), line.post, row.unit.name) if one)
    what = "\n".join(one for one in (row.pressing_issue if item else "", item.deed if item else "") if one)
    due = f"Hạn: {date(item.due_on)}" if item and item.due_on else ""
    return (
        place,
        Figure(who, reverse("commitments:detail", args=[row.pk])),
        what,
        "\n".join(one for one in (line.product if item else "", due) if one),
        row.supervisor.name if row.supervisor else "Chưa giao",
        *(_quarter(one) for one in line.quarters),
        str(row.get_state_display()),
        _why(line.stuck, line.last),
    )


def _quarter(told: Told | None) -> str:
    if told is None:
        return "—"
    files = f"{len(told.evidence)} minh chứng" if told.evidence else ""
    return "\n".join(one for one in (told.number, told.text, files) if one)


def _why(stuck: Sequence[str], last: str) -> str:
    return "\n".join((*stuck, *((f"Ghi gần nhất: {last}",) if last else ()))) if stuck else ""
