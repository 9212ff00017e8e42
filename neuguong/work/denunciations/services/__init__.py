"""Verbs of the closed compartment."""

from neuguong.work.denunciations.services.entrusting import assign, end_trust, entrust
from neuguong.work.denunciations.services.handling import act, look
from neuguong.work.denunciations.services.papers import add_papers, open_paper
from neuguong.work.denunciations.services.receiving import amend, receive
from neuguong.work.denunciations.services.rotating import rotate

__all__ = [
    "act",
    "add_papers",
    "amend",
    "assign",
    "end_trust",
    "entrust",
    "look",
    "open_paper",
    "receive",
    "rotate",
]
