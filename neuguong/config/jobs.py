"""Clock work of the installation itself. The queue's clock is UTC."""

from neuguong.config.ahead import look_ahead
from neuguong.kit.jobs import periodic


@periodic("10 17 * * *", "installation.look_ahead")  # 00:10; daily, so that no stop of the worker loses a year
def open_next_year(timestamp: int) -> None:
    """Keep a year open ahead of time."""
    look_ahead()
