"""One Chromium for the whole run of a worker: playwright's loop can stand in a thread only once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from neuguong.kit.tests.ui.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    with chromium() as running:
        yield running
