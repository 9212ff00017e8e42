"""Two million values of forty indicators over twelve quarters, and a thousand of them approved in one act."""

from collections.abc import Iterator, Sequence
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from neuguong.config.benches.ground import Result, seconds

if TYPE_CHECKING:
    from neuguong.config.benches.nation import Nation, Place

VALUES, INDICATORS, QUARTERS = 2_000_000, 40, 12
COUNT, ROUNDS, MOST_MS = 1_000, 5, 1_000


def copy_values(scale: float, places: "list[Place]") -> None:
    """The catalogue, and the values of all who report: provinces, communes, and bases until there are enough."""
    from neuguong.base.orgs.choices import UnitKind  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.periods.queries import all_quarters  # noqa: PLC0415
    from neuguong.config.benches.nation import copy  # noqa: PLC0415

    quarters = list(all_quarters())[-QUARTERS:]
    order = (UnitKind.PARTY_PROVINCE, UnitKind.PARTY_COMMUNE, UnitKind.GRASSROOTS_COMMITTEE)
    enough = round(VALUES * scale) // (INDICATORS * len(quarters))
    reporting = sorted((one for one in places if one.kind in order), key=lambda one: order.index(one.kind))[:enough]
    copy(
        "indicators_indicator",
        "id, code, name, sector, kind, measure_unit, places, direction, over_tree, over_time, every, issuer_id, "
        "reported_by, categories, source, basis, valid, sort_key",
        ((n, f"ct-{n}", f"Chỉ tiêu {n:02}", "Chung", "COUNT", "mô hình", 0, "UP", "SUM", "SUM", "QUARTER", 1, "{}",
          "{}", "", "", "[2020-01-01,)", f"{n:02}") for n in range(1, INDICATORS + 1)),
    )  # fmt: skip

    def rows() -> Iterator[Sequence[Any]]:
        for at, quarter in enumerate(quarters):
            for place in reporting:
                for n in range(1, INDICATORS + 1):
                    amount = (place.pk * 31 + n * 7 + at) % 97
                    is_waiting = at == len(quarters) - 1 and place.kind == UnitKind.PARTY_COMMUNE
                    yield (n, place.pk, quarter.pk, "", "SUBMITTED" if is_waiting else "APPROVED", True,
                           quarter.ends_on, quarter.ends_on, "ON_TIME", amount, "EXACT", "", "", "",
                           place.above or place.pk, 0)  # fmt: skip

    copy(
        "indicators_value",
        "indicator_id, unit_id, period_id, category, state, expected, due_on, submitted_on, timing, amount, qualifier, "
        "quoted, source, explanation, decider_unit_id, edition",
        rows(),
    )


def approved_at_once(country: "Nation") -> Iterator[Result]:
    """A province approves a thousand values of its communes; each round is taken back."""
    from django.db import connection, transaction  # noqa: PLC0415 (needs Django set up)

    from neuguong.base.access.choices import Role  # noqa: PLC0415
    from neuguong.config.benches import nation  # noqa: PLC0415
    from neuguong.kit import clock  # noqa: PLC0415
    from neuguong.work.indicators.models import Value  # noqa: PLC0415
    from neuguong.work.indicators.services import approve_values  # noqa: PLC0415

    actor = nation.user_of("duyet", Role.APPROVER, country.province)
    waiting = Value.objects.filter(state="SUBMITTED", decider_unit=country.province).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True)[:COUNT])
    taken, chosen = [], Value.objects.filter(pk__in=ids)
    for _round in range(ROUNDS + 1):
        with transaction.atomic():
            taken.append(seconds(lambda: _settled(connection, approve_values, chosen, actor, clock.now())) * 1000)
            done = Value.objects.filter(pk__in=ids, state="APPROVED").count()
            transaction.set_rollback(True)
        if done != len(ids):
            raise RuntimeError("not every value was approved")
    p95 = quantiles(taken[1:], n=20)[-1]
    yield Result("values approved at once", len(ids), "rows")
    yield Result("approve 1,000 values, median", round(median(taken[1:]), 1), "ms")
    yield Result("approve 1,000 values, p95", round(p95, 1), "ms", MOST_MS, holds=p95 <= MOST_MS)


def _settled(connection: Any, approve: Any, chosen: Any, actor: Any, now: Any) -> None:
    if approve(rows=chosen, actor=actor, now=now).refused:
        raise RuntimeError("a value was refused")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
