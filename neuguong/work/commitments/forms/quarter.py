"""A quarter's results as they are typed into the ledger: one little form for each item of a registration."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from neuguong.kit.forms import InputForm, NumberField, ParagraphField, TextField
from neuguong.work.commitments.services import Result


class ResultForm(InputForm):
    """What was done on one item. `before` is the mark of what stood there; `instead` the mark of what somebody else has
    written meanwhile, sent by whoever has read that and wants her own words all the same."""

    text = ParagraphField(required=False, max_length=4000)
    amount = NumberField(required=False)
    before = TextField(required=False, widget=forms.HiddenInput)
    instead = TextField(required=False, widget=forms.HiddenInput)

    def result(self, item_id: int) -> Result:
        """For the service."""
        typed = self.cleaned_data
        return Result(item_id, typed["text"], typed["amount"], typed["instead"] or typed["before"])


def result_forms(item_ids: Iterable[int], data: Mapping[str, Any]) -> dict[int, ResultForm]:
    """The forms of those items of which something was sent."""
    sent = [pk for pk in item_ids if f"{prefix(pk)}-text" in data]
    return {pk: ResultForm(data, prefix=prefix(pk)) for pk in sent}


def prefix(item_id: int) -> str:
    """How the fields of an item begin."""
    return f"kq-{item_id}"
