"""Districts and communes until June 2025, the communes after, and the cells that live through both."""

from datetime import date
from typing import Any

from demo.content import bank
from demo.kinds import ENDING, HEIR, STAYING_OFFICES, cell_sort
from demo.org import BASE, FRONT, PARTY, STATE, Org, Spell, Unit
from demo.provinces import COMMON, REFORM, add_body
from demo.vi import day, slug

SHORT = {"thành phố": ("tp-", "Thành ủy", "ThU"), "thị xã": ("tx-", "Thị ủy", "ThU"), "huyện": ("", "Huyện ủy", "HU")}
WARDS = {"thị trấn": "tt-", "phường": "phuong-", "xã": "xa-"}


def split_type(name: str, types: dict[str, Any]) -> tuple[str, str]:
    kind = next(t for t in types if name.startswith(t))
    return kind, name.removeprefix(kind).strip()


def commune_code(name: str) -> str:
    kind, own = split_type(name, WARDS)
    return WARDS[kind] + slug(own)


def district_code(data: dict[str, Any], name: str) -> str:
    kind, own = split_type(name, SHORT)
    return f"{data['ma']}/{SHORT[kind][0]}{slug(own)}"


def new_code(data: dict[str, Any], name: str) -> str:
    return f"{data['tinh_moi']}/{commune_code(name)}"


def trio(
    org: Org,
    data: dict[str, Any],
    code: str,
    *,
    parent: str,
    names: tuple[str, str, str],
    kind: str,
    title: str,
    span: tuple[date, date | None],
) -> None:
    """A committee with its people's committee and, above commune level of old, its front."""
    committee, abbrev, place = names
    state_kind = {"Huyện ủy": "huyện", "Đảng ủy xã": "xã", "Đảng ủy cơ sở": "xã"}[kind]
    more = {"prefix": data["tien_to"], "invented": bool(data.get("gia_dinh")), "place": place}
    org.add(Unit(code, head_title=title, **more), Spell(committee, abbrev, kind, PARTY, parent, *span))
    bodies = [
        ("ubnd", f"Ủy ban nhân dân {place}", "UBND", f"Ủy ban nhân dân {state_kind}", STATE, "Chủ tịch Ủy ban nhân dân")
    ]
    if kind != "Đảng ủy cơ sở":
        front = f"Ủy ban Mặt trận Tổ quốc Việt Nam {place}"
        bodies.append(("mttq", front, "MTTQ", "Mặt trận Tổ quốc", FRONT, "Chủ tịch Ủy ban Mặt trận Tổ quốc"))
    for part, name, short, own_kind, tree, head in bodies:
        own = Spell(name, short, own_kind, tree, f"{parent}/{part}", *span)
        above = parent if part == "ubnd" and COMMON["ubnd_duoi_cap_tren"] else code
        org.add(Unit(f"{code}/{part}", head_title=head, **more), own, Spell(name, short, own_kind, PARTY, above, *span))


def add_district(org: Org, data: dict[str, Any], district: dict[str, Any]) -> None:
    """A district with its advising bodies, mass organisations, communes and cells, as of before the reform."""
    name, code = district["ten"], district_code(data, district["ten"])
    kind, own = split_type(name, SHORT)
    _, cap, abbrev = SHORT[kind]
    span = (BASE, REFORM)
    trio(
        org,
        data,
        code,
        parent=data["ma"],
        names=(f"{cap} {own}", abbrev, name),
        kind="Huyện ủy",
        title="Bí thư",
        span=span,
    )
    for key, body in COMMON["tham_muu_huyen"].items():
        filled = {k: v.format(cap=cap, c=abbrev) for k, v in body.items()}
        filled["ten"] = f"{filled['ten']} {own}"
        add_body(org, data, f"{code}/{key}", filled, code, *span)
    for key, body in COMMON["doan_the_huyen"].items() if district.get("doan_the") else ():
        unit = Unit(f"{code}/{key}", data["tien_to"], head_title=body["chuc_danh"], place=name)
        title = f"{body['ten']} {name}"
        own_tree = Spell(title, body["viet_tat"], "Đoàn thể", FRONT, f"{code}/mttq", *span)
        org.add(unit, own_tree, Spell(title, body["viet_tat"], "Đoàn thể", PARTY, code, *span))
    for commune in district["xa"]:
        add_old_commune(org, data, code, commune)
    offices = COMMON["chi_bo_huyen_gop" if data.get("mot_khoi") else "chi_bo_huyen"]
    for key, office in offices.items():
        full = office.format(cap=f"{cap} {own}", huyen=name)
        add_cell(org, data, code, full, place=name, kind="Chi bộ cơ sở", key=key)
    for cell in district["chi_bo"]:
        add_cell(org, data, code, cell, place=name, kind="Chi bộ cơ sở")


def add_old_commune(org: Org, data: dict[str, Any], district: str, commune: dict[str, Any]) -> None:
    name, code = commune["ten"], f"{district}/{commune_code(commune['ten'])}"
    start = day(commune["tu"]) if "tu" in commune else BASE
    end = day(commune["den"]) if "den" in commune else REFORM
    names = (f"Đảng ủy {name}", "ĐU", name)
    trio(org, data, code, parent=district, names=names, kind="Đảng ủy cơ sở", title="Bí thư Đảng ủy", span=(start, end))
    kind, _ = split_type(name, WARDS)
    coastal = name in data.get("bien", [])
    joined = {g["moi"]: g for g in commune.get("gop", [])}
    cells = [f"Cơ quan {kind}", *commune["chi_bo"]]
    cells += [old for g in joined.values() for old in g["cu"]] + [g["ten"] for g in commune.get("giai_the", [])]
    for cell in cells:
        begin = day(joined[cell]["ngay"]) if cell in joined else start
        add_cell(org, data, code, cell, place=name, coastal=coastal, start=begin)
    for group in joined.values():
        for old in group["cu"]:
            close_cell(org, f"{code}/cb-{slug(old)}", f"{code}/cb-{slug(group['moi'])}", "Hợp nhất", day(group["ngay"]))
    for group in commune.get("giai_the", []):
        close_cell(
            org, f"{code}/cb-{slug(group['ten'])}", f"{code}/cb-{slug(group['ve'])}", "Giải thể", day(group["ngay"])
        )


def close_cell(org: Org, old: str, new: str, form: str, on: date, decision: str = "") -> None:
    org.end(old, on)
    org.succeed(old, new, form, on, decision)


def add_cell(
    org: Org,
    data: dict[str, Any],
    parent: str,
    name: str,
    *,
    place: str,
    coastal: bool = False,
    start: date = BASE,
    kind: str = "Chi bộ trực thuộc",
    key: str = "",
) -> None:
    sort = cell_sort(name, coastal=coastal)
    full = f"{name} {place.split(' ', 1)[-1]}" if sort == "co-quan-xa" else name
    full = (
        f"{full} {place.split(' ', 1)[-1]}"
        if sort in ("tram-y-te", "cong-an") and name.split()[-1] in ("xã", "phường", "tế")
        else full
    )
    unit = Unit(f"{parent}/cb-{key or slug(name)}", data["tien_to"], sort=sort, invented=bool(data.get("gia_dinh")))
    if sort.startswith(("thon", "pho")) and not name.startswith("Plei"):
        full = f"{name[0].lower()}{name[1:]}"
    unit.place = full
    org.add(unit, Spell(f"Chi bộ {full}", "CB", kind, PARTY, parent, start))


def add_new_communes(org: Org, data: dict[str, Any]) -> None:
    """The communes of July 2025 with their advising bodies and the cells of their offices."""
    names = dict.fromkeys(v for d in data["huyen"] for c in d["xa"] for v in c["ve"] if "den" not in c)
    decision = data["nghi_quyet_xa"]
    for name in names:
        code, span = new_code(data, name), (REFORM, None)
        committee = (f"Đảng ủy {name}", "ĐU", name)
        trio(
            org,
            data,
            code,
            parent=data["tinh_moi"],
            names=committee,
            kind="Đảng ủy xã",
            title="Bí thư Đảng ủy",
            span=span,
        )
        for key, body in COMMON["tham_muu_xa"].items():
            add_body(org, data, f"{code}/{key}", {**body, "ten": f"{body['ten']} {name}"}, code, *span)
        for key, body in COMMON["chi_bo_xa"].items():
            unit = Unit(
                f"{code}/cb-{key}", data["tien_to"], sort=body["nghe"], invented=bool(data.get("gia_dinh")), place=name
            )
            title = f"Chi bộ {body['ten'].format(xa=name)}"
            org.add(unit, Spell(title, "CB", "Chi bộ cơ sở", PARTY, code, REFORM, None, decision))


def reform_district(org: Org, data: dict[str, Any], district: dict[str, Any]) -> None:
    """What 1 July 2025 did to a district.

    Committees end, cells of villages and schools move, office cells are succeeded by those of the new communes.
    """
    code = district_code(data, district["ten"])
    communes = [c for c in district["xa"] if "den" not in c]
    news = list(dict.fromkeys(new_code(data, v) for c in communes for v in c["ve"]))
    for new in news:
        for part in ("", "/ubnd", "/mttq"):
            org.succeed(code + part, new + part, "Chia tách", REFORM, data["nghi_quyet_xa"])
    for key, heir in (
        ("ban-to-chuc", "ban-xay-dung-dang"),
        ("ban-tuyen-giao", "ban-xay-dung-dang"),
        ("uy-ban-kiem-tra",) * 2,
        ("van-phong",) * 2,
    ):
        for new in news:
            org.succeed(f"{code}/{key}", f"{new}/{heir}", "Chia tách", REFORM, data["nghi_quyet_xa"])
    for key in ("ban-dan-van", *(COMMON["doan_the_huyen"] if district.get("doan_the") else ())):
        org.succeed(f"{code}/{key}", f"{news[0]}/mttq", "Giải thể", REFORM, data["nghi_quyet_xa"])
    for commune in district["xa"]:
        reform_commune(org, data, code, commune)
    for cell in [u for u in org.units if u.startswith(f"{code}/cb-")]:
        reform_district_cell(org, data, code, cell, news)


def reform_commune(org: Org, data: dict[str, Any], district: str, commune: dict[str, Any]) -> None:
    code = f"{district}/{commune_code(commune['ten'])}"
    early = "den" in commune
    on = day(commune["den"]) if early else REFORM
    news = [f"{district}/{commune_code(v)}" if early else new_code(data, v) for v in commune["ve"]]
    form = "Chia tách" if len(news) > 1 else "Chuyển cấp" if commune.get("giu") else "Hợp nhất"
    decision = "819/NQ-UBTVQH14" if early else data["nghi_quyet_xa"]
    for new in news:
        for part in ("", "/ubnd"):
            org.succeed(code + part, new + part, form, on, decision)
    cells = [u for u in org.units.values() if u.code.startswith(f"{code}/cb-") and u.end is None]
    for i, cell in enumerate(cells):
        new = news[min(len(news) - 1, max(0, i - 1))]
        if cell.sort == "co-quan-xa":
            office = f"{new}/cb-co-quan-{new.split('/')[-1].split('-')[0]}"
            heirs = [office] if early else [f"{new}/{HEIR['co-quan-xa']}", f"{new}/{HEIR['co-quan-dang']}"]
            for heir in heirs:
                close_cell(org, cell.code, heir, "Hợp nhất" if early else "Chia tách", on, decision)
        elif early:
            org.move(cell.code, on, new, decision=decision)
            final = next(new_code(data, c["ve"][0]) for d in data["huyen"] for c in d["xa"] if "tu" in c)
            org.move(cell.code, REFORM, final, kind="Chi bộ cơ sở", decision=data["nghi_quyet_xa"])
        else:
            org.move(cell.code, REFORM, new, kind="Chi bộ cơ sở", decision=decision)


def reform_district_cell(org: Org, data: dict[str, Any], district: str, cell: str, news: list[str]) -> None:
    unit = org.units[cell]
    name = unit.spells[0].name.removeprefix("Chi bộ ")
    decision = data["nghi_quyet_xa"]
    if unit.sort not in (*ENDING, "truong-lon") or name.startswith((*STAYING_OFFICES, "Trường")):
        org.move(cell, REFORM, news[0], decision=decision)
    elif unit.sort == "cong-an-huyen":
        posts = [u.code for u in org.units.values() if u.code.startswith(f"{district}/") and u.sort == "cong-an"]
        on = day(bank("don-vi-chung")["moc_tinh_gon"])
        org.end(cell, on)
        for post in posts:
            org.succeed(cell, post, "Giải thể", on)
    else:
        org.end(cell, REFORM)
        for new in news:
            org.succeed(cell, f"{new}/{HEIR[unit.sort]}", "Chia tách", REFORM, decision)
