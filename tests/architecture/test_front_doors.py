"""Slices enter each other only through their front doors, and take no module of another out of a door's hand."""

import ast
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from tests.architecture.source import PACKAGE, parse, plant, python_files, slice_of

DOORS = {"models", "choices", "queries", "services", "flow", "events", "measures", "rules"}
# Pages that compose slices take their ready-made parts as well.
PARTS = {"panels", "lists", "forms", "documents", "api"}
# A migration says in SQL what a slice below prepared for it.
IN_MIGRATIONS = {"migrations", "operations"}


def side_entries(graph: grimp.ImportGraph) -> list[str]:
    """Every import from one slice into another that does not go through a door."""
    return [
        f"{importer} -> {imported}"
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if not _may_enter(importer, imported)
    ]


def _may_enter(importer: str, imported: str) -> bool:
    here, there = slice_of(importer), slice_of(imported)
    steps = importer.split(".")
    if there is None or here == there or "tests" in steps or steps[1] == "config":
        return True
    door = ".".join(imported.split(".")[3:4])
    allowed = DOORS | (PARTS if steps[1] == "fronts" else set()) | (IN_MIGRATIONS if "migrations" in steps else set())
    return door in allowed


def reached_through(folder: Path) -> list[str]:
    """Every module of another slice used as a name of one of its doors: `queries.storage`, or imported so."""
    return [
        f"{path.relative_to(folder)}:{line} {door}.{name}"
        for path in python_files(folder, tests=False)
        for line, door, name in sorted(_taken(parse(path)))
        if slice_of(door) != slice_of(".".join(("neuguong", *path.relative_to(folder).parts)))
        and name in _modules_in(folder, door)
    ]


def _taken(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """(line, door, name) of whatever is taken from a door of a slice."""
    hands: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and slice_of(node.module):
            if _is_slice(node.module):  # from neuguong.base.files import queries
                hands |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
            else:  # from neuguong.base.files.queries import storage
                yield from ((node.lineno, str(node.module), one.name) for one in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in hands:
            yield node.lineno, hands[node.value.id], node.attr


def _is_slice(module: str) -> bool:
    return len(module.split(".")) == 3


def _modules_in(folder: Path, door: str) -> set[str]:
    """The modules of its own slice that the file of a door has imported whole."""
    place = folder.joinpath(*door.split(".")[1:])
    found = [path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()]
    return {
        one.asname or one.name
        for path in found
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ImportFrom) and node.module and _is_slice(node.module)
        if slice_of(node.module) == slice_of(door)
        for one in node.names
    }


def test_house() -> None:
    assert side_entries(grimp.build_graph("neuguong", cache_dir=None)) == []
    assert reached_through(PACKAGE) == []


@pytest.mark.parametrize(
    ("importer", "imported", "seen"),
    [
        ("neuguong.work.reports.queries", "neuguong.work.commitments.queries.late", False),
        ("neuguong.work.reports.queries", "neuguong.work.commitments.forms", True),
        ("neuguong.work.reports.queries", "neuguong.work.commitments", True),
        ("neuguong.work.reports.views", "neuguong.base.files.storage", True),
        ("neuguong.fronts.desk.views", "neuguong.work.commitments.lists", False),
        ("neuguong.fronts.desk.views", "neuguong.work.commitments.views", True),
        ("neuguong.config.menu", "neuguong.base.files.storage", False),
        ("neuguong.work.reports.migrations.0002_cube", "neuguong.base.figures.operations", False),
        ("neuguong.work.reports.services", "neuguong.base.figures.operations", True),
        ("neuguong.work.reports.tests.test_x", "neuguong.base.files.storage", False),
        ("neuguong.work.reports.views", "neuguong.work.reports.anything", False),
    ],
)
def test_planted(importer: str, imported: str, seen: bool) -> None:
    graph = grimp.ImportGraph()
    graph.add_import(importer=importer, imported=imported)
    assert side_entries(graph) == ([f"{importer} -> {imported}"] if seen else [])


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (
            "from neuguong.base.files import queries as files\n\nfiles.storage.place('a')\n",
            "3 neuguong.base.files.queries.storage",
        ),
        ("from neuguong.base.files.queries import storage\n", "1 neuguong.base.files.queries.storage"),
        ("from neuguong.base.files import queries\n\nqueries.content(1)\n", ""),
        ("from neuguong.base.files.queries import content\n", ""),
        ("from neuguong.work.pledges import queries\n\nqueries.storage.place('a')\n", ""),
    ],
)
def test_planted_in_a_hand(tmp_path: Path, text: str, seen: str) -> None:
    door = "from neuguong.base.files import storage\n\ndef content(pk):\n    return storage.place(pk)\n"
    plant(tmp_path, {"work/pledges/services.py": text, "base/files/queries.py": door})
    assert reached_through(tmp_path) == ([f"work/pledges/services.py:{seen}"] if seen else [])
