"""Units live within their parents, successions join real units, and the localities have their size."""

import re
from datetime import date
from itertools import pairwise

from demo.org import Org
from demo.plans import plan_rows
from demo.programmes import communication_rows, programme_rows
from demo.vi import day

CODE = re.compile(r"^[a-z0-9-]+(/[a-z0-9-]+)*$")
LOCALITIES = ("KT", "TQ", "HH", "CP", "KA")
REFORM = date(2025, 7, 1)


def test_codes_are_paths(org: Org) -> None:
    assert [code for code in org.units if not CODE.match(code)] == []


def test_every_spell_lies_within_a_spell_of_its_parent_in_the_same_tree(org: Org) -> None:
    outside = []
    for unit in org.units.values():
        for spell in unit.spells:
            if not spell.parent:
                continue
            parents = [p for p in org.units[spell.parent].spells if p.tree == spell.tree]
            start, end = min(p.start for p in parents), max((p.end or date.max) for p in parents)
            if not (start <= spell.start and (spell.end or date.max) <= end):
                outside.append((unit.code, spell.tree, spell.start))
    assert outside == []


def test_spells_of_one_tree_follow_one_another(org: Org) -> None:
    for unit in org.units.values():
        for tree in {s.tree for s in unit.spells}:
            spells = sorted((s for s in unit.spells if s.tree == tree), key=lambda s: s.start)
            assert all(a.end == b.start for a, b in pairwise(spells)), unit.code
            assert all(s.end is None or s.start < s.end for s in spells), unit.code


def test_successions_join_units_on_the_day_the_old_one_ends(org: Org) -> None:
    forms = {"Hợp nhất", "Sáp nhập", "Chia tách", "Đổi tên", "Chuyển cấp", "Giải thể"}
    for s in org.successions:
        assert org.units[s.old].end == s.on, s
        assert org.alive(s.new, s.on), s
    assert {s.form for s in org.successions} == forms


def test_whoever_ended_has_a_successor(org: Org) -> None:
    heirless = [u.code for u in org.units.values() if u.end and not org.heirs(u.code)]
    assert heirless == []


def test_about_three_hundred_cells_at_any_date(org: Org) -> None:
    for on in (date(2024, 1, 15), date(2025, 2, 1), date(2025, 8, 1), date(2026, 11, 15)):
        alive = [c for c in org.cells() if c.prefix in LOCALITIES and c.alive(on)]
        assert 280 <= len(alive) <= 330, on


def test_no_district_after_the_reform(org: Org) -> None:
    alive = [u for u in org.units.values() if u.alive(REFORM)]
    assert [u.code for u in alive if u.at(REFORM).kind in ("Huyện ủy", "Ủy ban nhân dân huyện")] == []
    provinces = {u.at(REFORM).name for u in alive if u.at(REFORM).kind == "Tỉnh ủy"}
    assert provinces == {
        "Tỉnh ủy Quảng Ngãi",
        "Tỉnh ủy Tuyên Quang",
        "Tỉnh ủy Quảng Ninh",
        "Tỉnh ủy Gia Lai",
        "Tỉnh ủy Hà Tĩnh",
        "Tỉnh ủy An Thịnh (giả định)",
    }


def test_a_village_cell_keeps_its_identity_under_its_new_commune(org: Org) -> None:
    cell = "quang-ninh/hai-ha/xa-quang-duc/cb-thon-khe-lanh"
    assert org.parent(cell, date(2025, 6, 30)) == "quang-ninh/hai-ha/xa-quang-duc"
    assert org.parent(cell, REFORM) == "quang-ninh/xa-quang-duc"


def test_papers_and_activities_have_living_units(org: Org) -> None:
    for row in communication_rows(org):
        assert org.alive(row[0], day(row[4])), row
    for row in (*programme_rows(), *plan_rows(org)):
        assert org.alive(row[3], day(row[4])), row
