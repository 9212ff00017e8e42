"""The official papers of this slice, as blocks that kit/documents writes."""

from neuguong.work.oversight.documents.minutes import minutes_paper
from neuguong.work.oversight.documents.plan import plan_paper

__all__ = ["minutes_paper", "plan_paper"]
