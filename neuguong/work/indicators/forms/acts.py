"""Forms of the acts around entry: opening a period, late entry, sending back, corrections."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.forms import DateField, InputForm, NumberField, ParagraphField, TextField
from neuguong.work.indicators.choices import WITH_BASE
from neuguong.work.indicators.forms.lines import BASE_LABELS
from neuguong.work.indicators.models import Indicator


class OpenForm(InputForm):
    """For which unit, with everything under it, and which period numbers are asked for."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị và các đơn vị bên dưới"))
    period = forms.ModelChoiceField(Period.objects.none(), label=_l("Kỳ"))
    due_on = DateField(
        label=_l("Hạn nhập"), required=False, help_text=_l("Để trống là theo hạn báo cáo của từng cấp trong lịch.")
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], periods: QuerySet[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # fields are typed as plain Field
        self.fields["period"].queryset = periods  # type: ignore[attr-defined]  # as above


class ExcuseForm(InputForm):
    """Until when a unit may enter late, and why."""

    until = DateField(label=_l("Được nhập đến hết ngày"))
    reason = TextField(label=_l("Lý do"), max_length=500)


class ReturnForm(InputForm):
    """Why numbers are sent back; and until when the unit may enter them anew, where entry has ended."""

    note = ParagraphField(label=_l("Lý do"), help_text=_l("Điều cần sửa; đơn vị đọc thấy ở đầu dòng số liệu."))
    until = DateField(
        label=_l("Được nhập lại đến hết ngày"), required=False,
        help_text=_l("Hạn nhập đã hết: ghi ngày thì đơn vị được nhập lại, để trống thì không."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_ended: bool, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_ended:
            self.initial.setdefault("until", today + dt.timedelta(days=7))
        else:
            del self.fields["until"]


class RestateForm(InputForm):
    """The number that should have stood, and why."""

    amount = NumberField(label=_l("Số đính chính"))
    base = NumberField(label=_l("Mẫu số"))
    reason = TextField(label=_l("Lý do"), max_length=500, help_text=_l("Sai ở đâu, căn cứ vào đâu."))

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if indicator.kind in WITH_BASE:
            self.fields["base"].label = BASE_LABELS[indicator.kind]
        else:
            del self.fields["base"]
