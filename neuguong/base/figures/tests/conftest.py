"""A small party tree that is reorganised on 1 July 2025, and facts to put into it."""

import pytest

from neuguong.base.figures.tests.world import World, build
from tests.kept import Kept

WORLD = Kept(build)


@pytest.fixture
def world(db: None) -> World:
    """The tree, three years, some people; no facts yet."""
    return WORLD.lay()


@pytest.fixture
def lasting_world(transactional_db: None) -> World:
    """The same, committed, so that other connections see it."""
    return WORLD.lay()
