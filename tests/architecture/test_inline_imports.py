"""An import stands at the top of its file: hidden ones are how cycles are dodged.

The wiring alone may import late, because the command and the benchmarks run before Django is set up.
"""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, parse, plant, python_files

WIRING = "config"


def hidden(folder: Path) -> list[str]:
    """Imports inside functions, outside the wiring and the tests."""
    return [
        f"{path.relative_to(folder)}:{node.lineno}"
        for path in python_files(folder, tests=False)
        if path.relative_to(folder).parts[0] != WIRING
        for function in ast.walk(parse(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def test_house() -> None:
    assert hidden(PACKAGE) == []


@pytest.mark.parametrize(
    ("file", "text", "seen"),
    [
        ("work/pledges/services.py", "def f():\n    from neuguong.work import reports\n", True),
        ("work/pledges/services.py", "from neuguong.work import reports\n", False),
        ("config/cli.py", "def f():\n    import neuguong.work\n", False),
        ("work/pledges/tests/test_a.py", "def f():\n    import neuguong.work\n", False),
    ],
)
def test_planted(tmp_path: Path, file: str, text: str, seen: bool) -> None:
    plant(tmp_path, {file: text})
    assert hidden(tmp_path) == ([f"{file}:2"] if seen else [])
