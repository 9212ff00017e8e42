"""The pages of figures."""

from neuguong.base.figures.views.charts import FigureChart
from neuguong.base.figures.views.codes import Code, TypeCode
from neuguong.base.figures.views.rows import Rows
from neuguong.base.figures.views.seals import Sealing, SealPage, SealsOfUnit

__all__ = ["Code", "FigureChart", "Rows", "SealPage", "Sealing", "SealsOfUnit", "TypeCode"]
