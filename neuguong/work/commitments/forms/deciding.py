"""A decision, as it is recorded, and the reasons for which something is sent back."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.models import StoredFile
from neuguong.base.orgs.models import Person
from neuguong.kit.forms import DateField, InputForm, ParagraphField, TextField
from neuguong.work.commitments.choices import Kind, ReturnReason
from neuguong.work.commitments.forms.units import SupervisorField, choose_near
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.queries import Supervising
from neuguong.work.commitments.services import Reasons, Ruling, Waiting, faults, lacking

APART = 60  # registrations of which each may be given a reason of its own on one page


class RulingForm(InputForm):
    """A collective decision on `rows`: meeting, document, who presided, minutes. Says all that is wrong at once."""

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
        rows: Sequence[Commitment],
        people: Any,
        units: Supervising,
        today: dt.date,
        gives_supervisors: bool = False,
        note_required: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._rows, self._today = rows, today
        self.fields["presided_by"].queryset = people  # type: ignore[attr-defined]  # fields are typed as plain Field
        self.fields["presided_by"].required = people.exists()  # a body whose posts are not known names nobody
        if note_required:
            note = self.fields["note"]
            note.label, note.required = _("Lý do"), True
            note.help_text = _("Ghi vào nhật ký và thành nhận xét ở mỗi bản đăng ký trong quyết định này.")
        if any(row.kind != Kind.INDIVIDUAL for row in rows):
            self.fields["number"].required = True
            self.fields["number"].help_text = _("Quyết định của cấp ủy phải có số văn bản.")
        self._heads = [row for row in rows if row.kind == Kind.HEAD] if gives_supervisors else []
        for row in self._heads:
            label = _("Đơn vị giám sát của đồng chí %(who)s") % {"who": row.person}
            self.fields[f"supervisor_{row.pk}"] = SupervisorField(label=label, initial=row.supervisor)
            choose_near(self.fields[f"supervisor_{row.pk}"], units)

    def supervisors(self) -> dict[int, int]:
        """Commitment id -> supervising unit id, as far as they are given."""
        given = {row.pk: self.cleaned_data.get(f"supervisor_{row.pk}") for row in self._heads}
        return {pk: unit.pk for pk, unit in given.items() if unit}

    def ruling(self, minutes: StoredFile | None = None) -> Ruling:
        """What was typed, as far as it could be read: today for a day that could not."""
        typed = self.cleaned_data
        return Ruling(
            meeting_on=typed.get("meeting_on") or self._today, number=typed.get("number", ""), minutes=minutes,
            presided_by=typed.get("presided_by"), note=typed.get("note", ""), supervisors=self.supervisors(),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, told in faults([Waiting.of(row) for row in self._rows], self.ruling(), self._today).items():
            if name not in self.errors:
                self.add_error(name, told)
        return cleaned


class _Ticks(forms.CheckboxSelectMultiple):
    use_fieldset = True


class ReturnForm(InputForm):
    """Why registrations are sent back: what holds for all of them, and for each of a few what is said of it alone."""

    codes = forms.MultipleChoiceField(
        label=_l("Lý do"), choices=ReturnReason.choices, widget=_Ticks, required=False,
        help_text=_l("Chọn một hoặc nhiều lý do, chung cho các bản trong danh sách."),
    )  # fmt: skip
    note = ParagraphField(
        label=_l("Ý kiến chung"),
        required=False,
        help_text=_l("Điều cần sửa; người đăng ký đọc thấy ở đầu bản của mình."),
    )

    def __init__(self, *args: Any, rows: Sequence[Commitment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.told_apart = rows if 1 < len(rows) <= APART else ()
        for row in self.told_apart:
            who = {"who": row.person or row.unit}
            self.fields[f"codes_{row.pk}"] = forms.MultipleChoiceField(
                label=_("Thêm lý do cho %(who)s") % who, choices=ReturnReason.choices, widget=_Ticks, required=False
            )
            self.fields[f"note_{row.pk}"] = TextField(
                label=_("Ý kiến riêng cho %(who)s") % who, max_length=500, required=False
            )

    @property
    def has_own_errors(self) -> bool:
        """Whether something is wrong with what is said of single ones."""
        return any(f"{name}_{row.pk}" in self.errors for row in self.told_apart for name in ("codes", "note"))

    def common(self) -> Reasons:
        """What holds for all."""
        return Reasons(self.cleaned_data.get("codes", ()), self.cleaned_data.get("note", ""))

    def own(self) -> dict[int, Reasons]:
        """What is said of single ones, by id."""
        typed = self.cleaned_data
        given = {
            row.pk: Reasons(typed.get(f"codes_{row.pk}", ()), typed.get(f"note_{row.pk}", ""))
            for row in self.told_apart
        }
        return {pk: one for pk, one in given.items() if one.codes or one.note}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        common, own = self.common(), self.own()
        for name, told in lacking(common.joined(own.get(row.pk, Reasons())) for row in self.rows).items():
            self.add_error(name, told)
        return cleaned
