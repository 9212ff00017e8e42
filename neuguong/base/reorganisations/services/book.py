"""The lines of a batch with the units they name, and what is wrong with them before anything is written."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from neuguong.base.orgs.choices import TreeCode, UnitKind
from neuguong.base.orgs.models import Path, Placement, Tree, Unit
from neuguong.base.reorganisations.choices import ENDING, NEEDS_TARGET, ChangeKind, Late
from neuguong.base.reorganisations.models import Change, Reorganisation
from neuguong.kit.figures import Measure
from neuguong.kit.numbers import date

_STATE = (UnitKind.STATE_PROVINCE, UnitKind.STATE_DISTRICT, UnitKind.STATE_COMMUNE, UnitKind.DEPARTMENT)
_FRONT = (UnitKind.FRONT, UnitKind.MASS_ORGANIZATION)


@dataclass
class Book:
    """A batch as of the day its trees change.

    `units` by code; `trees` by id; `homes`: unit -> trees it lives in; `within`: those in the batch's reach; `made`:
    code of each new unit -> the first line that describes it; `measures`: what is counted before
    and after; `faults`: number of a line -> sentences, 0 for none.
    """

    batch: Reorganisation
    day: dt.date
    lines: list[Change]
    units: dict[str, Unit] = field(default_factory=dict)
    trees: dict[int, Tree] = field(default_factory=dict)
    homes: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    within: set[int] = field(default_factory=set)
    made: dict[str, Change] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)
    faults: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def unit(self, code: str) -> Unit:
        """The unit of that code, already there or opened by a line before; KeyError if there is none."""
        return self.units[code]

    def born(self, unit: Unit, tree: Tree) -> None:
        """A line has opened this unit."""
        self.units[unit.code] = unit
        self.homes[unit.pk].add(tree.pk)

    def trees_of(self, *units: Unit) -> list[Tree]:
        """The trees in which all of them live."""
        shared = set.intersection(*(self.homes[unit.pk] for unit in units))
        return [self.trees[one] for one in sorted(shared)]

    def tree_for(self, kind: str, parent: Unit) -> Tree | None:
        """Where a new unit of a kind is put under a parent: the tree of its kind, else the first of the parent."""
        code = TreeCode.STATE if kind in _STATE else TreeCode.FRONT if kind in _FRONT else TreeCode.PARTY
        homes = self.trees_of(parent)
        return next((tree for tree in homes if tree.code == code), homes[0] if homes else None)

    @property
    def ended(self) -> set[str]:
        """The codes of the units that end by this batch."""
        return {line.unit_code for line in self.lines if line.kind in ENDING}


def open_book(batch: Reorganisation, day: dt.date) -> Book:
    """Read everything that the lines name (five queries)."""
    lines = list(batch.changes.order_by("number"))
    codes = {code for line in lines for code in (line.unit_code, line.target_code, line.parent_code) if code}
    book = Book(batch, day, lines, trees=Tree.objects.in_bulk())
    for line in lines:
        if line.made_code:
            book.made.setdefault(line.made_code, line)
    book.units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    ids = [unit.pk for unit in book.units.values()]
    alive = Placement.objects.filter(unit__in=ids, valid__contains=day)
    for unit, tree in alive.values_list("unit_id", "tree_id"):
        book.homes[unit].add(tree)
    now = Path.objects.filter(valid_from__lte=day, valid_to__gt=day)
    reach = Q(pk__in=[])
    for tree, path in now.filter(unit=batch.unit_id).values_list("tree_id", "path"):
        reach |= Q(tree_id=tree, path__gte=path, path__lt=f"{path}g")
    book.within = set(now.filter(reach, unit__in=ids).values_list("unit_id", flat=True))
    return book


def check(book: Book) -> None:
    """Put the faults that the lines alone show beside them, in words."""
    ended = book.ended
    for line in book.lines:
        say = book.faults[line.number].append
        for text in _missing(line):
            say(text)
        for code in (line.unit_code, line.target_code, line.parent_code):
            if code and code not in book.made:
                _check_there(book, code, book.faults[line.number])
        if book.made.get(line.made_code) is line:
            _check_new(book, line, book.faults[line.number])
        if line.kind in ENDING and _ends_twice(book, line):
            say(_("Đơn vị “%(unit)s” bị thay đổi hai lần trong cùng đợt.") % {"unit": line.unit_code})
        if line.target_code and line.target_code in ended:
            say(_("Đơn vị nhận “%(unit)s” cũng kết thúc trong đợt này.") % {"unit": line.target_code})
        if line.target_code and line.target_code == line.unit_code:
            say(_("Đơn vị không thể nhận chính mình."))
    book.faults = defaultdict(list, {number: texts for number, texts in book.faults.items() if texts})


def _ends_twice(book: Book, line: Change) -> bool:
    """A unit is divided by several lines, but ends in one way, and goes to each heir once."""
    ends = [other.kind for other in book.lines if other.unit_code == line.unit_code and other.kind in ENDING]
    if line.kind != ChangeKind.SPLIT or set(ends) != {ChangeKind.SPLIT}:
        return len(ends) > 1
    what = (line.kind, line.unit_code, line.target_code)
    return sum(what == (one.kind, one.unit_code, one.target_code) for one in book.lines) > 1


def _missing(line: Change) -> list[str]:
    needs: list[tuple[bool, str]] = [
        (not line.unit_code, _("Thiếu mã đơn vị.")),
        (line.kind in NEEDS_TARGET and not line.target_code, _("Thiếu mã đơn vị nhận.")),
        (line.kind == ChangeKind.MOVE and not line.target_code, _("Thiếu mã đơn vị cấp trên mới.")),
        (line.kind in (ChangeKind.OPEN, ChangeKind.RENAME) and not line.name, _("Thiếu tên mới.")),
        (line.kind in (ChangeKind.OPEN, ChangeKind.LEVEL) and not line.unit_kind, _("Thiếu loại đơn vị.")),
        (line.kind == ChangeKind.OPEN and not line.parent_code, _("Thiếu mã cấp trên của đơn vị mới.")),
        (
            line.late == Late.SUCCESSOR and line.kind in ENDING and not line.target_code,
            _("Không có đơn vị kế thừa nào để tính số liệu ghi muộn."),
        ),
    ]
    return [text for is_missing, text in needs if is_missing]


def _check_there(book: Book, code: str, say_of: list[str]) -> None:
    unit = book.units.get(code)
    if unit is None:
        say_of.append(_("Không có đơn vị mã “%(code)s”.") % {"code": code})
    elif unit.pk not in book.within:
        say_of.append(_("Đơn vị “%(unit)s” nằm ngoài phạm vi của đợt sắp xếp.") % {"unit": unit.name})
    elif not book.homes[unit.pk]:
        words = {"unit": unit.name, "day": date(book.day)}
        say_of.append(_("Đơn vị “%(unit)s” không hoạt động ngày %(day)s.") % words)


def _check_new(book: Book, line: Change, say_of: list[str]) -> None:
    if line.made_code in book.units:
        say_of.append(_("Mã “%(code)s” đã có đơn vị khác dùng.") % {"code": line.made_code})
    if line.kind != ChangeKind.OPEN and not (line.unit_kind and line.parent_code):
        say_of.append(_("Đơn vị mới “%(code)s” cần đủ tên, loại và cấp trên.") % {"code": line.made_code})
    if line.unit_kind == UnitKind.NATION:
        say_of.append(_("Không lập thêm được đơn vị cấp Trung ương."))
