"""One view of the data, however long it is read and whatever others write meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is the state of one instant; nothing can be written.

    Inside a transaction of the caller's it is that transaction which decides what is seen.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL cursor_tuple_fraction = 1")  # all rows are fetched, not the first ones
        yield
