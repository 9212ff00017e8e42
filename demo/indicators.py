"""Indicators: the catalogue, what units are to reach, every published figure, and the quarters of the demo's year."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from demo.content import bank
from demo.org import Org, Unit
from demo.people import TODAY, dice
from demo.vi import shown

Row = tuple[str, ...]
PUBLISHED, PRESENT = "chi-tieu", "chi-tieu-2026"
SINCE = "01/01/2016"
ENDS = {"Nhiệm kỳ 2015-2020": date(2020, 12, 31)}
QUARTER_ENDS = {1: date(2026, 3, 31), 2: date(2026, 6, 30), 3: date(2026, 9, 30), 4: date(2026, 12, 31)}
ROMAN = ("", "I", "II", "III", "IV")
PARTS = ("Đảng ủy cơ sở", "Huyện ủy")
WAITING, APPROVED = "Chờ duyệt", "Đã duyệt"
OWN_WORK = "gia-lai/xa-chu-puh"  # whose staff signs in and enters the present quarter herself
GRACE = 4  # days after the quarter's end in which communes hand in


def indicator_rows() -> Iterator[Row]:
    """The catalogue."""
    for name in (PUBLISHED, PRESENT):
        source = bank(name)
        for one in source["chi_tieu"]:
            yield (
                one["ma"], one["ten"], one["nhom"], one["loai"], one.get("dvt", ""), str(one.get("le", "")),
                one.get("chieu", ""), one.get("cay", ""), one.get("thoi_gian", ""), one.get("ky", "Từng quý"),
                source["don_vi_ban_hanh"], source.get("loai_don_vi", ""), source.get("tu", SINCE),
            )  # fmt: skip


def value_rows(org: Org) -> Iterator[Row]:
    """The published figures, spread where the content says so, then the quarters of the year."""
    for place in bank(PUBLISHED)["cong_bo"]:
        for figure in place["so"]:
            yield from _spread(org, place, figure) if figure.get("chia") else [_quoted(place, figure)]
    for unit, quarter in _asked(org):
        yield from _quarter(unit, quarter)


def _quoted(place: dict[str, Any], figure: dict[str, Any]) -> Row:
    source = bank(PUBLISHED)["nguon"][place["nguon"]]
    amounts = (_typed(Decimal(figure["so"])), _typed(Decimal(figure["mau"])) if "mau" in figure else "")
    return (
        figure["ma"],
        place["don_vi"],
        place["ky"],
        *amounts,
        figure.get("kem", ""),
        figure["trich"],
        source,
        "",
        "",
    )


def _spread(org: Org, place: dict[str, Any], figure: dict[str, Any]) -> Iterator[Row]:
    """The parts are invented, their sum is the published number to the last decimal."""
    total, source = Decimal(figure["so"]), bank(PUBLISHED)["nguon"]["chia"]
    step = Decimal(1).scaleb(int(total.as_tuple().exponent))
    units = _parts(org, place["don_vi"], ENDS.get(place["ky"]) or date(int(place["ky"]), 12, 31))
    rng = dice("figure", figure["ma"], place["don_vi"])
    weights = [Decimal(rng.randrange(40, 160)) for _unit in units]
    left, rest = total, sum(weights)
    for unit, weight in zip(units, weights, strict=True):
        amount = (left * weight / rest).quantize(step)
        left, rest = left - amount, rest - weight
        yield (figure["ma"], unit, place["ky"], _typed(amount), "", "", "", source, "", "")


def _parts(org: Org, parent: str, on: date) -> list[str]:
    """The communes or districts right under a unit on a day."""
    found = [unit for unit in org.units.values() if unit.alive(on) and unit.at(on).parent == parent]
    return [unit.code for unit in found if unit.at(on).kind in PARTS and "/dang-uy-" not in unit.code]


def _asked(org: Org) -> Iterator[tuple[Unit, int]]:
    kind = bank(PRESENT)["loai_don_vi"]
    for quarter in bank(PRESENT)["quy"]:
        for unit in org.units.values():
            if unit.alive(TODAY) and unit.at(TODAY).kind == kind:
                yield unit, quarter


def _quarter(unit: Unit, quarter: int) -> Iterator[Row]:
    """What a commune has handed in of a quarter: all, or nothing. The present quarter has only begun to come in."""
    source, rng = bank(PRESENT), dice("quarter", unit.code, quarter)
    lot, is_present = rng.randrange(100), QUARTER_ENDS[quarter] > TODAY
    missing = source["thieu_gia_dinh"] if unit.invented else source["thieu"]
    if (is_present and (lot >= source["cho_duyet"] or unit.code == OWN_WORK)) or (not is_present and lot < missing):
        return
    is_late = not is_present and lot < missing + source["muon"]
    handed_in = (
        TODAY - timedelta(days=rng.randrange(9))
        if is_present
        else QUARTER_ENDS[quarter] + timedelta(days=rng.randrange(11, 18) if is_late else rng.randrange(GRACE))
    )
    state = WAITING if is_present or (quarter == 3 and lot % 6 == 0) else APPROVED
    for one in source["chi_tieu"]:
        yield (one["ma"], unit.code, period(quarter), *_amounts(one, rng), "", "", "", shown(handed_in), state)


def _amounts(one: dict[str, Any], rng: Random) -> tuple[str, str]:
    low, high = one["thuong"]
    amount = Decimal(rng.randrange(low, high + 1))
    if "mau" in one:
        base = Decimal(rng.randrange(*one["mau"]))
        return _typed((base * amount / 100).quantize(Decimal(1))), _typed(base)
    return _typed(amount / 1000 if one.get("phan_nghin") else amount), ""


def target_rows(org: Org) -> Iterator[Row]:
    """The target of each commune in each quarter, and the province's: Tuyên Quang asks a tenth more of itself than its
    communes have been given."""
    source = bank(PRESENT)
    for one in source["chi_tieu"]:
        given: dict[tuple[str, int], Decimal] = {}
        each = Decimal(one["giao"]) / (1000 if one.get("phan_nghin") else 1)
        for unit, quarter in _asked(org):
            province = unit.at(TODAY).parent
            given[province, quarter] = given.get((province, quarter), Decimal(0)) + each
            yield _target(one, unit.code, quarter, each)
        for (province, quarter), total in sorted(given.items()):
            more = Decimal("1.1") if province == "tuyen-quang" else Decimal(1)
            yield _target(one, province, quarter, each if "mau" in one else (total * more).quantize(_step(one)))


def _step(one: dict[str, Any]) -> Decimal:
    return Decimal("0.001") if one.get("phan_nghin") else Decimal(1)


def _target(one: dict[str, Any], unit: str, quarter: int, amount: Decimal) -> Row:
    return (one["ma"], unit, period(quarter), _typed(amount), "100" if "mau" in one else "", "")


def period(quarter: int) -> str:
    """The quarter of the demo's year as the workbooks name it."""
    return f"Quý {ROMAN[quarter]}/{TODAY.year}"


def _typed(value: Decimal) -> str:
    """With a decimal comma; never three digits after it, which nobody could tell from thousands."""
    written = f"{value:f}".replace(".", ",")
    return f"{written}0" if len(written.partition(",")[2]) == 3 else written
