"""Pages on which a case is taken in, sorted, sent on, joined with another, answered."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.services import store
from neuguong.base.orgs.models import Unit
from neuguong.kit.numbers import date
from neuguong.kit.text import fold
from neuguong.kit.views import FormPage, Request
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.choices import OPEN
from neuguong.work.dialogues.forms import (
    AnswerForm,
    IntakeForm,
    MergeForm,
    PublishForm,
    RefuseForm,
    SortForm,
    TransferForm,
)
from neuguong.work.dialogues.models import Case, Sender
from neuguong.work.dialogues.services import (
    Sent,
    accept_case,
    answer_case,
    merge_case,
    open_case,
    publish,
    refuse_case,
    sort_case,
    transfer_case,
    unpublish,
)
from neuguong.work.dialogues.views.asked import AtMyUnits, asked_id, living, said


class Intake(AtMyUnits):
    """Take in what somebody brought to the desk."""

    right = (rules.units, "receive")
    form_class = IntakeForm
    title = _l("Tiếp nhận đơn thư")
    submit_label = _l("Tiếp nhận")

    def initial(self) -> dict[str, Any]:
        return {"mark": secrets.token_urlsafe(16), "received_on": self.request.today}

    def extra(self) -> dict[str, Any]:
        lead = _("Đơn tố cáo không ghi ở đây: chuyển đồng chí phụ trách tiếp nhận tố cáo của đơn vị.")
        return {"lead": lead, "back": reverse("dialogues:cases"), "suggestions": ()}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        files = [store(stream=one, name=one.name, actor=request.user, now=request.now) for one in cleaned["papers"]]
        who = {name: cleaned[name] for name in ("full_name", "words", "phone", "email", "address")}
        taken = ("unit", "channel", "received_on", "may_publish", "mark", "book_number")
        case = open_case(
            sent=Sent(**who, files=files), actor=request.user, now=request.now,
            **{name: cleaned[name] for name in taken},
        )  # fmt: skip
        messages.success(request, _("Đã tiếp nhận. Mã theo dõi ở mục “Người gửi”: đồng chí ghi cho người gửi."))
        return reverse("dialogues:case", args=[case.pk])


class _OfCase(FormPage):
    """A form about one case, which the address or the form names by ?id=."""

    template = "dialogues/form.jinja"
    case: Case

    def prepare(self) -> None:
        self.case = self.found(Case.objects.select_related("unit"), pk=asked_id(self.request))
        senders = rules.senders.visible(Sender.objects.all(), self.request.user)
        self.sender: Sender | None = senders.filter(case=self.case).first()

    def back(self) -> str:
        return reverse("dialogues:case", args=[self.case.pk])

    def extra(self) -> dict[str, Any]:
        lead = f"{self.case}. {self.case.summary}".strip()
        words = self.sender.words if self.sender else ""
        return {"lead": lead, "back": self.back(), "suggestions": (), "id": self.case.pk, "words": words}

    def say(self, words: str) -> str:
        messages.success(self.request, words)
        return self.back()


def require_nameless(summary: str, sender: Sender | None) -> None:
    """Refuse a summary by which units above and whoever downloads the list would know who sent the case."""
    if sender is None:
        return
    name, email = fold(sender.full_name), fold(sender.email)
    phone, digits = ("".join(one for one in text if one.isdigit()) for text in (sender.phone, summary))
    # A given name alone is also a word of everyday language; the full one is not.
    told = (" " in name and name in fold(summary)) or (email and email in fold(summary)) or (phone and phone in digits)
    if told:
        raise ValidationError(
            {"summary": _("Tóm tắt còn họ tên, điện thoại hoặc thư điện tử của người gửi. Hãy bỏ đi.")}
        )


class _SortCase(_OfCase):
    """What a case is about, for whoever works on it."""

    form_class = SortForm

    def initial(self) -> dict[str, Any]:
        names = ("kind", "sector", "summary", "is_complex", "edition")
        return {name: getattr(self.case, name) for name in names}

    def saved(self) -> tuple[int, list[tuple[Any, Any]]]:
        self.prepare()
        case = self.case
        return case.edition, [
            (_("Loại"), case.get_kind_display()), (_("Lĩnh vực"), case.get_sector_display()),
            (_("Tóm tắt"), case.summary), (_("Vụ việc phức tạp"), _("Có") if case.is_complex else _("Không")),
        ]  # fmt: skip


class CorrectSort(_SortCase):
    """Correct the classification of a case in hand."""

    right = (rules.cases, "sort")
    title = _l("Sửa phân loại")
    submit_label = _l("Lưu phân loại")

    def act(self, cleaned: dict[str, Any]) -> str:
        require_nameless(cleaned["summary"], self.sender)
        sort_case(case=self.case, **cleaned, actor=self.request.user, now=self.request.now)
        return self.say(_("Đã lưu phân loại."))


class AcceptCase(_SortCase):
    """Accept a case with its classification."""

    right = (rules.cases, "accept")
    title = _l("Thụ lý và phân loại")
    submit_label = _l("Thụ lý")

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        """What is sent after a colleague has accepted the case corrects hers, with both before the writer's eyes."""
        accepted = Case.objects.filter(pk=asked_id(request))
        if rules.cases.visible(accepted, request.user, "sort").exists():
            correcting = CorrectSort()
            correcting.setup(request, **kwargs)
            return correcting.post(request, **kwargs)
        return super().post(request, **kwargs)

    def act(self, cleaned: dict[str, Any]) -> str:
        require_nameless(cleaned["summary"], self.sender)
        del cleaned["edition"]
        accept_case(case=self.case, **cleaned, actor=self.request.user, now=self.request.now)
        return self.say(_("Đã thụ lý."))


class TransferCase(_OfCase):
    """Send a case to the unit that is competent."""

    right = (rules.cases, "transfer")
    form_class = TransferForm
    title = _l("Chuyển đơn thư")
    submit_label = _l("Chuyển")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return TransferForm(data, units=living(Unit.objects.all(), self.request.today))

    def extra(self) -> dict[str, Any]:
        near = living(Unit.objects.filter(level__lte=self.case.unit.level), self.request.today)
        return {**super().extra(), "suggestions": said(near)}

    def act(self, cleaned: dict[str, Any]) -> str:
        transfer_case(case=self.case, **cleaned, actor=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã chuyển đến %(unit)s.") % {"unit": cleaned["unit"].name})
        return reverse("dialogues:cases")


class MergeCase(_OfCase):
    """Join a case with another about the same matter."""

    right = (rules.cases, "merge")
    form_class = MergeForm
    title = _l("Nhập vào vụ việc khác")
    submit_label = _l("Nhập")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        others = Case.objects.filter(unit=self.case.unit_id, state__in=OPEN).exclude(pk=self.case.pk)
        return MergeForm(data, others=others.order_by("-pk"))

    def act(self, cleaned: dict[str, Any]) -> str:
        merge_case(case=self.case, into=cleaned["into"], actor=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã nhập. Người gửi theo dõi vụ việc chung bằng mã của mình."))
        return reverse("dialogues:case", args=[cleaned["into"].pk])


class AnswerCase(_OfCase):
    """Record the answer."""

    right = (rules.cases, "answer")
    form_class = AnswerForm
    title = _l("Ghi trả lời")
    submit_label = _l("Ghi trả lời")

    def initial(self) -> dict[str, Any]:
        return {"answer": self.case.answer, "answered_on": self.request.today}

    def act(self, cleaned: dict[str, Any]) -> str:
        answer_case(case=self.case, **cleaned, actor=self.request.user, now=self.request.now)
        return self.say(_("Đã ghi trả lời. Đồng chí tải thư trả lời ở cuối trang để ký, gửi."))


class RefuseCase(_OfCase):
    """Give a case back with the reason."""

    right = (rules.cases, "refuse")
    form_class = RefuseForm
    title = _l("Không thụ lý")
    submit_label = _l("Trả lại đơn")

    def act(self, cleaned: dict[str, Any]) -> str:
        refuse_case(case=self.case, **cleaned, actor=self.request.user, now=self.request.now)
        return self.say(_("Đã ghi không thụ lý."))


class PublishCase(_OfCase):
    """Make question and answer public, without anybody's name."""

    right = (rules.cases, "publish")
    form_class = PublishForm
    title = _l("Công khai hỏi đáp")
    submit_label = _l("Công khai")

    def initial(self) -> dict[str, Any]:
        case = self.case
        words = {"question": case.public_question or case.summary, "answer": case.public_answer or case.answer}
        return {**words, "edition": case.edition}

    def saved(self) -> tuple[int, list[tuple[Any, Any]]]:
        self.prepare()
        case = self.case
        return case.edition, [
            (_("Câu hỏi"), case.public_question), (_("Trả lời"), case.public_answer),
            (_("Công khai ngày"), date(case.published_on) if case.published_on else ""),
        ]  # fmt: skip

    def extra(self) -> dict[str, Any]:
        lead = _(
            "Bỏ họ tên, địa chỉ, điện thoại và mọi chi tiết nhận ra người gửi hoặc người khác trước khi công khai."
        )
        return {**super().extra(), "lead": lead}

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        if "go" in request.POST:
            self.prepare()
            unpublish(case=self.case, actor=request.user, now=request.now)
            return HttpResponseRedirect(self.say(_("Đã thôi công khai.")))
        return super().post(request, **kwargs)

    def act(self, cleaned: dict[str, Any]) -> str:
        publish(case=self.case, **cleaned, actor=self.request.user, now=self.request.now)
        return self.say(_("Đã công khai trên trang công dân."))
