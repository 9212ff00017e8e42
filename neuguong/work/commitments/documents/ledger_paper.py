"""The ledger as a paper across A4: the rows of the screen one for one, or dotted room for them."""

import datetime as dt

from django.conf import settings
from django.utils import translation

from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import letterhead
from neuguong.base.periods.models import Period
from neuguong.kit.documents import Cell, Column, Document, Table
from neuguong.work.commitments.documents.heads import THEME, head, signed_by
from neuguong.work.commitments.documents.ledger import Ledger

COLUMNS = (
    Column("TT", numeric=True, width=0.5),
    Column("Họ tên", width=1.6),
    Column("Nội dung đăng ký", width=2.8),
    Column("Thời gian", width=1.2),
    *(Column(f"Kết quả quý {quarter}", width=1.55) for quarter in ("I", "II", "III", "IV")),
    Column("Minh chứng", width=1.2),
    Column("Nhận xét của chi bộ", width=1.5),
    Column("Mức", width=0.9),
    Column("Ghi chú", width=1.3),
)
_POINTS = 9
_BLANK_ROWS, _BLANK_HEIGHT = 10, 14


def ledger_paper(kept: Ledger, on: dt.date) -> Document:
    """The ledger as it stands on a day, for PDF, DOCX and XLSX (a constant number of queries)."""
    with translation.override("vi"):
        return _paper(kept.unit, kept.period, kept.rows, on)


def blank_ledger(unit: Unit, period: Period, on: dt.date, names: tuple[str, ...] = ()) -> Document:
    """A ledger to be written by hand: a row for each of `names`, or empty rows."""
    rest: tuple[Cell, ...] = ("",) * (len(COLUMNS) - 2)
    rows: tuple[tuple[Cell, ...], ...] = tuple((at, name, *rest) for at, name in enumerate(names, 1))
    rows = rows or (("", "", *rest),) * _BLANK_ROWS
    return _paper(unit, period, rows, None, at=on, row_height=_BLANK_HEIGHT)


def _paper(
    unit: Unit,
    period: Period,
    rows: tuple[tuple[Cell, ...], ...],
    on: dt.date | None,
    *,
    at: dt.date | None = None,
    row_height: float = 0,
) -> Document:
    called = letterhead(unit, on or at or period.ends_on)
    summary = f"đăng ký và kết quả thực hiện {THEME} năm {period.year}"
    return Document(
        head(called, "Sổ theo dõi", summary, on),
        (Table(COLUMNS, rows, points=_POINTS, row_height=row_height),),
        signed_by(called),
        base_url=settings.SITE_ADDRESS,
        landscape=True,
    )
