"""Every view names its right, and who may come in without signing in is decided here, by name."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ViewDoesNotExist
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.generic import View

from neuguong.kit.policy import Policy, signed_in
from neuguong.kit.views import PUBLIC, SIGNED_IN

# Coming in, and what must work before it. A page that is public is a decision: it is written down here.
OPEN_TO_ALL = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_enter_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_confirm_email",
    "mfa_authenticate",
    "programmes:code_public",  # what hangs at the office; names nobody
    "set_language",
    "portal:home",  # the public site: brings and follows a matter, reads what is announced; see decisions/portal.md
    "portal:send",
    "portal:follow",
    "portal:rate",  # by a signed link
    "portal:schedule",
    "portal:answers",
    "portal:denounce",
    "calendar:feed",  # by a secret address: one's own days, in the calendar of one's phone
    "desk:sign_in_as",  # answers only in a database that `neuguong demo` made, and only on loopback
}
Named = tuple[str, URLPattern]


def routes(patterns: Iterable[Any], space: str = "") -> Iterator[Named]:
    """Every address under these patterns, with its full name."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from routes(one.url_patterns, inner)
        else:
            yield f"{space}{one.name}", one


def without_right(named: Iterable[Named]) -> list[str]:
    """The addresses whose view names no right, or one that its policy does not know."""
    return [name for name, pattern in named if not _stands(_right(pattern))]


def public(named: Iterable[Named]) -> set[str]:
    """The addresses open to all."""
    return {name for name, pattern in named if _right(pattern) == PUBLIC}


def _right(pattern: URLPattern) -> object:
    view = getattr(pattern.callback, "view_class", None)
    return getattr(view or pattern.callback, "right", None)


def _stands(right: object) -> bool:
    match right:
        case str():
            return right in (PUBLIC, SIGNED_IN)
        case (Policy() as policy, str() as action):
            return action in policy.actions
    return False


def ours() -> list[Named]:
    return list(routes(get_resolver().url_patterns))


def test_every_view_names_its_right() -> None:
    assert without_right(ours()) == []


def test_what_is_public_is_listed() -> None:
    assert public(ours()) == OPEN_TO_ALL


@pytest.mark.django_db
def test_nobody_comes_in_without_signing_in(client: Client) -> None:
    """What the right says is also what happens: every other address sends a stranger to the sign-in page."""
    entered = []
    for name, pattern in ours():
        if name not in OPEN_TO_ALL:
            answer = client.get(_address(pattern))
            if answer.status_code != 302 or not answer.headers["Location"].startswith("/dang-nhap/"):
                entered.append((name, answer.status_code))
    assert entered == []


def _address(pattern: URLPattern) -> str:
    """Some address that leads to the view; what the numbers stand for does not matter to a stranger."""
    for route, found in _prefixed(get_resolver().url_patterns, ""):
        if found is pattern:
            return "/" + route
    raise ViewDoesNotExist(pattern)


def _prefixed(patterns: Iterable[Any], before: str) -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        route = before + _filled(str(one.pattern), one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from _prefixed(one.url_patterns, route)
        else:
            yield route, one


def _filled(route: str, converters: dict[str, Any]) -> str:
    for name, converter in converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        sample = "1" if kind == "int" else "a"
        route = route.replace(f"<{kind}:{name}>", sample).replace(f"<{name}>", sample)
    return route


class Bare(View):
    """Planted: says nothing."""


class Odd(View):
    """Planted: names an action that the policy does not have."""

    right = (Policy(view=signed_in()), "approve")


class Sound(View):
    right = (Policy(view=signed_in()), "view")


class Open(View):
    right = PUBLIC


def test_planted() -> None:
    def plain(request: Any) -> None:
        """Planted: a function, which cannot name a right."""

    named = list(
        routes(
            [
                path("a/", Bare.as_view(), name="bare"),
                path("b/", Odd.as_view(), name="odd"),
                path("c/", Sound.as_view(), name="sound"),
                path("d/", plain, name="plain"),
                path("e/", ([path("f/", Open.as_view(), name="open")], "inner", "inner")),
            ]
        )
    )
    assert without_right(named) == ["bare", "odd", "plain"]
    assert public(named) == {"inner:open"}
