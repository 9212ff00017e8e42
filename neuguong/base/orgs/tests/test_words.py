"""The words by which units and people are found are kept by the database, by whatever road rows come in."""

import datetime as dt

import pytest
from django.db import connection

from neuguong.base.orgs.models import Person, PersonWords, Tree, Unit, UnitWords, WordsDue
from neuguong.base.orgs.queries import search_people, search_units
from neuguong.base.orgs.services import move_unit, rename_unit, storing, transfer_member, write_all_words
from tests.cast import Cast

NEXT = dt.date(2026, 12, 1)


def found(text: str) -> list[str]:
    return [one.name for one in search_units(text)]


def near(person: Person) -> set[str]:
    return set(PersonWords.objects.get(person=person).near)


def test_units_by_every_name_they_had(cast: Cast) -> None:
    rename_unit(unit=cast.unit("thon-dong"), name="Chi bộ Thôn Phượng", on=NEXT)
    assert found("thon dong") == found("THÔN PHƯỢNG") == ["Chi bộ Thôn Phượng"]
    assert (found("thon phuo"), found("thon ph"), found("'; & |")) == (["Chi bộ Thôn Phượng"], [], [])


def test_people_by_name_and_code_whoever_writes_them(cast: Cast) -> None:
    lan = cast.person("lan")
    with connection.cursor() as cursor:
        with cursor.copy("COPY orgs_person (code, full_name, sex, standing, search, sort_key) FROM STDIN") as copy:
            copy.write_row(("XX-77", "Đặng Thị Ưng", "", "FULL", "", ""))
        cursor.execute("UPDATE orgs_person SET full_name = 'Nguyễn Thị Huệ' WHERE id = %s", [lan.pk])
        assert [one.code for one in search_people("ung dang")] == ["XX-77"]
        assert [one.code for one in search_people("xx 77")] == ["XX-77"]
        assert (list(search_people("nguyen thi lan")), list(search_people("hue"))) == ([], [lan])
        cursor.execute("DELETE FROM orgs_person WHERE code = 'XX-77'")
    assert PersonWords.objects.count() == Person.objects.count()


def test_from_where_somebody_is_seen_follows_cell_and_tree(cast: Cast) -> None:
    lan, home, west = cast.person("lan"), cast.unit("thon-dong"), cast.unit("thon-tay")
    above = {f"u{cast.unit(one).pk}" for one in ("hoa-an", "bac-son", "trung-uong")}
    assert near(lan) == {f"p{lan.pk}", f"u{home.pk}", *above}
    transfer_member(person=lan, to=west, on=NEXT)
    assert near(lan) == {f"p{lan.pk}", f"u{west.pk}", *above}
    move_unit(unit=west, tree=Tree.objects.get(), parent=cast.unit("binh-minh"), on=NEXT)
    assert near(lan) == {f"p{lan.pk}", f"u{west.pk}", *above, f"u{cast.unit('binh-minh').pk}"}


def test_every_unit_and_person_has_words(cast: Cast) -> None:
    assert UnitWords.objects.count() == Unit.objects.count()
    assert PersonWords.objects.count() == Person.objects.count()


def test_a_large_move_leaves_the_words_to_a_job(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "WORDS_AT_ONCE", 0)
    moved, to = cast.unit("hoa-an"), cast.unit("so-xay-dung")
    move_unit(unit=moved, tree=Tree.objects.get(), parent=to, on=NEXT)
    assert (WordsDue.objects.count(), f"u{to.pk}" in near(cast.person("lan"))) == (3, False)
    assert (write_all_words(), WordsDue.objects.count()) == (3, 0)
    assert f"u{to.pk}" in near(cast.person("lan"))
