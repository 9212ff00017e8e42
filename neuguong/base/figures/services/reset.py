"""Emptying everything that is counted, for tests only: facts, balances, deltas, seals and the job queue together."""

from django.db import connection, transaction

from neuguong.base.figures.facts import facts_of
from neuguong.kit.figures import cubes

_OURS = (
    "figures_balance", "figures_delta", "figures_sealedfact", "figures_sealedplace", "figures_seal",
    "figures_figurecode",
)  # fmt: skip


@transaction.atomic
def reset_all() -> None:
    """Empty all fact tables (and whatever refers to them), their figures and the queue. Never call it on real data."""
    tables = [f'"{facts_of(cube).table}"' for cube in cubes()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('neuguong.reset', 'on', true)")
        cursor.execute(f"TRUNCATE {', '.join([*tables, *_OURS, 'procrastinate_jobs'])} CASCADE")
        cursor.execute("SELECT set_config('neuguong.reset', '', true)")
