"""Beginning a registration that nobody was expected to make, and opening a year."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.kit.forms import DateField, InputForm
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.forms.units import UnitField
from neuguong.work.commitments.queries import Offered


class NewForm(InputForm):
    """A registration that nobody was expected to make."""

    year = forms.ModelChoiceField(Period.objects.none(), label=_l("Năm"), empty_label=None)
    kind = forms.ChoiceField(label=_l("Loại"), choices=Kind.choices)
    person = forms.ModelChoiceField(Person.objects.none(), label=_l("Người đăng ký"), required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị"))

    def __init__(self, *args: Any, offered: Offered, years: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year, kind, person, unit = (self.fields[name] for name in ("year", "kind", "person", "unit"))
        year.queryset = years  # type: ignore[attr-defined]  # fields are typed as plain Field
        kind.choices = [(one, Kind(one).label) for one in offered.kinds]  # type: ignore[attr-defined]  # fields are typed as plain Field
        person.queryset, unit.queryset = offered.people, offered.units  # type: ignore[attr-defined]  # fields are typed as plain Field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") != Kind.COLLECTIVE and not cleaned.get("person"):
            self.add_error("person", _("Hãy chọn người đăng ký."))
        return cleaned


class OpenYearForm(InputForm):
    """Opening registration for a unit and all under it, in a year that the calendar has."""

    unit = UnitField(label=_l("Đơn vị và mọi đơn vị bên dưới"), help_text=_l("Gõ vài chữ của tên, hoặc mã đơn vị."))
    year = forms.ModelChoiceField(Period.objects.none(), label=_l("Năm"), empty_label=None, to_field_name="year")
    due_on = DateField(label=_l("Hạn đăng ký"), required=False)

    def __init__(
        self, *args: Any, units: QuerySet[Unit], years: QuerySet[Period], due: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        unit, year = self.fields["unit"], self.fields["year"]
        unit.allowed, year.queryset = units, years  # type: ignore[attr-defined]  # fields are typed as plain Field
        proposed = _("Để trống thì theo hạn của từng cấp trong Kỳ và thời hạn.")
        self.fields["due_on"].help_text = f"{proposed} {due}".strip()
