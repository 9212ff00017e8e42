"""The wall clock is read in one place, `kit.clock`; everywhere else time is an argument, so that the demo's day holds.

The command, which names the day before Django is set up, reads the environment by itself.
"""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, parse, plant, python_files

READERS = ("kit/clock.py", "config/cli/running.py")
WALL = ("timezone.now", "date.today", "datetime.today", "datetime.now", "datetime.utcnow")
WALL_WITHOUT_ARGUMENT = ("localdate", "localtime")


def read(folder: Path) -> list[str]:
    """Every place under `folder` that reads the wall clock and is none of the readers."""
    return [
        f"{path.relative_to(folder)}:{line}"
        for path in python_files(folder, tests=False)
        if path.relative_to(folder).as_posix() not in READERS
        for line in sorted({node.lineno for node in ast.walk(parse(path)) if _reads(node)})
    ]


def _reads(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return ".".join(ast.unparse(node).split(".")[-2:]) in WALL
    if isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone":
        return any(one.name == "now" for one in node.names)
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).split(".")[-1] in WALL_WITHOUT_ARGUMENT and not (node.args or node.keywords)
    return False


def test_house() -> None:
    assert read(PACKAGE) == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("day = timezone.localdate()", True),
        ("day = timezone.now()", True),
        ("made_at = models.DateTimeField(default=timezone.now)", True),
        ("day = dt.date.today()", True),
        ("at = datetime.now(tz)", True),
        ("at = dt.datetime.utcnow()", True),
        ("from django.utils.timezone import now", True),
        ("day = localdate()", True),
        ("day = timezone.localdate(now)", False),
        ("day = clock.today()", False),
        ("at = request.now", False),
    ],
)
def test_planted(tmp_path: Path, text: str, seen: bool) -> None:
    plant(tmp_path, {"work/pledges/notices.py": text, "kit/clock.py": text, "work/pledges/tests/test_a.py": text})
    assert read(tmp_path) == (["work/pledges/notices.py:1"] if seen else [])
