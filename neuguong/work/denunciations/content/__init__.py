"""What is sealed, and the terms of the law."""

from neuguong.work.denunciations.content.law import Law, Term, due, law_on
from neuguong.work.denunciations.content.told import Doing, PaperName, Told, read, seal

__all__ = ["Doing", "Law", "PaperName", "Term", "Told", "due", "law_on", "read", "seal"]
