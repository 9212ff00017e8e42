"""The folding process: takes deltas away and adds them to the balances, in one transaction a batch."""

import logging
from typing import Protocol

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from neuguong.base.figures.services.locks import fold_alone, share_trees

BATCH = 5000
BUSY = 1000
PAUSE = 1.0
PATIENCE = 5.0

log = logging.getLogger(__name__)


class Stop(Protocol):
    """When to end: a threading.Event, or what listens to signals."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float) -> bool:
        """Sleep for so many seconds, or until it is set."""


# A label of a path is a unit's id in six hexadecimal digits. The order of the upsert is fixed for its own sake: rows
# of one unit lie together.
_FOLD = """
WITH batch AS (
  DELETE FROM figures_delta WHERE id IN (SELECT id FROM figures_delta ORDER BY id LIMIT %s)
  RETURNING cube, path, period_id, dims, n, sums
), spread AS (
  SELECT cube, ('x' || lpad(substr(path, at, 6), 8, '0'))::bit(32)::int::bigint AS unit_id, period_id, dims, n, sums
  FROM batch CROSS JOIN generate_series(1, length(path), 6) at
), net AS (
  SELECT s.cube, s.unit_id, s.period_id, s.dims, sum(s.n) AS n, figures_total(s.sums) AS sums
  FROM spread s JOIN orgs_unit u ON u.id = s.unit_id AND u.rolled
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
), folded AS (
  INSERT INTO figures_balance AS b (cube, unit_id, period_id, dims, n, sums)
  SELECT cube, unit_id, period_id, dims, n, sums FROM net WHERE n <> 0 OR NOT 0 = ALL(sums)
  ON CONFLICT (cube, unit_id, period_id, dims)
  DO UPDATE SET n = b.n + excluded.n, sums = figures_add(b.sums, excluded.sums)
  RETURNING id, n, sums
)
SELECT (SELECT count(*) FROM batch), (SELECT array_agg(id) FROM folded WHERE n = 0 AND 0 = ALL(sums))
"""


@transaction.atomic
def fold(*, limit: int = BATCH) -> int:
    """Fold at most `limit` deltas in; returns how many there were. Waits while another folder works."""
    share_trees()
    fold_alone()
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, [limit])
        taken, empty = cursor.fetchone() or (0, None)
        if empty:
            cursor.execute("DELETE FROM figures_balance WHERE id = ANY(%s)", [empty])
    return int(taken)


def fold_all() -> int:
    """Fold until nothing is pending; returns how many deltas there were. A bulk import ends with this."""
    total = 0
    while taken := fold():
        total += taken
    return total


def run_folder(stop: Stop) -> None:
    """The life of the `fold` process: every second, or at once while much is pending, until `stop` is set.

    A lost database is said on stderr (the log) and waited for.
    """
    while not stop.is_set():
        try:
            taken = fold()
        except (OperationalError, InterfaceError) as error:
            log.warning(_("Mất kết nối cơ sở dữ liệu, sẽ thử lại: %s"), error)
            connection.close()
            stop.wait(PATIENCE)
            continue
        if taken < BUSY:
            stop.wait(PAUSE)
