"""The desk at national size: long lists, the page of a large province, a thousand decisions in one act.

Server time is taken through every middleware by a client in this process; the ratio of requests to an empty view is
taken over the real server.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from neuguong.config.benches import searching
from neuguong.config.benches.deciding import decisions
from neuguong.config.benches.ground import Result, database, opened, seconds, signed_in, timed
from neuguong.config.benches.served import ratio

if TYPE_CHECKING:
    from neuguong.config.benches.nation import Nation

PAGE, TOTAL, UNIT = 50, 300, 60


def measure(scale: float) -> list[Result]:
    """Build the country, check it, and time the work on it."""
    with database():
        return list(_results(scale))


def _results(scale: float) -> Iterator[Result]:
    from neuguong.base.access.choices import Role  # noqa: PLC0415 (needs Django set up)
    from neuguong.config.benches import nation  # noqa: PLC0415

    built: list[Nation] = []
    yield Result("country built and counted", seconds(lambda: built.append(nation.build(scale))), "s")
    country = built[0]
    yield Result("registrations", country.people, "rows")
    nation.user_of("tinh", Role.APPROVER, country.province)
    nation.user_of("xa", Role.STAFF, country.commune)
    yield from _checks(country)
    yield from searching.filled(country)
    for username, words in (("xa", "commune"), ("tinh", "province")):
        yield from _list(username, words)
    unit_page = f"/don-vi/{country.province.code}/"
    yield from timed("unit page of the large province", partial(opened, signed_in("tinh"), unit_page), UNIT)
    yield from searching.measured(country)
    yield from decisions(country)
    yield from ratio("tinh", "/cam-ket/", 0.25)


def _checks(country: "Nation") -> Iterator[Result]:
    """Figures and lists say the same before anything is timed."""
    from neuguong.base.figures.queries import figures  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.periods.queries import year  # noqa: PLC0415
    from neuguong.kit import clock  # noqa: PLC0415
    from neuguong.kit.figures import measure as declared  # noqa: PLC0415
    from neuguong.kit.numbers import number  # noqa: PLC0415

    period, should = year(2026), declared("should")
    for username, unit in (("xa", country.commune), ("tinh", country.province)):
        value = figures([should], unit.pk, [period], today=clock.today())[should.key, period.pk]
        shown = opened(signed_in(username), "/cam-ket/?dem=1").content.decode()
        agrees = f"{number(value)} dòng" in shown
        yield Result(f"list of {unit.kind} agrees with its figure", int(value), "rows", holds=agrees)


def _list(username: str, words: str) -> Iterator[Result]:
    from django.db import connection  # noqa: PLC0415 (needs Django set up)
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = signed_in(username)
    yield from timed(f"list page of 50, {words}", partial(opened, client, "/cam-ket/"), PAGE)
    with CaptureQueriesContext(connection) as asked:
        opened(client, "/cam-ket/")
    yield Result(f"list page of 50, {words}, queries", len(asked), "queries", 10, holds=len(asked) <= 10)
    total = partial(_fragment, client, "/cam-ket/?dem=1")
    yield from timed(f"total of the list, {words}", total, TOTAL)


def _fragment(client: Any, address: str) -> None:
    answer = client.get(address, headers={"HX-Request": "true", "HX-Target": "total"})
    if answer.status_code != 200 or b"<html" in answer.content:
        raise RuntimeError(f"{address}: {answer.status_code}, not a fragment")
