"""Lists of grants, users and delegations."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.choices import Role, Standing
from neuguong.base.access.models import Delegation, Grant
from neuguong.base.accounts.models import User
from neuguong.kit.lists import Column, ListSpec
from neuguong.kit.text import fold, nfc

TONES: dict[str, str] = {
    Standing.LIVE: "good",
    Standing.COMING: "info",
    Standing.OVER: "none",
    Standing.REVOKED: "late",
}
_GRANT_STANDINGS = [choice for choice in Standing.choices if choice[0] != Standing.REVOKED]


def first_day(row: Any) -> dt.date:
    """The first day of a grant or delegation."""
    day: dt.date = row.valid.lower
    return day


def last_day(row: Any) -> dt.date | None:
    """The last day on which it holds; None if no end is set."""
    return row.valid.upper - dt.timedelta(days=1) if row.valid.upper else None


def standing(row: Any) -> str:
    """Its standing in words."""
    return str(Standing(row.standing).label)


def _words(value: str, *fields: str) -> Q:
    """Every word stands in one of the folded fields."""
    total = Q()
    for word in fold(value).split():
        one = Q()
        for field in fields:
            one |= Q(**{f"{field}__contains": word})
        total &= one
    return total


class GrantFilter(django_filters.FilterSet):
    """Filters of the list of grants."""

    q = django_filters.CharFilter(method="by_holder", label=_l("Người giữ quyền"))
    role = django_filters.ChoiceFilter(choices=Role.choices, empty_label=_l("Tất cả"), label=_l("Vai trò"))
    unit = django_filters.CharFilter(method="by_unit", label=_l("Đơn vị (tên hoặc mã)"))
    standing = django_filters.ChoiceFilter(choices=_GRANT_STANDINGS, empty_label=_l("Tất cả"), label=_l("Tình trạng"))

    class Meta:
        model = Grant
        fields: list[str] = []

    def by_holder(self, queryset: QuerySet[Grant], _name: str, value: str) -> QuerySet[Grant]:
        """Words of the holder's name or user name."""
        return queryset.filter(_words(value, "user__search"))

    def by_unit(self, queryset: QuerySet[Grant], _name: str, value: str) -> QuerySet[Grant]:
        """The unit's code, or words of its name."""
        return queryset.filter(Q(unit__code=nfc(value)) | _words(value, "unit__search"))


class UserFilter(django_filters.FilterSet):
    """Filters of the list of users."""

    q = django_filters.CharFilter(method="by_words", label=_l("Họ tên, tên đăng nhập"))
    role = django_filters.ChoiceFilter(
        method="by_role", choices=Role.choices, empty_label=_l("Tất cả"), label=_l("Vai trò đang giữ")
    )
    unit = django_filters.CharFilter(method="by_home", label=_l("Nơi sinh hoạt (tên hoặc mã)"))
    active = django_filters.ChoiceFilter(
        "is_active",
        choices=[("True", _l("Đang hoạt động")), ("False", _l("Đã ngừng"))],
        empty_label=_l("Tất cả"),
        label=_l("Tài khoản"),
    )

    class Meta:
        model = User
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        """Words of the name or user name."""
        return queryset.filter(_words(value, "search"))

    def by_role(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Those who hold the role today; `roles` comes with `queries.users`."""
        return queryset.filter(roles__contains=[value])

    def by_home(self, queryset: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        """The home's code, or words of its name."""
        return queryset.filter(Q(person__home__code=nfc(value)) | _words(value, "person__home__search"))


class DelegationFilter(django_filters.FilterSet):
    """Filters of the list of delegations."""

    q = django_filters.CharFilter(method="by_words", label=_l("Người ủy quyền hoặc được ủy quyền"))
    standing = django_filters.ChoiceFilter(choices=Standing.choices, empty_label=_l("Tất cả"), label=_l("Tình trạng"))

    class Meta:
        model = Delegation
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Delegation], _name: str, value: str) -> QuerySet[Delegation]:
        """Words of either name."""
        return queryset.filter(_words(value, "grant__user__search", "to__search"))


def _home(user: Any) -> str:
    person = getattr(user, "person", None)
    return person.home.name if person and person.home else ""


def _roles(user: Any) -> str:
    return ", ".join(str(Role(role).label) for role in user.roles)


GRANTS: ListSpec[Grant] = ListSpec(
    key="quyen",
    caption=_l("Quyền đã cấp"),
    columns=(
        Column("user", _l("Người giữ quyền"), lambda row: str(row.user), order=("user__person__sort_key",)),
        Column("username", _l("Tên đăng nhập"), lambda row: row.user.username, order=("user__username",)),
        Column("role", _l("Vai trò"), lambda row: row.get_role_display(), order=("role",)),
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("title", _l("Chức danh"), lambda row: row.title),
        Column("from", _l("Từ ngày"), first_day, order=("valid",)),
        Column("until", _l("Đến hết ngày"), last_day),
        Column("standing", _l("Tình trạng"), standing, tone=lambda row: TONES[row.standing]),  # type: ignore[attr-defined]  # annotated by the queryset
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
        Column("reason", _l("Căn cứ"), lambda row: row.reason, export_only=True),
    ),
    order=("user__person__sort_key", "user__username", "pk"),
    filters=GrantFilter,
    export_related=("user__person",),
    people=("user__person__pk",),
    row_href=lambda row: reverse("access:user_detail", args=[row.user_id]),
    empty=(_l("Chưa có quyền nào"), _l("Quyền cấp trên các đơn vị trong phạm vi của đồng chí sẽ hiện ở đây.")),
)

USERS: ListSpec[User] = ListSpec(
    key="tai-khoan",
    caption=_l("Tài khoản"),
    columns=(
        Column("name", _l("Họ và tên"), lambda row: str(row), order=("person__sort_key",)),
        Column("username", _l("Tên đăng nhập"), lambda row: row.username, order=("username",)),
        Column("home", _l("Nơi sinh hoạt"), _home, order=("person__home__sort_key",)),
        Column("roles", _l("Vai trò đang giữ"), _roles),
        Column("last_login", _l("Đăng nhập lần cuối"), lambda row: row.last_login, order=("last_login",)),
        Column(
            "active",
            _l("Tình trạng"),
            lambda row: _("Đang hoạt động") if row.is_active else _("Đã ngừng"),
            tone=lambda row: "good" if row.is_active else "none",
        ),
    ),
    order=("person__sort_key", "username", "pk"),
    filters=UserFilter,
    people=("person__pk",),
    row_href=lambda row: reverse("access:user_detail", args=[row.pk]),
    empty=(_l("Chưa có tài khoản nào"), _l("Tài khoản của người trong phạm vi của đồng chí sẽ hiện ở đây.")),
)

DELEGATIONS: ListSpec[Delegation] = ListSpec(
    key="uy-quyen",
    caption=_l("Ủy quyền"),
    columns=(
        Column("of", _l("Người ủy quyền"), lambda row: str(row.grant.user), order=("grant__user__username",)),
        Column("to", _l("Người được ủy quyền"), lambda row: str(row.to), order=("to__username",)),
        Column("grant", _l("Quyền"), lambda row: row.grant.title or str(row.grant)),
        Column("decision", _l("Văn bản"), lambda row: row.decision),
        Column("from", _l("Từ ngày"), first_day, order=("valid",)),
        Column("until", _l("Đến hết ngày"), last_day),
        Column("standing", _l("Tình trạng"), standing, tone=lambda row: TONES[row.standing]),  # type: ignore[attr-defined]  # annotated by the queryset
    ),
    order=("-valid", "pk"),
    filters=DelegationFilter,
    export_related=("grant__user__person", "to__person"),
    people=("grant__user__person__pk", "to__person__pk"),
    row_href=lambda row: reverse("access:delegation_detail", args=[row.pk]),
    empty=(
        _l("Chưa có ủy quyền nào"),
        _l("Khi một đồng chí giao quyền của mình cho người khác trong một thời gian, việc đó hiện ở đây."),
    ),
)
