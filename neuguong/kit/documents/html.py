"""The document as a piece of a page: meaning in elements, looks in the stylesheet (classes doc-…), no inline style."""

from collections.abc import Iterable

from markupsafe import Markup

from neuguong.kit import qr
from neuguong.kit.documents import blocks, form
from neuguong.kit.documents.clean import clean

_LINE = Markup("<br>")


def render_html(document: blocks.Document, top: int = 2) -> Markup:
    """`document` as an <article>. Its title is a heading of level `top`, since the page around it has the h1.

    Figures are links to their rows, so that the list of their codes, last of the appendices on paper, is left out; page
    breaks mean nothing here.
    """
    head, annexes = document.head, form.annexes(document)[: len(document.appendices)]
    parts = [
        _head(head, top),
        *(_block(block, top) for block in document.blocks),
        _foot(document),
        *(_annex(annex, top) for annex in annexes),
    ]
    return Markup('<article class="doc doc-{}{}" lang="vi">{}</article>').format(
        head.system.value, _paper(document), _join(parts)
    )


def _paper(document: blocks.Document) -> str:
    lying = "-landscape" if document.landscape else ""
    return f" doc-a3{lying}" if document.paper == "A3" else f" doc{lying}" if lying else ""


def _head(head: blocks.Head, top: int) -> Markup:
    rules = form.form_for(head)
    issuer = [
        _p("doc-parent", head.parent.upper()),
        _p("doc-issuer", head.issuer.upper()),
        Markup('<p class="doc-star" aria-hidden="true">*</p>') if rules.star else Markup(""),
    ]
    number = [_p("doc-number", form.reference(head)), _p("doc-draft", form.DRAFT if head.draft else "")]
    nation = [_p(f"doc-nation-{place}", line) for place, line in enumerate(rules.nation, 1)]
    placed = Markup('<p class="doc-place">{}</p>').format(_placed(head))
    return Markup(
        '<header class="doc-head"><div class="doc-from">{}</div><div class="doc-reference">{}</div>'
        '<div class="doc-nation">{}</div><div class="doc-placed">{}</div></header>'
        '<h{level} class="doc-title">{}</h{level}>{}'
    ).format(
        _join(issuer),
        _join(number),
        _join(nation),
        placed,
        _lines(head.title.upper()),
        _p("doc-summary", head.summary),
        level=top,
    )


def _placed(head: blocks.Head) -> Markup:
    said = _lines(form.place_and_date(head))
    return Markup('<time datetime="{}">{}</time>').format(head.on.isoformat(), said) if head.on else said


def _block(block: blocks.Block, top: int) -> Markup:
    match block:
        case blocks.Heading():
            return Markup('<h{level} class="doc-heading">{}</h{level}>').format(
                _lines(block.text), level=min(top + block.level, 6)
            )
        case blocks.Paragraph():
            return Markup("<p>{}</p>").format(_runs(block.text))
        case blocks.Bullets():
            items = _join(Markup("<li>{}</li>").format(_runs(item)) for item in block.items)
            return Markup('<ul class="doc-bullets">{}</ul>').format(items)
        case blocks.Facts():
            pairs = (Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(_lines(k), _runs(v)) for k, v in block.pairs)
            return Markup('<dl class="doc-facts">{}</dl>').format(_join(pairs))
        case blocks.Table():
            return _table(block)
        case blocks.Blank():
            lines = Markup('<p class="doc-blank-line" aria-hidden="true"></p>') * block.lines
            return Markup('<div class="doc-blank">{}{}</div>').format(_p("doc-blank-label", block.label), lines)
        case blocks.Signing():
            above = _join(_block(one, top) for one in block.above)
            places = _join(_signature(one) for one in block.places)
            return Markup('{}<div class="doc-signing">{}</div>').format(above, places)
        case blocks.PageBreak():
            return Markup("")
        case blocks.QRCode():
            drawn = qr.svg(block.address, clean(block.caption or block.address))
            words = _p("doc-qr-caption", block.caption) + _p("doc-qr-address", block.address)
            return Markup('<div class="doc-qr">{}{}</div>').format(drawn, words)


def _table(table: blocks.Table) -> Markup:
    caption = Markup("<caption>{}</caption>").format(_lines(table.caption)) if table.caption else ""
    heads = _join(
        Markup('<th scope="col"{}>{}</th>').format(_numeric(column), _lines(column.label)) for column in table.columns
    )
    rows = _join(Markup("<tr>{}</tr>").format(_cells(row, table.columns)) for row in table.rows)
    totals = table.totals and Markup("<tfoot><tr>{}</tr></tfoot>").format(_cells(table.totals, table.columns))
    # A wide table scrolls inside its frame, which therefore takes the keyboard's focus and has a name.
    return Markup(
        '<div class="doc-table" role="group" tabindex="0" aria-label="{}">'
        "<table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody>{}</table></div>{}"
    ).format(
        clean(table.caption) or form.TABLE,
        caption,
        heads,
        rows,
        totals or "",
        _p("doc-source", table.source and form.SOURCE + table.source),
    )


def _cells(row: tuple[blocks.Cell, ...], columns: tuple[blocks.Column, ...]) -> Markup:
    return _join(
        Markup("<td{}>{}</td>").format(
            _numeric(column), _run(cell if isinstance(cell, blocks.Figure) else column.show(cell))
        )
        for cell, column in zip(row, columns, strict=True)
    )


def _numeric(column: blocks.Column) -> Markup:
    return Markup(' class="doc-numeric"') if column.numeric else Markup("")


def _foot(document: blocks.Document) -> Markup:
    if not (document.recipients or document.signature):
        return Markup("")
    return Markup('<footer class="doc-foot">{}{}</footer>').format(
        _recipients(document.recipients), _signature(document.signature)
    )


def _recipients(recipients: tuple[str, ...]) -> Markup:
    items = _join(Markup("<li>{}</li>").format(_lines(item)) for item in recipients)
    return (
        Markup('<div class="doc-recipients"><p>{}</p><ul>{}</ul></div>').format(form.RECIPIENTS, items)
        if recipients
        else Markup("")
    )


def _signature(signature: blocks.Signature | None) -> Markup:
    if signature is None:
        return Markup("")
    lines = [
        *(_p("doc-authority", line.upper()) for line in signature.authority),
        _p("doc-position", signature.position.upper()),
        _p("doc-signed-note", signature.note),
        _p("doc-name", signature.name),
    ]
    return Markup('<div class="doc-signature">{}</div>').format(_join(lines))


def _annex(annex: form.Annex, top: int) -> Markup:
    appendix = annex.appendix
    return Markup(
        '<section class="doc-appendix{}"><header class="doc-annex">{}<h{level} class="doc-heading">{}</h{level}>{}'
        "</header>{}</section>"
    ).format(
        " doc-landscape" if appendix.landscape else "",
        _p("doc-annex-label", annex.label),
        _lines(appendix.title),
        _p("doc-annex-note", f"({annex.note})"),
        _join(_block(block, top + 1) for block in appendix.blocks),
        level=top + 1,
    )


def _runs(text: blocks.Text) -> Markup:
    return _join(_run(run) for run in blocks.runs(text))


def _run(run: str | blocks.Figure) -> Markup:
    if isinstance(run, str):
        return _lines(run)
    return Markup('<a class="doc-figure" href="{}">{}</a>').format(clean(run.href), _lines(run.text))


def _p(name: str, text: str) -> Markup:
    return Markup('<p class="{}">{}</p>').format(name, _lines(text)) if text else Markup("")


def _lines(text: str) -> Markup:
    return _LINE.join(clean(text).split("\n"))


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
