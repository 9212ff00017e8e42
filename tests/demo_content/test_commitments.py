"""Commitments point to living people and units, keep the rules of their kind, and are kind to real places."""

from collections import Counter
from datetime import date

import pytest

from demo.folk import Folk
from demo.heads import board_of
from demo.org import Org
from demo.people import TODAY
from demo.pledge import (
    BREAKTHROUGH,
    DECIDED,
    DEED,
    DRAFT,
    FAILED,
    GROUP,
    HEAD,
    KEY_TASK,
    MISSING,
    PERSON,
    YEARS,
    Commitment,
)

Years = dict[int, list[Commitment]]
STATES = {
    "Chưa đăng ký",
    "Dự thảo",
    "Chờ duyệt",
    "Trả lại",
    "Đã duyệt",
    "Đã báo cáo",
    "Đạt",
    "Đạt một phần",
    "Không đạt",
    "Rút",
}


def test_codes_are_unique(years: Years) -> None:
    codes = [c.code for made in years.values() for c in made]
    assert len(codes) == len(set(codes))
    assert max(len(code) for code in codes) <= 60


@pytest.mark.parametrize("year", YEARS)
def test_references_are_alive(year: int, years: Years, org: Org, folk: Folk) -> None:
    for c in years[year]:
        on = min(filter(None, (c.deadline, c.submitted)))
        assert org.alive(c.unit, c.deadline), c.code
        assert c.supervisor == "" or org.alive(c.supervisor, c.deadline), c.code
        if c.kind == GROUP:
            assert c.person == ""
        elif c.kind == PERSON:
            assert folk.people[c.person].home(c.deadline) == c.unit, c.code
        else:
            assert any(p.head and p.unit == c.unit and p.covers(c.deadline) for p in folk.people[c.person].posts), (
                c.code
            )
        assert c.approved is None or (c.submitted is not None and c.submitted <= c.approved <= TODAY), c.code
        assert c.approved is None or org.alive(c.unit, c.approved), c.code
        assert on.year == year


@pytest.mark.parametrize("year", YEARS)
def test_each_person_once(year: int, years: Years) -> None:
    people = Counter(c.person for c in years[year] if c.person)
    assert [p for p, count in people.items() if count > 1] == []


@pytest.mark.parametrize("year", YEARS)
def test_dates_and_items_fit_the_state(year: int, years: Years) -> None:
    for c in years[year]:
        assert bool(c.items) == (c.state != MISSING), c.code
        assert (c.submitted is None) == (c.state in (MISSING, DRAFT)), c.code
        assert (c.approved is not None) == bool(c.document), c.code
        if c.state in DECIDED:
            assert c.approved is not None, c.code
        assert len(c.items) <= 4, c.code


@pytest.mark.parametrize("year", YEARS)
def test_heads_have_one_breakthrough_and_a_third_party_watching(year: int, years: Years, org: Org) -> None:
    for c in years[year]:
        groups = Counter(item.group for item in c.items)
        if c.kind != HEAD:
            assert (c.issue, c.outcome, c.supervisor) == ("", "", ""), c.code
            assert KEY_TASK not in groups, c.code
            continue
        assert groups[BREAKTHROUGH] == 1 and groups[KEY_TASK] in (2, 3) and groups[DEED] == 0, c.code
        assert c.issue and c.outcome, c.code
        if c.state in DECIDED:
            board = board_of(org, org.units[c.unit], c.deadline)
            assert c.supervisor and c.supervisor not in (c.unit, board), c.code


@pytest.mark.parametrize("year", [2019, 2024, 2025, 2026])
def test_tuyen_quang_has_33_heads_under_21_titles(year: int, years: Years, folk: Folk) -> None:
    heads = [c for c in years[year] if c.kind == HEAD and c.unit.startswith("tuyen-quang")]
    titles = Counter(
        next(p.title for p in folk.people[c.person].posts if p.head and p.unit == c.unit and p.covers(c.deadline))
        for c in heads
    )
    assert len(heads) == 33
    assert len(titles) == 21
    assert len({c.person for c in heads}) == 33
    assert all(c.state in DECIDED and c.supervisor.startswith("tuyen-quang/") for c in heads)
    assert {c.document for c in heads if c.document.endswith("-TB/TU")} == {c.document for c in heads}


def test_negative_results_only_in_the_invented_locality(years: Years, org: Org) -> None:
    failed = [c for made in years.values() for c in made if c.state == FAILED]
    assert {org.units[c.unit].invented for c in failed} == {True}
    assert len(failed) >= 10


def test_all_states_in_2026_and_only_closed_ones_before(years: Years) -> None:
    assert {c.state for c in years[2026]} == STATES
    for year in (2024, 2025):
        assert {c.state for c in years[year]} == {"Đạt", "Đạt một phần", "Không đạt", "Rút", "Chưa đăng ký"}


def test_sizes_of_the_published_years(years: Years) -> None:
    hai_ha = Counter(c.kind for c in years[2022])
    assert (hai_ha[GROUP], hai_ha[PERSON]) == (82, 60)
    for year in (2024, 2025, 2026):
        assert len(years[year]) > 6_500


def test_neighbours_rarely_promise_the_same_yet_copies_exist(years: Years) -> None:
    seen: dict[tuple[str, str], set[str]] = {}
    for c in years[2026]:
        for item in c.items:
            if c.kind == PERSON:
                seen.setdefault((c.unit, f"{item.deed}|{item.measure}|{item.product}"), set()).add(c.code)
    copies = {code for codes in seen.values() if len(codes) > 1 for code in codes}
    total = sum(c.kind == PERSON for c in years[2026])
    assert 0.005 < len(copies) / total < 0.12


def test_deadlines_are_within_the_year(years: Years) -> None:
    for year, made in years.items():
        assert {item.due.year for c in made for item in c.items} == {year}
        assert all(isinstance(c.deadline, date) for c in made)
