"""Fixtures of the whole suite: one browser, the fixed cast, and a quick flush after a transactional test."""

pytest_plugins = ["tests.browser", "tests.cast", "neuguong.base.figures.tests.flush"]
