"""Units, successions and people as rows of the workbooks."""

from collections.abc import Iterator

from demo.folk import Folk, Home, Person, Post
from demo.org import Org
from demo.people import TODAY
from demo.pledge import Commitment, Item
from demo.vi import number, shown

Row = tuple[str, ...]


def unit_rows(org: Org) -> Iterator[Row]:
    """All spells of a unit stand together, oldest first; a later parent may be written further down."""
    for unit in org.units.values():
        for s in unit.spells:
            yield (unit.code, s.name, s.abbrev, s.kind, s.tree, s.parent, shown(s.start), shown(s.end), s.decision)


def succession_rows(org: Org) -> Iterator[Row]:
    for s in sorted(org.successions, key=lambda s: (s.on, s.old, s.new)):
        yield (s.old, s.new, s.form, shown(s.on), s.decision)


def people_rows(folk: Folk) -> Iterator[Row]:
    for person in folk.people.values():
        yield from person_rows(person)


def person_rows(person: Person) -> Iterator[Row]:
    """One row for each post beside the cell it falls in; a cell without a post has a row of its own."""
    base = (person.code, person.name, shown(person.birth), person.sex, shown(person.joined), person.standing(TODAY))
    seats: dict[int, list[Post]] = {i: [] for i in range(len(person.homes))}
    for post in sorted(person.posts, key=lambda p: (p.start, p.unit, p.title)):
        seats[seat(person.homes, post)].append(post)
    for i, home in enumerate(person.homes):
        where = (home.cell, shown(home.start), shown(home.end))
        for held in [post_cells(post) for post in seats[i]] or [("", "", "", "", "")]:
            yield (*base, *where, *held, person.login)


def post_cells(post: Post) -> Row:
    return (post.title, post.unit, shown(post.start), shown(post.end), "Có" if post.head else "")


def seat(homes: list[Home], post: Post) -> int:
    return next((i for i, h in enumerate(homes) if h.covers(post.start)), 0)


def commitment_rows(commitments: list[Commitment]) -> Iterator[Row]:
    """One row for each item; a commitment that is only expected has one row with empty item columns."""
    for c in commitments:
        dates = (shown(c.deadline), shown(c.submitted), shown(c.approved))
        who = (c.code, str(c.year), c.kind, c.person, c.unit)
        head = (*who, *dates, c.state, c.fault, c.issue, c.outcome, c.supervisor)
        tail = (shown(c.approved), c.document)
        for place, item in enumerate(c.items, start=1):
            yield (*head, str(place), *item_cells(item), *tail)
        if not c.items:
            yield (*head, *[""] * 9, *tail)


def item_cells(item: Item) -> Row:
    said = (item.group, str(item.standard), item.deed, item.measure, item.product)
    return (*said, number(item.target), item.counted_in, shown(item.due))
