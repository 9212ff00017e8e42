"""Moving a session that was planned: another day, hour or place; whoever was called together is told."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import record
from neuguong.kit.numbers import date
from neuguong.kit.text import nfc
from neuguong.work.study import notices, rules
from neuguong.work.study.choices import SessionState
from neuguong.work.study.models import Place, Session, Theme

_Change = tuple[str, str, str]


@transaction.atomic
def change_session(
    *,
    session: Session,
    title: str,
    on: dt.date,
    starts_at: dt.time | None,
    places: Sequence[str],
    theme: Theme | None,
    actor: Any,
    now: dt.datetime,
) -> list[_Change]:
    """Write a planned session anew; returns what is different (what, before, after), which the journal keeps, none for
    none. Of another day, hour or place everybody called together is told who has a login.

    ValidationError, beside its field, for a day in another year or not after the session that it makes up for, for
    another theme once somebody was called together or of another year; without the right, or once it was held.
    """
    row = Session.objects.select_for_update(of=("self",)).select_related("theme", "period", "makes_up").get(
        pk=session.pk
    )  # fmt: skip
    if row.state != SessionState.PLANNED:
        raise ValidationError(_("Buổi này đã tổ chức, đã chốt hoặc đã hủy, không dời được nữa."))
    capacity = capacity_of(actor, rules.sessions, "change", row)
    _refuse(row, on, theme)
    named = [nfc(name) for name in places if nfc(name)]
    changes = _changes(row, nfc(title), on, starts_at, named, theme)
    if not changes:
        return []
    Session.objects.filter(pk=row.pk).update(title=nfc(title), on=on, starts_at=starts_at, theme=theme)
    _keep_places(row, named)
    record(row, "change_session", actor=actor, now=now, capacity=capacity, data={"changes": changes})
    where_and_when = {_name("on"), _name("starts_at"), _places()}
    if told := [one for one in changes if one[0] in where_and_when]:
        notices.moved(Session.objects.get(pk=row.pk), told, now)
    return changes


def _refuse(row: Session, on: dt.date, theme: Theme | None) -> None:
    if on.year != row.period.year:
        words = _("Ngày mới phải trong %(year)s. Nếu chuyển sang năm khác, hãy hủy buổi này và lên lịch buổi mới.")
        raise ValidationError({"on": words % {"year": str(row.period).lower()}})
    if row.makes_up and on <= row.makes_up.on:
        raise ValidationError({"on": _("Buổi học bù phải sau buổi đã vắng.")})
    if (theme.pk if theme else None) == row.theme_id:
        return
    if row.attendances.exists():
        words = _("Đã có người được mời, không đổi chuyên đề được. Hãy hủy buổi này và lên lịch buổi mới.")
        raise ValidationError({"theme": words})
    if theme and theme.period_id != row.period_id:
        raise ValidationError({"theme": _("Chuyên đề này không thuộc năm %(year)s.") % {"year": row.period.year}})


def _changes(
    row: Session, title: str, on: dt.date, starts_at: dt.time | None, places: list[str], theme: Theme | None
) -> list[_Change]:
    before = "; ".join(one.name for one in row.places.all())
    pairs = [
        (_name("title"), row.title, title),
        (_name("theme"), str(row.theme or ""), str(theme or "")),
        (_name("on"), date(row.on), date(on)),
        (_name("starts_at"), _hour(row.starts_at), _hour(starts_at)),
        (_places(), before, "; ".join(places)),
    ]
    return [one for one in pairs if one[1] != one[2]]


def _name(field: str) -> str:
    return str(Session._meta.get_field(field).verbose_name)  # type: ignore[union-attr]  # plain fields only


def _places() -> str:
    return _("Địa điểm")


def _hour(time: dt.time | None) -> str:
    return f"{time:%H:%M}" if time else ""


def _keep_places(row: Session, names: list[str]) -> None:
    """By number: whoever was called to the second place goes where the second place now is."""
    row.places.filter(number__gt=len(names)).delete()
    for number, name in enumerate(names, start=1):
        Place.objects.update_or_create(session=row, number=number, defaults={"name": name})
