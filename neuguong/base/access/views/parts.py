"""What the pages of this slice have in common."""

from typing import Any

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import held
from neuguong.kit.lists import Listing
from neuguong.kit.views import FormPage, ListPage, Request, require


def administrates(user: Any) -> bool:
    """Whether the pages of administration are for this reader."""
    return bool(held(user, (Role.ADMINISTRATOR,)))


def tabs(request: Request) -> list[dict[str, Any]]:
    """The three lists of administration, the one at hand marked; only one's own delegations for everybody else."""
    names = [("access:grants", _("Quyền")), ("access:users", _("Tài khoản")), ("access:delegations", _("Ủy quyền"))]
    places = [
        {"label": label, "href": reverse(name), "current": reverse(name) == request.path} for name, label in names
    ]
    return places if administrates(request.user) else []


def asked_back(request: Request) -> str:
    """The address of this house to go back to (`?ve=`); "" if none was asked for."""
    back = request.GET.get("ve", "")
    return back if url_has_allowed_host_and_scheme(back, None) else ""


class AdminList(ListPage):
    """A list of administration: refused to who administers nothing."""

    request: Any  # carries `today`
    template = "access/list.jinja"
    lead: Any = ""
    for_everybody = False

    def prepare(self) -> None:
        require(self.for_everybody or administrates(self.request.user))

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"tabs": tabs(self.request), "lead": self.lead, "action": self.action()}

    def action(self) -> tuple[str, str] | None:
        """The one main act of the page: (words, address)."""
        return None


class Act(FormPage):
    """A form about one thing, with what it means said above and the way back beside the button."""

    request: Any  # carries `today` and `now`
    template = "access/act.jinja"

    def lead(self) -> str:
        return ""

    def back(self) -> str:
        raise NotImplementedError

    def extra(self) -> dict[str, Any]:
        return {"lead": self.lead(), "back": self.back()}
