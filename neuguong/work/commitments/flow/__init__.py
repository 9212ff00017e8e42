"""The life of a registration: the table of steps, and what follows each."""

from neuguong.work.commitments.flow.table import FLOW
from neuguong.work.commitments.flow.terms import link_additions

__all__ = ["FLOW", "link_additions"]
