"""A report as a file: official papers, a page to open anywhere, or plain data."""

import datetime as dt
import json
from importlib import resources
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from neuguong.base.files.queries import content
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.documents import FILE_FORMATS, Cell, Document, Figure, Share, Table, render_html
from neuguong.work.reports import queries
from neuguong.work.reports.choices import ReportState
from neuguong.work.reports.models import Report
from neuguong.work.reports.services.coding import coded
from neuguong.work.reports.services.compiling import compile_report
from neuguong.work.reports.services.heading import new_report

KINDS = (*FILE_FORMATS, "html", "json")
_PAGE = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title><base href="{base}">'
    "<style>{style}</style></head><body>{article}</body></html>"
)


def report_of(unit: Unit, period: Period) -> Report:
    """The report of the unit and period as people have written it so far; an unsaved draft if nobody has here."""
    written = Report.objects.filter(unit=unit, period=period, state__in=(ReportState.DRAFT, ReportState.ISSUED))
    kept = written.select_related("unit", "period__calendar", "period__parent").first()
    return kept or new_report(unit, period)


def write_period_report(
    *,
    unit: Unit,
    period: Period,
    kind: str,
    stream: BinaryIO,
    today: dt.date,
    now: dt.datetime,
    viewer: Any = None,
) -> None:
    """Write the report of a unit and all under it as docx, pdf, xlsx, html or json (`kind`; KeyError for another).

    An issued report comes out as it was issued, its figures included; only json always holds the figures of now.
    """
    report = report_of(unit, period)
    if kind == "json":
        stream.write(_json(report, today=today, now=now, viewer=viewer))
    elif report.state == ReportState.ISSUED:
        stream.write(_kept(report, kind))
    else:
        write(compile_report(report=report, viewer=viewer, today=today, now=now), kind, stream, now)


def write(document: Document, kind: str, stream: BinaryIO, now: dt.datetime) -> None:
    """Write a compiled document as docx, pdf, xlsx or html."""
    if kind == "html":
        stream.write(_page(document.head.title, render_html(document, top=1)))
    else:
        FILE_FORMATS[kind].write(coded(document), stream, now)


def _kept(report: Report, kind: str) -> bytes:
    if kind == "html":
        return _page(str(report), mark_safe(report.html))  # noqa: S308 (made by render_html when it was issued)
    return content(getattr(report, kind))


def _page(title: str, article: str) -> bytes:
    style = resources.files("neuguong.kit") / "static" / "kit" / "documents.css"
    page = format_html(
        _PAGE,
        title=title,
        base=settings.SITE_ADDRESS,
        style=mark_safe(style.read_text(encoding="utf-8")),  # noqa: S308 (our own sheet)
        article=article,
    )
    return page.encode()


def _json(report: Report, *, today: dt.date, now: dt.datetime, viewer: Any) -> bytes:
    document = compile_report(report=report, viewer=viewer, today=today, now=now)
    reading = queries.read(report.unit, report.period, today=today)
    data = {
        "unit": report.unit.code,
        "name": reading.name,
        "period": str(report.period),
        "from": report.period.starts_on.isoformat(),
        "to": report.period.ends_on.isoformat(),
        "tree_on": report.period.tree_on.isoformat(),
        "at": now.isoformat(),
        "state": report.state,
        "figures": {key: _plain(value) for key, value in reading.totals.items()},
        "without_registration": reading.silent,
        "tables": [_table(block) for block in _tables(document)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"


def _tables(document: Document) -> list[Table]:
    blocks = (*document.blocks, *(block for appendix in document.appendices for block in appendix.blocks))
    return [block for block in blocks if isinstance(block, Table)]


def _table(table: Table) -> dict[str, Any]:
    def row(cells: tuple[Cell, ...]) -> list[Any]:
        return [_plain(cell) for cell in cells]

    return {
        "caption": table.caption,
        "columns": [column.label for column in table.columns],
        "rows": [row(cells) for cells in table.rows],
        "totals": row(table.totals) if table.totals else None,
    }


def _plain(cell: Any) -> Any:
    """A cell as JSON knows it: a share as {part, whole}, a day in ISO form, a figure as its number."""
    match cell:
        case Figure():
            return cell.text if cell.value is None else _plain(cell.value)
        case Share():
            return {"part": _plain(cell.part), "whole": _plain(cell.whole)}
        case dt.date():
            return cell.isoformat()
        case None | str() | int():
            return cell
    return int(cell) if cell == int(cell) else str(cell)
