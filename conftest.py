"""Fixtures of the whole suite: the fixed cast, and the flush that may empty fact tables after a test."""

pytest_plugins = ["tests.browser", "tests.cast", "neuguong.base.figures.tests.flush"]
