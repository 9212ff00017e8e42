"""Commitments of heads: two or three key tasks and exactly one breakthrough, decided by the committee above.

Tuyên Quang has 33 heads under 21 post titles in 2019 and in each of 2024 to 2026: the heads of provincial
departments, and the secretary and the chair of seven districts (of seven communes since July 2025).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from demo.cast import arranged
from demo.content import bank, provinces
from demo.deeds import blanks, fill
from demo.districts import district_code, new_code
from demo.folk import Folk, Person, Post
from demo.org import Org, Unit
from demo.people import TODAY, dice
from demo.persons import draw_state
from demo.pledge import BREAKTHROUGH, DEADLINES, DECIDED, DONE, HEAD, KEY_TASK, Commitment, within

LATER_BODIES = (
    "truong-chinh-tri-tinh",
    "trung-tam-phuc-vu-hanh-chinh-cong-tinh",
    "benh-vien-da-khoa-tinh",
    "bao-va-phat-thanh-truyen-hinh-tinh",
)
WATCHERS = (
    "uy-ban-kiem-tra",
    "ban-to-chuc",
    "ban-tuyen-giao-dan-van",
    "ban-tuyen-giao",
    "ban-dan-van",
    "ban-noi-chinh",
    "mttq",
    "ban-xay-dung-dang",
)
ORDER = {2019: 0, 2024: 1, 2025: 2, 2026: 3}
COMMITTEES = ("Huyện ủy", "Đảng ủy cơ sở", "Đảng ủy xã")


def headed_units(org: Org, year: int) -> list[str]:
    """Units whose heads register a breakthrough in a year."""
    on = DEADLINES[year]
    found = []
    for unit in org.units.values():
        if not unit.head_title or not unit.alive(on) or not within(unit.code, year) or "/dang-uy-" in unit.code:
            continue
        owner = unit.code.removesuffix("/ubnd")
        if owner.startswith("tuyen-quang") or org.units[owner].at(on).kind not in COMMITTEES:
            continue
        if unit.code in (owner, f"{owner}/ubnd") and (year != 2018 or org.units[owner].at(on).kind == "Huyện ủy"):
            found.append(unit.code)
    return found + (tuyen_quang(org, year) if within("tuyen-quang", year) else [])


def tuyen_quang(org: Org, year: int) -> list[str]:
    """The 33 units of Tuyên Quang."""
    on = DEADLINES[year]
    data = next(p for p in provinces() if p["ma"] == "tuyen-quang")
    offices = [
        u.code
        for u in org.units.values()
        if u.code.startswith("tuyen-quang/") and u.alive(on) and u.at(on).kind == "Sở ngành"
    ]
    if on < date(2025, 7, 1):
        offices = [code for code in offices if code.split("/")[1] not in LATER_BODIES]
        places = [district_code(data, d["ten"]) for d in data["huyen"]]
    else:
        places = [new_code(data, d["xa"][0]["ve"][0]) for d in data["huyen"]]
    return [*offices, *places, *[f"{place}/ubnd" for place in places]]


def heads_of(org: Org, folk: Folk, year: int) -> Iterator[Commitment]:
    """Head commitments of one year."""
    on = DEADLINES[year]
    holders: dict[str, tuple[Person, Post]] = {}
    for person in folk.people.values():
        for post in person.posts:
            if post.head and post.covers(on):
                holders[post.unit] = (person, post)
    used: Counter[str] = Counter()
    for turn, code in enumerate(headed_units(org, year)):
        if code in holders:
            yield lead(org, org.units[code], holders[code][0], year, turn, used)


def board_of(org: Org, unit: Unit, on: date) -> str:
    """The committee that decides: the one above the committee of the unit's own level."""
    owner = unit.code.removesuffix("/ubnd")
    return org.parent(owner, on)


def lead(org: Org, unit: Unit, person: Person, year: int, turn: int, used: Counter[str]) -> Commitment:
    rng, on = dice("head", year, unit.code), DEADLINES[year]
    board = org.units[board_of(org, unit, on)]
    state = head_state(rng, year, unit)
    state = arranged().get(person.login, state) if year == TODAY.year else state
    made = Commitment(f"{year}-{person.code}-ND", year, HEAD, person.code, unit.code, on, state)
    place = unit.place if unit.code.count("/") > 1 or not unit.code.startswith("tuyen-quang/so") else "tỉnh"
    slots = blanks(rng, unit, place)
    theme = breakthrough(rng, unit, year, used)
    made.issue, made.outcome = theme["vd"].format(**slots), theme["dk"].format(**slots)
    tasks = bank("dot-pha-cap-uy")["trong_tam"][task_kind(org, unit, on)]
    made.items = [fill(rng, theme, slots, year, BREAKTHROUGH)]
    made.items += [fill(rng, task, slots, year, KEY_TASK) for task in rng.sample(tasks, rng.choice((2, 2, 3)))]
    made.supervisor = watcher(org, board, unit, on, turn) if state in DECIDED else ""
    made.fault = rng.choice(bank("cau-chu")["khuyet_diem"])
    made.submitted = on - timedelta(days=rng.randrange(8, 40))
    if state in DECIDED:
        made.approved = meeting(board.code, year)
        made.submitted = made.approved - timedelta(days=rng.randrange(5, 28))
        made.document = f"{dice('paper', board.code, year).randrange(40, 190)}-TB/{board.at(on).abbrev}"
    return made


def meeting(board: str, year: int) -> date:
    """When a board met on the heads' breakthroughs; in 2025 before departments were merged on 1 March."""
    earlier = 18 if year == 2025 else 0
    return DEADLINES[year] + timedelta(days=dice("board", board, year).randrange(3, 16) - earlier)


def head_state(rng: Random, year: int, unit: Unit) -> str:
    """The 33 are all approved; in 2025 they are closed; elsewhere as everybody."""
    state = draw_state(rng, year, invented=unit.invented)
    if state in DECIDED:
        return state
    return (
        DONE
        if year < TODAY.year
        else "Đã duyệt"
        if unit.prefix == "TQ" or rng.random() < 0.7
        else state.replace("Chưa đăng ký", "Chờ duyệt")
    )


def task_kind(org: Org, unit: Unit, on: date) -> str:
    if unit.code.endswith("/ubnd"):
        return "uy_ban"
    return "cap_uy" if org.units[unit.code].at(on).kind in COMMITTEES else "so"


def breakthrough(rng: Random, unit: Unit, year: int, used: Counter[str]) -> dict[str, Any]:
    """Written for the unit where one is, else the least used of the common pool."""
    committees = bank("dot-pha-cap-uy")
    own: dict[str, Any] | None = committees["rieng"].get(f"{unit.code}:{year}")
    if own:
        return own
    offices = bank("dot-pha-so-nganh")
    key = unit.code.split("/")[-1]
    if key in offices:
        themes: list[dict[str, Any]] = offices[key]["dot_pha"]
        return themes[ORDER[year] % len(themes)]
    pool: list[dict[str, Any]] = committees["chu_tich" if key == "ubnd" else "bi_thu"]["dot_pha"]
    theme = min(pool, key=lambda t: (used[unit.prefix + t["viec"]], rng.random()))
    used[unit.prefix + theme["viec"]] += 1
    return theme


def watcher(org: Org, board: Unit, unit: Unit, on: date, turn: int) -> str:
    """A body of the deciding level that is neither the registrant nor the board."""
    bodies = [f"{board.code}/{w}" for w in WATCHERS if org.alive(f"{board.code}/{w}", on)]
    bodies = [b for b in bodies if b != unit.code]
    return bodies[turn % len(bodies)]
