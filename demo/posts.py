"""Who holds which post when: cell committees, committees, people's committees, departments, fronts, schools."""

from collections.abc import Iterator
from datetime import date, timedelta

from demo.folk import Folk, Home, Person, Post
from demo.kinds import OFFICE
from demo.org import BASE, Org, Unit
from demo.people import dice

CONGRESS = date(2020, 7, 15)
LOCAL_TITLES = {
    "truong-thon": {"thon": "Trưởng thôn", "thon-bien": "Trưởng thôn", "pho": "Tổ trưởng tổ dân phố"},
    "mat-tran": {"": "Trưởng Ban Công tác Mặt trận"},
    "quan-ly-truong": {"": "Hiệu trưởng"},
}
FIRST_TITLES = {
    "tram-y-te": "Trạm trưởng Trạm Y tế",
    "benh-vien": "Giám đốc",
    "cong-an": "Trưởng Công an",
    "quan-su": "Chỉ huy trưởng",
    "kiem-lam": "Hạt trưởng",
    "hop-tac-xa": "Giám đốc",
}

Roster = dict[str, list[tuple[Person, Home]]]


def fill_posts(org: Org, folk: Folk) -> None:
    """Give every unit its head and deputies for every day of its life that has people to choose from."""
    roster: Roster = {}
    for person in folk.people.values():
        for home in person.homes:
            roster.setdefault(home.cell, []).append((person, home))
    for unit in org.units.values():
        if unit.head_title:
            lead_unit(org, unit, roster)
    for cell in org.cells():
        lead_cell(cell, roster)
        local_posts(cell, roster)


def terms(unit: Unit, *cuts: date) -> Iterator[tuple[date, date | None]]:
    """The unit's life cut into terms of office."""
    start, end = max(unit.start, BASE), unit.end
    for cut in cuts:
        if start < cut and (end is None or cut < end):
            yield start, cut
            start = cut
    yield start, end


def lead_unit(org: Org, unit: Unit, roster: Roster) -> None:
    rng = dice("term", unit.code)
    cuts = [CONGRESS + timedelta(days=rng.randrange(60))]
    if unit.end is None and unit.start.year < 2025 and rng.random() < 0.5:
        cuts.append(date(2025, 7, 1))
    for start, end in terms(unit, *cuts):
        appoint(unit, pool(org, unit), unit.head_title, start, end, roster, head=True)
        for title in deputies(unit):
            appoint(unit, pool(org, unit), title, start, end, roster)


def deputies(unit: Unit) -> list[str]:
    kind, title = unit.spells[0].kind, unit.head_title
    if kind == "Tỉnh ủy":
        return ["Phó Bí thư Thường trực Tỉnh ủy"]
    if kind == "Huyện ủy":
        return ["Phó Bí thư Thường trực"]
    if kind in ("Đảng ủy xã", "Đảng ủy cơ sở"):
        return ["Phó Bí thư Thường trực Đảng ủy"]
    provincial = kind in ("Sở ngành", "Cơ quan tham mưu") and unit.code.count("/") == 1
    return [f"Phó {title}"] if provincial or kind.startswith("Ủy ban") else []


def pool(org: Org, unit: Unit) -> list[str]:
    """Cells whose members may be appointed: the unit's own cell, else the office cells of its committee."""
    province, _, rest = unit.code.partition("/")
    home = "kon-tum" if province == "quang-ngai" else province
    own = f"{home}/cb-{rest}"
    if own in org.units and org.units[own].start <= max(unit.start, BASE):
        return [own]
    kind = unit.spells[0].kind
    block = "/dang-uy-" in unit.code
    stands_alone = kind in ("Tỉnh ủy", "Huyện ủy", "Đảng ủy xã", "Đảng ủy cơ sở") and not block
    owner = unit.code if stands_alone else unit.code.rpartition("/")[0]
    owner = "kon-tum" if owner == "quang-ngai" else owner
    wide = block or kind == "Ủy ban nhân dân tỉnh" or unit.code.endswith("so-ngoai-vu")
    sorts = (*OFFICE, "co-quan-tinh", *["so"][:wide])
    near = [c.code for c in org.cells() if c.code.rpartition("/")[0] == owner and c.sort in sorts]
    return near or [c.code for c in org.cells() if c.code.startswith(f"{owner}/") and c.sort in sorts]


def appoint(
    unit: Unit, cells: list[str], title: str, start: date, end: date | None, roster: Roster, *, head: bool = False
) -> None:
    """Fill one post for a term; when the holder leaves the pool, the next one takes over that day."""
    while end is None or start < end:
        choice = choose(unit, cells, title, start, roster, head=head)
        if choice is None:
            return
        person, home = choice
        ends = [e for e in (end, last_day_in(person, cells, home)) if e]
        until = min(ends, default=None)
        person.posts.append(Post(title, unit.code, start, until, head))
        if until is None:
            return
        start = until


def last_day_in(person: Person, cells: list[str], home: Home) -> date | None:
    """Until when the person stays within the pool, following moves inside it."""
    end = home.end
    for later in person.homes:
        if end and later.start == end and later.cell in cells:
            end = later.end
    return end


def choose(
    unit: Unit, cells: list[str], title: str, on: date, roster: Roster, *, head: bool
) -> tuple[Person, Home] | None:
    found = []
    for cell in cells:
        for person, home in roster.get(cell, []):
            settled = home.end is None or (home.end - on).days > 200
            full = person.joined is not None and (on - person.joined).days > 365
            if home.covers(on) and settled and full and not any(p.overlaps(on, None) for p in person.posts):
                found.append((person, home))
    rng = dice("post", unit.code, title, on)
    found.sort(key=lambda pair: (-seniority(pair[0], on, head=head), pair[0].code))
    return rng.choice(found[: max(1, len(found) // 3)]) if found else None


def seniority(person: Person, on: date, *, head: bool) -> int:
    """Heads of units are chosen from the experienced; nobody is appointed shortly before retirement."""
    age = person.age(on)
    worker = "/cb-" in person.home(on) and person.job not in ("huu-tri", "nong-dan", "cuu-chien-binh")
    if head and worker and age > 57:
        return 0
    return min(age, 52) if age < 66 else 20


def lead_cell(cell: Unit, roster: Roster) -> None:
    """Secretary always, deputy from nine members, one more committee member from fifteen."""
    rng = dice("cell", cell.code)
    cuts = [CONGRESS + timedelta(days=rng.randrange(-60, 60))]
    if rng.random() < 0.5:
        cuts.append(date(2025, 7, 1) if cell.end is None else date(2023, 1, 5))
    for start, end in terms(cell, *cuts):
        size = sum(home.covers(start) for _, home in roster.get(cell.code, []))
        posts = ["Bí thư chi bộ", *["Phó Bí thư chi bộ"][: size >= 9], *["Chi ủy viên"][: size >= 15]]
        for title in posts:
            appoint_in_cell(cell, title, start, end, roster)


def appoint_in_cell(cell: Unit, title: str, start: date, end: date | None, roster: Roster) -> None:
    """Like ``appoint``, but a holder of another post may lead the cell too when nobody else is left."""
    while end is None or start < end:
        ready = []
        for person, home in roster.get(cell.code, []):
            settled = home.end is None or (home.end - start).days > 100
            member = person.joined is not None and (start - person.joined).days > 365
            busy = any("/cb-" in p.unit and p.overlaps(start, end) for p in person.posts)
            if home.covers(start) and settled and member and not busy:
                ready.append((person, home))
        if not ready:
            return
        ready.sort(key=lambda pair: (bool(pair[0].posts), -cell_rank(pair[0], start), pair[0].code))
        person, home = dice("lead", cell.code, title, start).choice(ready[: max(1, len(ready) // 4)])
        until = min((e for e in (end, home.end) if e), default=None)
        person.posts.append(Post(title, cell.code, start, until, title == "Bí thư chi bộ"))
        if until is None:
            return
        start = until


def cell_rank(person: Person, on: date) -> int:
    return 66 - abs(56 - person.age(on))


def local_posts(cell: Unit, roster: Roster) -> None:
    """Village heads, front leaders of villages, head teachers, heads of stations: posts within the cell."""
    seen_head = False
    for i, (person, home) in enumerate(roster.get(cell.code, [])):
        if home is not person.homes[0] and home.start != cell.start:
            continue
        titles = LOCAL_TITLES.get(person.job, {})
        title = titles.get(cell.sort) or titles.get("", "")
        if title == "Hiệu trưởng":
            title, seen_head = ("Phó Hiệu trưởng" if seen_head else title), True
        if i == 0 and cell.sort in FIRST_TITLES:
            title = FIRST_TITLES[cell.sort]
        if title:
            start = max(home.start, date(2018, 3, 1))
            if home.end is None or start < home.end:
                person.posts.append(Post(title, cell.code, start, home.end))


def holder(folk: Folk, unit: str, title: str, on: date) -> Person | None:
    """Who holds a post on a day."""
    return next(
        (p for p in folk.people.values() if any(q.unit == unit and q.title == title and q.covers(on) for q in p.posts)),
        None,
    )
