"""Files of tests lie in a folder of their own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """What a test uploads is gone with it."""
    settings.DATA_DIR = tmp_path
