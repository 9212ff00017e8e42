"""The shipped example: 63 provinces become 34."""

import tomllib

from neuguong.base.access.choices import Role
from neuguong.base.figures.services import recount
from neuguong.base.orgs.models import Placement, Reach, Tree, Unit
from neuguong.base.orgs.services import open_unit, reorganise
from neuguong.base.reorganisations.services import PROVINCES_2025, apply, draw_up, lines_in
from neuguong.base.reorganisations.tests.arranged import grant
from tests.cast import SINCE, TODAY, Cast

DESCRIBED = tomllib.loads(PROVINCES_2025.read_text(encoding="utf-8"))


def test_exactly_63_names_map_onto_34() -> None:
    old = [one["name"] for merger in DESCRIBED["merge"] for one in merger["from"]]
    same = [one["name"] for one in DESCRIBED["unchanged"]]
    new = [merger["name"] for merger in DESCRIBED["merge"]]
    assert (len({*old, *same}), len(old) + len(same)) == (63, 63)
    assert (len({*new, *same}), len(new) + len(same)) == (34, 34)
    assert all(merger["basis"] and len(merger["from"]) in (2, 3) for merger in DESCRIBED["merge"])
    assert len(lines_in(DESCRIBED)) == 52


def test_the_file_is_one_batch(cast: Cast) -> None:
    tree = Tree.objects.get()
    old = [*DESCRIBED["unchanged"], *(one for merger in DESCRIBED["merge"] for one in merger["from"])]
    with reorganise(tree):  # paths are written once for all of them
        for one in old:
            open_unit(
                code=one["code"], name=one["name"], kind="PARTY_PROVINCE", tree=tree, parent=cast.unit("trung-uong"),
                since=SINCE,
            )  # fmt: skip
    grant(cast, "an", Role.ADMINISTRATOR, "trung-uong")
    batch = draw_up(path=PROVINCES_2025, by=cast.user("an"), now=cast.now)
    assert apply(batch=batch, by=cast.user("an"), now=cast.now, today=TODAY).moved == [batch.pk]
    alive = Placement.objects.filter(unit__kind="PARTY_PROVINCE", valid__contains=TODAY)
    assert alive.exclude(unit=cast.unit("bac-son")).count() == 34
    today = Reach.objects.filter(unit__code="ha-giang", valid_from__lte=TODAY, valid_to__gt=TODAY)
    assert [row.path[-6:] for row in today] == [Unit.objects.get(code="tuyen-quang-2025").label]
    assert recount() == []
