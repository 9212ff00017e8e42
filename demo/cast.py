"""Who signs in to the demo: roles of ``vai.toml`` matched with people, user names given, ``cast.toml`` written.

``python -m demo.write_cast`` rewrites ``demo/content/cast.toml``; run it after people change.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from demo.content import bank
from demo.folk import Folk, Person
from demo.org import Org
from demo.people import TODAY
from demo.posts import holder
from demo.vi import slug

HEADER = """# Người đăng nhập của bản trình diễn, do `python -m demo.write_cast` ghi ra từ vai.toml; đừng sửa tay.
# one_click: hiện thành nút đăng nhập một chạm. Vai MEMBER là đảng viên của chi bộ mình.

# Ai là bí thư chi bộ và có tên đăng nhập thì giữ vai SECRETARY của chi bộ ấy từ ngày giữ chức.
[rule]
secretary_with_username = "SECRETARY"
"""


@dataclass(frozen=True)
class Seat:
    """One sign-in: a role on a unit from a day."""

    username: str
    person: str
    role: str
    unit: str
    start: date
    label: str
    one_click: bool


def model_cell(org: Org, folk: Folk) -> str:
    """The village cell of former Chư Pưh whose membership is nearest to thirty and which has a deputy secretary."""
    living = folk.by_cell(TODAY)
    cells = [
        c.code
        for c in org.cells()
        if c.code.startswith("gia-lai/chu-puh/") and c.alive(TODAY) and c.sort.startswith(("thon", "pho"))
    ]
    led = [c for c in cells if holder(folk, c, "Phó Bí thư chi bộ", TODAY)]
    return min(led, key=lambda c: (abs(30 - len(living.get(c, []))), c))


def seats(org: Org, folk: Folk) -> list[Seat]:
    """The whole cast; every person once with a user name, also written on the person."""
    cell = model_cell(org, folk)
    words = {"chi_bo": cell, "xa": org.parent(cell, TODAY)}
    taken: set[str] = set()
    found = []
    for role in bank("vai")["vai"]:
        filled = {k: v.format(**words) if k in ("don_vi", "giu") else v for k, v in role.items()}
        found.append(seat(org, folk, filled, taken, words["xa"]))
    for commune in bank("vai")["bi_thu"]["xa"]:
        found += secretaries(org, folk, commune.format(**words), taken)
    for one in found:
        folk.people[one.person].login = one.username
    return found


def seat(org: Org, folk: Folk, role: dict[str, Any], taken: set[str], commune: str) -> Seat:
    person = find(folk, role, taken)
    taken.add(person.code)
    unit = role["don_vi"] or person.home(TODAY)
    post = next((p for p in person.posts if p.title == role["chuc"] and p.covers(TODAY)), None)
    start = post.start if post else next(h.start for h in person.homes if h.cell == unit)
    label = role["nhan"].format(
        ten_don_vi=called(org, unit), ten_xa=org.units[commune].place, noi=org.units[unit].place
    )
    return Seat(role["ten"], person.code, role["vai"], unit, start, label, role.get("mot_cham", True))


def called(org: Org, unit: str) -> str:
    """A unit's name inside a sentence: cells in small letters."""
    name = org.units[unit].at(TODAY).name
    return name.replace("Chi bộ", "chi bộ", 1)


@cache
def arranged() -> dict[str, str]:
    """State of this year's commitment that is set in advance, by user name."""
    return {role["ten"]: role["trang_thai"] for role in bank("vai")["vai"] if "trang_thai" in role}


def find(folk: Folk, role: dict[str, Any], taken: set[str]) -> Person:
    """The holder of the post, or for a plain member the first settled member without a post."""
    if role["chuc"]:
        person = holder(folk, role.get("giu") or role["don_vi"], role["chuc"], TODAY)
    else:
        members = folk.members(role["don_vi"], TODAY)
        plain = [p for p in members if p.code not in taken and not p.posts and p.joined]
        person = next((p for p in plain if p.homes[0].start.year < 2020 and 26 < p.age(TODAY) < 66), None)
    if person is None or person.code in taken:
        raise ValueError(f"nobody for {role['ten']}")
    return person


def secretaries(org: Org, folk: Folk, commune: str, taken: set[str]) -> list[Seat]:
    found = []
    for cell in org.cells():
        if not cell.alive(TODAY) or org.parent(cell.code, TODAY) != commune:
            continue
        person = holder(folk, cell.code, "Bí thư chi bộ", TODAY)
        if person is None or person.code in taken:
            continue
        taken.add(person.code)
        post = next(p for p in person.posts if p.unit == cell.code and p.title == "Bí thư chi bộ" and p.covers(TODAY))
        username = f"{slug(person.name).replace('-', '')}.{person.code[-3:]}"
        label = f"Bí thư {called(org, cell.code)}, {org.units[commune].place}"
        found.append(Seat(username, person.code, "SECRETARY", cell.code, post.start, label, False))
    return found


def text(found: list[Seat]) -> str:
    """The cast as TOML."""
    blocks = [HEADER]
    for one in found:
        blocks.append(
            f'[[cast]]\nusername = "{one.username}"\nperson = "{one.person}"\nrole = "{one.role}"\n'
            f'unit = "{one.unit}"\n'
            f'from = {one.start:%Y-%m-%d}\nlabel = "{one.label}"\none_click = {str(one.one_click).lower()}\n'
        )
    return "\n".join(blocks)
