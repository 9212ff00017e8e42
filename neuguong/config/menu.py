"""The desk's menu: the rail on a wide screen, the bottom bar (the first five) on a phone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import held
from neuguong.base.notices.queries import unread


def everybody(user: Any) -> bool:
    """Shown to anybody signed in."""
    return bool(user.is_authenticated)


def only(*roles: Role) -> Callable[[Any], bool]:
    """Shown to holders of any of the roles."""
    return lambda user: user.is_authenticated and bool(held(user, roles))


@dataclass(frozen=True)
class Entry:
    """One line of the menu. `name` is the URL's name; it is current on every page under that address.

    `count` says how many things wait there for a reader, `counted` what they are.
    """

    label: str | Promise
    name: str
    icon: str
    who: Callable[[Any], bool] = everybody
    count: Callable[[Any], int] | None = None
    counted: str | Promise = ""

    def shown(self, request: Any) -> bool:
        """Whether this reader sees it."""
        return self.who(request.user)

    def drawn(self, request: Any, href: str, *, current: bool) -> dict[str, Any]:
        """As the layout draws it."""
        return {
            "label": str(self.label),
            "href": href,
            "icon": self.icon,
            "current": current,
            "count": self.count(request.user) if self.count else 0,
            "counted": str(self.counted),
        }


def for_request(menu: tuple[Entry, ...], request: Any) -> list[dict[str, Any]]:
    """The lines that this reader sees, as the layout draws them.

    Of several places under one another the innermost is the current one, also where the reader does not see it.
    """
    hrefs = {entry.name: reverse(entry.name) for entry in menu}
    above = [href for href in hrefs.values() if href != "/" and request.path.startswith(href)]
    nearest = max(above, key=len, default="/")
    here = nearest if nearest != "/" or request.path == "/" else None
    return [
        entry.drawn(request, hrefs[entry.name], current=hrefs[entry.name] == here)
        for entry in menu
        if entry.shown(request)
    ]


_STAFF = (Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.SUPERVISOR, Role.VIEWER, Role.ADMINISTRATOR)

MENU: tuple[Entry, ...] = (
    Entry(_l("Việc của tôi"), "desk:home", "home"),
    Entry(_l("Đăng ký"), "commitments:list", "commitment"),
    Entry(_l("Đơn vị"), "desk:tree", "unit", only(*_STAFF)),
    Entry(_l("Danh sách người"), "desk:people", "people", only(Role.RECORDS)),
    Entry(_l("Chờ quyết định"), "commitments:queue", "decide", only(Role.SECRETARY, Role.APPROVER, Role.STAFF)),
    Entry(_l("Báo cáo"), "reports:list", "report", only(*_STAFF)),
    Entry(_l("Chương trình"), "programmes:list", "programme"),
    Entry(_l("Kiểm tra, giám sát"), "oversight:list", "search", only(*_STAFF)),
    Entry(_l("Học tập"), "study:list", "programme"),
    Entry(_l("Chỉ tiêu"), "indicators:list", "figures"),
    Entry(_l("Tiếp dân, đơn thư"), "dialogues:receptions", "people", only(*_STAFF)),
    Entry(_l("Tố cáo"), "denunciations:home", "key", only(*_STAFF)),
    Entry(_l("Duyệt số liệu"), "indicators:queue", "decide", only(Role.APPROVER, Role.STAFF)),
    Entry(_l("Chốt số liệu"), "figures:seals", "check", only(*_STAFF)),
    Entry(_l("Lịch"), "calendar:month", "clock"),
    Entry(_l("Kỳ và thời hạn"), "periods:list", "clock"),
    Entry(_l("Thông báo"), "notices:list", "notice", count=unread, counted=_l("thông báo chưa đọc")),
    Entry(_l("Nạp dữ liệu"), "imports:list", "import", only(Role.STAFF, Role.ADMINISTRATOR)),
    Entry(_l("Yêu cầu dữ liệu"), "consents:requests", "key", only(Role.RECORDS, Role.STAFF, Role.ADMINISTRATOR)),
    Entry(_l("Sắp xếp đơn vị"), "reorganisations:list", "unit", only(Role.ADMINISTRATOR, Role.APPROVER)),
    Entry(_l("Quản trị"), "access:grants", "admin", only(Role.ADMINISTRATOR)),
)
