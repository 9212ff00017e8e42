"""What the tests of this slice begin with: the cast, the shipped rules, and the calendar of holidays."""

import pytest

from neuguong.base.periods.services import open_years
from neuguong.work.dialogues.services import prepare
from tests.cast import Cast


def _build() -> None:
    open_years(years=(2025, 2026), now=Cast().now)
    prepare(now=Cast().now)


@pytest.fixture
def office(cast: Cast) -> Cast:
    """The cast in an installation that knows its rules and its holidays."""
    _build()
    return cast
