"""The administrative procedures of one province: 580 in the year of the article, those of living departments today."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from demo.content import bank
from demo.org import Org
from demo.people import TODAY, dice

Row = tuple[str, ...]


def procedure_rows(org: Org) -> Iterator[Row]:
    """A row for each procedure and period."""
    source = bank("chi-tieu-thu-tuc")
    for number, (place, name) in enumerate(islice(_names(source), source["so_thu_tuc"])):
        unit = f"{source['tinh']}/{place['don_vi']}"
        own = (f"TQ-{number + 1:04d}", name, place["linh_vuc"], "Cấp tỉnh", unit, source["can_cu"], unit)
        days = _days(source, number)
        yield (*own, source["ky"], *_written(*days), "")
        if org.units[unit].alive(TODAY):
            rng = dice("procedure", number)
            actual = max(0.5, round(float(days[1]) * rng.uniform(0.7, 1.05) * 2) / 2)
            yield (*own, source["ky_nay"], *_written(*days, str(actual)))


def _names(source: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for verb in source["viec"]:
        for place in source["so"]:
            for paper in place["giay"]:
                yield place, f"{verb} {paper}"


def _days(source: dict[str, Any], number: int) -> list[str]:
    """The bands lie scattered over all sectors: so many of each as the content says."""
    total, most, least = source["so_thu_tuc"], source["so_tu_50"], source["so_duoi_30"]
    place = number * 7 % total  # 7 and 580 have no common divisor: every place once
    if place < most:
        return list(source["tu_50"][place % len(source["tu_50"])])
    if place < most + least:
        return list(source["duoi_30"][place % len(source["duoi_30"])])
    return list(source["tren_30"][place % len(source["tren_30"])])


def _written(*days: str) -> tuple[str, ...]:
    return tuple(day.removesuffix(".0").replace(".", ",") for day in days)
