"""Verbs on batches: draw up, try, apply, undo."""

from neuguong.base.reorganisations.services.applying import apply, try_out
from neuguong.base.reorganisations.services.drafting import Line, add_change, drop_change, open_batch
from neuguong.base.reorganisations.services.files import PROVINCES_2025, draw_up, lines_in
from neuguong.base.reorganisations.services.reporting import is_clean
from neuguong.base.reorganisations.services.undoing import undo

__all__ = [
    "PROVINCES_2025",
    "Line",
    "add_change",
    "apply",
    "draw_up",
    "drop_change",
    "is_clean",
    "lines_in",
    "open_batch",
    "try_out",
    "undo",
]
