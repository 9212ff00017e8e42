"""mypy judges the whole product strictly (the house promises kit, base, services, queries, rules, flow, measures)."""

import tomllib
from typing import Any

import pytest

from tests.architecture.source import ROOT

# Packages that ship no types; what of ours they answer is checked all the same.
THIRD_PARTY = {"module", "ignore_missing_imports"}


def let_off(settings: dict[str, Any]) -> list[str]:
    """Whatever in mypy's settings treats some module of ours less strictly."""
    lax = [] if settings.get("strict") else ["strict is off"]
    lax += [] if settings.get("files") == ["neuguong"] else ["not every file"]
    for one in settings.get("overrides", []):
        ours = [module for module in one["module"] if module.startswith(("neuguong", "*"))]
        lax += ours if ours else sorted(set(one) - THIRD_PARTY)
    return lax


def test_house() -> None:
    assert let_off(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]) == []


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({}, []),
        ({"strict": False}, ["strict is off"]),
        ({"files": ["neuguong/kit"]}, ["not every file"]),
        ({"overrides": [{"module": ["neuguong.*.views"], "ignore_errors": True}]}, ["neuguong.*.views"]),
        ({"overrides": [{"module": ["docx.*"], "follow_imports": "skip"}]}, ["follow_imports"]),
        ({"overrides": [{"module": ["docx.*"], "ignore_missing_imports": True}]}, []),
    ],
)
def test_planted(change: dict[str, Any], seen: list[str]) -> None:
    assert let_off({"strict": True, "files": ["neuguong"], **change}) == seen
