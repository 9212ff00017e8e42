"""The life of a registration: the table of steps, and what follows each."""

from neuguong.work.commitments.flow.table import FLOW

__all__ = ["FLOW"]
