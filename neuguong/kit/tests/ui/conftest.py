"""One browser for all the pictures of the gallery."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from neuguong.kit.tests.ui.browser import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started
