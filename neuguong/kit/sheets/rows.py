"""The staged rows of one batch as SQL sees them while they are checked and applied.

Three temporary tables live as long as the transaction. `sheet_rows` has one row for each row that is good so far:
its `line` and one typed column for each key of the sheet. `sheet_faults` collects what is found wrong, `sheet_fates`
what became of a line: added or changed (the rest stayed as it was).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ADDED = "added"
CHANGED = "changed"

_CREATE = """
CREATE TEMP TABLE sheet_rows ON COMMIT DROP AS
SELECT s.line, r.* FROM {table} s
CROSS JOIN LATERAL jsonb_to_record(s.cells) AS r({types})
WHERE s.batch_id = %(batch)s AND s.errors = '{{}}'::jsonb;
CREATE UNIQUE INDEX ON sheet_rows (line);
CREATE TEMP TABLE sheet_faults (line integer, key text, reason text) ON COMMIT DROP;
CREATE TEMP TABLE sheet_fates (line integer, fate text) ON COMMIT DROP;
"""
# Room to sort and join a workbook in memory; a small sample tells enough of a temporary table. What is written is put
# into the indexes of words by the next vacuum, not by the transaction that others wait for.
_ROOM = (
    "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off; SET LOCAL default_statistics_target = 20;"
    " SET LOCAL gin_pending_list_limit = '64MB'"
)
_DROP = "DROP TABLE IF EXISTS sheet_rows, sheet_faults, sheet_fates"


@dataclass(frozen=True)
class Rows:
    """What a sheet's `check` and `apply` get: a cursor in a transaction, and the circumstances of the batch.

    `origin` is the file's name, `actor` the user who applies it (None from the command line). With an actor a table
    `sheet_reach` holds the `id`s of the units that she may load into. In `doubts` a check says what is not wrong by
    itself and must be looked at by a person, a sentence each; it begins anew with every `open`.
    """

    cursor: Any
    batch_id: int
    today: dt.date
    now: dt.datetime
    origin: str
    actor: Any = None
    doubts: list[str] = field(default_factory=list)
    _made: set[str] = field(default_factory=set)

    def open(self, table: str, types: Mapping[str, str]) -> None:
        """Lay out the temporary tables over the good rows in the staging `table`."""
        self.cursor.execute(_ROOM)
        self.doubts.clear()
        columns = ", ".join(f'"{key}" {kind}' for key, kind in types.items())
        self.cursor.execute(_DROP)
        for statement in _CREATE.format(table=table, types=columns).split(";\n"):
            if statement.strip():
                self.cursor.execute(statement, {"batch": self.batch_id} if "%(batch)s" in statement else None)
        self.cursor.execute("ANALYZE sheet_rows")

    def table(self, name: str, sql: str, **params: Any) -> None:
        """(Re)make a temporary table of the check's own from a query; `apply` finds it as the last check left it."""
        self.cursor.execute(f"DROP TABLE IF EXISTS {name}")
        self.run(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {sql}", **params)
        self.cursor.execute(f"ANALYZE {name}")
        self._made.add(name)

    def close(self) -> None:
        """Drop the temporary tables (their transaction may go on)."""
        self.cursor.execute(_DROP)
        for name in sorted(self._made):
            self.cursor.execute(f"DROP TABLE IF EXISTS {name}")

    def run(self, sql: str, **params: Any) -> int:
        """Execute one statement with named parameters (`today` is always there); the number of rows it touched."""
        self.cursor.execute(sql, {"today": self.today, "now": self.now, **params})
        return int(self.cursor.rowcount)

    def fault(self, key: str, reason: str, where: str, *, tables: str = "", params: Any = None, **shown: str) -> None:
        """Every row `r` that meets `where` is wrong in column `key`.

        `reason` may show values as %(name)s, each an SQL expression over `r` (and `tables`, a FROM list or joins).
        """
        said = "%(reason)s"
        for name, expression in shown.items():
            said = f"replace({said}, '%%({name})s', COALESCE({expression}, ''))"
        self.run(
            f"INSERT INTO sheet_faults SELECT DISTINCT ON (r.line) r.line, %(key)s, {said}"  # noqa: S608 (SQL of our own)
            f" FROM sheet_rows r {tables} WHERE {where} ORDER BY r.line, 3",
            key=key,
            reason=reason,
            **(params or {}),
        )

    def mark(self, fate: str, statement: str, match: str, **params: Any) -> None:
        """Run a writing statement that ends in RETURNING, and note that every row `r` that `match`es one of the
        written rows `w` was added or changed."""
        self.run(
            f"WITH w AS ({statement}) INSERT INTO sheet_fates"  # noqa: S608 (SQL of our own)
            f" SELECT r.line, %(fate)s FROM sheet_rows r JOIN w ON {match}",
            fate=fate,
            **params,
        )

    def tell(self, fate: str, lines: str, **params: Any) -> None:
        """Note that the rows of these `lines` (a query of one column) were added or changed."""
        self.run(f"INSERT INTO sheet_fates SELECT w.line, %(fate)s FROM ({lines}) w", fate=fate, **params)  # noqa: S608

    def settle(self, *tables: str) -> None:
        """Tell the planner about tables that have just been written: constraint triggers at commit rely on it. One that
        was many times larger before is known well enough."""
        self.cursor.execute("SET LOCAL default_statistics_target TO DEFAULT")
        grown = self.all(
            "SELECT oid::regclass::text FROM pg_class WHERE oid = ANY(%(tables)s::regclass[])"
            " AND reltuples < 20 * (SELECT count(*) FROM sheet_rows) ORDER BY 1",
            tables=list(tables),
        )
        for (table,) in grown:
            self.cursor.execute(f"ANALYZE {table}")
        self.cursor.execute(_ROOM)

    def all(self, sql: str, **params: Any) -> list[tuple[Any, ...]]:
        """The rows that a query finds."""
        self.run(sql, **params)
        return list(self.cursor.fetchall())


def day(expression: str) -> str:
    """SQL that writes a date as people read it, for the values shown in a `fault`."""
    return f"to_char({expression}, 'DD/MM/YYYY')"
