"""Grants: the list, a new one, its end."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access import queries, rules, services
from neuguong.base.access.forms import EndForm, GrantForm
from neuguong.base.access.lists import GRANTS
from neuguong.base.access.models import Grant
from neuguong.base.access.views.parts import Act, AdminList, administrates
from neuguong.base.orgs.models import Unit
from neuguong.kit.views import require


class Grants(AdminList):
    """Who may what, in the reach of the reader."""

    right = rules.grants, "view"
    spec = GRANTS
    title = _l("Phân quyền")
    lead = _l("Ai giữ vai trò gì, ở đơn vị nào, từ ngày nào đến ngày nào.")

    def get_queryset(self) -> QuerySet[Grant]:
        return queries.grants(self.request.today)

    def action(self) -> tuple[str, str]:
        return _("Cấp quyền"), reverse("access:grant_add")


class AddGrant(Act):
    """Give a role on a unit; `?tai-khoan=` and `?don-vi=` come filled in."""

    right = rules.units, "grant"
    form_class = GrantForm
    title = _l("Cấp quyền")
    submit_label = _l("Cấp quyền")

    def prepare(self) -> None:
        require(administrates(self.request.user))

    def make_form(self, data: Any = None, files: Any = None) -> GrantForm:
        return GrantForm(data, files, initial=self.initial(), units=self.allowed(Unit.objects.all()))

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET
        return {
            "user": asked.get("tai-khoan", ""),
            "unit": asked.get("don-vi", ""),
            "starts_on": self.request.today,
        }

    def back(self) -> str:
        return reverse("access:grants")

    def act(self, cleaned: dict[str, Any]) -> str:
        grant = services.give_grant(**cleaned, by=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã cấp quyền cho đồng chí %(name)s.") % {"name": grant.user})
        return reverse("access:user_detail", args=[grant.user_id])


class EndGrant(Act):
    """Say from which day a right is no longer held."""

    right = rules.grants, "end"
    form_class = EndForm
    title = _l("Thôi quyền")
    submit_label = _l("Thôi quyền")

    def prepare(self) -> None:
        self.grant: Grant = self.found(Grant.objects.select_related("user", "unit"), pk=self.kwargs["pk"])

    def lead(self) -> str:
        words = {"name": self.grant.user, "grant": self.grant}
        return _("%(grant)s của đồng chí %(name)s. Những việc đã làm vẫn giữ nguyên giá trị.") % words

    def initial(self) -> dict[str, Any]:
        return {"on": self.request.today}

    def back(self) -> str:
        return reverse("access:user_detail", args=[self.grant.user_id])

    def act(self, cleaned: dict[str, Any]) -> str:
        services.end_grant(grant=self.grant, **cleaned, by=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã ghi ngày thôi quyền."))
        return self.back()
