"""A registration and its items, as they are typed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.kit.forms import DateField, InputForm, NumberField, ParagraphField, TextField
from neuguong.work.commitments.choices import Group, Kind
from neuguong.work.commitments.forms.units import SupervisorField, choose_near
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.queries import Supervising
from neuguong.work.commitments.services import ItemInput
from neuguong.work.programmes.models import Standard

NOT_NEGATIVE = MinValueValidator(0, _l("Số này không được âm."))
_HEAD = ("pressing_issue", "expected_product")
_COLLECTIVE = ("steering", "cooperating", "resources")
_LEFT_OUT: dict[str, tuple[str, ...]] = {
    Kind.INDIVIDUAL: (*_HEAD, *_COLLECTIVE, "supervisor"),
    Kind.HEAD: _COLLECTIVE,
    Kind.COLLECTIVE: (*_HEAD, "supervisor", "mend_by"),
}


class DraftForm(InputForm):
    """The fields of a registration; those of other kinds are left out."""

    shortcomings = ParagraphField(
        label=_l("Hạn chế, khuyết điểm cần khắc phục"), required=False,
        help_text=_l("Nêu thẳng hạn chế của bản thân hoặc đơn vị đã chỉ ra khi kiểm điểm và cách khắc phục."),
    )  # fmt: skip
    mend_by = DateField(label=_l("Thời hạn khắc phục"), required=False)
    pressing_issue = ParagraphField(
        label=_l("Vấn đề bức xúc, tồn đọng"), required=False,
        help_text=_l("Vấn đề ở địa phương, đơn vị mà nội dung đột phá nhằm giải quyết."),
    )  # fmt: skip
    expected_product = ParagraphField(label=_l("Sản phẩm dự kiến"), required=False)
    steering = forms.ModelChoiceField(Person.objects.none(), label=_l("Đồng chí chỉ đạo"), required=False)
    cooperating = ParagraphField(label=_l("Đơn vị phối hợp"), required=False)
    resources = ParagraphField(label=_l("Nguồn lực"), required=False)
    supervisor = SupervisorField(
        label=_l("Đề nghị đơn vị theo dõi, giám sát"), required=False,
        help_text=_l("Một đơn vị thứ ba, không phải đơn vị đăng ký hay nơi phê duyệt."),
    )  # fmt: skip
    for_term = forms.BooleanField(label=_l("Đăng ký cho cả nhiệm kỳ"), required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        commitment: Commitment,
        units: Supervising,
        term: Period | None = None,
        people: Iterable[Any] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.commitment = commitment
        for name in _LEFT_OUT[commitment.kind]:
            del self.fields[name]
        if "steering" in self.fields:
            self.fields["steering"].queryset = people  # type: ignore[attr-defined]  # fields are typed as plain Field
        if "supervisor" in self.fields:
            choose_near(self.fields["supervisor"], units)  # type: ignore[arg-type]  # fields are typed as plain Field
        self._offer(None if commitment.adds_to_id else term)

    def _offer(self, term: Period | None) -> None:
        """Whether to register for the term: asked where years of it are still to come, and not of an addition."""
        if term is None or term.ends_on <= self.commitment.period.ends_on:
            del self.fields["for_term"]
            return
        field = self.fields["for_term"]
        field.label = _("Đăng ký cho cả %(term)s") % {"term": str(term).lower()}
        field.help_text = _(
            "Kết quả được ghi từng quý đến hết năm %(year)s. Mỗi năm sau, đồng chí viết bản bổ sung của năm đó."
        ) % {"year": term.ends_on.year}

    def written(self) -> dict[str, Any]:
        """The cleaned fields to save, without the edition."""
        return {name: value for name, value in self.cleaned_data.items() if name != "edition"}

    def clean_supervisor(self) -> Unit | None:
        unit: Unit | None = self.cleaned_data["supervisor"]
        if unit and unit.pk in (self.commitment.unit_id, self.commitment.decider_unit_id):
            raise ValidationError(_("Đơn vị giám sát không được là đơn vị đăng ký hay nơi phê duyệt."))
        return unit


class ItemForm(InputForm):
    """One item of a registration."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=999)
    group = forms.ChoiceField(label=_l("Nhóm"), choices=Group.choices)
    deed = ParagraphField(label=_l("Việc cụ thể"), help_text=_l("Một việc làm được, gắn với chức trách của đồng chí."))
    measure_taken = ParagraphField(label=_l("Biện pháp"), required=False)
    product = ParagraphField(label=_l("Sản phẩm, chỉ tiêu"), required=False)
    target = NumberField(
        label=_l("Số chỉ tiêu"), required=False, help_text=_l("Ví dụ: 12 hoặc 1.250,5"), validators=[NOT_NEGATIVE]
    )
    measure_unit = TextField(label=_l("Đơn vị tính"), max_length=40, required=False)
    due_on = DateField(label=_l("Thời hạn"))
    standard = forms.ModelChoiceField(Standard.objects.order_by("code"), label=_l("Chuẩn mực"), required=False)

    def __init__(self, *args: Any, kind: str = Kind.INDIVIDUAL, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == Kind.INDIVIDUAL:  # a member registers deeds: nothing to choose, and nothing to send
            del self.fields["group"]

    def has_changed(self) -> bool:
        """A block in which only the pre-filled choices stand counts as empty."""
        return bool(set(self.changed_data) - {"number", "group", "standard"})


class _Items(forms.BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs alone
    """The items of one registration, in order."""

    def inputs(self) -> list[ItemInput]:
        """The items to save: what was removed or left empty is not there; new ones get the next numbers."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        kept = [row for row in rows if row.get("deed")]
        top = max((row["number"] or 0 for row in kept), default=0)
        made: list[ItemInput] = []
        for row in kept:
            if not row["number"]:
                top += 1
            made.append(_input(row, row["number"] or top))
        return made

    def clean(self) -> None:
        """At most one breakthrough; a due day is needed for each."""
        chosen = [
            f.cleaned_data.get("group") for f in self.forms if f.has_changed() and not f.cleaned_data.get("DELETE")
        ]
        if chosen.count(Group.BREAKTHROUGH) > 1:
            raise ValidationError(_("Chỉ được chọn một nội dung đột phá. Hãy đổi nhóm của các nội dung còn lại."))


def _input(row: dict[str, Any], number: int) -> ItemInput:
    return ItemInput(
        number=number, deed=row["deed"], due_on=row["due_on"], group=row.get("group", Group.DEED),
        standard_id=row["standard"].pk if row["standard"] else None, measure_taken=row["measure_taken"],
        product=row["product"], target=row["target"], measure_unit=row["measure_unit"],
    )  # fmt: skip


def items_of(commitment: Commitment, data: Any = None, extra: int = 0) -> Any:
    """The formset of a registration's items, with `extra` empty blocks (at least one block is always there).

    What was typed is judged by itself, not against the items that stand now: an item left as it was is still an item.
    """
    kept = Item.objects.filter(commitment=commitment).order_by("number") if data is None else ()
    rows = [_initial(item) for item in kept]
    wanted = extra if rows or data is not None else max(extra, 1)
    factory = forms.formset_factory(ItemForm, formset=_Items, extra=wanted, can_delete=True, max_num=20)
    return factory(data, initial=rows, prefix="viec", form_kwargs={"kind": commitment.kind})


def _initial(item: Item) -> dict[str, Any]:
    names = ("number", "group", "deed", "measure_taken", "product", "target", "measure_unit", "due_on", "standard")
    return {name: getattr(item, name) for name in names}
