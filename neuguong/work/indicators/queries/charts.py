"""An indicator as charts: over the periods, by sub-unit, against what is to be reached."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, F, Func, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.figures.queries import TODAYS, TREE, Line, called_on, line_name, span
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.charts import Against, Bars, Chart, Mark, Pair, Point, Trend
from neuguong.kit.numbers import date
from neuguong.work.indicators.choices import ValueKind
from neuguong.work.indicators.models import Indicator
from neuguong.work.indicators.queries.amounts import Amount
from neuguong.work.indicators.queries.catalogue import up_to
from neuguong.work.indicators.queries.children import CHILD, by_child
from neuguong.work.indicators.queries.standing import amount_of, cascade
from neuguong.work.indicators.queries.totals import Total, series
from neuguong.work.indicators.queries.words import in_words

PERIODS = 8
TREND, COMPARISON, TARGETS = "xu-huong", "so-sanh", "muc-phai-dat"
_FAR_FROM_ZERO = (ValueKind.SCORE, ValueKind.RANK)


def charts(one: Indicator, unit: Unit, period: Period, **trees: Any) -> list[Chart]:
    """All that can be drawn of the indicator at the unit."""
    drawn = (chart(name, one, unit, period, **trees) for name in (TREND, COMPARISON, TARGETS))
    return [found for found in drawn if found]


def chart(drawing: str, one: Indicator, unit: Unit, period: Period, **trees: Any) -> Chart | None:
    """The chart of that name; None for a name that is none, and where there is nothing to compare. `trees` as the
    queries of figures take them."""
    drawn: Chart | None = None
    if drawing == TREND:
        drawn = trend(one, unit, period, **trees)
    elif drawing == COMPARISON:
        drawn = comparison(one, unit, period, **trees)
    elif drawing == TARGETS:
        drawn = against_targets(one, unit, period, **trees)
    return drawn


def trend(one: Indicator, unit: Unit, period: Period, **trees: Any) -> Trend | None:
    """The approved numbers of the last periods of the kind; where there is none yet, what waits, as provisional. None
    where no period has a number."""
    told = series(one, unit.pk, up_to(period, PERIODS), **trees)
    if all(side.number is None for _part, total in told for side in (total.approved, total.waiting)):
        return None
    sealed = _sealed(unit, [part for part, _total in told])
    tree = _("mỗi kỳ theo cây của kỳ ấy")
    if trees["in_today_tree"]:
        tree = _("theo cây tổ chức ngày %(day)s") % {"day": date(trees["today"])}
    first, last = told[0][0], told[-1][0]
    words = {"first": date(first.starts_on), "last": date(last.ends_on)}
    return Trend(
        **_head(TREND, _("%(figure)s qua các kỳ"), one, unit, period, trees),
        names=_("Kỳ"),
        caption=f"{_('từ %(first)s đến %(last)s') % words}, {tree}",
        from_zero=one.kind not in _FAR_FROM_ZERO,
        points=tuple(_point(one, unit, part, total, part.pk in sealed, trees) for part, total in told),
    )


def _point(one: Indicator, unit: Unit, part: Period, total: Total, is_sealed: bool, trees: Any) -> Point:
    is_waiting = total.approved.number is None and total.waiting.number is not None
    amount = total.waiting if is_waiting else total.approved
    mark = Mark.PROVISIONAL if is_waiting else Mark.SEALED if is_sealed else Mark.PLAIN
    label = str(part).removeprefix(_("Quý") + " ").removeprefix(_("Năm") + " ")
    page = reverse("indicators:detail", args=[one.pk])
    return Point(label, _value(one, amount), brief(one, amount), page + _query(unit, part, trees), mark)


def _sealed(unit: Unit, periods: list[Period]) -> set[int]:
    """The periods whose numbers of the unit lie under a seal (one query)."""
    under = Func(Value(unit.pk), F("pk"), function="figures_sealed", output_field=BooleanField())
    found = Period.objects.filter(pk__in=[one.pk for one in periods]).annotate(is_under_seal=under)
    return set(found.filter(is_under_seal=True).values_list("pk", flat=True))


def comparison(one: Indicator, unit: Unit, period: Period, **trees: Any) -> Bars | None:
    """The approved numbers of the lines under the unit; None where fewer than two have one, and for ranks."""
    lines = [line for line in by_child(one, unit.pk, period, **trees) if line.approved.number is not None]
    if len(lines) < 2 or one.kind == ValueKind.RANK:
        return None
    on = trees["today"] if trees["in_today_tree"] else period.tree_on
    named = [Line(line.kind, line.unit_id, line.alive) for line in lines]
    called, codes = called_on(named, on)
    page = reverse("indicators:detail", args=[one.pk])
    return Bars(
        **_head(COMPARISON, _("%(figure)s theo đơn vị cấp dưới"), one, unit, period, trees),
        names=_("Đơn vị"),
        caption=span(period, on),
        points=tuple(
            Point(
                line_name(name, called),
                _value(one, line.approved),
                brief(one, line.approved),
                page + _query_of(codes[line.unit_id], period, trees) if line.kind == CHILD else "",
            )
            for line, name in zip(lines, named, strict=True)
        ),
    )


def against_targets(one: Indicator, unit: Unit, period: Period, **trees: Any) -> Against | None:
    """What was reached of what is to be reached: of the children where they were given something, else of the unit
    itself; None where nothing was set, and for ranks."""
    set_for = cascade(one, unit.pk, period)
    given = [share for share in set_for.shares if share.target]
    if one.kind == ValueKind.RANK or not (given or set_for.own):
        return None
    page = reverse("indicators:detail", args=[one.pk])
    if given:
        codes = dict(Unit.objects.filter(pk__in=[share.unit_id for share in given]).values_list("pk", "code"))
        reached = {
            line.unit_id: line.approved for line in by_child(one, unit.pk, period, **trees) if line.kind == CHILD
        }
        pairs = [
            Pair(
                share.name,
                _value(one, reached.get(share.unit_id, Amount())),
                _value(one, amount_of(share.target)),
                page + _query_of(codes[share.unit_id], period, trees),
            )
            for share in given
        ]
    else:
        ((_period, total),) = series(one, unit.pk, [period], **trees)
        pairs = [Pair(unit.name, _value(one, total.approved), _value(one, amount_of(set_for.own)))]
    return Against(
        **_head(TARGETS, _("%(figure)s so với mức phải đạt"), one, unit, period, trees),
        names=_("Đơn vị"),
        caption=span(period, trees["today"] if trees["in_today_tree"] else period.tree_on),
        pairs=tuple(pairs),
    )


def brief(one: Indicator, amount: Amount) -> str:
    """The number as beside a point: without its unit, which the chart names once, and without the parts of a share."""
    return in_words(one, amount).split(" (")[0].removesuffix(f" {one.measure_unit}")


def _value(one: Indicator, amount: Amount) -> Decimal | None:
    """Where it stands on the drawing: a share in hundredths, a rank by its place."""
    if one.kind == ValueKind.RATIO and amount.size is not None:
        return round(amount.size * 100, 4)
    return amount.number


def _head(drawing: str, title: str, one: Indicator, unit: Unit, period: Period, trees: Any) -> dict[str, Any]:
    unit_of = {ValueKind.RATIO: "%", ValueKind.RANK: _("thứ hạng, số nhỏ là tốt hơn")}.get(
        ValueKind(one.kind), one.measure_unit
    )
    return {
        "key": f"{drawing}-{one.pk}",
        "title": title % {"figure": one.name},
        "measure_unit": unit_of,
        "address": reverse("indicators:chart", args=[one.pk, drawing]) + _query(unit, period, trees),
    }


def _query(unit: Unit, period: Period, trees: Any) -> str:
    return _query_of(unit.code, period, trees)


def _query_of(code: str, period: Period, trees: Any) -> str:
    asked = {"don-vi": code, "ky": period.pk, **({TREE: TODAYS} if trees["in_today_tree"] else {})}
    return "?" + urlencode(asked, safe="/")
