"""A real server on the fixed cast, a real Chromium, and axe on every page that a journey opens."""

import os
import threading
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from neuguong.base.accounts.models import User
from neuguong.kit.tests.ui import axe
from neuguong.work.commitments.services import open_year
from tests.cast import TODAY, Cast, build
from tests.kept import Kept

# Playwright's sync API runs an event loop in this thread; our ORM calls beside it are plain synchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PASSWORD = "mat-khau-thu-1"
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 30_000  # milliseconds: the first page of a busy machine takes ten seconds
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def quiet(transactional_db: None) -> Iterator[None]:
    """Whoever asks for it before the browser: emptying the database waits until the server has answered everybody.

    A page that is left while it still asks goes on asking in a thread of the server, and two that take the same tables
    in another order end in a deadlock. A thread ends with its browser's connection.
    """
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(20)


@pytest.fixture
def stage(quiet: None, settings: object) -> Cast:
    """The cast with 2026 opened for the whole province, seen from 15 November."""
    settings.NEUGUONG_TODAY = TODAY
    return STAGE.lay()


def _opened() -> Cast:
    cast = build()
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=TODAY.replace(month=2, day=28), day=TODAY)
    return cast


STAGE = Kept(_opened)


def _session(name: str) -> str:
    """The key of a session of that user (that people can sign in is the journey of test_account.py)."""
    client = Client()
    client.force_login(User.objects.get(username=name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return str(client.cookies["sessionid"].value)


class Person:
    """Somebody at a browser of her own, signed in."""

    def __init__(self, context: BrowserContext, base: str, name: str, *, is_narrow: bool = False) -> None:
        self.context, self.base, self.name, self.is_narrow = context, base, name, is_narrow
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        context.add_cookies([{"name": "sessionid", "value": _session(name), "url": base}])
        self.go("/")

    def go(self, path: str) -> Page:
        """Open an address of the system."""
        self.page.goto(self.base + path)
        return self.page

    def press(self, words: str) -> Page:
        """Press the button or follow the link of those words within the page's content."""
        place = self.page.locator("#content")
        target = place.get_by_role("button", name=words, exact=True).or_(
            place.get_by_role("link", name=words, exact=True)
        )
        target.locator("visible=true").first.click()
        self.page.wait_for_load_state()
        return self.page

    def check(self) -> None:
        """No fault of script, no violation of axe."""
        assert axe.violations(self.page) == [], self.page.url
        assert self.faults == []

    def look(self, path: str = "") -> None:
        """Open the address, or stay, and see that the page is clean at both widths and in both themes: whole in the
        light; in the dark, at the other width, what the colours and the room change. Nothing scrolls sideways."""
        if path:
            self.go(path)
        whole, other = (PHONE, DESK) if self.is_narrow else (DESK, PHONE)
        self._turn(other, "dark")
        assert axe.violations(self.page, colours_alone=True) == [], self.page.url
        self._turn(whole, "light")
        self.check()

    def _turn(self, size: ViewportSize, theme: Literal["light", "dark"]) -> None:
        self.page.set_viewport_size(size)
        self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert self.page.evaluate("document.documentElement.scrollWidth") <= size["width"], self.page.url


@pytest.fixture
def enter(browser: Browser, live_server: object, stage: Cast) -> Iterator[Callable[..., Person]]:
    """Let somebody of the cast sit down at a browser: `enter("lan", width=390, script=False)`."""
    contexts: list[BrowserContext] = []

    def sit(name: str, *, width: int = 1280, script: bool = True) -> Person:
        context = browser.new_context(
            viewport=PHONE if width < 600 else DESK, java_script_enabled=script, locale="vi-VN"
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        axe.ready(context)
        contexts.append(context)
        return Person(context, live_server.url, name, is_narrow=width < 600)

    yield sit
    for context in contexts:
        context.close()
