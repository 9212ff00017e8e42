"""Provinces: committee, advising bodies, departments, and what the two dates of 2025 did to them."""

from datetime import date
from typing import Any

from demo.content import bank
from demo.kinds import cell_sort
from demo.org import BASE, FRONT, PARTY, ROOT, STATE, Org, Spell, Unit
from demo.vi import day, slug

COMMON = bank("don-vi-chung")
REFORM = day(COMMON["moc_cai_cach"])
SLIM = day(COMMON["moc_tinh_gon"])
DECISION = COMMON["nghi_quyet_tinh"]


def add_root(org: Org) -> None:
    """The centre stands in each of the three trees."""
    spells = [Spell("Trung ương", "TW", "Trung ương", tree, "", date(2010, 1, 1)) for tree in (PARTY, STATE, FRONT)]
    org.add(Unit(ROOT, ""), *spells)


def add_province(org: Org, data: dict[str, Any], *, code: str = "", start: date = date(2012, 1, 1)) -> None:
    """Committee, people's committee and front of a province, its advising bodies and departments."""
    code, ten = code or data["ma"], data["ten"]
    ends = REFORM if data["tinh_moi"] != code else None
    add_committee(org, data, code, start, ends)
    if data.get("tham_muu"):
        for key, body in COMMON["tham_muu_tinh"].items():
            add_body(org, data, f"{code}/{key}", {**body, "ten": f"{body['ten']} {ten}"}, code, start, ends)
        join_boards(org, code)
    for body in data.get("so_nganh", []):
        add_department(org, data, f"{code}/{slug(body['ten'])}", body, code, start, ends)
    if data.get("so_nganh") or data.get("chi_bo_tinh"):
        add_blocks(org, data, code, ten, start, ends)


def add_committee(org: Org, data: dict[str, Any], code: str, start: date, ends: date | None) -> None:
    ten, more = data["ten"], {"invented": bool(data.get("gia_dinh")), "prefix": data["tien_to"]}
    party = Spell(f"Tỉnh ủy {ten}", "TU", "Tỉnh ủy", PARTY, ROOT, start, ends)
    org.add(Unit(code, head_title="Bí thư Tỉnh ủy", place=f"tỉnh {ten}", **more), party)
    for part, name, abbrev, kind, tree, title in (
        ("ubnd", "Ủy ban nhân dân tỉnh", "UBND", "Ủy ban nhân dân tỉnh", STATE, "Chủ tịch Ủy ban nhân dân tỉnh"),
        (
            "mttq",
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
            "MTTQ",
            "Mặt trận Tổ quốc",
            FRONT,
            "Chủ tịch Ủy ban Mặt trận Tổ quốc tỉnh",
        ),
    ):
        own = Spell(f"{name} {ten}", abbrev, kind, tree, ROOT, start, ends)
        inside = Spell(f"{name} {ten}", abbrev, kind, PARTY, code, start, ends)
        org.add(Unit(f"{code}/{part}", head_title=title, place=f"tỉnh {ten}", **more), own, inside)


def span(body: dict[str, Any], start: date, ends: date | None) -> tuple[date, date | None]:
    begin = max(start, day(body["tu"])) if "tu" in body else start
    stop = day(body["den"]) if "den" in body else ends
    return begin, min(stop, ends) if stop and ends else stop or ends


def add_body(
    org: Org, data: dict[str, Any], code: str, body: dict[str, Any], parent: str, start: date, ends: date | None
) -> None:
    """An advising body of a committee; skipped when it had ended before the committee began."""
    begin, stop = span(body, start, ends)
    if stop and stop <= begin:
        return
    unit = Unit(code, data["tien_to"], head_title=body["chuc_danh"], invented=bool(data.get("gia_dinh")))
    unit.place = org.units[parent].place
    org.add(unit, Spell(body["ten"], body["viet_tat"], "Cơ quan tham mưu", PARTY, parent, begin, stop))


def join_boards(org: Org, code: str) -> None:
    for old in ("ban-tuyen-giao", "ban-dan-van"):
        if f"{code}/{old}" in org.units:
            org.succeed(f"{code}/{old}", f"{code}/ban-tuyen-giao-dan-van", "Hợp nhất", SLIM)


def add_department(
    org: Org, data: dict[str, Any], code: str, body: dict[str, Any], province: str, start: date, ends: date | None
) -> None:
    """A department: in the state tree under the people's committee, in the party tree under the provincial committee.

    Merged departments end on the day of slimming; their successors are written here too.
    """
    merged = next((g for g in COMMON["gop_so"] if slug(body["ten"]) in g["cu"]), None)
    begin, stop = span(body, start, ends)
    if merged and begin >= SLIM:
        return
    stop = SLIM if merged else stop
    unit = Unit(code, data["tien_to"], head_title=body["chuc_danh"], place=org.units[province].place)
    name = f"{body['ten']} {data['ten']}" if body["ten"].endswith("tỉnh") else f"{body['ten']} tỉnh {data['ten']}"
    own = Spell(name, body["viet_tat"], "Sở ngành", STATE, f"{province}/ubnd", begin, stop)
    inside = Spell(name, body["viet_tat"], "Sở ngành", PARTY, province, begin, stop)
    org.add(unit, own, inside)
    if merged:
        org.succeed(code, f"{province}/{merged['moi']}", merged.get("hinh_thuc", "Sáp nhập"), SLIM)
    if "ke_thua" in body:
        org.succeed(code, f"{province}/{slug(body['ke_thua'])}", "Đổi tên", REFORM, DECISION)


def add_blocks(org: Org, data: dict[str, Any], code: str, ten: str, start: date, ends: date | None) -> None:
    """Party committees that hold the cells of provincial offices: one block until March 2025, two after."""
    invented = bool(data.get("gia_dinh"))
    block, party, state = f"{code}/dang-uy-khoi", f"{code}/dang-uy-co-quan-dang", f"{code}/dang-uy-ubnd"
    kind = "Đảng ủy cơ sở"
    if start < SLIM:
        unit = Unit(block, data["tien_to"], head_title="Bí thư Đảng ủy", invented=invented)
        org.add(unit, Spell(f"Đảng ủy Khối các cơ quan tỉnh {ten}", "ĐUK", kind, PARTY, code, start, SLIM))
    for new, name, abbrev in (
        (party, "Đảng ủy các cơ quan Đảng tỉnh", "ĐUCQĐ"),
        (state, "Đảng ủy Ủy ban nhân dân tỉnh", "ĐUUBND"),
    ):
        unit = Unit(new, data["tien_to"], head_title="Bí thư Đảng ủy", invented=invented)
        org.add(unit, Spell(f"{name} {ten}", abbrev, kind, PARTY, code, max(start, SLIM), ends))
        if start < SLIM:
            org.succeed(block, new, "Chia tách", SLIM)


def add_province_cells(org: Org, data: dict[str, Any]) -> None:
    """Cells of the provincial offices; each keeps its identity through both dates of 2025."""
    code = data["ma"]
    for entry in data.get("chi_bo_tinh", []):
        entry = entry if isinstance(entry, dict) else {"ten": entry}
        add_office_cell(org, data, entry, "dang-uy-co-quan-dang")
    for body in data.get("so_nganh", []):
        place = f"{code}/{slug(body['ten'])}"
        if "tu" in body and slug(body["ten"]) not in {g["moi"] for g in COMMON["gop_so"]}:
            continue
        if org.units[place].start < SLIM or "tu" in body:
            add_office_cell(org, data, {"ten": body["ten"], "tu": body.get("tu")}, "dang-uy-ubnd")
    for group in COMMON["gop_so"]:
        for old in group["cu"]:
            cell, heir = f"{code}/cb-{old}", f"{code}/cb-{group['moi']}"
            if cell in org.units:
                org.end(cell, SLIM)
                org.succeed(cell, heir, group.get("hinh_thuc", "Sáp nhập"), SLIM)


def add_office_cell(org: Org, data: dict[str, Any], entry: dict[str, Any], block: str) -> None:
    code, first = data["ma"], entry.get("ten_cu") or entry["ten"]
    cell = f"{code}/cb-{slug(first)}"
    start = day(entry["tu"]) if entry.get("tu") else BASE
    unit = Unit(cell, data["tien_to"], sort=cell_sort(first), invented=bool(data.get("gia_dinh")))
    unit.place = f"cơ quan {first}" if not first.startswith("Cơ quan") else f"c{first[1:]}"
    parent = f"{code}/{block}" if start >= SLIM else f"{code}/dang-uy-khoi"
    org.add(unit, Spell(f"Chi bộ {first}", "CB", "Chi bộ trực thuộc", PARTY, parent, start))
    merged = any(slug(first) in g["cu"] for g in COMMON["gop_so"])
    if start < SLIM and not merged:
        org.move(cell, SLIM, f"{code}/{block}", name=f"Chi bộ {entry['ten']}")
    if data["tinh_moi"] != code and not merged:
        org.move(cell, REFORM, f"{data['tinh_moi']}/{block}", decision=DECISION)


def follow_province(org: Org, data: dict[str, Any]) -> None:
    """What a province that ended hands to the province that took it over."""
    code, new = data["ma"], data["tinh_moi"]
    if code == new:
        return
    for old in [u for u in org.units if (u == code or u.startswith(f"{code}/")) and "/cb-" not in u]:
        heir = new + old.removeprefix(code)
        if org.units[old].end == REFORM and heir in org.units:
            org.succeed(old, heir, data["hinh_thuc"], REFORM, DECISION)
