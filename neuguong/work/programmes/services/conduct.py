"""Codes of conduct and who acknowledged them; movements and their models."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Person, Unit
from neuguong.kit.numbers import date
from neuguong.kit.text import nfc, nfc_lines
from neuguong.work.programmes import rules
from neuguong.work.programmes.choices import CodeState, Side
from neuguong.work.programmes.models import (
    Acknowledgement,
    ConductCode,
    ConductItem,
    Document,
    Movement,
    MovementModel,
)
from neuguong.work.programmes.services.registering import capacity_at, year_of


@transaction.atomic
def draw_up_code(
    *,
    unit: Unit,
    title: str,
    document: Document,
    build: Sequence[str],
    fight: Sequence[str],
    due_on: dt.date,
    actor: Any,
    now: dt.datetime,
    sector: str = "",
) -> ConductCode:
    """A draft of a code with its lines, those to build and those to fight, in their order; it counts in the year of its
    decision. ValidationError for one of that title that is there already, without a line, or without the right."""
    capacity = capacity_at(actor, "register", unit)
    _require_lines(build, fight)
    period = year_of("document", document.issued_on, now)
    words = {"sector": nfc(sector), "document": document, "period": period, "due_on": due_on}
    code, is_new = ConductCode.objects.get_or_create(unit=unit, title=nfc(title), defaults=words)
    if not is_new:
        raise _known(unit)
    _lay(code, build, fight)
    record(code, "draw_up", actor=actor, now=now, capacity=capacity)
    return code


@transaction.atomic
def edit_code(
    *,
    code: ConductCode,
    unit: Unit,
    title: str,
    document: Document,
    build: Sequence[str],
    fight: Sequence[str],
    due_on: dt.date,
    edition: int,
    actor: Any,
    now: dt.datetime,
    sector: str = "",
) -> ConductCode:
    """Write a draft anew; the journal keeps old and new. What is issued stays as it is.

    `edition` is the one the writer had before her: if somebody has saved something else since, nothing is written and a
    ValidationError (code "edition") says so. ValidationError also as `draw_up_code` raises it, and without the right at
    either unit.
    """
    row = ConductCode.objects.select_for_update(of=("self",)).select_related("unit", "document").get(pk=code.pk)
    capacity = capacity_of(actor, rules.codes, "write", row)
    capacity_at(actor, "register", unit)
    _require_lines(build, fight)
    values = {"unit": unit, "title": nfc(title), "sector": nfc(sector), "document": document, "due_on": due_on}
    changes = _changes(row, values, build, fight)
    if not changes:
        return row
    if row.edition != edition:
        words = _("Có người vừa lưu dự thảo này. Phần đồng chí viết còn nguyên; hãy đối chiếu bản vừa lưu rồi lưu lại.")
        raise ValidationError(words, code="edition")
    if ConductCode.objects.filter(unit=unit, title=values["title"]).exclude(pk=row.pk).exists():
        raise _known(unit)
    values["period"] = year_of("document", document.issued_on, now)
    ConductCode.objects.filter(pk=row.pk).update(**values, edition=F("edition") + 1)
    row.items.all().delete()
    _lay(row, build, fight)
    record(row, "edit", actor=actor, now=now, capacity=capacity, data={"changes": changes})
    return ConductCode.objects.get(pk=row.pk)


def _require_lines(build: Sequence[str], fight: Sequence[str]) -> None:
    if not build and not fight:
        raise ValidationError({"build": _("Ghi ít nhất một điều xây hoặc một điều chống.")})


def _known(unit: Unit) -> ValidationError:
    return ValidationError({"title": _("Bộ chuẩn mực này của %(unit)s đã có.") % {"unit": unit.name}})


def _lay(code: ConductCode, build: Sequence[str], fight: Sequence[str]) -> None:
    ConductItem.objects.bulk_create(
        ConductItem(code=code, side=side, number=number, text=nfc(text))
        for side, texts in ((Side.BUILD, build), (Side.FIGHT, fight))
        for number, text in enumerate(texts, 1)
    )


def _changes(
    row: ConductCode, values: Mapping[str, Any], build: Sequence[str], fight: Sequence[str]
) -> list[tuple[str, str, str]]:
    """What would stand otherwise than now: (label, old, new)."""
    fields = [(_label(name), getattr(row, name), value) for name, value in values.items()]
    items = list(row.items.all())
    sides = [
        (str(side.label), [one.text for one in items if one.side == side], [nfc(text) for text in texts])
        for side, texts in ((Side.BUILD, build), (Side.FIGHT, fight))
    ]
    return [(label, _said(old), _said(new)) for label, old, new in (*fields, *sides) if old != new]


def _label(name: str) -> str:
    """What people call a field of a code."""
    field: Any = ConductCode._meta.get_field(name)
    return str(field.verbose_name)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return date(value) if isinstance(value, dt.date) else str(value)


@transaction.atomic
def acknowledge(*, code: ConductCode, person: Person, actor: Any, now: dt.datetime) -> bool:
    """The person says for herself that she has read the code and keeps it; whether she had not said so before.

    Who came after the issue has no row yet and gets one. PermissionDenied for anybody else, or for a code that is not
    in force.
    """
    row = ConductCode.objects.select_for_update(no_key=True, of=("self",)).get(pk=code.pk)
    if person.user_id != actor.pk or row.state != CodeState.ISSUED or person.home_id is None:
        raise PermissionDenied
    should, _new = Acknowledgement.objects.get_or_create(
        code=row, person=person, defaults={"unit_id": person.home_id, "period_id": row.period_id, "due_on": row.due_on}
    )
    if should.is_done:
        return False
    should.is_done, should.done_on = True, timezone.localdate(now)
    should.save(update_fields=["is_done", "done_on"])
    record(should, "acknowledge", actor=actor, now=now, capacity=str(person))
    return True


@transaction.atomic
def add_movement(
    *,
    unit: Unit,
    organisation: str,
    title: str,
    starts_on: dt.date,
    actor: Any,
    now: dt.datetime,
    ends_on: dt.date | None = None,
    aim: str = "",
    document: Document | None = None,
) -> Movement:
    """A movement that `unit` started. ValidationError for one that is there already, or without the right."""
    capacity = capacity_at(actor, "communicate", unit)
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": _("Ngày cuối phải sau hoặc trùng ngày đầu.")})
    period = year_of("starts_on", starts_on, now)
    words = {"organisation": organisation, "period": period, "aim": nfc_lines(aim), "ends_on": ends_on}
    row, is_new = Movement.objects.get_or_create(
        unit=unit, title=nfc(title), starts_on=starts_on, defaults={**words, "document": document}
    )
    if not is_new:
        raise ValidationError({"title": _("Phong trào này đã được ghi.")})
    record(row, "add", actor=actor, now=now, capacity=capacity)
    return row


@transaction.atomic
def add_movement_model(
    *,
    movement: Movement,
    unit: Unit,
    name: str,
    since: dt.date,
    people: int,
    actor: Any,
    now: dt.datetime,
    result: str = "",
) -> MovementModel:
    """A model that `unit` runs in the movement. ValidationError for one that is there already, or without the right."""
    capacity = capacity_at(actor, "communicate", unit)
    period = year_of("since", since, now)
    words = {"since": since, "people": people, "result": nfc_lines(result), "organisation": movement.organisation}
    row, is_new = MovementModel.objects.get_or_create(
        movement=movement, unit=unit, name=nfc(name), defaults={**words, "period": period}
    )
    if not is_new:
        raise ValidationError({"name": _("Mô hình này của đơn vị đã được ghi.")})
    record(row, "add", actor=actor, now=now, capacity=capacity)
    return row
