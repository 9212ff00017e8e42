"""A plan of inspection and supervision as a paper: themes, questions, the list of visits, and how lots were drawn. The
fixed words of papers are Vietnamese whatever language the screen speaks."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils import timezone, translation

from neuguong.base.orgs.queries import letterhead
from neuguong.kit.documents import (
    Appendix,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Head,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from neuguong.kit.numbers import date, number
from neuguong.work.oversight.lists import where
from neuguong.work.oversight.models import Draw, Plan, Visit
from neuguong.work.oversight.queries import ALGORITHM, lots

_NUMBER = re.compile(r"\s*(\d+)\s*[-/]?\s*(.*)")


def plan_paper(plan: Plan, visits: Sequence[Visit], draws: Sequence[Draw], *, on: dt.date | None) -> Document:
    """The plan with its list; `on` None leaves room for the date of a draft."""
    with translation.override("vi"):
        head = letterhead(plan.unit, on or plan.period.starts_on)
        match = _NUMBER.fullmatch(plan.number)
        count, symbol = match.groups() if match else ("", "")
        return Document(
            head=Head(
                system=head.system, issuer=head.issuer, title="Kế hoạch", parent=head.superior, number=count,
                symbol=symbol or head.symbol("KH"), place=head.place, on=on, summary=_summary(plan), draft=on is None,
            ),
            blocks=tuple(_blocks(plan, visits)),
            signature=Signature(head.signer_title, tuple(head.authority.split("\n")), head.signer_name),
            recipients=tuple(line for line in head.recipients.splitlines() if line.strip()),
            appendices=(_list(visits), *(_drawn(draw) for draw in draws if draw.frozen_at), *_dropped(draws)),
            base_url=settings.SITE_ADDRESS,
        )  # fmt: skip


def _summary(plan: Plan) -> str:
    return plan.title.removeprefix("Kế hoạch ")


def _blocks(plan: Plan, visits: Sequence[Visit]) -> Iterator[Block]:
    yield Heading("I. NỘI DUNG", 2)
    yield from (Paragraph(line) for line in plan.themes.splitlines() if line.strip())
    yield Heading("II. NƠI ĐƯỢC KIỂM TRA, GIÁM SÁT VÀ THỜI GIAN", 2)
    yield Paragraph(f"{number(len(visits))} cuộc, danh sách tại phụ lục kèm theo.")
    if plan.checklist.strip():
        yield Heading("III. DANH MỤC CÂU HỎI", 2)
        yield Bullets(tuple(line.strip() for line in plan.checklist.splitlines() if line.strip()))


def _list(visits: Sequence[Visit]) -> Appendix:
    columns = (
        Column("TT", True, 0.5),
        Column("Nơi được kiểm tra, giám sát", width=2.4),
        Column("Hình thức", width=1.3),
        Column("Nội dung", width=3),
        Column("Thời gian", width=1.2),
    )
    rows = tuple(
        (place, where(one), str(one.get_kind_display()), one.theme, date(one.planned_on))
        for place, one in enumerate(visits, 1)
    )
    return Appendix("Danh sách các cuộc kiểm tra, giám sát", (Table(columns, rows),))


def _drawn(draw: Draw) -> Appendix:
    """Everything that somebody needs to draw again."""
    assert draw.frozen_at is not None  # asked for by the caller
    called = dict(draw.candidates)
    facts = Facts(
        (
            ("Số gốc", draw.seed),
            ("Ghi số gốc lúc", _at(draw.seeded_at)),
            ("Các đơn vị thuộc", f"{draw.root.name}, loại {str(draw.get_unit_kind_display()).lower()}"),
            ("Chốt danh sách lúc", _at(draw.frozen_at)),
            ("Mã băm SHA-256 của danh sách mã", draw.digest),
            (
                "Cách chọn",
                f"Xếp theo {ALGORITHM} viết thập lục phân, từ nhỏ đến lớn; lấy {number(draw.count)} đơn vị đầu.",
            ),
        )
    )
    columns = (
        Column("Thứ tự", True, 0.6),
        Column("Đơn vị", width=2.2),
        Column("Mã đơn vị", width=2),
        Column("Giá trị băm (16 ký tự đầu)", width=1.6),
        Column("Kết quả", width=0.9),
    )
    rows = tuple(
        (lot.place, called[lot.code], lot.code, lot.hash[:16], "Được chọn" if lot.place <= draw.count else "")
        for lot in lots(draw.seed, list(called))
    )
    return Appendix("Kết quả bốc thăm", (facts, Table(columns, rows, points=9)))


def _dropped(draws: Sequence[Draw]) -> Iterator[Appendix]:
    """The seeds that were written down and laid aside, for nobody to wonder about later."""
    columns = (
        Column("Số gốc", width=1.6),
        Column("Ghi số gốc lúc", width=1.3),
        Column("Các đơn vị thuộc", width=1.8),
        Column("Số chọn", True, 0.7),
        Column("Bỏ lúc", width=1.3),
        Column("Người bỏ", width=1.4),
        Column("Lý do", width=2.4),
    )
    rows = tuple(_laid_aside(one, one.dropped_at) for one in draws if one.dropped_at)
    if rows:
        yield Appendix("Các lần bốc thăm đã bỏ", (Table(columns, rows, points=9),))


def _laid_aside(draw: Draw, at: dt.datetime) -> tuple[Cell, ...]:
    who = str(draw.dropped_by or "")
    return draw.seed, _at(draw.seeded_at), draw.root.name, draw.count, _at(at), who, draw.drop_reason


def _at(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"
