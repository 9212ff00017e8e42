"""The office of the slice below, and an empty shared cache."""

import pytest
from django.core.cache import cache

from neuguong.work.dialogues.tests.conftest import office

__all__ = ["office"]


@pytest.fixture(autouse=True)
def _fresh_counts(db: None) -> None:
    cache.clear()
