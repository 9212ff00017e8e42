"""Delegations: the list, one of them with its end, a new one."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access import queries, rules, services
from neuguong.base.access.forms import DelegateForm, ReasonForm
from neuguong.base.access.lists import DELEGATIONS, first_day, last_day, standing
from neuguong.base.access.models import Delegation, Grant
from neuguong.base.access.views import rows
from neuguong.base.access.views.parts import Act, AdminList
from neuguong.kit.lists import Listing, show


class Delegations(AdminList):
    """What was lent to whom: one's own for everybody, and all in one's reach for an administrator."""

    right = rules.delegations, "view"
    spec = DELEGATIONS
    template = "access/delegations.jinja"
    title = _l("Ủy quyền")
    lead = _l("Giao quyền của mình cho người khác trong một thời gian, theo văn bản.")
    for_everybody = True

    def get_queryset(self) -> QuerySet[Delegation]:
        return queries.delegations(self.request.today)

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        shared = super().extra(listing)  # noqa: S610 (ours, not a queryset's)
        return {**shared, "own": rows.own_grants(self.request.user, self.request.today)}


class DelegationDetail(Act):
    """One delegation, and taking it back where the reader may."""

    right = rules.delegations, "view"
    form_class = ReasonForm
    template = "access/delegation.jinja"
    title = _l("Ủy quyền")
    submit_label = _l("Thu hồi ủy quyền")

    def prepare(self) -> None:
        found = queries.delegations(self.request.today).select_related("made_by")
        self.delegation: Any = self.found(found, pk=self.kwargs["pk"])

    def back(self) -> str:
        return reverse("access:delegations")

    def extra(self) -> dict[str, Any]:
        row = self.delegation
        facts = [
            (_("Quyền"), row.grant.title or str(row.grant)),
            (_("Người ủy quyền"), str(row.grant.user)),
            (_("Người được ủy quyền"), str(row.to)),
            (_("Văn bản"), row.decision),
            (
                _("Thời gian"),
                _("%(first)s đến hết %(last)s") % {"first": show(first_day(row)), "last": show(last_day(row))},
            ),
            (_("Tình trạng"), standing(row)),
            (_("Người lập"), str(row.made_by)),
        ]
        may_revoke = rules.delegations.can(self.request.user, "revoke", row)
        return {**super().extra(), "facts": facts, "may_revoke": may_revoke}

    def act(self, cleaned: dict[str, Any]) -> str:
        services.revoke_delegation(delegation=self.delegation, **cleaned, by=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã thu hồi ủy quyền; có hiệu lực ngay."))
        return self.back()


class Delegate(Act):
    """Lend a grant, one's own or one in one's reach, to somebody else for some days."""

    right = rules.grants, "delegate"
    form_class = DelegateForm
    title = _l("Ủy quyền")
    submit_label = _l("Ủy quyền")

    def prepare(self) -> None:
        self.grant: Grant = self.found(Grant.objects.select_related("user", "unit"), pk=self.kwargs["pk"])

    def lead(self) -> str:
        words = {"grant": self.grant.title or str(self.grant), "name": self.grant.user}
        return _("%(grant)s, đồng chí %(name)s. Người nhận làm thay, mỗi việc đều ghi rõ là theo ủy quyền.") % words

    def initial(self) -> dict[str, Any]:
        return {"starts_on": self.request.today}

    def back(self) -> str:
        return reverse("access:delegations")

    def act(self, cleaned: dict[str, Any]) -> str:
        made = services.delegate(grant=self.grant, **cleaned, by=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã ủy quyền cho đồng chí %(name)s.") % {"name": made.to})
        return reverse("access:delegation_detail", args=[made.pk])
