"""Programmes, and the register of papers and communication activities."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from demo.content import bank
from demo.org import Org, Unit
from demo.people import TODAY, dice
from demo.pledge import FULL_YEARS
from demo.vi import shown

Row = tuple[str, ...]
COMMITTEES = ("Tỉnh ủy", "Huyện ủy", "Đảng ủy cơ sở", "Đảng ủy xã")


def programme_rows() -> Iterator[Row]:
    """Directives and themes, and the few plans that stand for several years."""
    for paper in bank("chuong-trinh")["van_ban"]:
        years = (str(paper["tu"]), str(paper["den"]))
        yield (
            paper["loai"],
            paper["so"],
            paper["trich_yeu"],
            paper["don_vi"],
            paper["ngay"],
            *years,
            paper.get("thuoc", ""),
        )


def communication_rows(org: Org) -> Iterator[Row]:
    """Papers and activities of committees, quarter by quarter, with Hải Hà's study rounds of 2022."""
    yield from hai_ha_rounds()
    yield from chu_puh_page()
    for year in FULL_YEARS:
        for unit in org.units.values():
            kind = unit.spells[0].kind
            if kind in COMMITTEES and unit.prefix:
                for quarter in range(1, 5):
                    on = date(year, quarter * 3, 10)
                    if unit.alive(on) and on <= TODAY:
                        yield from quarter_rows(unit, on, quarter)


def quarter_rows(unit: Unit, on: date, quarter: int) -> Iterator[Row]:
    rng, source = dice("news", unit.code, on), bank("chuong-trinh")["tuyen_truyen"]
    words = {"nam": on.year, "quy": ("I", "II", "III", "IV")[quarter - 1]}
    for channel in rng.sample(source["kenh"], rng.choice((1, 2, 2, 3))):
        low, high = channel["so"]
        yield activity(
            unit, on, rng.choice(channel["cau"]).format(**words), channel["ten"], rng.randrange(low, high), rng
        )
    if rng.random() < 0.5:
        paper = rng.choice([p for p in source["van_ban"] if quarter in p["quy"]])
        mark = f"{rng.randrange(5, 300):02d}-{paper['loai']}/{unit.at(on).abbrev}"
        yield (
            unit.code,
            "Văn bản",
            mark,
            paper["cau"].format(**words),
            shown(day_near(unit, on, rng)),
            "",
            "",
        )


def activity(unit: Unit, on: date, words: str, channel: str, count: int, rng: Random) -> Row:
    return (unit.code, "Hoạt động tuyên truyền", "", words, shown(day_near(unit, on, rng)), channel, str(count))


def day_near(unit: Unit, on: date, rng: Random) -> date:
    """A day of the quarter on which the unit was alive."""
    day = on + timedelta(days=rng.randrange(-40, 5))
    return day if unit.alive(day) else on


def hai_ha_rounds() -> Iterator[Row]:
    """83 conferences of three rounds, 9,960 turns in all, as the article of 2022 says in round figures."""
    totals = bank("chuong-trinh")["tuyen_truyen"]["hai_ha_2022"]
    names = ("chuyên đề toàn khóa", "tự soi, tự sửa", "chuyên đề năm 2022")
    rng, left = dice("hai-ha-2022"), totals["luot"]
    for i in range(totals["cuoc"]):
        rest = totals["cuoc"] - i
        turns = left if rest == 1 else min(left - rest, max(40, round(left / rest) + rng.randrange(-35, 36)))
        left -= turns
        day = date(2022, 1, 12) + timedelta(days=i * 105 // totals["cuoc"])
        words = f"Hội nghị học tập, quán triệt {names[i * 3 // totals['cuoc']]} (cuộc thứ {i + 1})"
        yield ("quang-ninh/hai-ha", "Hoạt động tuyên truyền", "", words, shown(day), "Hội nghị", str(turns))


def chu_puh_page() -> Iterator[Row]:
    words = bank("chuong-trinh")["tuyen_truyen"]["trang_chu_puh"]
    for month in range(1, 7):
        count = dice("chu-puh", month).randrange(14, 40)
        yield (
            "gia-lai/chu-puh",
            "Hoạt động tuyên truyền",
            "",
            words.format(thang=month),
            f"28/{month:02d}/2023",
            "Mạng xã hội",
            str(count),
        )
