"""Fixtures of the whole suite: the fixed cast, and guards that make silent faults loud."""

pytest_plugins = ["tests.cast"]
