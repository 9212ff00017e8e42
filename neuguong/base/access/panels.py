"""What this slice adds to pages above: a person's login, and what the reader may do about it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.access import rules
from neuguong.base.accounts.models import User
from neuguong.base.orgs.models import Person

_STEPS = ("print_code", "drop_second_step", "stop", "start")


def user_steps(reader: User, user: User, back: str = "") -> list[dict[str, Any]]:
    """What `reader` may do about a login: `[{label, href, danger}]` (one query). `back`: where to go afterwards."""
    labels = {
        "print_code": _("In phiếu mã"),
        "drop_second_step": _("Bỏ xác minh hai bước"),
        "stop": _("Ngừng tài khoản"),
        "start": _("Cho hoạt động lại"),
    }
    found = rules.users.abilities(User.objects.filter(pk=user.pk), reader, _STEPS).values(
        *(f"can_{name}" for name in _STEPS)
    )
    can = found.get()
    tail = f"?{urlencode({'ve': back})}" if back else ""
    return [
        {"label": labels[name], "href": reverse(f"access:{name}", args=[user.pk]) + tail, "danger": name == "stop"}
        for name in _STEPS
        if can[f"can_{name}"]
    ]


def person_login(request: HttpRequest, person: Person) -> tuple[str, dict[str, Any]] | None:
    """On a person's page: the login and its steps, or the offer to open one; nothing for who may do nothing."""
    reader: Any = request.user
    login = person.user
    if login is None:
        steps = []
        if rules.logins.can(reader, "open", person):
            href = f"{reverse('access:open_login', args=[person.pk])}?{urlencode({'ve': request.path})}"
            steps = [{"label": _("Mở tài khoản"), "href": href, "danger": False}]
    else:
        steps = user_steps(reader, login, request.path)
    return ("access/person_login.jinja", {"login": login, "steps": steps}) if steps else None
