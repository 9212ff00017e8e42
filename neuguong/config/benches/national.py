"""Figures at national size: reading any node, changing facts while they are read, counting everything again.

At scale 1: 305,356 units, 5,000,000 registrations of five years, 2,000,000 values of 40 indicators over 12 quarters.
Time "in the database" is what the statements take as seen from here, the way over the loopback included.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from neuguong.config.benches import changing, rearranging, rivals, valued
from neuguong.config.benches.ground import Result, database, seconds

if TYPE_CHECKING:
    from neuguong.base.periods.models import Period
    from neuguong.config.benches.nation import Nation

FIRST_YEAR = 2022
PENDING = 10_000
NODES, ROUNDS = 40, 3
KEYS = ("should", "registered", "approved", "waiting", "returned", "late", "missing", "reported", "achieved", "partly")
READ, SERVED, TABLE, TODAY = 5, 20, 20, 100


def measure(scale: float) -> list[Result]:
    """Build the country, check it, and time the work on it."""
    with database("neuguong_bench_national"):
        return list(_results(scale))


def _results(scale: float) -> Iterator[Result]:
    from neuguong.config.benches import nation  # noqa: PLC0415 (needs Django set up)

    built: list[Nation] = []
    build = partial(nation.build, scale, since=FIRST_YEAR, and_then=partial(valued.copy_values, scale))
    yield Result("country built and counted", seconds(lambda: built.append(build())), "s")
    country = built[0]
    yield from _sizes()
    yield from changing.recounted("full recount of all stored levels")
    nodes = _nodes(country)
    changing.leave_pending(PENDING)
    yield from _exact(nodes)
    yield from _read(nodes)
    yield from rivals.compared(nodes["province"] + nodes["nation"])
    yield from changing.cost()
    yield from changing.waits()
    yield from valued.approved_at_once(country)
    yield from changing.under_fire()
    yield from rearranging.measured(country)


def _sizes() -> Iterator[Result]:
    from neuguong.base.figures.models import Balance  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.orgs.models import Unit  # noqa: PLC0415
    from neuguong.work.commitments.models import Commitment  # noqa: PLC0415
    from neuguong.work.indicators.models import Value  # noqa: PLC0415

    for words, model in (("units", Unit), ("registrations", Commitment), ("values", Value), ("balances", Balance)):
        yield Result(words, model._default_manager.count(), "rows")


def _nodes(country: "Nation") -> dict[str, list[int]]:
    """Random units of every level, from a fixed seed, with the ends that matter: the root and the large province."""
    from neuguong.base.orgs.models import Unit  # noqa: PLC0415 (needs Django set up)

    chance = random.Random(11)  # noqa: S311 (which nodes are read)
    found = {"nation": [Unit.objects.get(level=0).pk]}
    for words, level in (("province", 1), ("commune", 3), ("base", 4), ("cell", 5)):
        ids = list(Unit.objects.filter(level=level).order_by("pk").values_list("pk", flat=True))
        found[words] = chance.sample(ids, min(NODES, len(ids)))
    found["province"][0] = country.province.pk
    return found


def _period() -> "Period":
    from neuguong.base.periods.queries import year  # noqa: PLC0415 (needs Django set up)

    return year(2026)


def _exact(nodes: dict[str, list[int]]) -> Iterator[Result]:
    """With deltas pending, figures are what the facts say at every level."""
    from neuguong.base.figures.queries import figures, pending, rows  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415
    from neuguong.kit.figures import measure as declared  # noqa: PLC0415

    waiting = pending()
    yield Result("deltas pending while reading", waiting, "rows", PENDING, holds=waiting >= PENDING)
    wrong, period, today = 0, _period(), clock.today()
    for key in ("approved", "achieved"):
        one = declared(key)
        for unit in (ids[0] for ids in nodes.values()):
            found = figures([one], unit, [period], today=today)[key, period.pk]
            wrong += found != rows(one, unit, period, today=today).count()
    yield Result("figures that differ from their rows", wrong, "", 0, holds=not wrong)


def _read(nodes: dict[str, list[int]]) -> Iterator[Result]:
    from neuguong.base.figures.queries import by_child, figures  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.periods.queries import all_quarters, years  # noqa: PLC0415
    from neuguong.kit import clock  # noqa: PLC0415
    from neuguong.kit.figures import measure as declared  # noqa: PLC0415

    asked, period, today = [declared(key) for key in KEYS], _period(), clock.today()
    twelve = [*years(), *all_quarters()][:12]
    one: Callable[[int], Any] = lambda unit: figures(asked, unit, [period], today=today)  # noqa: E731
    for words, ids in nodes.items():
        yield from _timed(f"{words} x one period, ten measures", one, ids, READ, SERVED)
    many: Callable[[int], Any] = lambda unit: figures(asked, unit, twelve, today=today)  # noqa: E731
    lines: Callable[[int], Any] = lambda unit: by_child(asked, unit, period, today=today)  # noqa: E731
    now: Callable[[int], Any] = lambda unit: figures(asked, unit, [period], today=today, in_today_tree=True)  # noqa: E731
    for words, ids in nodes.items():
        yield from _timed(f"{words} x 12 periods, ten measures", many, ids, TABLE)
    for words in ("nation", "province", "commune"):
        yield from _timed(f"table of the children of a {words}, ten measures", lines, nodes[words], TABLE)
    for words in ("nation", "province", "commune"):
        yield from _timed(f"{words} x one period in the tree of today", now, nodes[words], TODAY)


@contextmanager
def asking(spent: list[float]) -> Iterator[None]:
    """Adds to `spent` the milliseconds that statements take."""
    from django.db import connection  # noqa: PLC0415 (needs Django set up)

    def wrapper(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[-1] += (time.perf_counter() - started) * 1000

    with connection.execute_wrapper(wrapper):
        yield


def _timed(
    name: str, work: Callable[[int], Any], ids: Sequence[int], in_database: float, served: float | None = None
) -> Iterator[Result]:
    """Each unit some rounds, after one that is not counted; p95 in the database, and p95 of the whole call."""
    rounds = max(ROUNDS, 15 // len(ids))
    spent: list[float] = []
    whole: list[float] = []
    for unit in ids:
        work(unit)
        for _round in range(rounds):
            spent.append(0.0)
            with asking(spent):
                whole.append(seconds(partial(work, unit)) * 1000)
    p95, p95_whole = quantiles(spent, n=20)[-1], quantiles(whole, n=20)[-1]
    yield Result(f"{name}, in the database, median", round(median(spent), 2), "ms")
    yield Result(f"{name}, in the database, p95", round(p95, 2), "ms", in_database, holds=p95 <= in_database)
    if served is not None:
        yield Result(f"{name}, server time, p95", round(p95_whole, 2), "ms", served, holds=p95_whole <= served)
