"""The pages of figures."""

from neuguong.base.figures.views.rows import Rows

__all__ = ["Rows"]
