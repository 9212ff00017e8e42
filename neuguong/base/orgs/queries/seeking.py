"""Finding rows by their words, in a bounded time however many rows hold them."""

from collections.abc import Iterator
from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
WINDOW = 501


def windows(candidates: QuerySet[M]) -> Iterator[list[int]]:
    """Keys of the candidates, window by window of at most 501 keys, in no order: whoever has enough of them asks
    for no more.

    A limit in plain sight makes PostgreSQL read the table from its start, hoping to meet enough rows soon: 10 ms where
    the words are common together, seconds where each is common and the two never meet. Behind MATERIALIZED it plans
    for all of them, by the index of words, and still stops when the window is full.
    """
    sql, params = candidates.order_by().values_list("pk").query.sql_with_params()
    asked = f"WITH held AS MATERIALIZED ({sql}) SELECT * FROM held LIMIT %s OFFSET %s"  # noqa: S608 (Django's own)
    start, window = 0, [0] * WINDOW
    while len(window) == WINDOW:
        with connection.cursor() as cursor:
            cursor.execute(asked, [*params, WINDOW, start])
            window = [key for (key,) in cursor.fetchall()]
        start += WINDOW
        if window:
            yield window
