"""Reading the dated trees, who lives in them, and what their papers are headed."""

from neuguong.base.orgs.queries.letterhead import STATE_KINDS, Letterhead, letterhead, superior
from neuguong.base.orgs.queries.people import has_deputy, heads, keeps_sensitive, people_of, search_people
from neuguong.base.orgs.queries.seeking import windows
from neuguong.base.orgs.queries.units import (
    ancestors,
    children,
    committee_above,
    find_unit,
    ids_in,
    names,
    path_of,
    paths_in_words,
    paths_on,
    roots,
    search_units,
    under,
)

__all__ = [
    "STATE_KINDS",
    "Letterhead",
    "ancestors",
    "children",
    "committee_above",
    "find_unit",
    "has_deputy",
    "heads",
    "ids_in",
    "keeps_sensitive",
    "letterhead",
    "names",
    "path_of",
    "paths_in_words",
    "paths_on",
    "people_of",
    "roots",
    "search_people",
    "search_units",
    "superior",
    "under",
    "windows",
]
