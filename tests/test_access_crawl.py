"""Every address is asked for by every kind of person, for her own, her sibling's and a stranger's: nothing leaks.

A word of a planted object may stand on a page only if the policy of that object lets its reader see it, whatever the
page: list, page of one object, search, figures, form, export or paper. Numbers of what is out of reach are not found.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import get_resolver

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.access.rules import grants
from neuguong.base.consents.rules import people, requests
from neuguong.base.figures.rules import seals
from neuguong.base.files.queries import may_open
from neuguong.base.orgs.models import Person
from neuguong.base.reorganisations.rules import batches
from neuguong.fronts.desk import rules as desk
from neuguong.work.commitments import rules as commitments
from neuguong.work.denunciations.rules import denunciations
from neuguong.work.dialogues import rules as listening
from neuguong.work.indicators.rules import procedure_times, restatements, values
from neuguong.work.oversight import rules as oversight
from neuguong.work.programmes.rules import codes, movement_models
from neuguong.work.reports.rules import policy as reports
from neuguong.work.study import rules as study
from tests.architecture.test_views import OPEN_TO_ALL, ours
from tests.cast import SINCE, Cast
from tests.planted import PLACES, Planted, plant

READERS = ("lan", "hung", "son", "binh", "long")
_UNSAFE = {"account_logout", "set_language"}
_SAMPLES = {
    "flow": "cam-ket",
    "step": "submit",
    "suffix": "docx",
    "kind": "nguoi",
    "key": "should",
    "purpose": "POST",
    "drawing": "xu-huong",
}
_QUERY = {"nam": "2026", "ky": "", "q": "zq", "buoc": "approve", "tai": ""}


def addresses(at: Planted) -> Iterator[tuple[str, str]]:
    """(name, address) of everything that may be asked about a place, its numbers in the path and in the query."""
    asked = {**_QUERY, "id": at.number, "ids": at.number, "chon": at.number, "don_vi": at.unit.pk, "unit": at.unit.code,
             "don-vi": at.unit.code, "nguoi": at.number}  # fmt: skip
    for name, route, converters in _routes(get_resolver().url_patterns):
        if name in OPEN_TO_ALL | _UNSAFE or name.startswith(("account_", "mfa_")):
            continue
        for key, converter in converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
            said = at.unit.code if kind == "path" else {**_SAMPLES, "typed": at.code}.get(key, at.unit.code)
            value = str(at.number) if kind == "int" else said
            route = route.replace(f"<{kind}:{key}>", value)
        yield name, f"/{route}?{urlencode({key: value for key, value in asked.items() if value != ''})}"


def _routes(patterns: Any, space: str = "", before: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    for one in patterns:
        route = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from _routes(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space, route)
        else:
            yield f"{space}{one.name}", route, one.pattern.converters


def _person_is_known(user: Any, person: Person) -> bool:
    """By the list of people, by a registration, by a request of hers, or by what a meeting gave her to do."""
    own = commitments.policy.visible(type_of_registration().objects.filter(person=person), user)
    tasks = study.conclusions.visible(person.conclusions.all(), user)
    return bool(desk.people.can(user, "view", person) or own.exists() or tasks.exists())


def type_of_registration() -> Any:
    return commitments.Commitment


SEEN: dict[str, Callable[[Any, Any], bool]] = {
    "session": lambda user, row: study.sessions.can(user, "view", row),
    "minutes": lambda user, row: study.sessions.can(user, "read_minutes", row.session),
    "task": lambda user, row: study.conclusions.can(user, "view", row),
    "person": _person_is_known,
    "deed": lambda user, row: commitments.policy.can(user, "read", row),
    "draft": lambda user, row: commitments.policy.can(user, "read", row),
    "result": lambda user, row: commitments.policy.can(user, "read", row),
    "file": may_open,
    "decision": lambda user, row: commitments.decisions.can(user, "view", row),
    "seal": lambda user, row: seals.can(user, "view", row),
    "batch": lambda user, row: batches.can(user, "view", row),
    "denunciation": lambda user, row: denunciations.can(user, "view", row),
    "conduct": lambda user, row: codes.can(user, "view", row),
    "model": lambda user, row: movement_models.can(user, "view", row),
    "procedure": lambda user, row: procedure_times.can(user, "view", row),
    "number": lambda user, row: values.can(user, "read", row),
    "correction": lambda user, row: restatements.can(user, "view", row),
    "obstacle": lambda user, row: commitments.obstacles.can(user, "view", row),
    "plan": lambda user, row: oversight.plans.can(user, "view", row),
    "visit": lambda user, row: oversight.visits.can(user, "view", row),
    "finding": lambda user, row: oversight.findings.can(user, "view", row),
    "draw": lambda user, row: oversight.draws.can(user, "view", row),
    "case": lambda user, row: listening.cases.can(user, "view", row),
    "sender": lambda user, row: listening.senders.can(user, "view", row),
    "reception": lambda user, row: listening.receptions.can(user, "view", row),
    "dialogue": lambda user, row: listening.dialogues.can(user, "view", row),
    "promise": lambda user, row: listening.promises.can(user, "view", row),
    "report": lambda user, row: reports.can(user, "view", row),
    "request": lambda user, row: requests.can(user, "view", row),
    "grant": lambda user, row: grants.can(user, "view", row),
    # whoever speaks for somebody who never signed in prints her what is kept of her
    "notice": lambda user, row: people.can(user, "speak", row.user.person),
}


def _leaks(client: Client, user: Any, at: Planted) -> list[str]:
    hidden = {at.word(kind): kind for kind, row in at.rows.items() if not SEEN[kind](user, row)}
    found: list[str] = []
    for name, address in addresses(at) if hidden else ():
        answer = client.get(address)
        assert answer.status_code < 500, address
        text = _text(answer)
        found += [f"{name}: {kind} ({answer.status_code})" for word, kind in hidden.items() if word in text]
    return found


def _text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers}{body.decode('utf-8', 'ignore')}"


@pytest.mark.parametrize("name", READERS)
def test_no_page_says_what_its_reader_may_not_know(cast: Cast, name: str) -> None:
    planted = plant(cast)
    client = Client()
    client.force_login(cast.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert {place: _leaks(client, cast.user(name), at) for place, at in planted.items()} == {key: [] for key in PLACES}


HIDDEN = {
    # nobody of Hòa An knows anything of Bình Minh; of the cell beside hers a member or secretary knows nothing either
    "lan": {
        "sibling": set(SEEN),
        "foreign": set(SEEN),
        "own": set(SEEN) - {"seal", "procedure", "model", "session", "minutes", "task", "person"},
    },
    "hung": {"sibling": set(SEEN), "foreign": set(SEEN)},
    "son": {"foreign": set(SEEN)},
    "thuy": {"foreign": set(SEEN)},
    "long": {place: set(SEEN) for place in PLACES},
}


@pytest.mark.parametrize("name", HIDDEN)
def test_the_policies_hide_what_they_should(cast: Cast, name: str) -> None:
    """What the crawl goes by is itself held to a table."""
    planted, user = plant(cast), cast.user(name)
    hidden = {
        place: {kind for kind, row in planted[place].rows.items() if not SEEN[kind](user, row)}
        for place in HIDDEN[name]
    }
    assert hidden == HIDDEN[name]


def test_the_crawl_reaches_the_pages(cast: Cast) -> None:
    """Whoever may do everything is shown most of what the crawl asks for, and the words with it."""
    planted = plant(cast)
    for role in Role:
        for unit in ("trung-uong", "thon-nam"):
            Grant.objects.create(user=cast.users["an"], role=role, unit=cast.unit(unit), valid=(SINCE, None))
    client = Client()
    client.force_login(cast.users["an"], backend="allauth.account.auth_backends.AuthenticationBackend")
    at = planted["foreign"]
    answers = {name: client.get(address) for name, address in addresses(at)}
    shown = {name for name, answer in answers.items() if answer.status_code == 200}
    gone = sorted(name for name, answer in answers.items() if answer.status_code == 404)
    said = {kind for kind in SEEN if any(at.word(kind) in _text(answer) for answer in answers.values())}
    assert said == set(SEEN) - {"denunciation"}  # no role opens one
    assert len(shown) > len(answers) * 3 // 5, gone


def _snapshot(at: Planted) -> list[dict[str, Any]]:
    return [type(row)._default_manager.filter(pk=row.pk).values().get() for row in _distinct(at)]


def _distinct(at: Planted) -> list[Model]:
    return list({(type(row), row.pk): row for row in at.rows.values()}.values())


@pytest.mark.parametrize("name", ["hung", "binh"])
def test_no_post_changes_what_is_a_strangers(cast: Cast, name: str) -> None:
    planted = plant(cast)
    client = Client(raise_request_exception=True)
    client.force_login(cast.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    for place in ("sibling", "foreign"):
        at = planted[place]
        before = _snapshot(at)
        for route, address in addresses(at):
            answer = client.post(address, {"ghi_chu": "Thử", "confirm": "1", "edition": "0"})
            assert answer.status_code < 500, (route, address)
        assert _snapshot(at) == before


def test_the_walk_knows_every_route() -> None:
    named = {name for name, _pattern in ours()} - OPEN_TO_ALL - _UNSAFE
    walked = {name for name, _route, _converters in _routes(get_resolver().url_patterns)}
    assert named <= walked
