"""The text of a report, part by part. A sentence of ours only says a figure; every judgement is written by people."""

from collections.abc import Iterator

from neuguong.kit.documents import Appendix, Blank, Block, Bullets, Heading, Paragraph, Text
from neuguong.kit.figures import measure
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.programmes.choices import DocumentKind
from neuguong.work.reports.models import Report
from neuguong.work.reports.queries import Completeness
from neuguong.work.reports.services import tables
from neuguong.work.reports.services.telling import Teller, listed

Blocks = Iterator[Block]
_MARKS = ("-", "+", "•", "–")


def written(text: str) -> Blocks:
    """What a person wrote: a paragraph for each line, lines with a dash as bullets."""
    bullets: list[Text] = []
    for line in (one.strip() for one in text.splitlines()):
        if line.startswith(_MARKS):
            bullets.append(line.lstrip("".join(_MARKS)).strip())
            continue
        if bullets:
            yield Bullets(tuple(bullets))
            bullets = []
        if line:
            yield Paragraph(line)
    if bullets:
        yield Bullets(tuple(bullets))


def complete(found: Completeness) -> str:
    """Of the units directly below, how many have reported and which have not; "" where none was asked to."""
    if not found.should:
        return ""
    said = f"Báo cáo của đơn vị trực thuộc: {found.sent} trên {found.should} đơn vị đã báo cáo kỳ này"
    missing = listed([one.unit.name for one in found.missing])
    return f"{said}; chưa có báo cáo của {missing}." if missing else f"{said}."


def situation(teller: Teller, report: Report) -> Blocks:
    """Plans, issued documents, communication."""
    totals = teller.reading.totals
    yield from written(report.situation)
    said = [
        teller.say(
            "Kế hoạch: {plans_issued} trên {plans_should} kế hoạch phải xây dựng đã được ban hành "
            "({plans_issued/plans_should}), trong đó {plans_late} kế hoạch ban hành muộn; {plans_missing} kế hoạch "
            "quá hạn chưa ban hành."
        )
        if totals["plans_should"]
        else str(measure("plans_should").zero)
    ]
    kinds = [(kind.label, f"documents_{kind.value.lower()}") for kind in DocumentKind]
    parts = ", ".join(f"{{{key}}} {str(words).lower()}" for words, key in kinds if totals[key])
    said.append(teller.say("Văn bản: đã ban hành {documents} văn bản" + (f", gồm {parts}." if parts else ".")))
    said.append(teller.say("Tuyên truyền: đã ghi nhận {communications} hoạt động."))
    yield Bullets(tuple(said))
    if totals["communications"]:
        yield tables.by_channel(teller)


def registration(teller: Teller) -> Blocks:
    """Who should have registered, who has, what was decided."""
    reading = teller.reading
    should = reading.totals["should"]
    if not should and not reading.totals["registered"]:
        yield Paragraph("Trong năm, không có ai và đơn vị nào thuộc phạm vi báo cáo phải đăng ký hoặc đã đăng ký.")
        return
    share = ", bằng {registered/should} số phải đăng ký" if should else ""
    yield Paragraph(
        teller.say(
            "Có {should} bản phải đăng ký; đã đăng ký {registered} bản" + share + ". Trong số đã đăng ký, "
            "{approved} bản đã được duyệt, {waiting} bản chờ duyệt, {returned} bản bị trả lại để sửa."
        )
    )
    if reading.totals["volunteers"]:
        yield Paragraph(teller.say("Ngoài diện phải đăng ký, có {volunteers} bản tự nguyện đăng ký."))
    yield tables.by_kind(teller, "Kết quả đăng ký theo loại", tables.REGISTERED)
    if reading.children:
        yield tables.by_unit(teller, "Kết quả đăng ký theo đơn vị trực thuộc", tables.REGISTERED)


def carrying_out(teller: Teller) -> Blocks:
    """What was recorded and what the collectives confirmed."""
    reading = teller.reading
    if reading.is_quarter:
        yield Paragraph(teller.say("Trong quý, các đơn vị đã ghi {progress} lượt kết quả thực hiện nội dung đăng ký."))
    yield Paragraph(
        teller.say(
            "Các bản đăng ký có {items} nội dung: {items_done} nội dung đã xong, {items_open} nội dung đang thực hiện, "
            "trong đó {items_overdue} nội dung quá hạn. Đã báo cáo kết quả {reported} bản; tập thể đã xác nhận "
            "{achieved} bản đạt, {partly} bản đạt một phần, {not_achieved} bản không đạt."
        )
    )
    if not reading.totals["registered"]:
        return
    yield tables.by_kind(teller, "Kết quả thực hiện theo loại", tables.RESULTS[:-1])
    if reading.is_quarter and reading.quarter_lines:
        yield tables.recorded(teller)
    elif not reading.is_quarter:
        yield tables.by_quarter(teller)
    if reading.children:
        yield tables.by_unit(teller, "Kết quả thực hiện theo đơn vị trực thuộc", tables.RESULTS)


def heads(teller: Teller, items: list[Item], *, few: int) -> Blocks:
    """The heads' registrations, and their breakthroughs as a table if they are few. Nothing where nobody heads."""
    totals = teller.reading.totals
    if not (totals["head_should"] or totals["head_registered"]):
        return
    yield Paragraph(
        teller.say(
            "Có {head_should} người đứng đầu phải đăng ký; {head_registered} bản đã đăng ký, "
            "{head_approved} bản đã được duyệt. Kết quả: {head_achieved} bản đạt, {head_partly} bản đạt một phần, "
            "{head_not_achieved} bản không đạt."
        )
    )
    if len(items) > few:
        yield Paragraph("Từng nội dung đột phá, đơn vị theo dõi và kết quả: xem phụ lục.")
    elif items:
        yield tables.breakthroughs(teller, items)


def late(teller: Teller) -> Blocks:
    """What is late or missing, unit by unit; the units from which nothing has come at all."""
    reading = teller.reading
    yield Paragraph(teller.say("Có {late} bản nộp muộn và {missing} bản quá hạn chưa nộp."))
    if reading.silent:
        yield Paragraph(f"Đơn vị trực thuộc chưa có bản đăng ký nào ({len(reading.silent)}): {listed(reading.silent)}.")
    elif reading.children:
        yield Paragraph("Mọi đơn vị trực thuộc có người phải đăng ký đều đã có bản đăng ký.")
    if reading.idle:
        yield Paragraph(f"Đơn vị chưa ghi kết quả nào trong quý ({len(reading.idle)}): {listed(reading.idle)}.")
    table = tables.behind(teller) if reading.children else None
    if table:
        yield table


def judgement(teller: Teller, report: Report) -> Blocks:
    """Strengths, shortcomings, causes: figures by us, words by people."""
    parts = (
        ("Kết quả nổi bật, cách làm hay", [*_strengths(teller), *_words(report, report.strengths)]),
        ("Hạn chế", [*_shortcomings(teller), *_words(report, report.shortcomings)]),
        ("Nguyên nhân", [*_words(report, report.causes)]),
    )
    for place, (title, blocks) in enumerate(((title, blocks) for title, blocks in parts if blocks), 1):
        yield Heading(f"{place}. {title}", 2)
        yield from blocks


def _strengths(teller: Teller) -> Blocks:
    if teller.reading.totals["achieved"]:
        yield Paragraph(teller.say("Đã có {achieved} bản đăng ký được tập thể xác nhận đạt."))


def _shortcomings(teller: Teller) -> Blocks:
    facts = (
        ("missing", "{missing} bản đăng ký quá hạn chưa nộp."),
        ("late", "{late} bản đăng ký nộp muộn."),
        ("items_overdue", "{items_overdue} nội dung đã đăng ký quá hạn chưa xong."),
        ("not_achieved", "{not_achieved} bản đăng ký được xác nhận không đạt."),
        ("plans_missing", "{plans_missing} kế hoạch quá hạn chưa ban hành."),
    )
    said = tuple(teller.say(words) for key, words in facts if teller.reading.totals[key])
    if said:
        yield Bullets(said)


def _words(report: Report, text: str) -> Blocks:
    """What people wrote; room to write in a draft where they have not."""
    if text.strip():
        yield from written(text)
    elif report.is_draft:
        yield Blank(2)


def direction(report: Report) -> Blocks:
    """What comes next: words only."""
    yield from _words(report, report.direction)


def all_breakthroughs(teller: Teller, items: list[Item]) -> Appendix:
    """Every head's breakthrough, where they are too many for the text."""
    return Appendix("Nội dung đột phá của người đứng đầu", (tables.breakthroughs(teller, items),), landscape=True)


def by_unit_and_kind(teller: Teller) -> Appendix:
    """Every figure of every unit directly below, a table for each kind of registration, without lines of noughts."""
    blocks = []
    for kind in Kind:
        columns = tables.of_kind(tables.EVERYTHING, kind)
        lines = tables.saying_something(teller.reading.lines, columns)
        if lines:
            blocks.append(tables.by_unit(teller, f"Kết quả theo đơn vị: {kind.label.lower()}", columns, lines=lines))
    return Appendix("Kết quả đăng ký và thực hiện theo đơn vị và loại đăng ký", tuple(blocks), landscape=True)


def names(teller: Teller, late: list[Commitment], missing: list[Commitment]) -> Appendix:
    """Who is late and who is missing, by name: only in a cell's own report, among people who know each other."""
    parts = (("Nộp muộn", late), ("Quá hạn chưa nộp", missing))
    return Appendix(
        "Danh sách nộp muộn, quá hạn chưa nộp",
        tuple(tables.by_name(teller, title, found) for title, found in parts if found),
    )
