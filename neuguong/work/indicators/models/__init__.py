"""What is counted in the life of a locality, in its own unit of measure, by whom and when.

An indicator is data: what comes by another decision is another row. A `Value` row exists from the opening of a period
(state EXPECTED), so that should, late and missing are filters on one fact table; it is the unit's own number, never one
that holds the numbers of units below, which the figures engine adds.
"""

from neuguong.work.indicators.models.catalogue import Indicator, Target
from neuguong.work.indicators.models.exceptions import EntryException
from neuguong.work.indicators.models.procedures import Procedure, ProcedureTime
from neuguong.work.indicators.models.values import Restatement, Value

__all__ = ["EntryException", "Indicator", "Procedure", "ProcedureTime", "Restatement", "Target", "Value"]
