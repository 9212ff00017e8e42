"""What people type: a registration and its items, a quarter's result, a decision."""

from neuguong.work.commitments.forms.beginning import NewForm, OpenYearForm
from neuguong.work.commitments.forms.carrying import ProgressForm, ReportForm
from neuguong.work.commitments.forms.deciding import RulingForm
from neuguong.work.commitments.forms.units import SupervisorField, UnitField
from neuguong.work.commitments.forms.writing import DraftForm, ItemForm, items_of

__all__ = [
    "DraftForm",
    "ItemForm",
    "NewForm",
    "OpenYearForm",
    "ProgressForm",
    "ReportForm",
    "RulingForm",
    "SupervisorField",
    "UnitField",
    "items_of",
]
