"""Who lives in which cell: births, admissions, moves; the reform moves the members of ended cells."""

from datetime import date, timedelta
from random import Random
from typing import Any

from demo.content import bank, provinces
from demo.folk import Folk, Home, Person
from demo.kinds import OFFICE, sort_of
from demo.names import person_name
from demo.org import Org, Unit

TODAY = date(2026, 11, 15)
SEED = "neu-guong-2026"
WORKING = ("giao-vien", "y-te", "can-bo-xa", "tham-muu-dang", "chuyen-vien", "lanh-dao-phong", "doan-the", "cong-an")


def dice(*key: object) -> Random:
    """A random source of its own for each thing, so that adding one thing changes no other."""
    return Random("|".join(map(str, (SEED, *key))))


def build_folk(org: Org) -> Folk:
    """About 7,500 living people and some who left, with their cells over the years."""
    folk = Folk()
    counters: dict[str, int] = {}
    groups = {p["tien_to"]: p for p in provinces()}
    fed = {s.new for s in org.successions}
    for cell in org.cells():
        if cell.code in fed and not cell.code.endswith(("cb-so-noi-vu",)) and not keeps_own(org, cell):
            continue
        for i in range(cell_size(cell)):
            counters[cell.prefix] = counters.get(cell.prefix, 0) + 1
            code = f"{cell.prefix}-{counters[cell.prefix]:06d}"
            folk.people[code] = newcomer(code, cell, i, groups[cell.prefix])
    retire(org, folk)
    follow_cells(org, folk)
    return folk


def keeps_own(org: Org, cell: Unit) -> bool:
    """A cell that was there before it took others in has people of its own."""
    return all(s.on > cell.start for s in org.successions if s.new == cell.code)


def cell_size(cell: Unit) -> int:
    low, high = sort_of(cell.sort)["co"]
    rng = dice("size", cell.code)
    half = 0.5 if cell.end and cell.sort in ("pho", "thon", "hop-tac-xa") else 1
    return max(3, round(rng.triangular(low, high, (low + high) / 2) * half))


def newcomer(code: str, cell: Unit, place: int, data: dict[str, Any]) -> Person:
    """One member of a cell; the first ones hold the cell's fixed occupations."""
    rng, sort = dice("person", code), sort_of(cell.sort)
    fixed = sort["dau_viec"]
    job = fixed[place] if place < len(fixed) else rng.choices(list(sort["nghe"]), list(sort["nghe"].values()))[0]
    low, high = bank("nghe")["tuoi"][job]
    age = rng.triangular(low, high + 1, (low + high) / 2)
    if job in WORKING and rng.random() < 0.24:
        age = rng.uniform(60, 70)
    birth = date(2026, 6, 30) - timedelta(days=round(age * 365.25))
    sex = sex_of(rng, job)
    name = person_name(rng, data["dan_toc"], sex)
    joined: date | None = admission(rng, birth, job)
    if job in WORKING and place > 3 and rng.random() < 0.02:
        joined = None
    start = max(joined or birth.replace(year=birth.year + 23, day=min(birth.day, 28)), cell.start)
    return Person(code, name, birth, sex, joined, job, [Home(cell.code, start)])


def sex_of(rng: Random, job: str) -> str:
    women = {
        "phu-nu": 1.0,
        "giao-vien": 0.7,
        "y-te": 0.6,
        "cong-an": 0.12,
        "quan-su": 0.06,
        "kiem-lam": 0.12,
        "cuu-chien-binh": 0.04,
    }
    return "Nữ" if rng.random() < women.get(job, 0.4) else "Nam"


def admission(rng: Random, birth: date, job: str) -> date:
    """Day of admission: between 20 and 40 years of age, on a round day, never after October 2026."""
    youngest = 18 if job in ("cong-an", "quan-su", "cuu-chien-binh") else 20
    age = rng.triangular(youngest, 40, 27)
    earliest = birth + timedelta(days=365 * youngest)
    joined = min(birth + timedelta(days=round(age * 365.25)), date(2026, 10, 10) - timedelta(days=rng.randrange(1500)))
    return max(joined, earliest)


def retire(org: Org, folk: Folk) -> None:
    """Those past 61 leave the offices for a village cell of their district; a few people leave for good."""
    homes = village_cells(org)
    for person in list(folk.people.values()):
        home, rng = person.homes[0], dice("path", person.code)
        sixty = person.birth.replace(year=person.birth.year + 61, day=28)
        unit = org.units[home.cell]
        if rng.random() < 0.05 and unit.sort not in ("thon", "thon-bien", "pho"):
            sixty = date(rng.randrange(2016, 2026), rng.randrange(1, 13), 5)
        choices = homes.get(district_of(home.cell), [])
        leaving = rng.random() < 0.02
        if unit.sort in ("thon", "thon-bien", "pho"):
            if leaving and person.age(TODAY) > 70:
                home.end = max(
                    home.start + timedelta(days=400), date(rng.randrange(2017, 2026), rng.randrange(1, 13), 20)
                )
        elif home.start < sixty < date(2026, 9, 1) and choices and unit.end is None:
            move(person, rng.choice(choices), sixty)


def move(person: Person, cell: str, on: date) -> None:
    person.homes[-1].end = on
    person.homes.append(Home(cell, on))


def district_of(cell: str) -> str:
    """Villages of one district share this; provincial offices share the first district's."""
    return "/".join(cell.split("/")[:2]) if cell.count("/") >= 2 else cell.split("/")[0]


def village_cells(org: Org) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for cell in org.cells():
        if cell.sort in ("thon", "thon-bien", "pho") and cell.end is None and cell.start.year == 2015:
            found.setdefault(district_of(cell.code), []).append(cell.code)
            found.setdefault(cell.code.split("/")[0], []).append(cell.code)
    return found


def follow_cells(org: Org, folk: Folk) -> None:
    """When a cell ends its members go to its successors, spread evenly; repeated until nobody sits in an ended cell.

    Of those in an ended office one in four leaves office work and joins a village cell at home.
    """
    villages = village_cells(org)
    for person in folk.people.values():
        while (last := person.homes[-1]).end is None and (end := org.units[last.cell].end):
            heirs = org.heirs(last.cell)
            last.end = end
            if last.start >= end:
                person.homes.pop()
            heir = heirs[int(person.code[-4:]) % len(heirs)]
            home = villages.get(district_of(last.cell), [])
            if home and org.units[last.cell].sort in (*OFFICE, "so") and dice("leave", person.code).random() < 0.25:
                heir = dice("where", person.code).choice(home)
            person.homes.append(Home(heir, max(end, last.start)))
