"""The whole organisation of the demo, with its two dates of 2025 applied."""

from demo.content import provinces
from demo.districts import add_district, add_new_communes, reform_district
from demo.org import Org
from demo.provinces import REFORM, add_province, add_province_cells, add_root, follow_province


def build_org() -> Org:
    """Every unit, spell and succession; the same on every run."""
    org = Org()
    add_root(org)
    for data in provinces():
        add_province(org, data)
    add_merged(org)
    for data in provinces():
        add_province_cells(org, data)
        for district in data["huyen"]:
            add_district(org, data, district)
    for data in provinces():
        add_new_communes(org, data)
    for data in provinces():
        for district in data["huyen"]:
            reform_district(org, data, district)
        follow_province(org, data)
    return org


def add_merged(org: Org) -> None:
    """Quảng Ngãi of July 2025 is a new identity; its offices are those that Kon Tum brought along."""
    kon_tum = provinces()[0]
    data = {**kon_tum, "ma": "quang-ngai", "ten": "Quảng Ngãi"}
    add_province(org, data, start=REFORM)
