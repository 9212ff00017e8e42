"""A locality's indicators in a report: as published or as added up, against what was to be reached."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.kit.documents import Cell, Column, Figure, Table
from neuguong.kit.numbers import NOTHING
from neuguong.work.indicators.queries import (
    Amount,
    Standing,
    achieved,
    in_force,
    in_words,
    sealed_otherwise,
    shown,
    standings,
)
from neuguong.work.reports.queries import in_sentence
from neuguong.work.reports.services.telling import Teller

TITLE = "Kết quả bằng số"


def in_numbers(teller: Teller, today: dt.date) -> Iterator[Table]:
    """A table of the period's indicators that have a number or a target; with the year that closes a term, one of the
    term's too."""
    unit, period = teller.reading.unit, teller.reading.period
    for at in (period, *_closed(period)):
        found = _standing(unit, at, today)
        if found:
            yield _table(teller, unit, at, found, _corrected(teller, at, found))


def _closed(period: Period) -> list[Period]:
    """The term that ends with this period, if one does."""
    term = period.parent
    return [term] if term and term.kind == PeriodKind.TERM and term.ends_on == period.ends_on else []


def _standing(unit: Unit, period: Period, today: dt.date) -> list[Standing]:
    asked = list(in_force(unit.pk, period))
    found = standings(asked, unit.pk, period, today=today) if asked else {}
    return [found[one.pk] for one in asked if found[one.pk].total.approved.number is not None or found[one.pk].target]


def _corrected(teller: Teller, period: Period, found: list[Standing]) -> dict[int, Amount]:
    """The sealed numbers of the indicators that have been corrected since the period was sealed."""
    seal = teller.reading.seals.get(period.pk)
    return sealed_otherwise([one.total for one in found], seal, teller.reading.unit.pk, period) if seal else {}


def _table(teller: Teller, unit: Unit, period: Period, found: list[Standing], corrected: dict[int, Amount]) -> Table:
    heads = (
        Column("TT", True, 0.5),
        Column("Chỉ tiêu", width=3.6),
        Column("Kết quả", True, 2),
        Column("Mức phải đạt", True, 1.6),
        Column("So với mức", True, 1.2),
    )
    rows: list[tuple[Cell, ...]] = [(place, *_row(one, unit, period, corrected)) for place, one in enumerate(found, 1)]
    return teller.table(f"{TITLE}, {in_sentence(period)}", heads, rows, None, period)


def _row(one: Standing, unit: Unit, period: Period, corrected: dict[int, Amount]) -> tuple[Cell, ...]:
    indicator, result = one.total.indicator, shown(one.total)
    if indicator.pk in corrected:
        result = f"{in_words(indicator, corrected[indicator.pk])} (đính chính: {result})"
    address = f"{reverse('indicators:detail', args=[indicator.pk])}?don-vi={unit.code}&ky={period.pk}"
    target = shown(one.target) if one.target else NOTHING
    return indicator.name, Figure(result, address), target, achieved(one.against)
