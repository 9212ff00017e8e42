"""A state field is written by the journal alone (and adopted by the sheets of an import, which the journal is told).
Read from the syntax tree: assignments to an attribute of that name, keywords of `update(...)` and of the makers of
objects, fields named to `bulk_update`, and UPDATE statements in SQL.
"""

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, parse, plant, python_files
from tools.flows import declared

WRITERS = ("base/journal/services.py", "/sheets/")
MAKERS = {"update", "create", "acreate", "get_or_create", "update_or_create", "aupdate"}
SQL_UPDATE = r"UPDATE\s.*?\bSET\b(?:(?!\bWHERE\b|\bFROM\b).)*\b{field}\s*="


def writes(folder: Path, fields: Collection[str]) -> list[str]:
    """Every place under `folder` that writes one of the fields and is none of the writers."""
    return [
        f"{path.relative_to(folder)}:{line}"
        for path in python_files(folder, tests=False)
        if not any(writer in path.relative_to(folder).as_posix() for writer in WRITERS)
        for line in sorted({line for node in ast.walk(parse(path)) for line in _written(node, fields)})
    ]


def _written(node: ast.AST, fields: Collection[str]) -> Iterator[int]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    for target in targets if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) else ():
        if isinstance(target, ast.Attribute) and target.attr in fields:
            yield node.lineno
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        named = {one.arg for one in node.keywords}
        if (node.func.attr in MAKERS and named & set(fields)) or _bulk(node, fields):
            yield node.lineno
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        for field in fields:
            if re.search(SQL_UPDATE.format(field=field), node.value, re.S):
                yield node.lineno


def _bulk(node: ast.Call, fields: Collection[str]) -> bool:
    named = {
        one.value
        for part in (*node.args, *(k.value for k in node.keywords))
        for one in ast.walk(part)
        if isinstance(one, ast.Constant)
    }
    return isinstance(node.func, ast.Attribute) and node.func.attr == "bulk_update" and bool(named & set(fields))


def test_house() -> None:
    fields = {flow.field for flow in declared()}
    assert fields
    assert writes(PACKAGE, fields) == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("pledge.state = 'APPROVED'", True),
        ("pledge.state: str = 'APPROVED'", True),
        ("Pledge.objects.filter(pk=1).update(state='APPROVED')", True),
        ("Pledge.objects.create(state='APPROVED')", True),
        ("Pledge.objects.bulk_update(rows, ['state'])", True),
        ("cursor.execute('UPDATE pledges SET note = 1,\\n state = 2 WHERE id = 3')", True),
        ("cursor.execute('UPDATE pledges SET note = 1 WHERE state = 2')", False),
        ("Pledge.objects.filter(state='APPROVED')", False),
        ("rows.update(note='x')", False),
    ],
)
def test_planted(tmp_path: Path, text: str, seen: bool) -> None:
    plant(tmp_path, {"work/pledges/services.py": text, "base/journal/services.py": text, "work/x/sheets/a.py": text})
    assert writes(tmp_path, {"state"}) == (["work/pledges/services.py:1"] if seen else [])
