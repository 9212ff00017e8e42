"""Sizes. A file over its budget becomes a package of the same name, split by noun; a function becomes two."""

import ast
from pathlib import Path

from tests.architecture.source import PACKAGE, ROOT, parse, plant, python_files, templates

FILE, TEMPLATE, FUNCTION = 400, 150, 40
SETTINGS = 300
# All of kit's Python: a writer for each of four kinds of document (1,800), workbooks in and out (1,600), charts (850),
# lists, flows, policies, what folds every slice's migrations. kit grows on a third use only, and this makes it felt;
# see docs/decisions/guards.md.
KIT = 6350
FOLDERS = ("neuguong", "tests", "demo", "tools")


def too_long(folder: Path) -> list[str]:
    """Files and functions over their budgets; a docstring costs a function nothing, and migrations are exempt."""
    pages = [path for path in templates(folder) if _lines(path) > TEMPLATE]
    files = [path for path in python_files(folder) if _lines(path) > FILE]
    return [
        *(f"{path.relative_to(folder)}: {_lines(path)} lines" for path in (*files, *pages)),
        *(
            f"{path.relative_to(folder)}:{node.lineno} {node.name}: {_length(node)} lines"
            for path in python_files(folder)
            for node in ast.walk(parse(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > FUNCTION
        ),
    ]


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if told else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def test_house() -> None:
    assert [fault for name in FOLDERS for fault in too_long(ROOT / name)] == []


def test_settings_are_wiring() -> None:
    assert _lines(PACKAGE / "config" / "settings.py") <= SETTINGS


def test_kit_stays_small() -> None:
    assert sum(_lines(path) for path in python_files(PACKAGE / "kit", tests=False)) <= KIT


def test_planted(tmp_path: Path) -> None:
    docstring = '    """' + "word\n" * 30 + '    """\n'
    body = "    x = 1\n"
    plant(
        tmp_path,
        {
            "a/long.py": "x = 1\n" * (FILE + 1),
            "a/just.py": "x = 1\n" * FILE,
            "a/migrations/0001.py": "x = 1\n" * (FILE + 1),
            "a/told.py": "def f():\n" + docstring + body * (FUNCTION - 1),
            "a/much.py": "def f():\n" + docstring + body * FUNCTION,
            "a/page.jinja": "<p>\n" * (TEMPLATE + 1),
        },
    )
    assert too_long(tmp_path) == ["a/long.py: 401 lines", "a/page.jinja: 151 lines", "a/much.py:1 f: 41 lines"]
