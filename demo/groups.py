"""Commitments of collectives: cells, committees and offices."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from demo.content import bank
from demo.deeds import VILLAGE, blanks, fill, place_of
from demo.org import Org, Unit
from demo.people import dice
from demo.persons import decide, draw_state, set_dates
from demo.pledge import BREAKTHROUGH, DEADLINES, DECIDED, DEED, DONE, GROUP, MISSING, TEXT_YEARS, Commitment, within

# 82 is within Hải Hà's "more than 80 collectives" of 2022; the others are as much detail as their articles give.
TEXT_COUNT = {2018: 26, 2019: 30, 2021: 27, 2022: 82, 2023: 40}
SCHOOLS = ("truong", "truong-lon")
OFFICES = ("so", "co-quan-dang", "co-quan-ubnd", "co-quan-xa", "co-quan-tinh", "doan-the")


def groups_of(org: Org, year: int) -> Iterator[Commitment]:
    """Collective commitments of one year, those with a model of their own first."""
    on, used = DEADLINES[year], Counter[str]()
    units = [u for u in org.units.values() if u.code != "trung-uong" and u.alive(on) and eligible(u, on, year)]
    if year in TEXT_YEARS:
        own = [u for u in units if f"{u.code}:{year}" in bank("tap-the")["rieng"]]
        rest = [u for u in units if u not in own]
        units = own + dice("groups", year).sample(rest, TEXT_COUNT[year] - len(own))
    else:
        units = [u for u in units if dice("group", year, u.code).random() < share(u)]
    for unit in units:
        yield act(org, unit, year, used)


def eligible(unit: Unit, on: Any, year: int) -> bool:
    kind = unit.at(on).kind
    return within(unit.code, year) and kind != "Tỉnh ủy" and bool(unit.sort or unit.head_title)


def share(unit: Unit) -> float:
    if unit.sort:
        return 0.34
    return 0.8 if unit.spells[0].kind in ("Huyện ủy", "Đảng ủy cơ sở", "Đảng ủy xã") else 0.25


def act(org: Org, unit: Unit, year: int, used: Counter[str]) -> Commitment:
    rng, on = dice("act", year, unit.code), DEADLINES[year]
    state = draw_state(rng, year, invented=unit.invented)
    state = DONE if state == MISSING and year != 2026 else state
    made = Commitment(f"{year}-{unit.prefix}-{short_mark(unit.code)}-TT", year, GROUP, "", unit.code, on, state)
    if state == MISSING:
        return made
    slots = blanks(rng, unit, place_of(org, unit, on) if unit.sort else unit.place or "cơ quan")
    own = bank("tap-the")["rieng"].get(f"{unit.code}:{year}")
    pool = bank("tap-the")[pool_of(unit)]["viec"]
    first = own or min(pool, key=lambda t: (used[unit.prefix + t["viec"]], rng.random()))
    used[unit.prefix + first["viec"]] += 1
    made.items = [fill(rng, first, slots, year, BREAKTHROUGH)]
    if rng.random() < 0.35:
        second = rng.choice([t for t in pool if t is not first])
        made.items.append(fill(rng, second, slots, year, DEED))
    made.fault = rng.choice(bank("cau-chu")["khuyet_diem_tap_the"])
    date_group(org, made, unit)
    return made


def short_mark(code: str) -> str:
    """Seven signs that stay with a unit for ever; unit codes are too long for a registration's code."""
    return hashlib.sha256(code.encode()).hexdigest()[:7].upper()


def date_group(org: Org, made: Commitment, unit: Unit) -> None:
    """A collective is decided by the committee above it."""
    rng = dice("act-date", made.year, unit.code)
    set_dates(made, rng, unit)
    if made.approved and made.state in DECIDED and made.submitted:
        board = org.units[org.parent(unit.code, made.deadline)]
        decide(made, made.submitted + timedelta(days=rng.randrange(6, 24)), unit)
        made.document = f"{rng.randrange(8, 120):02d}-TB/{board.at(made.deadline).abbrev}"


def pool_of(unit: Unit) -> str:
    if unit.sort in VILLAGE:
        return "chi-bo-thon"
    if unit.sort in SCHOOLS:
        return "chi-bo-truong"
    if unit.sort in OFFICES:
        return "chi-bo-co-quan"
    if unit.sort:
        return "chi-bo-khac"
    return (
        "cap-uy"
        if unit.spells[0].kind in ("Huyện ủy", "Đảng ủy cơ sở", "Đảng ủy xã") or unit.code.endswith("ubnd")
        else "co-quan"
    )
