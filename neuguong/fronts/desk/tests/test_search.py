"""The search box: what is found is what one may see and holds the words, no more and no less."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from neuguong.base.access.rules import units
from neuguong.base.journal.services import take_step
from neuguong.base.orgs.models import Person, Unit
from neuguong.fronts.desk import rules
from neuguong.fronts.desk.queries import Search
from neuguong.kit.search import words_in
from neuguong.work.commitments.choices import IN_HAND
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy, writer
from neuguong.work.commitments.services import ItemInput, open_year, save_draft
from neuguong.work.programmes.tests import given
from tests.cast import TODAY, Cast

DEEDS = {
    "lan": "Vận động 5 hộ hiến đất mở đường, bảo vệ môi trường",
    "hung": "Sinh hoạt chi bộ đúng kỳ; giữ gìn môi trường thôn Đông",
    "tuan": "Trồng 50 cây xanh ở trường học",
    "ha": "Đối thoại với nhân dân về môi trường",
    "long": "Rút ngắn thời gian cấp phép",
}
HANDED_IN = ("lan", "ha", "long")
TYPED = (
    "môi trường", "MOI TRUONG", "truong moi", "trường", "thôn đông", "chi bộ", "nguyễn", "lan", "nguyen thi lan",
    "BS-000001", "2026", "2026 moi truong", "hiến đất", "cây xanh", "giữ gìn", "bình", "sơn", "rút ngắn cấp phép",
)  # fmt: skip


@pytest.fixture
def world(cast: Cast) -> Cast:
    """Five registrations of 2026, three of them handed in; the others still in hand."""
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=TODAY, day=TODAY)
    for name, deed in DEEDS.items():
        row = Commitment.objects.filter(person=cast.person(name)).order_by("pk").first()
        assert row
        row = save_draft(
            commitment=row, fields={}, items=[ItemInput(1, deed, TODAY)], edition=row.edition, actor=cast.user(name),
            now=cast.now, today=TODAY,
        )  # fmt: skip
        if name in HANDED_IN:
            take_step(FLOW, row, "submit", cast.user(name), now=cast.now)
    given.document(cast, "bac-son", "05-CT/TU", summary="Bảo vệ môi trường")
    return cast


@pytest.fixture
def at(world: Cast) -> Callable[[str], Client]:
    def enter(name: str) -> Client:
        client = Client()
        client.force_login(world.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


def _held(texts: str, typed: str, *, unfinished: bool) -> bool:
    have, want = words_in(texts), words_in(typed)
    last = want[-1]
    begun = unfinished and len(last) >= 3 and any(one.startswith(last) for one in have)
    return set(want[:-1]) <= set(have) and (last in have or begun)


def _texts(row: Commitment, own: set[int]) -> str:
    name = row.person.full_name if row.person else row.unit.name
    items = [f"{i.deed} {i.product} {i.measure_taken}" for i in row.items.all()]
    readable = items if row.state not in IN_HAND or row.pk in own else []
    return " ".join([name, row.code, str(row.period.year), *readable])


def _expected(typed: str, user: Any) -> dict[str, set[int]]:
    own = set(Commitment.objects.filter(writer(user)).values_list("pk", flat=True))
    registered = policy.visible(Commitment.objects.select_related("person", "unit", "period"), user)
    return {
        "units": {one.pk for one in units.visible(Unit.objects.all(), user) if _held(one.name, typed, unfinished=True)},
        "people": {
            one.pk
            for one in rules.people.visible(Person.objects.all(), user)
            if _held(f"{one.full_name} {one.code}", typed, unfinished=True)
        },
        "commitments": {one.pk for one in registered if _held(_texts(one, own), typed, unfinished=False)},
    }


@pytest.mark.parametrize("name", ["lan", "hung", "mai", "tuan", "ha", "son", "thuy", "quang", "binh", "van", "an"])
def test_found_is_what_one_may_see_and_holds_the_words(world: Cast, name: str) -> None:
    chance = random.Random(name)
    user = world.user(name)
    for typed in chance.sample(TYPED, 8):
        asked = Search(typed, user, TODAY, 500)
        found = {
            "units": set(asked.units_found().keys),
            "people": set(asked.people_found().keys),
            "commitments": set(asked.commitments_found().keys),
        }
        assert found == _expected(typed, user), typed


def test_words_in_hand_are_found_by_who_writes_them(world: Cast) -> None:
    row = Commitment.objects.get(person=world.person("tuan"))
    seen = {
        name: row.pk in Search("cây xanh", world.user(name), TODAY, 20).commitments_found().keys
        for name in ("tuan", "son", "thuy", "quang", "lan", "van")
    }
    assert seen == {"tuan": True, "son": False, "thuy": False, "quang": False, "lan": False, "van": False}


@pytest.mark.parametrize("typed", ["05-CT/TU", "05 ct tu", "05-ct/tu", "05CTTU", "05-CT", "5-CT/TU", "môi trường"])
def test_a_document_by_its_number_however_it_is_typed(at: Callable[[str], Client], typed: str) -> None:
    page = at("lan").get("/tim-kiem/", {"q": typed}).content.decode()
    assert 'id="tim-documents"' in page


@pytest.mark.parametrize(
    "typed",
    ["'", '"', "& | ! : *", "a & ! b <-> c:*", "\\", "%", "_", "(", "{}", "–", "-" * 300, "9" * 5000],
)
def test_what_people_type_is_never_an_error(at: Callable[[str], Client], typed: str) -> None:
    assert at("hung").get("/tim-kiem/", {"q": typed}).status_code == 200


def test_the_page_marks_words_as_text(world: Cast, at: Callable[[str], Client]) -> None:
    Person.objects.filter(pk=world.person("lan").pk).update(full_name="<script>alert(1)</script> Lan")
    page = at("hung").get("/tim-kiem/", {"q": "lan script"}).content.decode()
    assert ("<mark>script</mark>" in page, "<script>alert" in page) == (True, False)


def test_under_the_box_while_one_types(at: Callable[[str], Client]) -> None:
    headers = {"HX-Request": "true", "HX-Target": "search-found"}
    glance = at("son").get("/tim-kiem/", {"q": "nguyen thi l"}, headers=headers).content.decode()
    assert ("<html" in glance, "Nguyễn Thị" in glance) == (False, False)
    glance = at("son").get("/tim-kiem/", {"q": "nguyen thi"}, headers=headers).content.decode()
    assert ("<html" in glance, "<mark>Nguyễn Thị</mark> Lan" in glance) == (False, True)


def test_queries_do_not_grow_with_what_is_found(
    world: Cast, at: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    client = at("quang")
    for typed in ("lan", "2026", "môi trường"):
        with django_assert_max_num_queries(30):
            client.get("/tim-kiem/", {"q": typed})
