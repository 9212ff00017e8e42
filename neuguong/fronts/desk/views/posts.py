"""A post changes hands: it ends for one, begins for another, and so do the registrations made in it."""

from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Appointment, Person
from neuguong.fronts.desk import rules
from neuguong.fronts.desk.forms import LeavePostForm
from neuguong.kit.numbers import number
from neuguong.kit.views import FormPage
from neuguong.work.commitments.services import leave_post


class LeavePost(FormPage):
    """Somebody holds a post no longer."""

    right = (rules.posts, "end")
    form_class = LeavePostForm
    title = _l("Thôi giữ chức vụ")
    submit_label = _l("Ghi thôi giữ chức vụ")
    template = "desk/leave_post.jinja"

    def prepare(self) -> None:
        rows = Appointment.objects.select_related("person", "unit")
        self.post_held: Appointment = self.found(rows, pk=self.kwargs["pk"])

    def make_form(self, data: Any = None, files: Any = None) -> LeavePostForm:
        seen = rules.people.visible(Person.objects.all(), self.request.user)
        return LeavePostForm(data, people=seen, initial={"on": self.request.today})

    def extra(self) -> dict[str, Any]:
        return {"post": self.post_held}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        ended = leave_post(
            appointment=self.post_held, on=cleaned["on"], decision=cleaned["decision"], successor=cleaned["successor"],
            actor=request.user, now=request.now, today=request.today,
        )  # fmt: skip
        words = _("Đã ghi đồng chí %(who)s thôi giữ chức vụ; kết thúc %(n)s bản đăng ký trong chức vụ này.")
        messages.success(request, words % {"who": self.post_held.person, "n": number(len(ended))})
        return reverse("desk:person", args=[self.post_held.person_id])
