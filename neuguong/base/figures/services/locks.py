"""Two locks, always taken in this order: the trees', which writers share, and the folder's, which only one holds.

Under a shared tree lock no position can move; under an exclusive one no fact can be written. Whoever changes
balances holds the folder's lock. Only trees in which some cube rolls up are locked, in the order of their ids. All
locks are released by the end of the transaction.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from neuguong.base.orgs.services import TREE_LOCK
from neuguong.kit.figures import Cube, cubes

FOLDER_LOCK = TREE_LOCK + 1
_SHARE = (
    "SELECT pg_advisory_xact_lock_shared(%s, id::int) "
    "FROM (SELECT id FROM orgs_tree WHERE code = ANY(%s) ORDER BY id) t"
)
_TAKE = "SELECT pg_advisory_xact_lock(%s, id::int) FROM (SELECT id FROM orgs_tree WHERE code = ANY(%s) ORDER BY id) t"


def share_trees() -> None:
    """No tree that figures stand in changes until the end of the transaction."""
    _run(_SHARE, TREE_LOCK, _codes(cubes()))


def stop_writers(of: Iterable[Cube]) -> None:
    """No fact of these cubes is written, and no tree of theirs changes, until the end of the transaction."""
    _run(_TAKE, TREE_LOCK, _codes(of))


def fold_alone() -> None:
    """Nobody else touches balances until the end of the transaction."""
    _run("SELECT pg_advisory_xact_lock(%s, 0)", FOLDER_LOCK)


def _codes(of: Iterable[Cube]) -> list[str]:
    return sorted({cube.tree for cube in of})


def _run(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
