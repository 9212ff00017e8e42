"""Carrying the lines of a batch out, in the order in which they hold together: new units, moves, new names, then
whatever ends hands over what hangs under it."""

from collections.abc import Callable
from contextlib import ExitStack

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from neuguong.base.orgs.choices import SuccessionKind
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.services import (
    close_unit,
    hand_over_children,
    move_unit,
    open_unit,
    rename_unit,
    reorganise,
    succeed,
)
from neuguong.base.reorganisations.choices import ENDING, HANDING_OVER, ChangeKind, Late
from neuguong.base.reorganisations.models import Change
from neuguong.base.reorganisations.services.book import Book

Act = Callable[[Book, Change], None]

_OUTLIVES = """
SELECT c.parent_id, u.name FROM orgs_placement c JOIN orgs_unit u ON u.id = c.unit_id
WHERE c.parent_id = ANY(%s) AND NOT c.valid <@ COALESCE(
  (SELECT range_agg(p.valid) FROM orgs_placement p WHERE p.tree_id = c.tree_id AND p.unit_id = c.parent_id),
  '{}'::datemultirange)
ORDER BY u.sort_key, u.id
"""


def carry_out(book: Book) -> None:
    """Write every line; what cannot be is put beside its line in words, and the rest is written all the same: the
    caller takes everything back if there is a fault. One rewriting of paths for all of it."""
    try:
        with transaction.atomic(), ExitStack() as stack:
            for tree in sorted(book.trees.values(), key=lambda one: one.pk):
                stack.enter_context(reorganise(tree))
            _open_units(book)
            for kinds, act in _ORDER:
                for line in book.lines:
                    if line.kind in kinds:
                        _try(book, line, act)
            _close(book)
            _check_children(book)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except (ValidationError, DatabaseError) as error:
        book.faults[0].append(words_of(error))


def words_of(error: ValidationError | DatabaseError) -> str:
    """The sentence of a refusal, ours or the database's."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    told = getattr(getattr(error.__cause__, "diag", None), "message_primary", None)
    return str(told or error)


def _try(book: Book, line: Change, act: Act) -> None:
    if book.faults.get(line.number):
        return
    try:
        with transaction.atomic():
            act(book, line)
    except KeyError as error:
        book.faults[line.number].append(_("Không có đơn vị mã “%(code)s”.") % {"code": error.args[0]})
    except (ValidationError, DatabaseError) as error:
        book.faults[line.number].append(words_of(error))


def _open_units(book: Book) -> None:
    """A new unit may stand under another new one: those whose parent is there come first."""
    waiting = {code: line for code, line in book.made.items() if not book.faults.get(line.number)}
    while ready := [line for code, line in waiting.items() if line.parent_code in book.units]:
        for line in ready:
            _try(book, line, _open_unit)
            del waiting[line.made_code]
    for line in waiting.values():
        book.faults[line.number].append(_("Không có đơn vị mã “%(code)s”.") % {"code": line.parent_code})


def _open_unit(book: Book, line: Change) -> None:
    parent = book.unit(line.parent_code)
    tree = book.tree_for(line.unit_kind, parent)
    if tree is None:
        raise ValidationError(_("Đơn vị cấp trên “%(unit)s” không hoạt động ngày đó.") % {"unit": parent.name})
    unit = open_unit(
        code=line.made_code, name=line.name, kind=line.unit_kind, tree=tree, parent=parent, since=book.day,
        short_name=line.short_name, decision=book.batch.decision,
    )  # fmt: skip
    book.born(unit, tree)


def _move(book: Book, line: Change) -> None:
    unit, to = book.unit(line.unit_code), book.unit(line.target_code)
    _place(book, unit, to)


def _place(book: Book, unit: Unit, to: Unit) -> None:
    trees = book.trees_of(unit, to)
    if not trees:
        words = {"unit": unit.name, "to": to.name}
        raise ValidationError(_("“%(unit)s” và “%(to)s” không cùng ở cây tổ chức nào.") % words)
    for tree in trees:
        move_unit(unit=unit, tree=tree, parent=to, on=book.day, decision=book.batch.decision)


def _rename(book: Book, line: Change) -> None:
    """A new name, a new kind, a new parent: what the line tells."""
    unit = book.unit(line.unit_code)
    rename_unit(
        unit=unit, name=line.name or unit.name, on=book.day, kind=line.unit_kind, short_name=line.short_name,
        decision=book.batch.decision,
    )  # fmt: skip
    if line.parent_code:
        _place(book, unit, book.unit(line.parent_code))


def _hand_over(book: Book, line: Change) -> None:
    if not line.target_code:
        return
    unit, to = book.unit(line.unit_code), book.unit(line.target_code)
    moved = {one.unit_code for one in book.lines if one.kind == ChangeKind.MOVE} | book.ended
    but = [book.units[code].pk for code in moved if code in book.units]
    if line.kind in HANDING_OVER:
        for tree in book.trees_of(unit, to):
            hand_over_children(unit=unit, to=to, tree=tree, on=book.day, but=but, decision=book.batch.decision)
    succeed(
        predecessor=unit, successor=to, kind=SuccessionKind(line.kind), on=book.day, decision=book.batch.decision,
        takes_late=line.late == Late.SUCCESSOR,
    )  # fmt: skip


_ORDER: tuple[tuple[tuple[str, ...], Act], ...] = (
    ((ChangeKind.MOVE,), _move),
    ((ChangeKind.RENAME, ChangeKind.LEVEL), _rename),
    (ENDING, _hand_over),
)


def _close(book: Book) -> None:
    """Each unit that ends, once, in every tree it stands in. A name without a place ends with it."""
    closed: set[str] = set()
    for line in book.lines:
        if line.kind in ENDING and line.unit_code not in closed:
            closed.add(line.unit_code)
            _try(book, line, _close_unit)


def _close_unit(book: Book, line: Change) -> None:
    unit = book.unit(line.unit_code)
    for tree in book.trees_of(unit):
        close_unit(unit=unit, tree=tree, on=book.day)


def _check_children(book: Book) -> None:
    """Whatever would outlive its parent is named beside the line that ends the parent."""
    lines = {
        book.units[line.unit_code].pk: line
        for line in book.lines
        if line.kind in ENDING and line.unit_code in book.units
    }
    with connection.cursor() as cursor:
        cursor.execute(_OUTLIVES, [list(lines)])
        found = cursor.fetchall()
    for parent, name in found:
        book.faults[lines[parent].number].append(
            _("“%(child)s” còn trực thuộc đơn vị này. Hãy thêm dòng chuyển hoặc kết thúc đơn vị ấy.") % {"child": name}
        )
