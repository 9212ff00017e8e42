"""What people type: the head of a batch, one of its lines."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.queries import units_meant
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import paths_in_words
from neuguong.base.reorganisations.choices import ChangeKind, Late
from neuguong.base.reorganisations.models import Reorganisation
from neuguong.kit import clock
from neuguong.kit.forms import DateField, InputForm, MeantField, ParagraphField, TextField
from neuguong.kit.text import nfc

SUGGESTIONS = "goi-y-don-vi"
_UNIT_HELP = _l("Gõ vài chữ của tên, hoặc mã đơn vị.")
_TARGET_HELP = _l(
    "Đơn vị tiếp nhận, hoặc cấp trên mới nếu chuyển cấp trên. Đơn vị mới lập trong đợt này thì ghi mã của nó."
)


class UnitField(MeantField):
    """One of the `allowed` units; cleans to a Unit or None."""

    suggestions = SUGGESTIONS
    allowed: QuerySet[Unit] = Unit.objects.none()

    def find(self, text: str) -> list[Unit]:
        return units_meant(text, self.allowed)

    def places(self, things: Any) -> list[str]:
        return paths_in_words(things, clock.today())


class CodeField(UnitField):
    """A unit that is there, or the code of one that the batch opens; cleans to the code, "" for nothing."""

    opened: Collection[str] = ()
    is_free = False

    def clean(self, value: Any) -> str:
        text = nfc(str(value or ""))
        if text in self.opened:
            return text
        try:
            found = super().clean(value)
        except ValidationError:
            if self.is_free and text and " " not in text:
                return text
            raise
        return found.code if found else ""


class BatchForm(InputForm):
    """The head of a batch."""

    unit = UnitField(label=_l("Trong phạm vi"), help_text=_l("Mọi thay đổi của đợt nằm ở đơn vị này và bên dưới."))
    title = TextField(label=_l("Tên đợt sắp xếp"), max_length=200)
    decision = TextField(label=_l("Số, ký hiệu quyết định"), max_length=120, help_text=_l("Ví dụ: 202/2025/QH15"))
    signed_on = DateField(label=_l("Ngày ký"))
    on = DateField(label=_l("Có hiệu lực từ"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.allowed = units


class LineForm(InputForm):
    """One change."""

    kind = forms.ChoiceField(label=_l("Hình thức"), choices=ChangeKind.choices)
    unit_code = CodeField(label=_l("Đơn vị"), help_text=_l("Đơn vị thay đổi. Nếu thành lập thì ghi mã của đơn vị mới."))
    target_code = CodeField(label=_l("Đơn vị nhận"), required=False, help_text=_TARGET_HELP)
    name = TextField(
        label=_l("Tên mới"), max_length=200, required=False,
        help_text=_l("Khi thành lập, đổi tên, chuyển cấp, hoặc khi đơn vị nhận là đơn vị mới."),
    )  # fmt: skip
    short_name = TextField(label=_l("Tên viết tắt"), max_length=40, required=False)
    unit_kind = forms.ChoiceField(
        label=_l("Loại đơn vị"), choices=[("", _l("Không đổi")), *UnitKind.choices], required=False
    )
    parent_code = CodeField(label=_l("Cấp trên của đơn vị mới"), required=False, help_text=_UNIT_HELP)
    late = forms.ChoiceField(
        label=_l("Số liệu ghi sau ngày kết thúc"), choices=Late.choices, required=False,
        help_text=_l("Chỉ cần chọn khi chạy thử cho biết có số liệu như vậy."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: QuerySet[Unit], batch: Reorganisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opened = {line.made_code for line in batch.changes.all()} - {""}
        for name in ("unit_code", "target_code", "parent_code"):
            field: Any = self.fields[name]
            field.allowed, field.opened = units, opened
        kind = self.data.get("kind") if self.is_bound else ""
        self._free("unit_code", kind == ChangeKind.OPEN)
        self._free("target_code", kind in (ChangeKind.MERGE, ChangeKind.SPLIT) and bool(self.data.get("name")))

    def _free(self, name: str, is_free: bool) -> None:
        """The code of a new unit is nobody's yet."""
        field: Any = self.fields[name]
        field.is_free = is_free


class UndoForm(InputForm):
    """Why a batch is taken back."""

    reason = ParagraphField(label=_l("Lý do"), max_length=500)


class NothingForm(InputForm):
    """A question that is only answered yes."""
