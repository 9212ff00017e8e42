"""mypy judges the whole product strictly (the house promises kit, base, services, queries, rules, flow, measures)."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source import PACKAGE, ROOT, plant, python_files

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


EXCEPTION = re.compile(r"# type: ignore")
EXPLAINED = re.compile(r"# type: ignore\[[a-z, -]+\]\s+# \w")


def unexplained(folder: Path) -> list[str]:
    """Places where mypy is told to look away, without what from or why."""
    return [
        f"{path.relative_to(folder)}:{number}"
        for path in python_files(folder, tests=False)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if EXCEPTION.search(line) and not EXPLAINED.search(line)
    ]


def test_every_exception_says_why() -> None:
    assert unexplained(PACKAGE) == []


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("x = f()  # type: ignore", True),
        ("x = f()  # type: ignore[no-any-return]", True),
        ("x = f()  # type: ignore  # because", True),
        ("x = f()  # type: ignore[arg-type, attr-defined]  # the stubs leave it out", False),
        ("x = f()", False),
    ],
)
def test_planted_exception(tmp_path: Path, line: str, seen: bool) -> None:
    plant(tmp_path, {"work/pledges/rules.py": f"{line}\n"})
    assert unexplained(tmp_path) == (["work/pledges/rules.py:1"] if seen else [])
