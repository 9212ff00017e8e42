"""The flow that these tests take steps in."""

from neuguong.base.journal.tests.flow import known_flow

__all__ = ["known_flow"]
