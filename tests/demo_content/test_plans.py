"""Plans are asked for in rounds; most are issued in time, some late, few are missing and only where nobody is hurt."""

from demo.content import bank
from demo.deeds import VILLAGE
from demo.org import Org
from demo.plans import issued_on, plan_rows, planners
from demo.vi import day

ROUNDS = bank("chuong-trinh")["ke_hoach"]["giao"]


def test_each_unit_plans_once_a_year(org: Org) -> None:
    kept = [(row[3], row[5]) for row in plan_rows(org)]
    assert len(kept) == len(set(kept))


def test_real_committees_and_offices_have_issued_all_their_plans_in_time(org: Org) -> None:
    owing, late = set(), set()
    for call in ROUNDS:
        days = {unit.code: issued_on(unit, call) for unit in planners(org, call)}
        owing |= {code for code, on in days.items() if on is None}
        late |= {code for code, on in days.items() if on and on > call["han"]}
    assert [code for code in owing if not org.units[code].invented and org.units[code].sort not in VILLAGE] == []
    assert [code for code in late if not org.units[code].invented and not org.units[code].sort] == []
    assert "an-thinh-gia-dinh/xa-thanh-binh-gia-dinh" in owing


def test_every_unit_of_hai_ha_planned_in_time_in_2022(org: Org) -> None:
    (call,) = (one for one in ROUNDS if one["nam"] == 2022)
    issued = {row[3]: day(row[4]) for row in plan_rows(org) if row[5] == "2022"}
    assert set(issued) == {unit.code for unit in planners(org, call)}
    assert max(issued.values()) <= call["han"]


def test_the_mix_of_this_year(org: Org) -> None:
    call = ROUNDS[-1]
    days = [issued_on(unit, call) for unit in planners(org, call)]
    late, missing = sum(on is not None and on > call["han"] for on in days), days.count(None)
    assert (len(days), late, missing) == (608, 32, 5)
