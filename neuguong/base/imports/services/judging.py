"""Which of the staged rows are good, by set-based checks; and what applying them would do."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from neuguong.base.imports.models import Batch, StagedRow
from neuguong.base.imports.rules import reach, records_reach
from neuguong.base.orgs.models import Unit
from neuguong.kit.sheets import Rows, Sheet

TABLE = StagedRow._meta.db_table

_MERGE = f"""
WITH place AS (
    SELECT * FROM unnest(%(keys)s::text[], %(letters)s::text[]) AS p(key, letter)
), once AS (
    SELECT DISTINCT ON (line, key) line, key, reason FROM sheet_faults ORDER BY line, key, reason
), found AS (
    SELECT line, jsonb_object_agg(key, reason || ' ' || CASE WHEN letter IS NULL
             THEN replace(%(on_line)s, '{{line}}', line::text)
             ELSE replace(replace(%(in_cell)s, '{{line}}', line::text), '{{column}}', letter) END) AS errors
      FROM once LEFT JOIN place USING (key) GROUP BY line
)
UPDATE {TABLE} s SET errors = s.errors || found.errors
  FROM found WHERE s.batch_id = %(batch)s AND s.line = found.line
"""  # noqa: S608 (a table of our own)
# Constraints that wait for the commit, foreign keys apart.
_DEFERRED = """
SELECT format('%%I.%%I', n.nspname, c.conname) FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
 WHERE c.condeferrable AND c.contype <> 'f' AND n.nspname = current_schema() ORDER BY 1
"""


def judge(rows: Rows, batch: Batch, sheet: Sheet) -> None:
    """Mark every row that is wrong, and leave the good ones in `sheet_rows`. Again and again, because a row may lean
    on another that turned out wrong. The caller closes `rows` and holds a transaction."""
    _spread(rows, sheet)
    while True:
        rows.open(TABLE, sheet.types)
        _twice(rows, sheet)
        _out_of_reach(rows, sheet)
        _out_of_records(rows, batch, sheet)
        sheet.check(rows)
        if not _merge(rows, batch):
            return
        _spread(rows, sheet)


def rows_of(batch: Batch, *, cursor: Any, actor: Any, now: dt.datetime, today: dt.date) -> Rows:
    """The staged rows of a batch, not laid out yet."""
    return Rows(cursor=cursor, batch_id=batch.pk, today=today, now=now, origin=batch.name, actor=actor)


def count_bad(rows: Rows, batch: Batch) -> None:
    """Write on the batch (unsaved) how many of its rows are wrong."""
    ((batch.bad_rows,),) = rows.all(
        f"SELECT count(*) FROM {TABLE} WHERE batch_id = %(batch)s AND errors <> '{{}}'::jsonb",  # noqa: S608
        batch=batch.pk,
    )


def count(rows: Rows, batch: Batch) -> None:
    """Write on the batch (unsaved) what became of its good rows."""
    ((batch.added, touched, total),) = rows.all(
        "SELECT (SELECT count(DISTINCT line) FROM sheet_fates WHERE fate = 'added'),"
        " (SELECT count(DISTINCT line) FROM sheet_fates), (SELECT count(*) FROM sheet_rows)"
    )
    batch.changed, batch.unchanged = touched - batch.added, total - touched


def rehearse(rows: Rows, sheet: Sheet, batch: Batch) -> None:
    """Apply, see what every constraint says, count, and take it all back; or count what the sheet can foretell.

    Only foreign keys are left to the real thing: ids come from rows that were just joined, and looking each of them up
    again would take as long as everything else together.
    """
    if sheet.foretell:
        sheet.foretell(rows)
        count(rows, batch)
        return
    with transaction.atomic():
        sheet.apply(rows)
        deferred = [name for (name,) in rows.all(_DEFERRED)]
        if deferred:
            rows.cursor.execute(f"SET CONSTRAINTS {', '.join(deferred)} IMMEDIATE")
        count(rows, batch)
        transaction.set_rollback(True)


def _merge(rows: Rows, batch: Batch) -> int:
    """Move the faults to their rows, each sentence with its cell; the number of rows found wrong."""
    return rows.run(
        _MERGE,
        batch=batch.pk,
        keys=list(batch.head),
        letters=list(batch.head.values()),
        in_cell=_("Sửa ở cột {column} dòng {line}."),
        on_line=_("Sửa ở dòng {line}."),
    )


def _spread(rows: Rows, sheet: Sheet) -> None:
    """One bad row holds back the other rows of the same thing: half a unit or half a registration is not loaded."""
    if not sheet.group:
        return
    keys = ", ".join(f"cells->>'{key}' AS k{n}" for n, key in enumerate(sheet.group))
    same = " AND ".join(f"s.cells->>'{key}' = b.k{n}" for n, key in enumerate(sheet.group))
    rows.run(
        f"UPDATE {TABLE} s SET errors = jsonb_build_object(%(key)s, replace(%(reason)s, '{{line}}', b.line::text))"  # noqa: S608
        f" FROM (SELECT {keys}, min(line) AS line FROM {TABLE} WHERE batch_id = %(batch)s AND errors <> '{{}}'::jsonb"
        f"        GROUP BY {', '.join(f'cells->>{chr(39)}{key}{chr(39)}' for key in sheet.group)}) b"
        f" WHERE s.batch_id = %(batch)s AND s.errors = '{{}}'::jsonb AND {same}",
        batch=rows.batch_id,
        key=sheet.group[0],
        reason=_("Dòng {line} cùng mã này còn lỗi nên cả hồ sơ chưa nạp."),
    )


def _twice(rows: Rows, sheet: Sheet) -> None:
    keys = ", ".join(f'"{key}"' for key in sheet.identity)
    rows.fault(
        sheet.identity[0],
        _("Trùng với dòng %(line)s."),
        "d.line > d.first",
        tables=f"JOIN (SELECT line, min(line) OVER (PARTITION BY {keys}) AS first FROM sheet_rows) d USING (line)",  # noqa: S608
        line="d.first::text",
    )


def _out_of_reach(rows: Rows, sheet: Sheet) -> None:
    """A person loads data only into units within her reach; the command line has no bounds."""
    if rows.actor is None:
        return
    _outside(
        rows, sheet, reach(rows.actor), sheet.identity[0], _("Đơn vị của dòng này ngoài phạm vi quyền của đồng chí.")
    )


def _out_of_records(rows: Rows, batch: Batch, sheet: Sheet) -> None:
    """Sensitive values are written only into the records that the person keeps: nothing can be tried out on others."""
    keys = [key for key in batch.head if sheet.column(key).sensitive]
    if rows.actor is None or not keys:
        return
    said = _("Thông tin nhạy cảm của dòng này ngoài phạm vi hồ sơ đồng chí quản lý.")
    some = " OR ".join(f'r."{key}" IS NOT NULL' for key in keys)
    _outside(rows, sheet, records_reach(rows.actor), keys[0], said, some)


def _outside(rows: Rows, sheet: Sheet, units: Q, key: str, reason: str, which: str = "true") -> None:
    """Every row of `which` that writes into a unit that is none of `units` is wrong in column `key`."""
    sql, params = Unit.objects.filter(units).values("id").query.sql_with_params()
    rows.table("sheet_reach", rows.cursor.mogrify(sql, params).replace("%", "%%"))
    rows.table("sheet_named", sheet.places)
    rows.table(
        "sheet_foreign",
        "SELECT n.unit_id FROM sheet_named n WHERE NOT EXISTS (SELECT FROM sheet_reach u WHERE u.id = n.unit_id)",
    )
    rows.fault(
        key,
        reason,
        f"({which}) AND (p.unit_id IS NULL OR p.unit_id IN (SELECT unit_id FROM sheet_foreign))",  # noqa: S608 (SQL of our own)
        tables="JOIN sheet_named p USING (line)",
    )
