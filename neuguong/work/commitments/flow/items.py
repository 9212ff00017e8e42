"""What an item lacks before its registration can be handed in."""

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Lower, Trim

from neuguong.work.commitments.models import Item

_WORDS = ("deed", "product", "measure_unit")


def unfinished(items: QuerySet[Item]) -> QuerySet[Item]:
    """Those without a deed or a deadline, or with words that could not be read."""
    return items.filter(Q(due_on=None) | Q(deed="") | ~Q(unread={}))


def unedited(items: QuerySet[Item]) -> QuerySet[Item]:
    """Those that say what the items of an earlier year said from which they were copied.

    Normal form, letter case and blanks make no difference, and another deadline alone is no edit.
    """
    said = {f"_{name}": _said(name) for name in _WORDS} | {
        f"_old_{name}": _said(f"copied_from__{name}") for name in _WORDS
    }
    same = Q(target=F("copied_from__target")) | Q(target=None, copied_from__target=None)
    for name in _WORDS:
        same &= Q(**{f"_{name}": F(f"_old_{name}")})
    return items.filter(copied_from__isnull=False).alias(**said).filter(same)


def _said(field: str) -> Lower:
    normal = Func(F(field), function="normalize", output_field=TextField())
    folded = Func(normal, Value(r"\s+"), Value(" "), Value("g"), function="regexp_replace", output_field=TextField())
    return Lower(Trim(folded))
