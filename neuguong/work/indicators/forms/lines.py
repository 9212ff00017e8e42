"""One line of a unit's form: a number as people type it, what goes with it, and what is asked back."""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.models import StoredFile
from neuguong.kit.forms import FilesField, InputForm, NumberField, TextField
from neuguong.kit.numbers import AmbiguousNumberError, parse_number, typed, whole
from neuguong.kit.text import nfc
from neuguong.work.indicators.choices import WITH_BASE, Qualifier
from neuguong.work.indicators.models import Indicator, Value
from neuguong.work.indicators.services import Key, Line
from neuguong.work.indicators.services.entering import WRITTEN

NUMBERS = ("amount", "base")
BASE_LABELS = {"RATIO": _l("Mẫu số"), "RANK": _l("Trên tổng số")}


class LineForm(InputForm):
    """The fields of one number. `instead` carries the edition that somebody insists on writing over."""

    amount = NumberField(label=_l("Số"), required=False)
    base = NumberField(label=_l("Mẫu số"), required=False)
    qualifier = forms.ChoiceField(label=_l("Từ đi kèm"), choices=Qualifier.choices, required=False)
    quoted = TextField(label=_l("Số như nguồn đã công bố"), max_length=60, required=False)
    source = TextField(label=_l("Nguồn"), max_length=200, required=False)
    explanation = TextField(label=_l("Giải trình"), max_length=500, required=False)
    evidence = FilesField()
    edition = forms.CharField(required=False)
    instead = forms.CharField(required=False)

    def __init__(
        self, data: Any = None, files: Any = None, *, indicator: Indicator, row: Value | None = None, **options: Any
    ) -> None:
        initial = {name: getattr(row, name) for name in WRITTEN} if row else {"source": ""}
        super().__init__(data, files, initial=initial, **options)
        if indicator.kind in WITH_BASE:
            self.fields["base"].label = BASE_LABELS[indicator.kind]
        else:
            del self.fields["base"]

    def readings(self, name: str) -> list[str]:
        """The two numbers that words such as "37,210" may mean, each written as nobody would ask again; else []."""
        if not self.is_bound or name not in self.errors:
            return []
        try:
            parse_number(nfc(str(self[name].data or "")))
        except AmbiguousNumberError as error:
            return [typed(one) for one in error.readings]
        except ValueError:
            return []
        return []

    def line(self, key: Key, evidence: tuple[StoredFile, ...] = ()) -> Line:
        """What a valid form says."""
        said = self.cleaned_data
        edition = said["instead"] or said["edition"]
        return Line(
            key,
            amount=said["amount"],
            base=said.get("base"),
            qualifier=said["qualifier"] or Qualifier.EXACT,
            quoted=said["quoted"],
            source=said["source"],
            explanation=said["explanation"],
            edition=whole(edition),
            evidence=evidence,
        )

    @property
    def sentences(self) -> dict[str, str]:
        """What is wrong, by field."""
        return {name: " ".join(map(str, errors)) for name, errors in self.errors.items()}


def is_written(row: Model | None) -> bool:
    """Whether anything stands in a value."""
    return row is not None and any(getattr(row, name) not in (None, "", Qualifier.EXACT) for name in WRITTEN)
