"""What people write in a report: its form, its words, its recipients and its signature."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.forms import DateField, InputForm, ParagraphField, TextField
from neuguong.work.reports.choices import System

FORM = ("system", "number", "symbol", "place", "issued_on")
WORDS = ("situation", "strengths", "shortcomings", "causes", "direction")
END = ("recipients", "signer_authority", "signer_title", "signer_name")


def _long(label: Any, help_text: Any = "", rows: int = 6) -> ParagraphField:
    return ParagraphField(label=label, help_text=help_text, required=False, widget=forms.Textarea(attrs={"rows": rows}))


class SigningForm(InputForm):
    """What is known only on the day of issue: number, date, signer."""

    number = TextField(label=_l("Số"), max_length=20)
    symbol = TextField(label=_l("Ký hiệu"), max_length=40, help_text=_l("Phần sau số, ví dụ BC/HU hoặc BC-UBND."))
    place = TextField(label=_l("Nơi ban hành"), max_length=80)
    issued_on = DateField(label=_l("Ngày ban hành"))
    signer_authority = TextField(
        label=_l("Thẩm quyền ký"), max_length=80, required=False, help_text=_l("Ví dụ: T/M Ban Thường vụ.")
    )
    signer_title = TextField(label=_l("Chức vụ người ký"), max_length=80)
    signer_name = TextField(label=_l("Họ và tên người ký"), max_length=120)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_issued_on(self) -> dt.date:
        """A paper is not issued before its day has come."""
        day: dt.date = self.cleaned_data["issued_on"]
        if day > self.today:
            raise forms.ValidationError(_("Ngày ban hành không được sau hôm nay."))
        return day


class ReportForm(SigningForm):
    """The whole draft; nothing is required until it is issued."""

    field_order = ("edition", *WORDS, *FORM, *END)
    system = forms.ChoiceField(label=_l("Thể thức"), choices=System.choices)
    situation = _long(
        _l("Tình hình, công tác chỉ đạo"),
        _l("Mỗi dòng là một đoạn; dòng bắt đầu bằng dấu gạch ngang là một ý. Số liệu được tự động ghi vào bên dưới."),
    )
    strengths = _long(_l("Kết quả nổi bật, cách làm hay"))
    shortcomings = _long(_l("Hạn chế"), _l("Nêu thẳng; số chậm, quá hạn đã được tự động ghi."))
    causes = _long(_l("Nguyên nhân"), rows=4)
    direction = _long(_l("Phương hướng, nhiệm vụ"))
    recipients = _long(_l("Nơi nhận"), _l("Mỗi dòng một nơi."), rows=4)
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*FORM[1:], *END):
            self.fields[name].required = False

    def clean_issued_on(self) -> dt.date | None:  # type: ignore[override]  # the parent refuses days to come
        """Any day may be planned."""
        day: dt.date | None = self.cleaned_data["issued_on"]
        return day

    def written(self) -> dict[str, Any]:
        """The fields of the report."""
        return {name: value for name, value in self.cleaned_data.items() if name != "edition"}


class NewForm(InputForm):
    """Of which unit, for which period."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị"), empty_label=None)
    period = forms.ModelChoiceField(Period.objects.none(), label=_l("Kỳ"), empty_label=None)

    def __init__(self, *args: Any, units: QuerySet[Unit], periods: QuerySet[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # fields are typed as plain Field
        self.fields["period"].queryset = periods  # type: ignore[attr-defined]  # fields are typed as plain Field


class OpenReportsForm(InputForm):
    """From whom a report is asked, for which period, by when."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị và mọi đơn vị bên dưới"), empty_label=None)
    period = forms.ModelChoiceField(Period.objects.none(), label=_l("Kỳ"), empty_label=None)
    due_on = DateField(
        label=_l("Hạn báo cáo"), required=False, help_text=_l("Để trống thì lấy hạn của từng cấp ở mục Kỳ và thời hạn.")
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], periods: QuerySet[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # fields are typed as plain Field
        self.fields["period"].queryset = periods  # type: ignore[attr-defined]  # fields are typed as plain Field


class ReceiveForm(InputForm):
    """What stands at the head of a report that came on paper."""

    number = TextField(label=_l("Số"), max_length=20)
    symbol = TextField(label=_l("Ký hiệu"), max_length=40, help_text=_l("Phần sau số, ví dụ BC/CB."))
    issued_on = DateField(label=_l("Ngày của báo cáo"))


class AskForm(InputForm):
    """A later day, and why."""

    until = DateField(label=_l("Xin gia hạn đến ngày"))
    reason = ParagraphField(label=_l("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class GrantForm(InputForm):
    """The day that is granted."""

    until = DateField(label=_l("Gia hạn đến ngày"))
    note = ParagraphField(label=_l("Ý kiến"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
