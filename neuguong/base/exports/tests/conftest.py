"""Files of tests lie in a folder of their own; a commune with registrations to take out."""

from pathlib import Path
from typing import Any

import pytest

from neuguong.work.commitments.services import open_year
from tests.cast import TODAY, Cast


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """What a test exports is gone with it."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def opened(cast: Cast) -> Cast:
    """The year is open: everybody's registration is expected."""
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=TODAY, day=TODAY)
    return cast
