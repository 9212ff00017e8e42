"""A report as a document: the form of its issuer, sections, appendices."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries import span
from neuguong.base.orgs.choices import CELLS
from neuguong.base.orgs.queries import superior
from neuguong.kit import documents
from neuguong.kit.documents import Appendix, Block, Document, Head, Heading, Paragraph, Signature
from neuguong.work.commitments.models import Item
from neuguong.work.reports import queries
from neuguong.work.reports.models import Report
from neuguong.work.reports.queries import Reading
from neuguong.work.reports.services import counted, sections
from neuguong.work.reports.services.telling import Teller, quoted

TITLE = "Báo cáo"
SUBJECT = "kết quả đăng ký và thực hiện học tập, làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
FEW = 12  # breakthroughs that fit into the text; more stand in an appendix
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def compile_report(*, report: Report, viewer: Any, today: dt.date, now: dt.datetime) -> Document:
    """`report` (saved or not) as a document with the figures of this moment.

    Names of people stand in it only where `viewer` may see the registration; None, the terminal, sees all. Whatever
    language the screen speaks, the paper is in Vietnamese. ValidationError for a period that is no year or quarter.
    """
    with translation.override("vi"):
        reading = queries.read(report.unit, report.period, today=today)
        return _document(report, reading, viewer, today, now)


def _document(report: Report, reading: Reading, viewer: Any, today: dt.date, now: dt.datetime) -> Document:
    teller = Teller(reading, f"Sổ đăng ký và theo dõi, lúc {timezone.localtime(now):%H:%M ngày %d/%m/%Y}")
    items = queries.breakthroughs(report.unit, report.period, viewer=viewer, today=today)
    return Document(
        head=_head(report, reading),
        blocks=tuple(_body(teller, report, items, today)),
        signature=Signature(report.signer_title, tuple(report.signer_authority.split("\n")), report.signer_name),
        recipients=tuple(line for line in report.recipients.splitlines() if line.strip()),
        appendices=tuple(_appendices(teller, items, viewer, today)),
        base_url=settings.SITE_ADDRESS,
    )


def _head(report: Report, reading: Reading) -> Head:
    words, system = f"{SUBJECT} {queries.in_sentence(report.period)}", documents.System[report.system]
    return Head(
        system=system,
        issuer=reading.name,
        title=TITLE,
        parent=superior(report.unit, report.period.tree_on, system),
        number=report.number,
        symbol=report.symbol,
        place=report.place,
        on=report.issued_on,
        summary=words[0].upper() + words[1:] if system is documents.System.STATE else words,
        draft=report.is_draft,
    )


def _body(teller: Teller, report: Report, items: list[Item], today: dt.date) -> Iterator[Block]:
    """The sections in order, numbered; one that has nothing to say is left out."""
    reading = teller.reading
    below = " và mọi đơn vị bên dưới" if reading.children else ""
    yield Paragraph(
        f"Số liệu được tổng hợp từ sổ đăng ký và theo dõi của {reading.name}{below}, {span(reading.period)}."
    )
    for seal in dict.fromkeys(reading.seals.values()):
        yield Paragraph(_sealed(seal, reading))
    complete = sections.complete(queries.below(report.unit, report.period))
    if complete:
        yield Paragraph(complete)
    parts = (
        ("TÌNH HÌNH, CÔNG TÁC CHỈ ĐẠO", tuple(sections.situation(teller, report))),
        ("KẾT QUẢ ĐĂNG KÝ", tuple(sections.registration(teller))),
        ("KẾT QUẢ THỰC HIỆN", tuple(sections.carrying_out(teller))),
        (counted.TITLE.upper(), tuple(counted.in_numbers(teller, today))),
        ("NỘI DUNG ĐỘT PHÁ CỦA NGƯỜI ĐỨNG ĐẦU", tuple(sections.heads(teller, items, few=FEW))),
        ("CHẬM, CHƯA ĐĂNG KÝ", tuple(sections.late(teller))),
        ("ĐÁNH GIÁ CHUNG", tuple(sections.judgement(teller, report))),
        ("PHƯƠNG HƯỚNG, NHIỆM VỤ", tuple(sections.direction(report))),
    )
    said = [(title, blocks) for title, blocks in parts if blocks]
    for number, (title, blocks) in zip(_ROMAN, said, strict=False):
        yield Heading(f"{number}. {title}")
        yield from blocks


def _sealed(seal: Seal, reading: Reading) -> str:
    """That figures are those of a seal, and whose it is where another unit has sealed for this one."""
    name = queries.unit_names([seal.unit_id], seal.period)[seal.unit_id]
    whose = "" if seal.unit_id == reading.unit.pk else f", trong bản chốt của {name}"
    return f"Số liệu {queries.in_sentence(seal.period)} {quoted(seal)}{whose}."


def _appendices(teller: Teller, items: list[Item], viewer: Any, today: dt.date) -> Iterator[Appendix]:
    reading = teller.reading
    if len(items) > FEW:
        yield sections.all_breakthroughs(teller, items)
    by_unit = sections.by_unit_and_kind(teller)
    if reading.children and by_unit.blocks:
        yield by_unit
    if reading.unit.kind in CELLS:
        late, missing = (
            queries.named(key, reading.unit, reading.period, viewer=viewer, today=today) for key in ("late", "missing")
        )
        if late or missing:
            yield sections.names(teller, late, missing)
