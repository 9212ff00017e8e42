"""What happens below may matter above: slices publish plain dataclasses, `config/reactions.py` maps them.

Reactions run at once, in the transaction of the publisher, so that an act and what it causes stand or fall together.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

Reaction = Callable[[Any], None]


def publish(event: object) -> None:
    """Run every reaction that the table named by `settings.NEUGUONG_REACTIONS` holds for the event's type."""
    table: Mapping[type, tuple[Reaction, ...]] = import_string(settings.NEUGUONG_REACTIONS)
    for reaction in table.get(type(event), ()):
        reaction(event)
