"""The rows behind a figure: the same filter in the ORM's words, and how a slice shows them."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import quote

from django.db.models import Max, Min, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.figures.facts import model_of, parts_of
from neuguong.base.orgs.models import Path, Reach
from neuguong.base.orgs.queries import paths_on
from neuguong.base.periods.models import Period
from neuguong.kit import numbers
from neuguong.kit.figures import Cube, Measure
from neuguong.kit.lists import ListSpec
from neuguong.kit.policy import NOTHING, Policy

TREE, TODAYS = "cay", "nay"  # in an address: figures in the tree of today

Prepare = Callable[[QuerySet[Any]], QuerySet[Any]]


def rows(
    measure: Measure, unit_id: int, period: Period, *, today: dt.date, in_today_tree: bool = False, own: bool = False
) -> QuerySet[Any]:
    """The facts behind `figures(...)` with the same arguments: `.count()` (or the sum of `sum_of`) is the figure.

    With `own` those behind the unit's "own" line of `by_child(...)`: directly at the unit, and in today's tree at those
    whose only heir it is. Unordered, and not narrowed to what a reader may see. One query is made at once, for the
    unit's places in the tree.
    """
    return rows_in(measure, unit_id, [period], today=today, in_today_tree=in_today_tree, own=own)


def rows_in(
    measure: Measure,
    unit_id: int,
    periods: Iterable[Period],
    *,
    today: dt.date,
    in_today_tree: bool = False,
    own: bool = False,
) -> QuerySet[Any]:
    """As `rows`, of several periods, each in its own tree (or all in that of `today`)."""
    cube, behind = measure.cube, NOTHING
    is_at_unit = own and not in_today_tree
    places = (
        [] if is_at_unit else list(Path.objects.filter(tree__code=cube.tree, unit_id=unit_id).order_by("valid_from"))
    )
    for part in parts_of(cube, periods):
        on = today if in_today_tree else part.tree_on
        path = next((one.path for one in places if one.valid_from <= on < one.valid_to), "")
        there = Q(**{cube.unit: unit_id}) if is_at_unit else _placed(cube, path, on, in_today_tree, own)
        behind |= Q(**{cube.period: part.pk}) & there
    return model_of(cube)._default_manager.filter(behind, **measure.lookups(today))


def _placed(cube: Cube, path: str, on: dt.date, in_today_tree: bool, own: bool) -> Q:
    """The facts of the units under a path; none for a unit that has no place in the tree."""
    if not path:
        return NOTHING
    units = _reaching(path, on, cube.tree, own) if in_today_tree else _standing(path, on, cube.tree)
    return Q(**{f"{cube.unit}__in": units})


def _standing(path: str, on: dt.date, tree: str) -> QuerySet[Any, Any]:
    return paths_on(on, tree).filter(path__gte=path, path__lt=f"{path}g").values("unit_id")


def _reaching(path: str, today: dt.date, tree: str, own: bool) -> QuerySet[Any, Any]:
    """Units whose records all lie under `path` today (`own`: at that very place): the lowest common ancestor of their
    heirs does."""
    reaches = Reach.objects.filter(tree__code=tree, valid_from__lte=today, valid_to__gt=today)
    ends = reaches.values("unit_id").annotate(low=Min("path"), high=Max("path"))
    inside = {"low": path, "high": path} if own else {"low__gte": path, "high__lt": f"{path}g"}
    return ends.filter(**inside).values("unit_id")


@dataclass(frozen=True)
class By:
    """A dimension that holds ids, by which a slice's figures are told apart: `name` says what an id is called, None
    where there is none."""

    dim: str
    name: Callable[[int], str | None]


@dataclass(frozen=True)
class Shown:
    """How the rows of a fact table are listed, and whose policy says which of them a reader may see ("view").
    `prepare` adds what the columns read (select_related). `by` is what its figures can be narrowed to, if anything."""

    spec: ListSpec[Any]
    policy: Policy
    prepare: Prepare
    by: By | None


_shown: dict[str, Shown] = {}


def register_rows(
    model: str, spec: ListSpec[Any], policy: Policy, prepare: Prepare = lambda rows: rows, by: By | None = None
) -> None:
    """Say how the rows of a fact table ("app.Model") are shown; called once in the slice's lists.py."""
    if model in _shown:
        raise ValueError(f"rows of {model} are registered twice")
    _shown[model] = Shown(spec, policy, prepare, by)


def shown_rows(cube: Cube) -> Shown:
    """How the rows behind the cube's figures are shown; KeyError if its slice has not said so."""
    return _shown[cube.model]


def counted(measure: Measure, found: QuerySet[Any]) -> int | Decimal:
    """What the rows amount to: their number, or the sum of `sum_of`."""
    if not measure.sum_of:
        return found.count()
    return Decimal(found.aggregate(sum=Sum(measure.sum_of))["sum"] or 0)


def href(
    measure_key: str,
    unit_code: str,
    period_id: int,
    only: int | None = None,
    *,
    own: bool = False,
    in_today_tree: bool = False,
) -> str:
    """The address of the rows behind a figure; `only` is the id that it is narrowed to (see `By`), `own` asks for the
    rows directly at the unit."""
    narrowed = ("" if only is None else f"&theo={only}") + ("&rieng=1" if own else "")
    narrowed += f"&{TREE}={TODAYS}" if in_today_tree else ""
    return f"{_page_of(measure_key)}?don-vi={quote(unit_code)}&ky={period_id}{narrowed}"


@cache
def _page_of(measure_key: str) -> str:
    # a table of sub-units asks more than a thousand times
    return reverse("figures:rows", args=[measure_key])


def span(period: Period, tree_on: dt.date | None = None) -> str:
    """The range and the tree that every caption prints: "từ 01/01/2026 đến 31/12/2026, theo cây tổ chức ngày …";
    the tree of the period unless another day is named."""
    return _("từ %(first)s đến %(last)s, theo cây tổ chức ngày %(tree)s") % {
        "first": numbers.date(period.starts_on),
        "last": numbers.date(period.ends_on),
        "tree": numbers.date(tree_on or period.tree_on),
    }
