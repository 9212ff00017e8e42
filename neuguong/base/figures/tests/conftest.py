"""A small party tree that is reorganised on 1 July 2025, and facts to put into it."""

import pytest

from neuguong.base.figures.tests.flush import flush_may_truncate
from neuguong.base.figures.tests.world import World, build

__all__ = ["flush_may_truncate"]


@pytest.fixture
def world(db: None, settings: object) -> World:
    """The tree, three years, some people; no facts yet."""
    settings.NEUGUONG_REACTIONS = "neuguong.base.figures.tests.world.REACTIONS"  # type: ignore[attr-defined]
    return build()


@pytest.fixture
def lasting_world(transactional_db: None, settings: object) -> World:
    """The same, committed, so that other connections see it."""
    settings.NEUGUONG_REACTIONS = "neuguong.base.figures.tests.world.REACTIONS"  # type: ignore[attr-defined]
    return build()
