"""Two people wrote in one registration: both texts, side by side, and a form in which nothing of either is lost."""

from typing import Any

from neuguong.work.commitments.forms.writing import DraftForm, items_of
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.queries import FIELDS, ITEM_FIELDS, compared, contents, plain
from neuguong.work.commitments.services import ItemInput


def both_texts(row: Commitment, form: DraftForm, items: Any) -> tuple[list[tuple[str, str, str]], Any]:
    """What differs, as (place, saved, typed), and the typed data with the items that somebody else added meanwhile."""
    merged = items.data.copy()
    places = {one.place for one in items.forms}
    for item in items_of(row).forms:
        if item.place and item.place not in places:
            _append(merged, item)
    saved = contents([row.pk])[row.pk]
    return compared(saved, _typed(saved, form, items_of(row, merged).inputs())), merged


def _append(data: Any, form: Any) -> None:
    at = int(data["viec-TOTAL_FORMS"])
    for name, field in form.fields.items():
        words = field.prepare_value(form.initial.get(name))
        data[f"viec-{at}-{name}"] = "" if words is None else str(words)
    data[f"viec-{at}-DELETE"] = ""
    data["viec-TOTAL_FORMS"] = str(at + 1)


def _typed(saved: dict[str, Any], form: DraftForm, items: list[ItemInput]) -> dict[str, Any]:
    """What was typed, in the shape of `contents`; what the form does not ask for is as it was saved."""
    given = {name: getattr(value, "pk", value) for name, value in form.written().items()}
    fields = {name: given.get(name.removesuffix("_id"), saved[name]) for name in FIELDS}
    lines = [{"number": one.number} | {name: plain(getattr(one, name)) for name in ITEM_FIELDS} for one in items]
    return {name: plain(value) for name, value in fields.items()} | {"items": lines}
