"""A decision, as it is recorded."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person
from neuguong.kit.forms import DateField, InputForm, ParagraphField, TextField
from neuguong.work.commitments.forms.units import SupervisorField, choose_near
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.queries import Supervising


class RulingForm(InputForm):
    """A collective decision: meeting, document, who presided, minutes."""

    meeting_on = DateField(label=_l("Ngày họp"))
    number = TextField(
        label=_l("Số văn bản, biên bản"), max_length=60, required=False,
        help_text=_l("Ghi số biên bản của chi bộ nếu có."),
    )  # fmt: skip
    presided_by = forms.ModelChoiceField(Person.objects.none(), label=_l("Đồng chí chủ trì"), required=False)
    minutes = forms.FileField(label=_l("Biên bản, nghị quyết"), required=False)
    note = ParagraphField(label=_l("Ý kiến"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Any,
        units: Supervising,
        heads: Iterable[Commitment] = (),
        note_required: bool = False,
        number_required: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presided_by"].queryset = people  # type: ignore[attr-defined]  # fields are typed as plain Field
        self.fields["presided_by"].required = people.exists()  # a body whose posts are not known names nobody
        if note_required:
            note = self.fields["note"]
            note.label, note.required = _("Lý do"), True
            note.help_text = _("Ghi vào nhật ký và thành nhận xét ở mỗi bản đăng ký trong quyết định này.")
        self.fields["number"].required = number_required
        if number_required:
            self.fields["number"].help_text = _("Quyết định của cấp ủy phải có số văn bản.")
        self._heads = list(heads)
        for row in self._heads:
            label = _("Đơn vị giám sát của đồng chí %(who)s") % {"who": row.person}
            self.fields[f"supervisor_{row.pk}"] = SupervisorField(label=label, initial=row.supervisor)
            choose_near(self.fields[f"supervisor_{row.pk}"], units)

    def supervisors(self) -> dict[int, int]:
        """Commitment id -> supervising unit id."""
        return {row.pk: self.cleaned_data[f"supervisor_{row.pk}"].pk for row in self._heads}
