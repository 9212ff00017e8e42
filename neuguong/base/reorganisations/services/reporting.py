"""Before and after, side by side: what the report of a batch says of each line and of the figures above.

A report is JSON: {"day", "faults": [text], "lines": [{"number", "faults", "unit", "before", "after", "follows":
[[label, n]], "late": [[label, n]]}], "figures": [[period, label, unit, before, after]], "untouched": [period]}.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _

from neuguong.base.access.models import Grant
from neuguong.base.figures.queries import figures
from neuguong.base.orgs.models import Path, Unit
from neuguong.base.orgs.queries import ids_in, names
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.base.reorganisations.choices import ENDING, Late
from neuguong.base.reorganisations.services.book import Book
from neuguong.kit.figures import Measure, cubes

Place = dict[str, str]
Amounts = dict[tuple[int, str, int], Any]
SHOWN_YEARS = 3
MOST_UNITS = 60

# Range by range (OFFSET 0) and unit by unit: joined in one piece, the planner would read every person there is.
_PEOPLE = """
SELECT top.unit_id, sum(p.n)::bigint FROM (
  SELECT DISTINCT ON (unit_id) unit_id, tree_id, path FROM orgs_path
  WHERE unit_id = ANY(%(units)s) AND valid_from <= %(day)s AND valid_to > %(day)s ORDER BY unit_id, tree_id
) top
CROSS JOIN LATERAL (
  SELECT o.unit_id FROM orgs_path o
  WHERE o.tree_id = top.tree_id AND o.path >= top.path AND o.path < top.path || 'g'
    AND o.valid_from <= %(day)s AND o.valid_to > %(day)s
  OFFSET 0
) u
CROSS JOIN LATERAL (SELECT count(*) AS n FROM orgs_person p WHERE p.home_id = u.unit_id) p
GROUP BY 1 HAVING sum(p.n) > 0
"""


@dataclass
class Look:
    """What there is at one moment: where units stand on the batch's day, and what stands at the units above."""

    places: dict[int, Place]
    above: dict[int, int]
    amounts: Amounts


def wholes() -> list[Measure]:
    """All rows of each fact table, as figures; of tables that hold any."""
    filled = [cube for cube in cubes() if apps.get_model(cube.model)._default_manager.exists()]
    named = {cube: apps.get_model(cube.model)._meta.verbose_name_plural or cube.key for cube in filled}
    return [Measure(f"rows_{cube.key}", name, cube) for cube, name in named.items()]


def years_from(day: dt.date, today: dt.date) -> list[Period]:
    """The years whose tree stands on the day or later and that have begun: in these figures may change."""
    years = Period.objects.filter(kind=PeriodKind.YEAR, tree_on__gte=day, starts_on__lte=max(day, today))
    return list(years.order_by("starts_on", "pk")[:SHOWN_YEARS])


def look(book: Book, units: Collection[int], on: dt.date, watched: Iterable[int], today: dt.date) -> Look:
    """Where the units stand on a day and what they are called; what is counted at those `watched`."""
    paths: dict[int, str] = {}
    rows = Path.objects.filter(unit__in=units, valid_from__lte=on, valid_to__gt=on, alive=True).order_by("tree")
    for unit, path in rows.values_list("unit_id", "path"):
        paths.setdefault(unit, path)
    called = names({one for path in paths.values() for one in ids_in(path)} | set(units), on)
    places = {
        unit: {
            "name": called[unit].name if unit in called and unit in paths else "",
            "above": " › ".join(called[one].name for one in ids_in(paths.get(unit, ""))[:-1] if one in called),
        }
        for unit in units
    }
    above = {unit: ids_in(path)[-2] for unit, path in paths.items() if len(ids_in(path)) > 1}
    return Look(places, above, _amounts(book.measures, watched, years_from(book.day, today), today))


def _amounts(measures: list[Measure], units: Iterable[int], years: list[Period], today: dt.date) -> Amounts:
    found: Amounts = {}
    if not years or not measures:
        return found
    for unit in list(units)[:MOST_UNITS]:
        for (key, period), amount in figures(measures, unit, years, today=today).items():
            found[unit, key, period] = int(amount)
    return found


def people_under(units: Collection[int], day: dt.date) -> dict[int, int]:
    """How many people belong to each unit and what hangs under it on a day; in its first tree (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"units": list(units), "day": day})
        return dict(cursor.fetchall())


def rights_at(units: Collection[int]) -> dict[int, int]:
    """How many rights were ever granted at each unit itself (one query)."""
    rows = Grant.objects.filter(unit__in=units).order_by().values_list("unit").annotate(n=Count("pk"))
    return dict(rows)


def follows(book: Book, unit: Unit, amounts: Amounts, people: int, rights: int) -> list[list[Any]]:
    """How much goes with a unit and what hangs under it: people, rights held at it, rows of each fact table."""
    counted: dict[str, int] = {}
    for (one, key, _period), amount in amounts.items():
        if one == unit.pk:
            counted[key] = counted.get(key, 0) + amount
    labels = {measure.key: str(measure.label) for measure in book.measures}
    told = [[_("Người"), people], [_("Quyền được cấp tại đơn vị"), rights]]
    return [row for row in [*told, *([labels[key], n] for key, n in counted.items())] if row[1]]


def late(book: Book, unit: Unit) -> list[list[Any]]:
    """Records of the unit itself in periods that begin only after its end: whoever wrote them did not know yet."""
    found = []
    for cube in (measure.cube for measure in book.measures):
        model = apps.get_model(cube.model)
        after = Period.objects.filter(starts_on__gte=book.day).values("pk")
        n = model._default_manager.filter(**{cube.unit: unit.pk, f"{cube.period}__in": after}).count()
        if n:
            found.append([str(model._meta.verbose_name_plural), n])
    return found


def written(book: Book, before: Look, after: Look, told: dict[int, dict[str, Any]], today: dt.date) -> dict[str, Any]:
    """The report."""
    lines = []
    nowhere: Place = {"name": "", "above": ""}
    for line in book.lines:
        unit = book.units.get(line.unit_code)
        pk = unit.pk if unit else 0
        own = told.get(line.number, {"follows": [], "late": []})
        faults = list(book.faults.get(line.number, []))
        if own["late"] and line.kind in ENDING and line.late == Late.UNANSWERED:
            faults.append(_("Có số liệu ghi sau ngày kết thúc: hãy chọn tính cho đơn vị kế thừa hay giữ ở chỗ cũ."))
        lines.append(
            {
                "number": line.number,
                "faults": faults,
                "unit": unit.name if unit else line.unit_code,
                "before": before.places.get(pk, nowhere),
                "after": after.places.get(pk, nowhere),
                **own,
            }
        )
    return {
        "day": book.day.isoformat(),
        "faults": list(book.faults.get(0, [])),
        "lines": lines,
        "figures": _figures(book, before.amounts, after.amounts, years_from(book.day, today)),
        "untouched": [str(one) for one in _untouched(book.day)],
    }


def _figures(book: Book, before: Amounts, after: Amounts, years: list[Period]) -> list[list[Any]]:
    """The rows that change, and those of the units that stay to prove that nothing else does."""
    keys = sorted({*before, *after}, key=lambda key: (key[2], key[1], key[0]))
    called = names({unit for unit, _key, _period in keys}, book.day)
    labels = {measure.key: str(measure.label) for measure in book.measures}
    periods = {one.pk: str(one) for one in years}
    rows = [
        [periods[period], labels[key], called[unit].name, before.get((unit, key, period), 0),
         after.get((unit, key, period), 0)]
        for unit, key, period in keys if unit in called
    ]  # fmt: skip
    return [row for row in rows if row[3] or row[4]]


def _untouched(day: dt.date) -> list[Period]:
    """The last years whose tree stands before the day: not a row of them is written."""
    years = Period.objects.filter(kind=PeriodKind.YEAR, tree_on__lt=day).order_by("-starts_on", "pk")
    return list(years[:SHOWN_YEARS])


def is_clean(report: dict[str, Any]) -> bool:
    """Whether nothing in the report stands in the way."""
    return not report["faults"] and not any(line["faults"] for line in report["lines"])
