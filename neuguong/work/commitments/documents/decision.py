"""A decision as an official paper: the letterhead of the body that decided, its articles, and every registration in a
landscape appendix. The fixed words of papers are Vietnamese whatever language the screen speaks."""

import re
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db.models import Count
from django.utils import translation

from neuguong.base.orgs.choices import CELLS
from neuguong.base.orgs.models import Appointment
from neuguong.base.orgs.queries import Letterhead, letterhead
from neuguong.kit.documents import Appendix, Block, Cell, Column, Document, Head, Heading, Paragraph, Signature, Table
from neuguong.kit.numbers import date, number
from neuguong.work.commitments.choices import DecisionKind, Kind, State
from neuguong.work.commitments.models import Commitment, Decision
from neuguong.work.commitments.queries import Decided

THEME = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
_NUMBER = re.compile(r"\s*(\d+)\s*[-/]?\s*(.*)")


def decision_paper(decision: Decision, decided: Decided) -> Document:
    """The paper of a decision on the registrations of `decided`; an extract if those are not all of them.

    Eight queries whatever their number.
    """
    with translation.override("vi"):
        head = letterhead(decision.unit, decision.meeting_on)
        rows = list(decided.rows.annotate(items_in=Count("items")).order_by("unit__sort_key", "kind", "pk"))
        return Document(
            head=_head(decision, head, decided, rows),
            blocks=tuple(_articles(decision, rows, decided)),
            signature=_signature(decision, head),
            recipients=("Như Điều 3;", *(line for line in head.recipients.splitlines() if line.strip())),
            appendices=(_appendix(decision, rows),),
            base_url=settings.SITE_ADDRESS,
        )


def _head(decision: Decision, head: Letterhead, decided: Decided, rows: Sequence[Commitment]) -> Head:
    match = _NUMBER.fullmatch(decision.number)
    count, symbol = match.groups() if match else ("", "")
    is_short = decision.unit.kind in CELLS and not decision.number
    return Head(
        system=head.system,
        issuer=head.issuer,
        title="Trích quyết định" if decided.is_extract else "Quyết định",
        parent=head.superior,
        number=count,
        symbol="" if is_short else symbol or head.symbol("QĐ"),
        place=head.place,
        on=decision.meeting_on,
        summary=f"về việc {_matter(decision)} bản đăng ký {THEME} {_years(rows)}",
    )


def _matter(decision: Decision) -> str:
    words = {DecisionKind.APPROVE: "phê duyệt", DecisionKind.CONFIRM: "xác nhận kết quả thực hiện"}
    return words.get(DecisionKind(decision.kind), "phê duyệt điều chỉnh")


def _years(rows: Sequence[Commitment]) -> str:
    years = sorted({row.period.year for row in rows})
    return ("năm " if len(years) < 2 else "các năm ") + ", ".join(str(year) for year in years)


def _articles(decision: Decision, rows: Sequence[Commitment], decided: Decided) -> Iterator[Block]:
    chair = f", do đồng chí {decision.presided_by} chủ trì" if decision.presided_by else ""
    yield Paragraph(f"Căn cứ kết quả cuộc họp ngày {date(decision.meeting_on)} của {decision.unit.name}{chair};")
    yield Paragraph("Xét các bản đăng ký do tập thể, cá nhân trình,")
    yield Heading("QUYẾT ĐỊNH:", 2)
    of_all = f" trong tổng số {number(decided.total)} bản" if decided.is_extract else ""
    act = _matter(decision)[0].upper() + _matter(decision)[1:]
    yield Paragraph(
        f"Điều 1. {act} {number(len(rows))} bản đăng ký{of_all} {_years(rows)} ({_kinds(rows)}); "
        "danh sách tại phụ lục kèm theo."
    )
    yield Paragraph(_duty(decision, rows))
    yield Paragraph(
        "Điều 3. Tập thể, cá nhân có tên trong danh sách và các đơn vị liên quan chịu trách nhiệm thi hành "
        "quyết định này kể từ ngày ký."
    )


def _kinds(rows: Sequence[Commitment]) -> str:
    words = {Kind.INDIVIDUAL: "của cá nhân", Kind.HEAD: "của người đứng đầu", Kind.COLLECTIVE: "của tập thể"}
    counts = [(sum(row.kind == kind for row in rows), label) for kind, label in words.items()]
    return ", ".join(f"{number(count)} {label}" for count, label in counts if count)


def _duty(decision: Decision, rows: Sequence[Commitment]) -> str:
    if decision.kind == DecisionKind.CONFIRM:
        told = [(sum(row.state == state for row in rows), State(state).label) for state in _CONFIRMED]
        counts = ", ".join(f"{number(count)} bản {str(label).lower()}" for count, label in told if count)
        return f"Điều 2. Kết quả: {counts or 'như phụ lục'}. Kết quả này là một căn cứ để kiểm điểm, đánh giá cuối năm."
    watched = (
        " Đơn vị được giao theo dõi, giám sát có trách nhiệm theo dõi việc thực hiện."
        if any(row.supervisor_id for row in rows)
        else ""
    )
    return f"Điều 2. Tập thể, cá nhân có tên tổ chức thực hiện nội dung đã đăng ký và ghi kết quả từng quý.{watched}"


_CONFIRMED = (State.ACHIEVED, State.PARTLY, State.NOT_ACHIEVED)


def _signature(decision: Decision, head: Letterhead) -> Signature:
    """Who presided signs, in the post that he held at the body that day; else as its papers are signed."""
    authority = tuple(line for line in head.authority.split("\n") if line)
    if decision.presided_by is None:
        return Signature(head.signer_title, authority, head.signer_name)
    posts = Appointment.objects.filter(person=decision.presided_by, unit=decision.unit)
    post = posts.filter(valid__contains=decision.meeting_on).order_by("-is_head", "pk").first()
    return Signature(post.title if post else head.signer_title, authority, str(decision.presided_by))


def _appendix(decision: Decision, rows: Sequence[Commitment]) -> Appendix:
    is_watched = any(row.supervisor_id for row in rows)
    is_confirmed = decision.kind == DecisionKind.CONFIRM
    columns = [
        Column("TT", numeric=True, width=0.5),
        Column("Đơn vị", width=2.4),
        Column("Người, tập thể đăng ký", width=2.2),
        Column("Loại", width=1.2),
        Column("Số nội dung", numeric=True, width=0.7),
    ]
    columns += [Column("Đơn vị theo dõi, giám sát", width=2)] if is_watched else []
    columns += [Column("Kết quả", width=1.2)] if is_confirmed else []
    lines = tuple(_line(at, row, is_watched, is_confirmed) for at, row in enumerate(rows, 1))
    title = f"Danh sách bản đăng ký được {_matter(decision)}"
    return Appendix(title, (Table(tuple(columns), lines),), landscape=True)


def _line(at: int, row: Commitment, is_watched: bool, is_confirmed: bool) -> tuple[Cell, ...]:
    items: int = row.items_in  # type: ignore[attr-defined]  # annotated
    cells: list[Cell] = [at, row.unit.name, str(row.person or row.unit), str(row.get_kind_display()), items]
    cells += [row.supervisor.name if row.supervisor else ""] if is_watched else []
    cells += [str(row.get_state_display())] if is_confirmed else []
    return tuple(cells)
