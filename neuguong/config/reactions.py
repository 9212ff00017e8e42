"""What happens below and what it causes above, as one table: event type -> functions called in its transaction."""

from collections.abc import Mapping

from neuguong.kit.events import Reaction

REACTIONS: Mapping[type, tuple[Reaction, ...]] = {}
