"""What is typed by hand: a unit's form of a period, and the acts around it."""

from neuguong.work.indicators.forms.acts import ExcuseForm, OpenForm, RestateForm, ReturnForm
from neuguong.work.indicators.forms.lines import LineForm
from neuguong.work.indicators.forms.whole import FormLine, UnitForm, closed_because

__all__ = [
    "ExcuseForm",
    "FormLine",
    "LineForm",
    "OpenForm",
    "RestateForm",
    "ReturnForm",
    "UnitForm",
    "closed_because",
]
