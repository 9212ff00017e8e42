"""A registration as a form on paper: filled in, with the name alone, or empty to be written by hand.

Of each kind in the order of its fields as practice has it: contents by group, shortcomings, then each item with
measure, product and deadline; the registrant signs, and who decides says so under it. The fixed words are Vietnamese.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.queries import Letterhead
from neuguong.base.periods.models import Period
from neuguong.kit.documents import (
    Blank,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Signature,
    Signing,
    Table,
)
from neuguong.kit.numbers import date
from neuguong.work.commitments.choices import Group, Kind
from neuguong.work.commitments.documents.heads import THEME, by_hand, head
from neuguong.work.commitments.documents.registered import wanted
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.programmes.models import Standard

COLUMNS = (
    Column("TT", numeric=True, width=0.5),
    Column("Việc cụ thể", width=3),
    Column("Biện pháp", width=2.6),
    Column("Chỉ tiêu, sản phẩm", width=2.2),
    Column("Thời gian hoàn thành", width=1.4),
)
_WHOSE = {Kind.INDIVIDUAL: "của cá nhân", Kind.HEAD: "của người đứng đầu", Kind.COLLECTIVE: "của tập thể"}
_EMPTY_ROWS, _EMPTY_HEIGHT, _POINTS = 3, 16, 11


@dataclass(frozen=True)
class Form:
    """What a form says before anybody writes in it, and the registration that fills it in, if there is one.

    `party_post` and `state_post` are what the person holds; `workplace` is where she holds the latter. `called` heads
    the paper, `decider` is the letterhead of who decides.
    """

    kind: str
    unit: Unit
    period: Period
    called: Letterhead
    decider: Letterhead
    standards: tuple[Standard, ...] = ()
    theme: str = ""
    person: Person | None = None
    party_post: str = ""
    state_post: str = ""
    workplace: str = ""
    row: Commitment | None = None
    items: tuple[Item, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether there are contents; otherwise there is room for them."""
        return bool(self.items)


def registration_paper(form: Form) -> Document:
    """The form as a paper."""
    on = form.row.submitted_on if form.row and form.is_written else None
    kind = Kind(form.kind)
    summary = f"{THEME} năm {form.period.year} ({_WHOSE[kind]})"
    body = {Kind.INDIVIDUAL: _individual, Kind.HEAD: _head_of, Kind.COLLECTIVE: _collective}[kind]
    return Document(
        head(form.called, "Bản đăng ký", summary, on),
        (Facts(tuple(_about(form))), *body(form), *_foot(form)),
        base_url=settings.SITE_ADDRESS,
    )


def _about(form: Form) -> Iterator[tuple[str, str]]:
    yield "Chuyên đề", form.theme
    if form.kind == Kind.COLLECTIVE:
        yield "Đơn vị đăng ký", form.unit.name
        return
    person = form.person
    yield "Họ và tên", person.full_name if person else ""
    yield "Ngày sinh", date(person.born_on) if person and person.born_on else ""
    yield "Chức vụ Đảng", form.party_post
    yield "Chức vụ chính quyền, đoàn thể", form.state_post
    yield "Đơn vị công tác", form.unit.name if form.kind == Kind.HEAD else form.workplace
    home = person.home if person and form.kind == Kind.HEAD else form.unit
    yield "Chi bộ", home.name if home and (person or form.kind == Kind.INDIVIDUAL) else ""


def _individual(form: Form) -> Iterator[Block]:
    yield Heading("I. NỘI DUNG ĐĂNG KÝ")
    if form.is_written:
        yield from _by_standard(form.items)
    else:
        for at, one in enumerate(form.standards, 1):
            yield Blank(2, f"{at}. {one.name}:")
        if not form.standards:
            yield Blank(8)
    yield from _shortcomings(form, "II. HẠN CHẾ, KHUYẾT ĐIỂM CẦN KHẮC PHỤC")
    yield Heading("III. KẾ HOẠCH THỰC HIỆN TỪNG NỘI DUNG")
    yield _table(form)


def _by_standard(items: Sequence[Item]) -> Iterator[Block]:
    """The deeds under the standard each serves, in the order of the standards; those of none come last."""
    groups: dict[str, list[str]] = {}
    for item in sorted(items, key=lambda one: (one.standard is None, one.standard.code if one.standard else 0)):
        groups.setdefault(item.standard.name if item.standard else str(Group(item.group).label), []).append(item.deed)
    for at, (name, deeds) in enumerate(groups.items(), 1):
        yield Heading(f"{at}. {name}", 2)
        yield Bullets(tuple(deeds))


def _head_of(form: Form) -> Iterator[Block]:
    row = form.row
    yield Heading("I. NỘI DUNG ĐĂNG KÝ")
    for at, (group, lines) in enumerate(((Group.KEY_TASK, 5), (Group.BREAKTHROUGH, 3)), 1):
        yield Heading(f"{at}. {group.label}", 2)
        yield _deeds(form, group, lines)
    if any(one.group == Group.DEED for one in form.items):
        yield Heading(f"3. {Group.DEED.label}", 2)
        yield _deeds(form, Group.DEED, 0)
    yield from _said("Lý do chọn nội dung đột phá (vấn đề bức xúc, tồn đọng)", row.pressing_issue if row else "")
    yield from _said("Sản phẩm dự kiến", row.expected_product if row else "")
    yield Facts((("Đơn vị theo dõi, giám sát", row.supervisor.name if row and row.supervisor else ""),))
    yield from _shortcomings(form, "II. HẠN CHẾ, KHUYẾT ĐIỂM CẦN KHẮC PHỤC")
    yield Heading("III. KẾ HOẠCH THỰC HIỆN TỪNG NỘI DUNG")
    yield _table(form)


def _collective(form: Form) -> Iterator[Block]:
    row = form.row
    yield Heading("I. NỘI DUNG ĐỘT PHÁ HOẶC MÔ HÌNH")
    yield Bullets(tuple(one.deed for one in form.items)) if form.is_written else Blank(5)
    yield Facts((("Đồng chí chỉ đạo", row.steering.full_name if row and row.steering else ""),))
    yield from _said("Đơn vị phối hợp", row.cooperating if row else "")
    yield Heading("II. CHỈ TIÊU, TIẾN ĐỘ")
    yield _table(form)
    yield Heading("III. NGUỒN LỰC")
    yield Paragraph(row.resources) if row and row.resources else Blank(2)
    if row and row.shortcomings:
        yield from _shortcomings(form, "IV. HẠN CHẾ, KHUYẾT ĐIỂM CẦN KHẮC PHỤC")


def _deeds(form: Form, group: Group, lines: int) -> Block:
    deeds = tuple(one.deed for one in form.items if one.group == group)
    return Bullets(deeds) if deeds else Blank(lines)


def _shortcomings(form: Form, title: str) -> Iterator[Block]:
    row = form.row
    yield Heading(title)
    yield Paragraph(row.shortcomings) if row and row.shortcomings else Blank(2)
    if form.kind != Kind.COLLECTIVE:
        yield Facts((("Thời hạn khắc phục", date(row.mend_by) if row and row.mend_by else ""),))


def _said(label: str, text: str) -> Iterator[Block]:
    yield Facts(((label, text),)) if text else Blank(2, f"{label}:")


def _table(form: Form) -> Table:
    if not form.is_written:
        rows: tuple[tuple[Cell, ...], ...] = tuple((at, "", "", "", "") for at in range(1, _EMPTY_ROWS + 1))
        return Table(COLUMNS, rows, points=_POINTS, row_height=_EMPTY_HEIGHT)
    return Table(COLUMNS, tuple(_row(at, one) for at, one in enumerate(form.items, 1)), points=_POINTS)


def _row(at: int, item: Item) -> tuple[Cell, ...]:
    return (at, item.deed, item.measure_taken, wanted(item), item.due_on)


def _foot(form: Form) -> Iterator[Block]:
    """The registrant's place to sign, and what stands over that of who decides."""
    yield Signing((_registrant(form),))
    title = "Ý KIẾN CỦA CHI ỦY" if _own_cell(form) else f"Ý KIẾN, PHÊ DUYỆT CỦA {form.decider.issuer.upper()}"
    approval = form.row.approval if form.row else None
    said: Paragraph | Blank = Blank(2)
    if approval:
        by = f" theo văn bản số {approval.number}" if approval.number else ""
        said = Paragraph(f"Đã phê duyệt tại cuộc họp ngày {date(approval.meeting_on)}{by}.")
    yield Signing((_decides(form),), (Heading(title), said))


def _registrant(form: Form) -> Signature:
    if form.kind == Kind.COLLECTIVE:
        authority = tuple(line for line in form.called.authority.split("\n") if line)
        return by_hand(form.called.signer_title or "Thủ trưởng đơn vị", authority, form.called.signer_name)
    return by_hand("Người đăng ký", name=form.person.full_name if form.person else "")


def _own_cell(form: Form) -> bool:
    return form.kind == Kind.INDIVIDUAL and (form.row is None or form.row.decider_unit_id == form.unit.pk)


def _decides(form: Form) -> Signature:
    """Who signs for those who decide. In her own matter a secretary does not: then her deputy does."""
    called = form.called if _own_cell(form) else form.decider
    if not _own_cell(form):
        authority = tuple(line for line in called.authority.split("\n") if line)
        return by_hand(called.signer_title or "Thủ trưởng đơn vị", authority, called.signer_name)
    is_own = form.person is not None and form.person.full_name == called.signer_name
    return by_hand("Phó Bí thư" if is_own else called.signer_title or "Bí thư", ("T/M Chi ủy",))
