"""Migrations are complete (the models say nothing that they do not) and linear (one after the other in each app).

    python tools/check_migrations.py     one line for each fault; exit 1 if there is any

Read from the files; no database is asked.
"""

import os
import re
import sys
from collections.abc import Iterable

import django
from django.apps import apps
from django.apps.registry import Apps
from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.utils import translation

UNNAMED = re.compile(r"^\d{4}_(auto_|alter_|.*_and_more)")


def labels() -> set[str]:
    """The apps whose migrations are ours."""
    return {config.label for config in apps.get_app_configs() if config.name.startswith("neuguong.")}


def missing(loader: MigrationLoader, ours: Iterable[str], models: Apps = apps) -> list[str]:
    """What `makemigrations` would write for these models."""
    with translation.override(None):  # as makemigrations does: the words themselves, not a translation of Django's own
        changes = _changes(loader, ours, models)
    return [
        f"{label}: not in any migration: {operation.describe()}"
        for label, migrations in changes.items()
        if label in set(ours)
        for migration in migrations
        for operation in migration.operations
    ]


def _changes(loader: MigrationLoader, ours: Iterable[str], models: Apps) -> dict[str, list[Migration]]:
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(models),
        NonInteractiveMigrationQuestioner(specified_apps=set(ours)),
    )
    changes: dict[str, list[Migration]] = detector.changes(graph=loader.graph)
    return changes


def forks(graph: MigrationGraph, ours: Iterable[str]) -> list[str]:
    """Apps in which two migrations follow the same one, and names that a tool gave."""
    faults = []
    for label in sorted(ours):
        nodes = sorted(key for key in graph.nodes if key[0] == label)
        leaves = graph.leaf_nodes(label)
        if len(leaves) > 1:
            faults.append(f"{label}: two ends: {', '.join(name for _label, name in leaves)}")
        numbers = [name[:4] for _label, name in nodes]
        if numbers != [f"{place:04}" for place in range(1, len(nodes) + 1)]:
            faults.append(f"{label}: numbered {', '.join(numbers)}")
        faults += [f"{label}: {name}: say what it does" for _label, name in nodes if UNNAMED.match(name)]
    return faults


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neuguong.config.settings")
    django.setup()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found = [*missing(loader, labels()), *forks(loader.graph, labels())]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
