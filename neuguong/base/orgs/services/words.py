"""Words to be found by, where a large reorganisation has left them for later (see `models.words`)."""

from django.db import connection, transaction

BATCH = 200
_TAKE = """
DELETE FROM orgs_wordsdue WHERE unit_id IN (
  SELECT unit_id FROM orgs_wordsdue ORDER BY unit_id LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING unit_id
"""


@transaction.atomic
def write_words(*, limit: int = BATCH) -> int:
    """Write the words of at most so many units that wait for it, with their people's and registrations'; how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT orgs_hold_trees()")
        cursor.execute(_TAKE, [limit])
        units = [unit for (unit,) in cursor.fetchall()]
        if units:
            cursor.execute("SELECT orgs_seek_units(%s)", [units])
    return len(units)


def write_all_words() -> int:
    """Until nobody waits any more; how many units there were."""
    total = 0
    while done := write_words():
        total += done
    return total
