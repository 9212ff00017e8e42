"""Slices enter each other only through their front doors."""

import grimp
import pytest

from tests.architecture.source import slice_of

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


def test_house() -> None:
    assert side_entries(grimp.build_graph("neuguong", cache_dir=None)) == []


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
