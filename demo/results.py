"""What was reported quarter by quarter for each item."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from demo.content import bank
from demo.deeds import grouped
from demo.org import Org
from demo.people import TODAY, dice
from demo.pledge import DECIDED, DONE, FAILED, HEAD, PARTLY, REPORTED, Commitment, Item
from demo.vi import number, shown

Row = tuple[str, ...]
QUARTER_END = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 14)}
SHARE = {1: (0.08, 0.3), 2: (0.38, 0.62), 3: (0.62, 0.88), 4: (1.0, 1.0)}
RATES = ("%", "phút", "ngày")


def result_rows(org: Org, commitments: list[Commitment]) -> Iterator[Row]:
    """Progress rows: four quarters for a sample and for heads, the second and the last for the rest."""
    for made in commitments:
        if made.state not in DECIDED or made.approved is None:
            continue
        quarters = [q for q in quarters_of(made) if written(made, q) and counts(org, made, q)]
        for place, item in enumerate(made.items, start=1):
            for quarter in quarters:
                yield result(made, place, item, quarter, last=quarter == quarters[-1])


def quarters_of(made: Commitment) -> tuple[int, ...]:
    rng = dice("quarters", made.code)
    full = made.kind == HEAD or rng.random() < 0.3
    if made.year == TODAY.year:
        return (
            (1, 2, 3)
            if full
            else (2, 3)
            if rng.random() < 0.75 or made.state in (REPORTED, DONE, PARTLY, FAILED)
            else (2,)
        )
    return (1, 2, 3, 4) if full else (2, 4)


def written(made: Commitment, quarter: int) -> bool:
    """Nothing is reported before the decision."""
    return made.approved is not None and made.approved < date(made.year, *QUARTER_END[quarter])


def counts(org: Org, made: Commitment, quarter: int) -> bool:
    """A head whose unit ended reported until then only."""
    return made.kind != HEAD or org.alive(made.unit, date(made.year, *QUARTER_END[quarter]))


def result(made: Commitment, place: int, item: Item, quarter: int, *, last: bool) -> Row:
    rng = dice("result", made.code, place, quarter)
    done = amount(rng, made, item, quarter, last=last)
    said = bank("cau-chu")["ket_qua"]
    text = rng.choice(said[tone(made, quarter, last=last) if done else "chua_co"])
    goal = grouped(item.target) if item.target is not None else ""
    told = text.format(so=grouped(done), ct=goal, dvt=item.counted_in)
    if rng.random() < 0.4 and made.state != FAILED:
        told = f"{told} {rng.choice(said['them'][item.standard - 1])}"
    day = min(date(made.year, *QUARTER_END[quarter]) + timedelta(days=rng.randrange(-6, 9)), TODAY)
    return (made.code, str(place), str(quarter), told.replace(" %", "%"), number(done), shown(day))


def tone(made: Commitment, quarter: int, *, last: bool) -> str:
    closed = last and made.state in (DONE, PARTLY, FAILED)
    if closed:
        return {DONE: "cuoi", PARTLY: "chua_du", FAILED: "khong_dat"}[made.state]
    return {1: "dau", 2: "giua", 3: "gan_xong", 4: "cuoi"}[quarter]


def amount(rng: Random, made: Commitment, item: Item, quarter: int, *, last: bool) -> float:
    """Cumulative amount: rates hover near the target, counts grow towards it."""
    target = item.target or 1
    closed = last and made.state in (DONE, PARTLY, FAILED)
    low, high = SHARE[quarter]
    if closed:
        low, high = {DONE: (1.0, 1.0), PARTLY: (0.6, 0.9), FAILED: (0.05, 0.4)}[made.state]
        high = 1.12 if made.state == DONE and rng.random() < 0.2 and item.counted_in not in RATES else high
    elif item.counted_in in RATES:
        low, high = 0.9, 1.0
    value = target * rng.uniform(low, high)
    whole = float(target).is_integer()
    if made.state == PARTLY and closed and whole:
        return float(min(round(value), max(0, int(target) - 1)))
    return float(round(value)) if whole else round(value, 1)
