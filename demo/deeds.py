"""Fill a template with the place, the crops, the numbers of whoever promises it."""

from collections import Counter
from datetime import date
from random import Random
from typing import Any

from demo.content import bank, banks, provinces
from demo.org import Org, Unit
from demo.pledge import DEED, Item

VILLAGE = ("thon", "thon-bien", "pho")
DUES = ((6, 30), (9, 30), (10, 31), (11, 30), (12, 15), (12, 31))
DUE_WEIGHTS = (10, 12, 8, 30, 20, 20)


def templates(job: str) -> list[dict[str, Any]]:
    """The templates of an occupation; an occupation without a bank is a mistake in ``nghe.toml``."""
    return next(b[job]["viec"] for b in banks("viec-lam") if job in b)


def words_of(prefix: str) -> dict[str, Any]:
    """Crops, animals and common works of a locality."""
    return next(p for p in provinces() if p["tien_to"] == prefix)


def grouped(value: float) -> str:
    """A number as running text prints it: dots between thousands, decimal comma."""
    whole, _, rest = f"{value:g}".partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")


def draw(rng: Random, low: float, high: float, step: float = 1) -> float:
    return round(low + step * rng.randrange(round((high - low) / step) + 1), 2)


def place_of(org: Org, unit: Unit, on: date) -> str:
    """What people call the place a cell serves: the village itself, else its commune or district."""
    if unit.sort in VILLAGE:
        return unit.place
    for code in org.line(unit.code, on)[1:]:
        if (place := org.units[code].place) and not place.startswith("tỉnh"):
            return place
    return "nơi cư trú"


def blanks(rng: Random, unit: Unit, place: str) -> dict[str, str]:
    local, common = words_of(unit.prefix), bank("cau-chu")
    return {
        "noi": place,
        "dp": place,
        "cay": rng.choice(local["cay"]),
        "con": rng.choice(local["con"]),
        "cong": rng.choice(local["viec_cong"]),
        "linh_vuc": rng.choice(common["linh_vuc"]),
        "mon": rng.choice(common["mon"]),
        "lop": rng.choice(common["lop"]),
    }


def fill(rng: Random, template: dict[str, Any], slots: dict[str, str], year: int, group: str = DEED) -> Item:
    """One item from a template; the target is drawn from the template's range."""
    low, high, step = template["so"]
    target = draw(rng, low, high, step)
    words = {**slots, "n": grouped(target)}
    measure = template["cach"].format(**words)
    if group == DEED and rng.random() < 0.55:
        extra = rng.choice(bank("cau-chu")["noi_them"]).format(thang=rng.randrange(2, 11))
        measure = f"{measure}; {extra}"
    month, day = rng.choices(DUES, DUE_WEIGHTS)[0]
    deed, product = template["viec"].format(**words), template["sp"].format(**words)
    deed, product = deed[:1].upper() + deed[1:], product[:1].upper() + product[1:]
    standard = template.get("chuan") or rng.randrange(1, 6)
    return Item(group, standard, deed, measure, product, target, template["dvt"], date(year, month, day))


def pick(rng: Random, choices: list[dict[str, Any]], used: Counter[str], count: int) -> list[dict[str, Any]]:
    """The least used templates of a circle, so that neighbours rarely promise the same."""
    order = sorted(choices, key=lambda t: (used[t["viec"]], rng.random()))[:count]
    used.update(t["viec"] for t in order)
    return order
