"""The official papers of this slice, as blocks that kit/documents writes, and the ledger that page and papers share."""

from neuguong.work.commitments.documents.decision import decision_paper
from neuguong.work.commitments.documents.filling import (
    NOTHING_WRITTEN,
    empty_forms,
    forms_of,
    rows_of,
    unwritten,
    written,
)
from neuguong.work.commitments.documents.ledger import Entry, Ledger, Line, ledger
from neuguong.work.commitments.documents.ledger_paper import blank_ledger, ledger_paper
from neuguong.work.commitments.documents.posted import Posted, posted, posted_paper

__all__ = [
    "NOTHING_WRITTEN",
    "Entry",
    "Ledger",
    "Line",
    "Posted",
    "blank_ledger",
    "decision_paper",
    "empty_forms",
    "forms_of",
    "ledger",
    "ledger_paper",
    "posted",
    "posted_paper",
    "rows_of",
    "unwritten",
    "written",
]
