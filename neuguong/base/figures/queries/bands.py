"""Figures of a unit side by side, at the top of its pages."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from neuguong.base.figures.queries.read import figures
from neuguong.base.figures.queries.rows import href
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Measure, measure


def figure_band(
    measures: Iterable[Measure],
    unit: Unit,
    period: Period,
    *,
    today: dt.date,
    in_today_tree: bool = False,
    late: Collection[str] = (),
    only: int | None = None,
) -> list[dict[str, Any]]:
    """The measures at a unit and all under it, as `ui/figure.jinja` takes them, with their `key`: each the link to its
    rows, and told as a share where the measure is of another one.

    `late` names those that ask for attention. `only` is what the measures were narrowed to, for their addresses; a
    whole is then told only if it is among them, narrowed too.
    """
    asked = tuple(measures)
    known = {one.key for one in asked}
    wholes = dict.fromkeys(one.of for one in asked if only is None and one.of and one.of not in known)
    values = figures([*asked, *map(measure, wholes)], unit.pk, [period], today=today, in_today_tree=in_today_tree)

    def share(one: Measure) -> tuple[Any, Any, str] | None:
        whole = values.get((one.of, period.pk)) if one.of else None
        return (values[one.key, period.pk], whole, str(measure(one.of).label).lower()) if whole else None

    return [
        {
            "key": one.key,
            "value": values[one.key, period.pk],
            "caption": str(one.label),
            "href": href(one.key, unit.code, period.pk, only, in_today_tree=in_today_tree),
            "share": share(one),
            "zero_reason": str(one.zero) or None,
            "tone": "late" if one.key in late else None,
        }
        for one in asked
    ]
