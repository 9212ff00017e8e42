"""A whole province absorbed, moved and divided by a batch of changes, while five million registrations stand."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from neuguong.config.benches.ground import Result, seconds

if TYPE_CHECKING:
    from neuguong.base.orgs.models import Unit
    from neuguong.base.reorganisations.models import Reorganisation
    from neuguong.base.reorganisations.services import Line
    from neuguong.config.benches.nation import Nation

ON = dt.date(2026, 11, 1)
MOST_S = 2


def measured(country: "Nation") -> Iterator[Result]:
    """Each act once (it changes the country), then all is counted again; closed periods must not change by a bit."""
    from neuguong.base.access.choices import Role  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.orgs.models import Unit  # noqa: PLC0415
    from neuguong.config.benches import changing, nation  # noqa: PLC0415

    root = Unit.objects.get(level=0)
    user = nation.user_of("sap-xep", Role.ADMINISTRATOR, root)
    provinces = list(Unit.objects.filter(level=1).exclude(pk=country.province.pk).order_by("pk")[:3])
    closed = _closed()
    for words, unit, lines in _acts(country, provinces):
        batch = _drawn(words, root, lines, user)
        took = seconds(partial(_apply, batch, user))
        yield Result(f"units under the province that is {words}", _under(unit), "units")
        yield Result(f"a province {words}", took, "s", MOST_S, holds=took <= MOST_S)
    same = _closed() == closed
    yield Result("figures of closed periods, identical to the byte", int(same), "", 1, holds=same)
    yield from changing.recounted("full recount after the reorganisations")


def _acts(country: "Nation", provinces: "list[Unit]") -> "Iterator[tuple[str, Unit, list[Line]]]":
    from neuguong.base.orgs.queries import children  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.reorganisations.services import Line  # noqa: PLC0415

    absorbed, moved, divided = provinces
    large = country.province.code
    yield "absorbed", absorbed, [Line("ABSORB", unit_code=absorbed.code, target_code=large, late="SUCCESSOR")]
    yield "moved", moved, [Line("MOVE", unit_code=moved.code, target_code=large)]
    new = {"name": "Tỉnh ủy mới", "unit_kind": "PARTY_PROVINCE", "parent_code": "n1"}
    lines = [Line("SPLIT", unit_code=divided.code, target_code=f"moi-{n}", late="KEEP", **new) for n in (1, 2)]
    communes = children(divided.pk, ON - dt.timedelta(days=1))
    lines += [
        Line("MOVE", unit_code=one.code, target_code=f"moi-{at % 2 + 1}") for at, one in enumerate(communes)
    ]  # fmt: skip
    yield "divided", divided, lines


def _drawn(words: str, root: "Unit", lines: "list[Line]", user: Any) -> "Reorganisation":
    from neuguong.base.reorganisations.services import add_change, open_batch  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415

    now = clock.now()
    batch = open_batch(unit=root, title=words, decision=words, signed_on=ON, on=ON, by=user, now=now)
    for line in lines:
        add_change(batch=batch, line=line, by=user, now=now)
    return batch


def _apply(batch: "Reorganisation", user: Any) -> None:
    from neuguong.base.reorganisations.services import apply  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415

    apply(batch=batch, by=user, now=clock.now(), today=clock.today())


def _under(unit: "Unit") -> int:
    from neuguong.base.orgs.queries import path_of  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.orgs.queries.units import paths_on  # noqa: PLC0415

    before = ON - dt.timedelta(days=1)
    path = path_of(unit.pk, before)
    return paths_on(before).filter(path__gte=path, path__lt=f"{path}g").count()


def _closed() -> str:
    """One hash over every stored figure of the periods whose tree is older than the changes."""
    from django.db import connection  # noqa: PLC0415 (needs Django set up)

    from neuguong.base.figures.services import fold_all  # noqa: PLC0415

    fold_all()
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.cube, b.unit_id, b.period_id, b.dims, b.n, b.sums FROM figures_balance b"
            " JOIN periods_period p ON p.id = b.period_id WHERE p.tree_on < %s ORDER BY 1, 2, 3, 4",
            [ON],
        )
        while rows := cursor.fetchmany(10_000):
            found.update(repr(rows).encode())
    return found.hexdigest()
