"""Giving figures their codes, when a paper is about to print them."""

from collections.abc import Iterable

from django.db import transaction

from neuguong.base.figures.models import FigureCode
from neuguong.base.figures.queries.codes import Coordinates, read_hrefs

_ATTEMPTS = 50


@transaction.atomic
def codes_of(hrefs: Iterable[str]) -> dict[str, str]:
    """The codes of the figures whose rows stand at these addresses, made for those that have none yet. Addresses that
    are no figure's are left out. A constant number of queries."""
    asked = read_hrefs(hrefs)
    wanted = set(asked.values())
    known = _known(wanted)
    for attempt in range(_ATTEMPTS):
        missing = sorted((one for one in wanted if one not in known), key=str)
        if not missing:
            break
        FigureCode.objects.bulk_create([_row(one, attempt) for one in missing], ignore_conflicts=True)
        known = _known(wanted)
    return {href: known[one] for href, one in asked.items()}


def _row(one: Coordinates, attempt: int) -> FigureCode:
    return FigureCode(
        code=one.code(attempt), measure=one.measure, unit_id=one.unit_id, period_id=one.period_id, only=one.only,
        own=one.own, in_today_tree=one.in_today_tree,
    )  # fmt: skip


def _known(wanted: set[Coordinates]) -> dict[Coordinates, str]:
    near = FigureCode.objects.filter(
        measure__in={one.measure for one in wanted}, unit__in={one.unit_id for one in wanted},
        period__in={one.period_id for one in wanted},
    )  # fmt: skip
    return {Coordinates.of(row): row.code for row in near}
