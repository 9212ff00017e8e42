"""The same figures on the same rows by other methods, in the same run.

DHIS2 reads from an analytics table, partitioned by year, in which every fact repeats the ancestors of its unit from a
resource table of levels; it is filled by a nightly job. The plain method walks the placements by a recursive query.
"""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from neuguong.config.benches.ground import Result, seconds

ROUNDS = 5
_LEVELS = """
CREATE TABLE rival_levels AS
SELECT unit_id, left(path, 6) AS l1, substr(path, 7, 6) AS l2, substr(path, 13, 6) AS l3, substr(path, 19, 6) AS l4,
       substr(path, 25, 6) AS l5
  FROM orgs_path WHERE valid_from <= %(on)s AND valid_to > %(on)s
"""
_FILL = """
CREATE TABLE rival_facts (period_id bigint, state text, due_on date, l1 text, l2 text, l3 text, l4 text, l5 text)
PARTITION BY LIST (period_id)
"""
_ANALYTICS = """
SELECT state, count(*) FROM rival_facts WHERE period_id = %(period)s AND {level} = %(label)s GROUP BY state
"""
_RECURSIVE = """
WITH RECURSIVE below AS (
  SELECT %(unit)s::bigint AS unit_id
  UNION ALL
  SELECT p.unit_id FROM below b JOIN orgs_placement p ON p.parent_id = b.unit_id AND p.valid @> %(on)s::date
)
SELECT c.state, count(*) FROM below b
  JOIN commitments_commitment c ON c.unit_id = b.unit_id AND c.period_id = %(period)s GROUP BY c.state
"""
_STATES = ("APPROVED", "REPORTED", "ACHIEVED", "SUBMITTED", "RETURNED", "EXPECTED")


def compared(units: Sequence[int]) -> Iterator[Result]:
    """The registrations of a year by state, at provinces and the root: ours, DHIS2's, a recursive query."""
    from django.db import connection  # noqa: PLC0415 (needs Django set up)

    from neuguong.base.periods.queries import year  # noqa: PLC0415

    period = year(2026)
    with connection.cursor() as cursor:
        yield Result("DHIS2's method: tables made ready", seconds(lambda: _prepare(cursor, period.tree_on)), "s")
        root = units[-1]
        for words, chosen in (("a province", units[:10]), ("the root", [root])):
            known = {"period": period.pk, "on": period.tree_on}
            yield from _one(cursor, words, chosen, known, period)
        cursor.execute("DROP TABLE rival_facts, rival_levels")


def _one(cursor: Any, words: str, units: Sequence[int], known: dict[str, Any], period: Any) -> Iterator[Result]:
    took: dict[str, list[float]] = {"ours": [], "dhis2": [], "recursive": []}
    wrong = 0
    for unit in units:
        answers = []
        for name in took:
            once = _method(name, cursor, unit, known, period)
            answers.append(once())
            took[name] += [seconds(once) * 1000 for _round in range(ROUNDS)]
        wrong += answers[0] != answers[1] or answers[0] != answers[2]
    yield Result(f"registrations by state of {words}: answers that differ", wrong, "", 0, holds=not wrong)
    ours = median(took["ours"])
    yield Result(f"registrations by state of {words}, ours, median", round(ours, 2), "ms")
    for name, called in (("dhis2", "DHIS2's method"), ("recursive", "recursive query")):
        theirs = median(took[name])
        yield Result(f"registrations by state of {words}, {called}, median", round(theirs, 2), "ms")
        yield Result(f"registrations by state of {words}, {called} against ours", round(theirs / ours, 1), "times")


def _method(name: str, cursor: Any, unit: int, known: dict[str, Any], period: Any) -> Any:
    if name == "ours":
        return lambda: _ours(unit, period)
    if name == "dhis2":
        label = format(unit, "06x")
        return lambda: _asked(cursor, _ANALYTICS.format(level=_level_of(cursor, unit)), {**known, "label": label})
    return lambda: _asked(cursor, _RECURSIVE, {**known, "unit": unit})


def _ours(unit: int, period: Any) -> dict[str, int]:
    from dataclasses import replace  # noqa: PLC0415 (beside what needs Django)

    from neuguong.base.figures.queries import figures  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415
    from neuguong.kit.figures import measure as declared  # noqa: PLC0415

    asked = [replace(declared("should"), key=state, where={"state": state}) for state in _STATES]
    found = figures(asked, unit, [period], today=clock.today())
    return {state: int(found[state, period.pk]) for state in _STATES if found[state, period.pk]}


def _asked(cursor: Any, sql: str, params: dict[str, Any]) -> dict[str, int]:
    cursor.execute(sql, params)
    return dict(cursor.fetchall())


def _level_of(cursor: Any, unit: int) -> str:
    cursor.execute("SELECT length(path) / 6 FROM orgs_path WHERE unit_id = %s LIMIT 1", [unit])
    return f"l{cursor.fetchone()[0]}"


def _prepare(cursor: Any, on: Any) -> None:
    cursor.execute(_LEVELS, {"on": on})
    cursor.execute(_FILL)
    cursor.execute("SELECT DISTINCT period_id FROM commitments_commitment")
    for (period,) in cursor.fetchall():
        cursor.execute(f"CREATE TABLE rival_facts_{period} PARTITION OF rival_facts FOR VALUES IN ({int(period)})")
    cursor.execute(
        "INSERT INTO rival_facts SELECT c.period_id, c.state, c.due_on, l.l1, l.l2, l.l3, l.l4, l.l5"
        " FROM commitments_commitment c JOIN rival_levels l USING (unit_id)"
    )
    for level in ("l1", "l2", "l3", "l4", "l5"):
        cursor.execute(f"CREATE INDEX ON rival_facts ({level})")
    cursor.execute("ANALYZE rival_facts")
