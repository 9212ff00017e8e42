"""Two people wrote in one registration: both texts, side by side, and a form in which nothing of either is lost."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from neuguong.work.commitments.forms.writing import DraftForm, items_of
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.queries import FIELDS, ITEM_FIELDS, compared, contents, plain
from neuguong.work.commitments.services import ItemInput, said


def both_texts(row: Commitment, form: DraftForm, items: Any) -> tuple[list[tuple[str, str, str]], Any]:
    """What differs, as (place, saved, typed), and the typed data with the items that somebody else added meanwhile."""
    merged = items.data.copy()
    places = {one.place for one in items.forms}
    new = {said(one.cleaned_data.get("deed", "")): one for one in items.standing() if not one.place}
    for item in items_of(row).forms:
        if not item.place or item.place in places:
            continue
        same = new.pop(said(item.initial["deed"]), None)  # her own, saved before, the answer lost on its way
        if same:
            merged[same.add_prefix("number")] = str(item.place)
        else:
            _append(merged, item)
    saved, typed = contents([row.pk])[row.pk], items_of(row, merged).inputs()
    differs = compared(saved, _typed(saved, form, typed))
    return [*differs, *_unread(row, form, typed)], merged


def _unread(row: Commitment, form: DraftForm, typed: list[ItemInput]) -> list[tuple[str, str, str]]:
    """The same of the words that could not be read."""
    before = {0: row.unread} | dict(Item.objects.filter(commitment=row).values_list("number", "unread"))
    after: dict[int, Mapping[str, str]] = {0: form.unread} | {one.number: one.unread for one in typed}
    return [
        (_place(number, name), before.get(number, {}).get(name, ""), after.get(number, {}).get(name, ""))
        for number in sorted(before.keys() | after.keys())
        for name in sorted(before.get(number, {}).keys() | after.get(number, {}).keys())
        if before.get(number, {}).get(name) != after.get(number, {}).get(name)
    ]


def _place(number: int, name: str) -> str:
    model: Any = Item if number else Commitment
    label = str(model._meta.get_field(name).verbose_name)
    words = {"number": number, "field": label.lower()}
    return _("Nội dung %(number)s, %(field)s") % words if number else label


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
