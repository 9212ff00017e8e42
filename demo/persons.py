"""Individual commitments: every member once a year in the full years, a few in the years of the articles."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from demo.cast import arranged
from demo.content import bank
from demo.deeds import VILLAGE, blanks, fill, pick, place_of, templates
from demo.folk import Folk, Person
from demo.org import Org, Unit
from demo.people import TODAY, dice
from demo.pledge import (
    APPROVED,
    DEADLINES,
    DECIDED,
    DONE,
    DRAFT,
    FAILED,
    MISSING,
    PARTLY,
    PERSON,
    REPORTED,
    RETURNED,
    TEXT_YEARS,
    WAITING,
    WITHDRAWN,
    Commitment,
    Item,
    within,
)

COUNTRY_JOBS = (
    "nong-dan",
    "huu-tri",
    "cuu-chien-binh",
    "phu-nu",
    "thanh-nien",
    "kinh-doanh",
    "cong-nhan",
    "lam-nghiep",
    "ngu-dan",
    "truong-thon",
    "mat-tran",
)
# How many individual registrations each article's year shows; 60 is Hải Hà's own figure of 2022.
TEXT_SAMPLE = {2018: 70, 2019: 80, 2021: 120, 2022: 60, 2023: 96}
PAST = {DONE: 925, PARTLY: 52, WITHDRAWN: 9, MISSING: 14}
NOW = {
    APPROVED: 640,
    REPORTED: 205,
    DONE: 70,
    PARTLY: 8,
    WAITING: 18,
    RETURNED: 14,
    DRAFT: 14,
    MISSING: 19,
    WITHDRAWN: 12,
}
INVENTED_PAST = {DONE: 66, PARTLY: 18, FAILED: 11, MISSING: 5}
INVENTED_NOW = {APPROVED: 52, REPORTED: 18, DONE: 6, PARTLY: 5, FAILED: 8, WAITING: 4, RETURNED: 3, MISSING: 4}


def draw_state(rng: Random, year: int, *, invented: bool) -> str:
    """The state in which a commitment of the year stands; "not achieved" exists only in the invented locality."""
    now = year == TODAY.year
    odds = (INVENTED_NOW if now else INVENTED_PAST) if invented else NOW if now else PAST
    if year in TEXT_YEARS:
        odds = {DONE: 94, PARTLY: 6}
    return rng.choices(list(odds), list(odds.values()))[0]


def persons_of(
    org: Org, folk: Folk, year: int, heads: set[str], earlier: dict[str, Commitment]
) -> Iterator[Commitment]:
    """Commitments of one year by cell; heads of units register elsewhere. ``earlier``: last year's, by person."""
    on, asked = DEADLINES[year], registrants(folk, year, heads)
    for cell, members in folk.by_cell(on).items():
        unit, used = org.units[cell], Counter[str]()
        mates: list[Commitment] = []
        for person in [m for m in members if m.code in asked]:
            made = promise(org, unit, person, year, used)
            imitate(made, mates, earlier.get(person.code))
            if made.items and made.state in DECIDED:
                mates.append(made)
            yield made


def registrants(folk: Folk, year: int, heads: set[str]) -> set[str]:
    """Who registers as an individual: everybody but heads and the very old, in an article's year a sample of them."""
    on = DEADLINES[year]
    able = [
        p.code
        for p in folk.people.values()
        if p.code not in heads and p.age(on) < 83 and (home := p.home(on)) and within(home, year)
    ]
    return set(dice("text", year).sample(able, TEXT_SAMPLE[year]) if year in TEXT_YEARS else able)


def job_on(person: Person, unit: Unit) -> str:
    """Who left an office for a village cell is a pensioner there."""
    return "huu-tri" if unit.sort in VILLAGE and person.job not in COUNTRY_JOBS else person.job


def promise(org: Org, unit: Unit, person: Person, year: int, used: Counter[str]) -> Commitment:
    rng, on = dice("pledge", year, person.code), DEADLINES[year]
    state = draw_state(rng, year, invented=unit.invented)
    state = arranged().get(person.login, state) if year == TODAY.year else state
    made = Commitment(f"{year}-{person.code}-CN", year, PERSON, person.code, unit.code, on, state)
    if state == MISSING:
        return made
    made.items = write_items(org, unit, person, year, used, rng)
    if rng.random() < 0.8:
        made.fault = rng.choice(bank("cau-chu")["khuyet_diem"])
    set_dates(made, rng, unit)
    return made


def write_items(org: Org, unit: Unit, person: Person, year: int, used: Counter[str], rng: Random) -> list[Item]:
    on = DEADLINES[year]
    slots = blanks(rng, unit, place_of(org, unit, on))
    count = rng.choices((1, 2, 3, 4), (46, 42, 10, 2))[0]
    led = any(p.title == "Bí thư chi bộ" and p.covers(on) for p in person.posts)
    found = pick(rng, templates("bi-thu"), used, 1) if led else []
    shared = 1 if rng.random() < 0.17 and count > len(found) else 0
    found += pick(rng, templates(job_on(person, unit)), used, max(0, count - len(found) - shared))
    found += pick(rng, templates("chung"), used, shared)
    return [fill(rng, template, slots, year) for template in found]


def set_dates(made: Commitment, rng: Random, unit: Unit) -> None:
    """Handed in before the deadline, a few late; decided at the cell's next monthly meeting."""
    late = rng.random() < 0.05
    start = date(made.year, 1, 8)
    made.submitted = (
        made.deadline + timedelta(days=rng.randrange(1, 50))
        if late
        else start + timedelta(days=rng.randrange((made.deadline - start).days + 1))
    )
    if made.state == DRAFT:
        made.submitted = None
    elif made.state == WAITING:
        made.submitted = TODAY - timedelta(days=rng.randrange(2, 26))
    elif made.state in DECIDED or (made.state == WITHDRAWN and rng.random() < 0.5):
        decide(made, meeting_after(unit.code, made.submitted), unit)
        made.document = f"{made.approved:%m}-BB/CB"


def decide(made: Commitment, day: date, unit: Unit) -> None:
    """Set the day of the decision; a unit that ends before that day decides in its last week."""
    if unit.end and day >= unit.end:
        day = unit.end - timedelta(days=4)
        made.submitted = min(made.submitted or day, day - timedelta(days=2))
    made.approved = day


def meeting_after(cell: str, day: date) -> date:
    """Cells meet once a month, on the same day between the 2nd and the 6th."""
    on = dice("meeting", cell).randrange(2, 7)
    year, month = (day.year, day.month) if day.day <= on else (day.year + day.month // 12, day.month % 12 + 1)
    return date(year, month, on)


def imitate(made: Commitment, mates: list[Commitment], last: Commitment | None) -> None:
    """A few copy a neighbour word for word, a few copy themselves of last year: the product learns to notice."""
    rng = dice("copy", made.year, made.person)
    if not made.items or made.year in TEXT_YEARS:
        return
    if last and last.items and rng.random() < 0.03:
        made.items = [replace(item, due=date(made.year, item.due.month, item.due.day)) for item in last.items]
    elif mates and rng.random() < 0.012:
        made.items = list(rng.choice(mates).items)
