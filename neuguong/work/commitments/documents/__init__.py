"""The official papers of this slice, as blocks that kit/documents writes."""

from neuguong.work.commitments.documents.decision import decision_paper

__all__ = ["decision_paper"]
