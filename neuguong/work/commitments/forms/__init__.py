"""What people type: a registration and its items, a quarter's result, a decision."""

from neuguong.work.commitments.forms.amending import AmendForm
from neuguong.work.commitments.forms.beginning import NewForm, OpenYearForm
from neuguong.work.commitments.forms.carry_over import CarryForm
from neuguong.work.commitments.forms.carrying import ProgressForm, ReportForm
from neuguong.work.commitments.forms.conflict import both_texts
from neuguong.work.commitments.forms.deciding import ReturnForm, RulingForm
from neuguong.work.commitments.forms.quarter import ResultForm, prefix, result_forms
from neuguong.work.commitments.forms.units import SupervisorField, UnitField
from neuguong.work.commitments.forms.writing import DraftForm, ItemForm, items_of

__all__ = [
    "AmendForm",
    "CarryForm",
    "DraftForm",
    "ItemForm",
    "NewForm",
    "OpenYearForm",
    "ProgressForm",
    "ReportForm",
    "ResultForm",
    "ReturnForm",
    "RulingForm",
    "SupervisorField",
    "UnitField",
    "both_texts",
    "items_of",
    "prefix",
    "result_forms",
]
