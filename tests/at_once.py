"""For tests of two who write at one moment."""

from django.db import connection


def until_somebody_waits() -> None:
    """Until another session stands before a lock of ours; AssertionError after ten seconds."""
    with connection.cursor() as cursor:
        for _attempt in range(200):
            cursor.execute(
                "SELECT pg_sleep(0.05), (SELECT count(*) FROM pg_locks WHERE NOT granted AND"
                " pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
            )
            if (cursor.fetchone() or (None, 0))[1]:
                return
    raise AssertionError("nobody waits for us")
