"""The short codes of figures: made from what a figure is, so that the same figure always has the same one."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.urls import Resolver404, resolve

from neuguong.base.figures.models import FigureCode
from neuguong.base.figures.queries.rows import TODAYS, TREE, href
from neuguong.base.orgs.models import Unit

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and O, no 0 and 1: read aloud or copied by hand they get mixed up
LENGTH = 8
_PARTS = {"don-vi", "ky", "theo", "rieng", TREE}


@dataclass(frozen=True)
class Coordinates:
    """What a figure is: a measure at a unit in a period; narrowed to an id, at the very unit, in the tree of today."""

    measure: str
    unit_id: int
    period_id: int
    only: int | None = None
    own: bool = False
    in_today_tree: bool = False

    def code(self, attempt: int = 0) -> str:
        """Eight signs, 40 bits of a hash; another `attempt` where those are taken by another figure."""
        said = f"{self.measure}|{self.unit_id}|{self.period_id}|{self.only}|{self.own}|{self.in_today_tree}|{attempt}"
        bits = int.from_bytes(hashlib.sha256(said.encode()).digest()[:5])
        return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH))

    @classmethod
    def of(cls, row: FigureCode) -> "Coordinates":
        return cls(row.measure, row.unit_id, row.period_id, row.only, row.own, row.in_today_tree)


def read_hrefs(hrefs: Iterable[str]) -> dict[str, Coordinates]:
    """The figures whose rows stand at these addresses, as `href` makes them; others are left out (one query)."""
    parsed = {one: parts for one in hrefs if (parts := _parsed(one))}
    ids = dict(
        Unit.objects.filter(code__in={parts["don-vi"] for _key, parts in parsed.values()}).values_list("code", "pk")
    )
    return {
        one: Coordinates(
            key, ids[parts["don-vi"]], int(parts["ky"]), int(parts["theo"]) if "theo" in parts else None,
            parts.get("rieng") == "1", parts.get(TREE) == TODAYS,
        )
        for one, (key, parts) in parsed.items()
        if parts["don-vi"] in ids
    }  # fmt: skip


def _parsed(address: str) -> tuple[str, dict[str, str]] | None:
    split = urlsplit(address)
    try:
        match = resolve(split.path)
    except Resolver404:
        return None
    parts = {name: values[0] for name, values in parse_qs(split.query).items()}
    whole = match.view_name == "figures:rows" and {"don-vi", "ky"} <= set(parts) <= _PARTS
    return (match.kwargs["key"], parts) if whole else None


def code_typed(text: str) -> str:
    """A code as people type it, with dashes, blanks and small letters, in its own form."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def spaced(code: str) -> str:
    """A code as it is printed: "7K3M-P9QX"."""
    return f"{code[:4]}-{code[4:]}"


def find_code(text: str) -> FigureCode | None:
    """The figure of a code as typed; None if nobody has printed that code."""
    return FigureCode.objects.filter(code=code_typed(text)).select_related("unit", "period").first()


def rows_of(row: FigureCode) -> str:
    """The address of the rows behind the figure of a code."""
    return href(row.measure, row.unit.code, row.period_id, row.only, own=row.own, in_today_tree=row.in_today_tree)
