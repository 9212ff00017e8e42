"""No Django signals of our own: what follows from what stands in config/reactions.py, readable as a table."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, parse, plant, python_files

SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")


def listeners(folder: Path) -> list[str]:
    """Every import of a signal or of the means to listen to one."""
    return [
        f"{path.relative_to(folder)}:{node.lineno}"
        for path in python_files(folder, migrations=True)
        for node in ast.walk(parse(path))
        if (isinstance(node, ast.ImportFrom) and _signal(node.module or "", *(one.name for one in node.names)))
        or (isinstance(node, ast.Import) and any(_signal(one.name) for one in node.names))
    ]


def _signal(module: str, *names: str) -> bool:
    return any(
        whole == signal or whole.startswith(f"{signal}.")
        for whole in (module, *(f"{module}.{name}" for name in names))
        for signal in SIGNALS
    )


def test_house() -> None:
    assert listeners(PACKAGE) == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("from django.dispatch import receiver", True),
        ("from django.db.models.signals import post_save", True),
        ("from django.db.models import signals", True),
        ("import django.dispatch", True),
        ("from django.db.models import Q", False),
        ("from neuguong.kit.events import publish", False),
    ],
)
def test_planted(tmp_path: Path, text: str, seen: bool) -> None:
    plant(tmp_path, {"work/pledges/models.py": f"\n{text}\n"})
    assert listeners(tmp_path) == (["work/pledges/models.py:2"] if seen else [])
