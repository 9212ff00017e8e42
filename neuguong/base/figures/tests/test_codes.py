"""Codes of figures: short, the same every time, and one for each figure whatever happens."""

import pytest

from neuguong.base.figures.models import FigureCode
from neuguong.base.figures.queries import codes, href
from neuguong.base.figures.services import codes_of
from neuguong.base.figures.tests.world import World


def test_the_same_figure_has_the_same_code(world: World) -> None:
    period = world.years[2024].pk
    figures = [href("should", "A", period), href("should", "A", period, own=True), href("should", "A", period, 7)]
    figures += [href("should", "B", period), href("late", "A", period), href("should", "A", period, in_today_tree=True)]
    first = codes_of(figures)
    assert sorted(first) == sorted(figures)
    assert len(set(first.values())) == FigureCode.objects.count() == 6
    assert codes_of(reversed(figures)) == first
    assert {len(code) for code in first.values()} == {8}
    FigureCode.objects.all().delete()
    assert codes_of(figures[:1]) == {figures[0]: first[figures[0]]}
    assert [
        codes.rows_of(codes.find_code(f" {code.lower()[:4]}-{code[4:]} ")) for code in codes_of(figures).values()
    ] == list(codes_of(figures))


def test_other_addresses_have_none(world: World) -> None:
    period = world.years[2024].pk
    others = ["/", "https://example.org/", href("should", "khong-co", period), href("should", "A", period) + "&cap=3"]
    assert codes_of(others) == {}


def test_a_code_that_is_taken_gives_way(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = codes.Coordinates.code
    monkeypatch.setattr(codes.Coordinates, "code", lambda one, attempt=0: real(one, attempt) if attempt else "22222222")
    figures = [href(key, "A", world.years[2024].pk) for key in ("should", "late", "missing")]
    given = codes_of(figures)
    assert len(set(given.values())) == 3
    assert codes_of(figures) == given


def test_as_many_queries_for_many_figures(world: World, django_assert_num_queries: object) -> None:
    figures = [href("should", code, world.years[2024].pk) for code in world.units]
    for some in (figures[:2], figures):
        with django_assert_num_queries(6):  # type: ignore[operator]  # the fixture is typed as a plain object
            codes_of(some)
    with django_assert_num_queries(4):  # type: ignore[operator]  # the fixture is typed as a plain object
        codes_of(figures)


def test_no_sign_is_taken_for_another() -> None:
    assert len(set(codes.ALPHABET)) == 32
    assert not set("0O1I") & set(codes.ALPHABET)
