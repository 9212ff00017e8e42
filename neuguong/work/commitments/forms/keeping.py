"""Forms of which everything typed is kept, though some of it is missing yet or cannot be read."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from neuguong.kit.forms import InputForm
from neuguong.kit.text import nfc_lines

LONGEST = 5000


class KeptForm(InputForm):
    """Half written, and saved all the same.

    A `needed` field may be empty until the hand-in; what is then said beside it stands in `missing`. Words in a field
    that could not be read are an error beside it, and are kept as they are in `unread`.
    """

    needed: ClassVar[dict[str, str | Promise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.needed:
            field: Any = self.fields[name]
            field.required, field.is_needed = False, True

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            for name, words in self.initial.get("unread", {}).items():
                self._doubt(name, words)

    def _doubt(self, name: str, words: str) -> None:
        """Say again, where the form is opened, why the words were not read."""
        try:
            self.fields[name].clean(words)
        except ValidationError as error:
            self.errors[name] = self.error_class(error.messages, renderer=self.renderer)

    @property
    def unread(self) -> dict[str, str]:
        """The words, by field, that could not be read."""
        wrong = [name for name in self.errors if name in self.fields and _is_written(self.fields[name])]
        return {name: nfc_lines(str(self[name].data or "").replace("\x00", ""))[:LONGEST] for name in wrong}

    @property
    def is_kept(self) -> bool:
        """Whether all of it can be saved: nothing is wrong but words that could not be read."""
        return self.is_bound and not self.errors.keys() - self.unread.keys()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in it."""
        return not self.has_changed()

    @property
    def missing(self) -> dict[str, str]:
        """What the hand-in needs and is not there, by field, in words; nothing of a blank form."""
        if self.is_blank if self.is_bound else not self.initial:
            return {}
        said = self.cleaned_data if self.is_bound else self.initial
        return {
            name: str(words) for name, words in self.needed.items() if not said.get(name) and name not in self.errors
        }


def _is_written(field: Any) -> bool:
    return isinstance(field.widget, forms.TextInput | forms.Textarea)
