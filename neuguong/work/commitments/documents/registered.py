"""Which registrations a unit answers for in a year: its own, and at a committee those of heads and collectives that it
decides; of this year, and of earlier ones where they are in force for the term."""

from django.db.models import Q, QuerySet

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import number
from neuguong.work.commitments.choices import IN_FORCE, Kind
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.queries import term_of

ORDER = (Kind.HEAD, Kind.INDIVIDUAL, Kind.COLLECTIVE)


def registered(unit: Unit, period: Period, members: list[int] | None = None) -> QuerySet[Commitment]:
    """Those registrations, with registrant, post and unit; `members`: wherever these people registered. Nobody's rights
    are asked here (one query for the term)."""
    here = Q(unit=unit) | Q(decider_unit=unit, kind__in=(Kind.HEAD, Kind.COLLECTIVE))
    if members:
        here |= Q(kind=Kind.INDIVIDUAL, person__in=members)
    rows = Commitment.objects.filter(_in_year(period), here)
    return rows.select_related("unit", "period", "person", "appointment").order_by("pk")


def _in_year(period: Period) -> Q:
    term = term_of(period)
    if term is None:
        return Q(period=period)
    earlier = Q(period__starts_on__gte=term.starts_on, period__year__lt=period.year)
    return Q(period=period) | (Q(for_term=True, state__in=IN_FORCE) & earlier)


def place(row: Commitment) -> tuple[int, str, int, int]:
    """Where a registration stands among others: heads, members, collectives, each by given name or by name."""
    return (ORDER.index(Kind(row.kind)), (row.person or row.unit).sort_key, -row.period.year, row.pk)


def wanted(item: Item) -> str:
    """The product and the target of an item in words; the target once, where the words about the product say it too."""
    counted = "" if item.target is None else f"{number(item.target)} {item.measure_unit}".strip()
    said = (item.product, "" if counted and counted in item.product else counted)
    return "; ".join(one for one in said if one)


def post_of(row: Commitment, unit: Unit) -> str:
    """The post for which a head registered, with the unit she heads where that is not `unit`; "" for others."""
    if row.kind != Kind.HEAD:
        return ""
    said = (row.appointment.title if row.appointment else "", row.unit.name if row.unit_id != unit.pk else "")
    return ", ".join(one for one in said if one)
