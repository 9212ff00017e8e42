"""Setting what is studied, and when and where people come together for it."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.files.models import StoredFile
from neuguong.base.files.services import attach
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.text import nfc, nfc_lines
from neuguong.work.programmes.models import Programme
from neuguong.work.study import rules
from neuguong.work.study.choices import SessionState
from neuguong.work.study.models import Place, Session, Theme


@transaction.atomic
def set_theme(
    *, programme: Programme, unit: Unit, period: Period, title: str, actor: Any, now: dt.datetime, aim: str = ""
) -> Theme:
    """A theme of `programme` that `unit` studies in a year, with everything under it. Without an `actor` the
    installation sets it. ValidationError for one that is there already, or without the right."""
    capacity = capacity_of(actor, rules.units, "set_theme", unit) if actor is not None else ""
    theme, is_new = Theme.objects.get_or_create(
        unit=unit, period=period, title=nfc(title), defaults={"programme": programme, "aim": nfc_lines(aim)}
    )
    if not is_new:
        raise ValidationError({"title": _("%(unit)s đã có chuyên đề này trong năm.") % {"unit": unit.name}})
    record(theme, "set_theme", actor=actor, now=now, capacity=capacity)
    return theme


@transaction.atomic
def add_material(*, theme: Theme, file: StoredFile, note: str, actor: Any, now: dt.datetime) -> None:
    """Give the theme a material, which everybody signed in may open; twice is once. ValidationError without the
    right."""
    capacity = capacity_of(actor, rules.themes, "write", theme)
    attach(file=file, obj=theme, note=note)
    record(theme, "add_material", actor=actor, now=now, capacity=capacity, note=file.name)


@transaction.atomic
def plan_session(
    *,
    unit: Unit,
    kind: str,
    title: str,
    on: dt.date,
    actor: Any,
    now: dt.datetime,
    theme: Theme | None = None,
    starts_at: dt.time | None = None,
    places: Sequence[str] = (),
    makes_up: Session | None = None,
    code: str = "",
) -> Session:
    """A session that `unit` calls, at one place or many. Without a `code` it gets one of its own.

    ValidationError, beside its field, for a year that was never opened, a theme of another year, or without the
    right. Without an `actor` the installation plans it; what somebody sends twice, at one moment even, is one session.
    """
    capacity = capacity_of(actor, rules.units, "call_together", unit) if actor is not None else ""
    period = _year_of(on)
    if theme is not None and theme.period_id != period.pk:
        raise ValidationError({"theme": _("Chuyên đề này không thuộc năm %(year)s.") % {"year": period.year}})
    if actor is not None and (again := _planned_already(unit, kind, nfc(title), on, starts_at, makes_up)):
        return again
    session = Session.objects.create(
        code=code or f"{on.year}-{secrets.token_hex(4).upper()}",
        kind=kind,
        unit=unit,
        period=period,
        theme=theme,
        title=nfc(title),
        on=on,
        starts_at=starts_at,
        makes_up=makes_up,
        is_make_up=makes_up is not None,
    )
    named = [nfc(name) for name in places if nfc(name)]
    Place.objects.bulk_create(Place(session=session, number=n, name=name) for n, name in enumerate(named, start=1))
    record(session, "plan_session", actor=actor, now=now, capacity=capacity)
    return session


def _planned_already(
    unit: Unit, kind: str, title: str, on: dt.date, starts_at: dt.time | None, makes_up: Session | None
) -> Session | None:
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # one form after another
    same = Session.objects.filter(unit=unit, kind=kind, title=title, on=on, starts_at=starts_at, makes_up=makes_up)
    return same.filter(state=SessionState.PLANNED).first()


def _year_of(day: dt.date) -> Period:
    try:
        return periods.year(day.year)
    except Period.DoesNotExist as error:
        raise ValidationError({"on": str(error)}) from error
