"""All commitments by year: heads first, then members, then collectives."""

from demo.folk import Folk
from demo.groups import groups_of
from demo.heads import heads_of
from demo.org import Org
from demo.persons import persons_of
from demo.pledge import PERSON, YEARS, Commitment


def build_years(org: Org, folk: Folk) -> dict[int, list[Commitment]]:
    """Commitments of every year of the demo, in the order in which they are written."""
    found: dict[int, list[Commitment]] = {}
    for year in YEARS:
        heads = list(heads_of(org, folk, year))
        busy = {c.person for c in heads}
        earlier = {c.person: c for c in found.get(year - 1, []) if c.kind == PERSON}
        found[year] = [*heads, *persons_of(org, folk, year, busy, earlier), *groups_of(org, year)]
    return found
