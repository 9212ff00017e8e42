"""The PDF of a document, set by typst.

The typst program (official.typ) is a constant; the document reaches it as JSON. User text is therefore data at every
step and can never become markup.
"""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from neuguong.kit import qr
from neuguong.kit.documents import blocks, form
from neuguong.kit.documents.clean import breakable, clean
from neuguong.kit.documents.columns import column_widths, height_of

_HERE = Path(__file__).parent
# Tinos has the widths of Times New Roman and every Vietnamese letter, and its licence lets us ship and embed it.
_FONTS = _HERE.parent / "fonts" / "tinos"
# A row stays on one page, and so does a short table; what would fill most of a page (millimetres on A4) must be let go,
# or its end would be cut off.
_TALLEST, _FEW = 100.0, 8
_SECONDS = 120  # 1,000 rows take one; a document that takes longer than this is a fault


def write_pdf(said: blocks.Document | blocks.Bundle, stream: BinaryIO, at: dt.datetime) -> None:
    """Write a document, or several in one file, as a tagged PDF. The same documents and the same instant `at` (aware)
    give the same bytes."""
    data = _json(blocks.bound(said))
    instant = str(int(at.timestamp()))
    command: list[str | Path] = [sys.executable, "-I", _HERE / "typeset.py", _HERE / "official.typ", _FONTS, instant]
    done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
    if done.returncode:
        raise RuntimeError(f"typst did not set the document: {done.stderr.decode(errors='replace')}")
    stream.write(done.stdout)


def _json(papers: tuple[blocks.Document, ...]) -> bytes:
    data = {
        "form": msgspec.to_builtins(form.form_of(papers[0])),
        "scale": form.form_of(papers[0]).scale,
        "papers": [_paper(document) for document in papers],
    }
    return msgspec.json.encode(data)


def _paper(document: blocks.Document) -> dict[str, Any]:
    head = document.head
    rules = form.form_of(document)
    width = rules.text_width(document.landscape)
    return {
        "landscape": document.landscape,
        "head": {
            "parent": clean(head.parent.upper()),
            "issuer": clean(head.issuer.upper()),
            "reference": clean(form.reference(head)),
            "placed": clean(form.place_and_date(head)),
            "draft": form.DRAFT if head.draft else "",
            "title": clean(head.title.upper()),
            "summary": clean(head.summary),
        },
        "body": [_block(block, document, width) for block in document.blocks],
        "recipients": {"label": form.RECIPIENTS, "items": [clean(item) for item in document.recipients]},
        "signature": _signature(document.signature),
        "annexes": [_annex(annex, document, rules) for annex in form.annexes(document)],
    }


def _signature(signature: blocks.Signature | None) -> dict[str, Any] | None:
    if signature is None:
        return None
    return {
        "authority": [clean(line.upper()) for line in signature.authority],
        "position": clean(signature.position.upper()),
        "note": clean(signature.note),
        "name": clean(signature.name),
    }


def _annex(annex: form.Annex, document: blocks.Document, rules: form.Form) -> dict[str, Any]:
    width = rules.text_width(annex.appendix.landscape)
    return {
        "label": annex.label,
        "title": clean(annex.appendix.title),
        "note": clean(annex.note),
        "landscape": annex.appendix.landscape,
        "blocks": [_block(block, document, width) for block in annex.appendix.blocks],
    }


def _block(block: blocks.Block, document: blocks.Document, width: float) -> dict[str, Any]:
    match block:
        case blocks.Heading():
            return {"kind": "heading", "level": block.level, "text": clean(block.text)}
        case blocks.Paragraph():
            return {"kind": "paragraph", "runs": _runs(block.text, document)}
        case blocks.Bullets():
            return {"kind": "bullets", "items": [_runs(item, document) for item in block.items]}
        case blocks.Facts():
            pairs = [{"name": clean(name), "runs": _runs(value, document)} for name, value in block.pairs]
            return {"kind": "facts", "pairs": pairs}
        case blocks.Table():
            return _table(block, document, width)
        case blocks.Blank():
            return {"kind": "blank", "lines": block.lines, "label": clean(block.label)}
        case blocks.Signing():
            above = [_block(one, document, width) for one in block.above]
            return {"kind": "signing", "above": above, "places": [_signature(place) for place in block.places]}
        case blocks.PageBreak():
            return {"kind": "break"}
        case blocks.QRCode():
            drawn = str(qr.svg(block.address, ""))
            return {"kind": "qr", "svg": drawn, "caption": clean(block.caption), "address": clean(block.address)}


def _table(table: blocks.Table, document: blocks.Document, total: float) -> dict[str, Any]:
    rules = form.form_of(document)
    points = rules.points_of(table)
    widths = column_widths(table, total, points)

    def row(cells: tuple[blocks.Cell, ...]) -> list[dict[str, str]]:
        return [_cell(cell, column, document) for cell, column in zip(cells, table.columns, strict=True)]

    def height(cells: list[dict[str, str]]) -> float:
        return max(height_of([cell["text"] for cell in cells], widths, points) / rules.scale, table.row_height)

    rows = [row(cells) for cells in table.rows]
    heights = [height(cells) for cells in rows]
    return {
        "kind": "table",
        "caption": clean(table.caption),
        "source": clean(form.SOURCE + table.source) if table.source else "",
        "columns": [
            {"label": breakable(column.label), "numeric": column.numeric, "width": width}
            for column, width in zip(table.columns, widths, strict=True)
        ],
        "points": points,
        "row_height": table.row_height * rules.scale,
        "rows": rows,
        "tall": [place for place, high in enumerate(heights) if high > _TALLEST],
        "whole": len(rows) <= _FEW and sum(heights) <= _TALLEST,
        "totals": row(table.totals) if table.totals else [],
    }


def _cell(cell: blocks.Cell, column: blocks.Column, document: blocks.Document) -> dict[str, str]:
    return _run(cell, document) if isinstance(cell, blocks.Figure) else {"text": breakable(column.show(cell))}


def _runs(text: blocks.Text, document: blocks.Document) -> list[dict[str, str]]:
    return [_run(run, document) for run in blocks.runs(text)]


def _run(run: str | blocks.Figure, document: blocks.Document) -> dict[str, str]:
    if isinstance(run, str):
        return {"text": breakable(run)}
    return {"text": breakable(run.text), "href": clean(document.absolute(run)), "code": clean(run.code)}
