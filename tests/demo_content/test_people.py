"""People are invented, live in living cells, and every unit is led."""

import re
import tomllib
from collections import Counter
from datetime import date
from itertools import pairwise

from demo.cast import seats, text
from demo.content import FOLDER, bank
from demo.folk import Folk
from demo.names import fingerprint
from demo.org import Org
from demo.people import TODAY

DAYS = (date(2019, 2, 28), date(2022, 3, 15), date(2024, 3, 15), date(2025, 2, 28), date(2025, 8, 1), TODAY)


def test_size(folk: Folk) -> None:
    living = folk.by_cell(TODAY)
    assert 7_200 <= sum(len(members) for members in living.values()) <= 7_900
    assert min(len(m) for m in living.values()) >= 3
    assert max(len(m) for m in living.values()) <= 60


def test_homes_follow_one_another_in_living_cells(org: Org, folk: Folk) -> None:
    for person in folk.people.values():
        for home, later in pairwise(person.homes):
            assert home.end is not None and home.end <= later.start, person.code
        for home in person.homes:
            end = org.units[home.cell].end
            assert org.alive(home.cell, home.start), person.code
            assert end is None or (home.end is not None and home.end <= end), person.code
            assert home.end is None or home.start < home.end, person.code


def test_posts_lie_within_the_life_of_their_unit(org: Org, folk: Folk) -> None:
    for person in folk.people.values():
        for post in person.posts:
            end = org.units[post.unit].end
            assert org.units[post.unit].start <= post.start, (person.code, post)
            assert end is None or (post.end is not None and post.end <= end), (person.code, post)
            assert post.end is None or post.start < post.end, (person.code, post)
            assert person.home(post.start), (person.code, post)


def test_every_living_unit_has_exactly_one_head(org: Org, folk: Folk) -> None:
    for on in DAYS[2:]:
        heads = Counter(p.unit for person in folk.people.values() for p in person.posts if p.head and p.covers(on))
        led = {u.code for u in org.units.values() if u.alive(on) and (u.sort or u.head_title)}
        assert set(heads) == led, on
        assert set(heads.values()) == {1}, on


def test_every_larger_cell_has_a_deputy(folk: Folk) -> None:
    cells = folk.by_cell(TODAY)
    deputies = {
        p.unit
        for person in folk.people.values()
        for p in person.posts
        if p.title == "Phó Bí thư chi bộ" and p.covers(TODAY)
    }
    without = [c for c, members in cells.items() if len(members) >= 20 and c not in deputies]
    assert len(without) <= len(cells) // 10


def test_no_name_from_the_published_texts(folk: Folk) -> None:
    barred = set(bank("ten-nguoi")["loai_tru"]["bam"])
    assert [p.code for p in folk.people.values() if fingerprint(p.name) in barred] == []
    assert len(barred) == 19


def test_codes_and_user_names_are_unique(folk: Folk) -> None:
    logins = [p.login for p in folk.people.values() if p.login]
    assert len(logins) == len(set(logins))
    assert 55 <= len(logins) <= 90
    assert all(re.fullmatch(r"[A-Z]{2}-\d{6}", code) for code in folk.people)


def test_cast_file_is_up_to_date_and_has_every_role(org: Org, folk: Folk) -> None:
    written = (FOLDER / "cast.toml").read_text(encoding="utf-8")
    assert written == text(seats(org, folk))
    cast = tomllib.loads(written)["cast"]
    one_click = {c["role"] for c in cast if c["one_click"]}
    assert one_click == {"MEMBER", "SECRETARY", "STAFF", "APPROVER", "SUPERVISOR", "VIEWER", "ADMINISTRATOR"}
    for one in cast:
        assert folk.people[one["person"]].login == one["username"]
        assert org.alive(one["unit"], one["from"]) and org.alive(one["unit"], TODAY)
