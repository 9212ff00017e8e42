"""What the address of a figure asks for: the measure, the unit, the period, the tree."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from neuguong.base.access.rules import units
from neuguong.base.figures import queries
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.kit.charts import Bars, Heat, Trend
from neuguong.kit.figures import Measure, measure
from neuguong.kit.numbers import whole
from neuguong.kit.views import Request


@dataclass(frozen=True)
class Asked:
    """`?don-vi=` a unit's code, `?ky=` a period's id, `?theo=` an id that the figure is narrowed to (`only`, called
    `only_name`), `?cay=nay` for the tree of today."""

    measure: Measure
    unit: Unit
    period: Period
    today: dt.date
    in_today_tree: bool
    only: int | None
    only_name: str

    @classmethod
    def of(cls, request: Request, key: str) -> "Asked":
        """As far as the reader may look at the unit; Http404 for anything else."""
        found, params = cls.measure_of(key), request.GET
        unit = get_object_or_404(units.visible(Unit.objects.all(), request.user), code=params.get("don-vi", ""))
        period = get_object_or_404(Period.objects.select_related("calendar"), pk=_id(params.get("ky", "")))
        only, name = None, ""
        if params.get("theo"):
            only = _id(params["theo"])
            found, name = _narrowed(found, only)
        return cls(found, unit, period, request.today, params.get(queries.TREE) == queries.TODAYS, only, name)

    @staticmethod
    def measure_of(key: str) -> Measure:
        """The measure of that key; Http404 if there is none."""
        try:
            return measure(key)
        except KeyError:
            raise Http404 from None

    @property
    def on(self) -> dt.date:
        """The day whose tree the figure stands in."""
        return self.today if self.in_today_tree else self.period.tree_on

    @property
    def span(self) -> str:
        return queries.span(self.period, self.on)

    def trend(self) -> Trend:
        return queries.trend(
            self.measure, self.unit, self.period, today=self.today, in_today_tree=self.in_today_tree, only=self.only
        )

    def comparison(self) -> Bars | None:
        return queries.comparison(
            self.measure, self.unit, self.period, today=self.today, in_today_tree=self.in_today_tree, only=self.only
        )

    def coverage(self, of: Measure) -> Heat | None:
        if self.period.kind != PeriodKind.YEAR:
            raise Http404
        return queries.coverage(
            self.measure, of, self.unit, self.period, today=self.today, in_today_tree=self.in_today_tree
        )


def _narrowed(found: Measure, only: int) -> tuple[Measure, str]:
    by = queries.shown_rows(found.cube).by
    name = by.name(only) if by else None
    if by is None or name is None:
        raise Http404
    return found.only(by.dim, only), name


def _id(asked: str) -> int:
    return whole(asked) if len(asked) < 10 else 0
