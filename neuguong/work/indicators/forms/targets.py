"""The targets of a unit's direct children, typed in one table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.kit.forms import NumberField, TextField
from neuguong.work.indicators.choices import WITH_BASE
from neuguong.work.indicators.models import Indicator, Target
from neuguong.work.indicators.services.targets import Level


class TargetsForm(forms.Form):
    """Two fields for each unit, of which those without a denominator have one; beside each, hidden, what stood when the
    page was drawn."""

    decision = TextField(
        label=_l("Văn bản giao"),
        max_length=120,
        required=False,
        help_text=_l("Ghi cho các mức thay đổi lần này, ví dụ: Nghị quyết số 12-NQ/ĐU."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        indicator: Indicator,
        units: Sequence[Unit],
        targets: Mapping[int, Target],
        called: Mapping[int, str],
    ) -> None:
        super().__init__(data)
        self.units, self.has_base = units, indicator.kind in WITH_BASE
        for unit in units:
            row = targets.get(unit.pk)
            self._add("amount", unit, row.amount if row else None, called[unit.pk])
            if self.has_base:
                self._add("base", unit, row.base if row else None, called[unit.pk])

    def _add(self, name: str, unit: Unit, value: Any, called: str) -> None:
        label = _("Mức phải đạt") if name == "amount" else _("Mẫu số")
        field = NumberField(label=label, required=False, initial=value)
        field.widget.attrs |= {"aria-label": f"{label}, {called}", "class": "form-control"}
        self.fields[f"{name}-{unit.pk}"] = field
        self.fields[f"was-{name}-{unit.pk}"] = NumberField(required=False, initial=value, widget=forms.HiddenInput())

    def rows(self) -> Iterable[tuple[Unit, list[Any], list[Any]]]:
        """Each unit with its fields and with those that are hidden."""
        names = ("amount", "base") if self.has_base else ("amount",)
        for unit in self.units:
            yield (
                unit,
                [self[f"{name}-{unit.pk}"] for name in names],
                [self[f"was-{name}-{unit.pk}"] for name in names],
            )

    def clean(self) -> None:
        """`given`, what is to stand by unit, and `seen`, what stood when the page was drawn."""
        given, seen = ({unit.pk: self._level(side, unit) for unit in self.units} for side in ("", "was-"))
        for pk, (amount, base) in given.items():
            if amount is None and base is not None and f"amount-{pk}" not in self.errors:
                self.add_error(f"amount-{pk}", ValidationError(_("Có mẫu số thì phải ghi cả mức phải đạt.")))
        self.cleaned_data |= {"given": given, "seen": seen}

    def _level(self, side: str, unit: Unit) -> Level:
        said = self.cleaned_data
        return said.get(f"{side}amount-{unit.pk}"), said.get(f"{side}base-{unit.pk}")
