"""Two locks, always taken in this order: the trees', which writers share, and the folder's, which only one holds.

Under a shared tree lock no position can move; under an exclusive one no fact can be written. Whoever changes
balances holds the folder's lock. All are released by the end of the transaction.
"""

from django.db import connection

from neuguong.base.orgs.services import TREE_LOCK

FOLDER_LOCK = TREE_LOCK + 1


def share_trees() -> None:
    """No tree changes until the end of the transaction."""
    _run("SELECT pg_advisory_xact_lock_shared(%s, id::int) FROM (SELECT id FROM orgs_tree ORDER BY id) t", TREE_LOCK)


def stop_writers() -> None:
    """No fact is written, and no tree changes, until the end of the transaction."""
    _run("SELECT pg_advisory_xact_lock(%s, id::int) FROM (SELECT id FROM orgs_tree ORDER BY id) t", TREE_LOCK)


def fold_alone() -> None:
    """Nobody else touches balances until the end of the transaction."""
    _run("SELECT pg_advisory_xact_lock(%s, 0)", FOLDER_LOCK)


def _run(sql: str, key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [key])
