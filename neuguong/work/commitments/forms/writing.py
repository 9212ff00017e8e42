"""A registration and its items, as they are typed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.kit.forms import DateField, NumberField, ParagraphField, TextField
from neuguong.kit.numbers import number, whole
from neuguong.work.commitments.choices import Group, ItemStatus, Kind
from neuguong.work.commitments.flow import unedited
from neuguong.work.commitments.forms.keeping import KeptForm
from neuguong.work.commitments.forms.units import SupervisorField, choose_near
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.queries import Supervising
from neuguong.work.commitments.services import ItemInput
from neuguong.work.indicators.models import Indicator
from neuguong.work.indicators.queries import in_force
from neuguong.work.programmes.models import Standard

NOT_NEGATIVE = MinValueValidator(0, _l("Số này không được âm."))
_HEAD = ("pressing_issue", "expected_product")
_COLLECTIVE = ("steering", "cooperating", "resources")
_LEFT_OUT: dict[str, tuple[str, ...]] = {
    Kind.INDIVIDUAL: (*_HEAD, *_COLLECTIVE, "supervisor"),
    Kind.HEAD: _COLLECTIVE,
    Kind.COLLECTIVE: (*_HEAD, "supervisor", "mend_by"),
}


class DraftForm(KeptForm):
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
            choose_near(self.fields["supervisor"], units)
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
        """The cleaned fields to save, without the edition; with the words that could not be read."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "edition"}
        return {**fields, "unread": self.unread}

    def clean_supervisor(self) -> Unit | None:
        unit: Unit | None = self.cleaned_data["supervisor"]
        if unit and unit.pk in (self.commitment.unit_id, self.commitment.decider_unit_id):
            raise ValidationError(_("Đơn vị giám sát không được là đơn vị đăng ký hay nơi phê duyệt."))
        return unit


class ItemForm(KeptForm):
    """One item of a registration. `copied_from` is the item of an earlier year that it was copied from."""

    needed = {
        "deed": _l("Chưa ghi việc cụ thể; cần có trước khi trình."),
        "due_on": _l("Chưa ghi thời hạn; cần có trước khi trình."),
    }
    copied_from: Item | None = None
    is_unedited = False

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

    indicator = forms.TypedChoiceField(
        label=_l("Góp vào chỉ tiêu"), required=False, coerce=int, empty_value=None,
        help_text=_l("Việc này góp vào kết quả của chỉ tiêu nào."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, kind: str = Kind.INDIVIDUAL, indicators: Sequence[Indicator] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if indicators:
            choices = [("", _("Không gắn với chỉ tiêu nào")), *((one.pk, one.name) for one in indicators)]
            self.fields["indicator"].choices = choices  # type: ignore[attr-defined]  # fields are typed as plain Field
        else:
            del self.fields["indicator"]
        if kind == Kind.INDIVIDUAL:  # a member registers deeds: nothing to choose, and nothing to send
            del self.fields["group"]

    def has_changed(self) -> bool:
        """A block in which only the pre-filled choices stand counts as empty."""
        return bool(set(self.changed_data) - {"number", "group", "standard", "indicator"})

    @property
    def aside(self) -> dict[str, Any] | None:
        """What the item said in the year it was copied from, to be read beside what it says now."""
        old = self.copied_from
        if old is None:
            return None
        target = f"{number(old.target)} {old.measure_unit}".strip() if old.target is not None else old.measure_unit
        rows = [(_("Việc cụ thể"), old.deed), (_("Sản phẩm, chỉ tiêu"), old.product), (_("Số chỉ tiêu"), target)]
        return {
            "title": _("Chép từ bản đăng ký %(period)s, đã ghi:") % {"period": str(old.period).lower()},
            "rows": [row for row in rows if row[1]],
        }

    @property
    def is_removed(self) -> bool:
        """Whether it was ticked to be taken away."""
        return bool(not self.errors.get("DELETE") and self.cleaned_data.get("DELETE"))

    @property
    def place(self) -> int:
        """The number that the item has already; 0 for a new one."""
        return whole(str(self["number"].value() or ""))

    @property
    def missing(self) -> dict[str, str]:
        found = super().missing
        if self.is_unedited and not {"deed", *found} & self.errors.keys():
            found.setdefault("deed", _("Còn nguyên như năm trước; hãy sửa cho hợp với năm nay trước khi trình."))
        return found


class _Items(forms.BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs alone
    """The items of one registration, in order."""

    @property
    def is_kept(self) -> bool:
        """Whether all that was typed can be saved."""
        return not self.non_form_errors() and all(form.is_kept for form in self.standing())

    def standing(self) -> list[ItemForm]:
        """The items that were written and not removed."""
        return [form for form in self.forms if not form.is_blank and not form.is_removed]

    def inputs(self) -> list[ItemInput]:
        """The items to save: what was removed or left empty is not there; new ones get numbers never given before."""
        top = max((form.place for form in self.forms), default=0)
        made: list[ItemInput] = []
        for form in self.standing():
            top += not form.place
            made.append(_input(form, form.place or top))
        return made

    def mark(self, copied: Mapping[int, Item], unedited: Collection[int]) -> None:
        """Let each item know the one it was copied from, and whether it still says the same."""
        for form in self.forms:
            form.copied_from, form.is_unedited = copied.get(form.place), form.place in unedited

    def clean(self) -> None:
        """At most one breakthrough."""
        if [form.cleaned_data.get("group") for form in self.standing()].count(Group.BREAKTHROUGH) > 1:
            raise ValidationError(_("Chỉ được chọn một nội dung đột phá. Hãy đổi nhóm của các nội dung còn lại."))


def _input(form: ItemForm, number: int) -> ItemInput:
    row = form.cleaned_data
    standard = row.get("standard")
    words = {name: row.get(name, "") for name in ("deed", "measure_taken", "product", "measure_unit")}
    return ItemInput(
        number=number, due_on=row.get("due_on"), group=row.get("group", Group.DEED), target=row.get("target"),
        standard_id=standard.pk if standard else None, indicator_id=row.get("indicator"), unread=form.unread, **words,
    )  # fmt: skip


def items_of(commitment: Commitment, data: Any = None, *, ids: str = "id_%s") -> Any:
    """The formset of a registration's items (at least one block is always there); `ids` names its elements.

    What was typed is judged by itself, not against the items that stand now: an item left as it was is still an item.
    """
    found = Item.objects.filter(commitment=commitment).exclude(status=ItemStatus.CUT)
    kept = list(found.select_related("copied_from__period", "indicator").order_by("number"))
    rows = [_initial(item) for item in kept] if data is None else []
    indicators = _indicators(commitment, kept)
    extra = 0 if rows or data is not None else 1
    factory = forms.formset_factory(ItemForm, formset=_Items, extra=extra, can_delete=True, max_num=20)
    made: Any = factory(
        data, initial=rows, prefix="viec", auto_id=ids, form_kwargs={"kind": commitment.kind, "indicators": indicators}
    )
    copied = {item.number: item.copied_from for item in kept if item.copied_from}
    made.mark(copied, set(unedited(commitment.items.all()).values_list("number", flat=True)) if copied else ())
    return made


def _indicators(commitment: Commitment, kept: Iterable[Item]) -> list[Indicator]:
    """What an item may serve: what is in force where and when the registration counts; and what it serves already."""
    named = [item.indicator for item in kept if item.indicator]
    return list(dict.fromkeys([*in_force(commitment.unit_id, commitment.period), *named]))


def _initial(item: Item) -> dict[str, Any]:
    names = ("number", "group", "deed", "measure_taken", "product", "target", "measure_unit", "due_on", "standard")
    unread: dict[str, Any] = item.unread
    plain = {name: getattr(item, name) for name in names}
    return plain | {"indicator": item.indicator_id} | unread | {"unread": unread}
