"""What the rows of values mean to the database: `sheet_found`, a row each, beside the value that is already there."""

from neuguong.base.periods.choices import Subject
from neuguong.kit.sheets import Rows
from neuguong.work.indicators.choices import WRITABLE, State

# A new number is no longer the one that the source printed.
_QUOTED = "COALESCE(r.quoted, CASE WHEN v.amount = r.amount THEN v.quoted END, '')"
_SAID = {
    "amount": "r.amount",
    "base": "r.base",
    "qualifier": "COALESCE(r.qualifier, 'EXACT')",
    "quoted": _QUOTED,
    "source": "COALESCE(r.source, v.source, '')",
    "explanation": "COALESCE(r.explanation, v.explanation, '')",
}
_FOUND = f"""
WITH meant AS (
    SELECT r.line, {", ".join(f"{said} AS {name}" for name, said in _SAID.items())},
           COALESCE(r.category, '') AS category, COALESCE(r.state, %(state)s) AS state,
           COALESCE(r.handed_in, %(handed_in)s) AS handed_in, r.measure_unit AS said_unit,
           i.id AS indicator_id, i.issuer_id, i.kind, i.places, i.valid, i.every, i.measure_unit, i.categories,
           cardinality(i.reported_by) = 0 OR u.kind = ANY(i.reported_by) AS is_reporter,
           cardinality(i.reported_by) > 0 AND u.kind = ANY(i.reported_by) AS is_owed, u.id AS unit_id,
           p.id AS period_id, p.kind AS period_kind, p.starts_on, p.ends_on, p.tree_on,
           v.id AS known_id, v.state AS known_state, v.edition, COALESCE(v.due_on, d.due_on, p.ends_on) AS due_on,
           COALESCE(v.state = ANY(%(writable)s), true) AS is_open,
           ({", ".join(f"v.{name}" for name in _SAID)}) IS DISTINCT FROM ({", ".join(_SAID.values())}) AS differs
      FROM sheet_rows r JOIN indicators_indicator i ON i.code = r.indicator JOIN orgs_unit u ON u.code = r.unit
      JOIN sheet_periods p ON p.key = r.period_key
      LEFT JOIN periods_deadline d ON d.period_id = p.id AND d.subject = %(subject)s AND d.level = u.level
      LEFT JOIN indicators_value v ON v.period_id = p.id AND v.indicator_id = i.id AND v.unit_id = u.id
            AND v.category = COALESCE(r.category, '')
)
SELECT *, is_open OR (known_state = %(submitted)s AND (differs OR (state <> known_state AND %(adopted)s))) AS is_written
  FROM meant
"""  # noqa: S608 (SQL of our own)


def find(rows: Rows) -> None:
    """Lay out `sheet_found`. `is_open`: nobody has handed the value in yet; `is_written`: the row would change it.

    A person hands in today; of paper ledgers the day is known only where they say it.
    """
    rows.table(
        "sheet_found",
        _FOUND,
        state=(State.SUBMITTED if rows.actor else State.APPROVED).value,
        handed_in=rows.today if rows.actor else None,
        writable=[state.value for state in WRITABLE],
        submitted=State.SUBMITTED.value,
        adopted=rows.actor is None,
        subject=Subject.REPORT.value,
    )
