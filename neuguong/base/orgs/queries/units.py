"""Reading the dated trees."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import DateField, F, Func, QuerySet

from neuguong.base.orgs.choices import COMMITTEES, TreeCode
from neuguong.base.orgs.models import Path, Placement, Unit, UnitName
from neuguong.base.orgs.models.units import LABEL_WIDTH
from neuguong.kit.search import holding, words_of


def find_unit(text: str) -> Unit | None:
    """The unit of that code; else the only one whose code ends with it (`hai-ha` for `quang-ninh/hai-ha`)."""
    exact = Unit.objects.filter(code=text).first()
    if exact is not None:
        return exact
    ends = list(Unit.objects.filter(code__endswith=f"/{text}").order_by("pk")[:2])
    return ends[0] if len(ends) == 1 else None


def path_of(unit_id: int, on: dt.date, tree: str = TreeCode.PARTY) -> str:
    """The unit's path on a day; "" if it never stood in that tree."""
    found = paths_on(on, tree).filter(unit_id=unit_id).values_list("path", flat=True).first()
    return found or ""


def paths_on(on: dt.date, tree: str = TreeCode.PARTY) -> QuerySet[Path]:
    """Where every unit of a tree stands on a day."""
    return Path.objects.filter(tree__code=tree, valid_from__lte=on, valid_to__gt=on)


def ids_in(path: str) -> list[int]:
    """The unit ids along a path, root first, the unit itself last."""
    return [int(path[i : i + LABEL_WIDTH], 16) for i in range(0, len(path), LABEL_WIDTH)]


def roots(on: dt.date) -> QuerySet[Unit]:
    """The units under which everything stands on a day, in whatever tree."""
    tops = Placement.objects.filter(parent=None, valid__contains=on)
    return Unit.objects.filter(pk__in=tops.values("unit")).order_by("level", "pk")


def ancestors(unit_id: int, on: dt.date, tree: str = TreeCode.PARTY) -> list[Unit]:
    """The units above, root first, without the unit itself (two queries)."""
    ids = ids_in(path_of(unit_id, on, tree))[:-1]
    found = Unit.objects.in_bulk(ids)
    return [found[one] for one in ids]


def under(unit_id: int, on: dt.date, tree: str = TreeCode.PARTY) -> QuerySet[Unit]:
    """The unit and everything under it on a day, the dead included that hang there."""
    path = path_of(unit_id, on, tree)
    inside = paths_on(on, tree).filter(path__startswith=path) if path else Path.objects.none()
    return Unit.objects.filter(pk__in=inside.values("unit_id"))


def children(unit_id: int, on: dt.date, tree: str = TreeCode.PARTY) -> QuerySet[Unit]:
    """The living units directly under it on a day, in alphabetical order within their level."""
    path = path_of(unit_id, on, tree)
    if not path:
        return Unit.objects.none()
    width = len(path) + LABEL_WIDTH
    inside = paths_on(on, tree).filter(alive=True, path__startswith=path, path__length=width)
    return Unit.objects.filter(pk__in=inside.values("unit_id")).order_by("level", "sort_key", "pk")


def names(unit_ids: Iterable[int], on: dt.date) -> dict[int, UnitName]:
    """What the units were called on a day, and their kinds; a dead unit keeps its last name, one unborn has its first.

    Without the rest of the row: of a hundred communes, ranges of dates take longest to make.
    """
    since = Func(F("valid"), function="lower", output_field=DateField())
    rows = UnitName.objects.filter(unit_id__in=list(unit_ids)).annotate(since=since).defer("valid", "decision")
    best: dict[int, UnitName] = {}
    for row in rows.order_by("unit_id", "valid"):
        if row.unit_id not in best or row.since is None or row.since <= on:
            best[row.unit_id] = row
    return best


def committee_above(unit_id: int, on: dt.date, *, higher: bool = False) -> int | None:
    """The nearest party committee above the unit on a day: who approves its head and its collective.

    `higher`: the one above that, where there is one (the chair of a people's committee is decided there).
    """
    above = ids_in(path_of(unit_id, on))[:-1]
    kinds = {row.unit_id: row.kind for row in names(above, on).values()}
    nearest = [one for one in reversed(above) if kinds.get(one) in COMMITTEES][: 2 if higher else 1]
    return nearest[-1] if nearest else None


def search_units(text: str) -> QuerySet[Unit]:
    """Units that have, or had, a name with the words, diacritics ignored; the last word may be unfinished."""
    words = words_of(text)
    units = Unit.objects.filter(sought__words=holding(words, unfinished=True)) if words else Unit.objects.none()
    return units.order_by("level", "sort_key", "pk")


def paths_in_words(units: Sequence[Unit], on: dt.date) -> list[str]:
    """What stands above each unit in the party tree on a day, root first, as one line; "" for one outside the tree."""
    paths = dict(paths_on(on).filter(unit__in=units).values_list("unit_id", "path"))
    above = {unit: ids_in(path)[:-1] for unit, path in paths.items()}
    called = Unit.objects.in_bulk({one for ids in above.values() for one in ids})
    return [" › ".join(called[one].name for one in above.get(unit.pk, ())) for unit in units]
