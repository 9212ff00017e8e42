"""Yearly plans of committees, offices and cells: whom each round asks, who issued in time, who late, who not at all."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from demo.content import bank
from demo.deeds import VILLAGE
from demo.org import PARTY, Org, Unit
from demo.people import TODAY, dice
from demo.vi import shown

Row = tuple[str, ...]


def plan_rows(org: Org) -> Iterator[Row]:
    """One row for each plan that was issued, round by round; who owed a plan of the year already is not asked again."""
    words = bank("chuong-trinh")["ke_hoach"]
    asked: set[tuple[int, str]] = set()
    for call in words["giao"]:
        for unit in planners(org, call):
            on = issued_on(unit, call) if (call["nam"], unit.code) not in asked else None
            asked.add((call["nam"], unit.code))
            if on:
                yield plan(unit, call, on, words["trich_yeu"])


def planners(org: Org, call: dict[str, Any]) -> Iterator[Unit]:
    """The units that stand at or under the round's unit in the party tree on its day, as the product asks them."""
    for unit in org.units.values():
        if unit.code != "trung-uong" and call["don_vi"] in party_line(org, unit.code, call["ngay"]):
            yield unit


def party_line(org: Org, code: str, on: date) -> set[str]:
    """The unit and its parents in the party tree; empty for a unit that does not stand there on the day."""
    found: set[str] = set()
    while code:
        spell = next((s for s in org.units[code].spells if s.tree == PARTY and s.covers(on)), None)
        if spell is None:
            return set()
        found.add(code)
        code = spell.parent
    return found


def issued_on(unit: Unit, call: dict[str, Any]) -> date | None:
    """The day of the plan's paper, None for a plan that is missing."""
    rng = dice("plan", call["nam"], unit.code)
    late, missing = odds(unit, call)
    if unit.code in call.get("con_no", ()) or rng.random() < missing:
        return None
    behind = call["han"] + timedelta(days=rng.randrange(1, 35))
    if rng.random() < late and unit.alive(behind) and behind <= TODAY:
        return behind
    return in_time(rng, call)


def in_time(rng: Random, call: dict[str, Any]) -> date:
    """A day between the call and its deadline, rather near the deadline."""
    days = (call["han"] - call["ngay"]).days
    return call["ngay"] + timedelta(days=round(rng.triangular(1, days, days * 0.75)))


def odds(unit: Unit, call: dict[str, Any]) -> tuple[float, float]:
    """How likely a plan is late, and missing: in the invented locality; elsewhere cells may be late, and village
    cells now and then have none."""
    if unit.invented:
        invented = bank("chuong-trinh")["ke_hoach"]["gia_dinh"]
        return invented["muon"], invented["thieu"]
    return call["chi_bo_muon"] if unit.sort else 0.0, call.get("chi_bo_thieu", 0.0) if unit.sort in VILLAGE else 0.0


def plan(unit: Unit, call: dict[str, Any], on: date, title: str) -> Row:
    year, spell = call["nam"], unit.at(on)
    mark = f"{dice('plan-row', year, unit.code).randrange(3, 60):02d}-KH/{spell.abbrev}"
    words = title.format(nam=year, dv=spell.name)
    return ("Kế hoạch", mark, words, unit.code, shown(on), str(year), str(year), call["chuyen_de"])
