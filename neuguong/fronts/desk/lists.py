"""The list of people."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import Standing
from neuguong.base.orgs.models import Person
from neuguong.kit.lists import Column, ListSpec
from neuguong.kit.search import holding, words_of


class PersonFilter(django_filters.FilterSet):
    """Filters of the list of people."""

    q = django_filters.CharFilter(method="by_words", label=_l("Họ tên"))
    standing = django_filters.ChoiceFilter(choices=Standing.choices, label=_l("Diện"))

    class Meta:
        model = Person
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        """Words of the name or the code, diacritics ignored; the last may be unfinished."""
        words = words_of(value)
        return queryset.filter(sought__words=holding(words, unfinished=True)) if words else queryset


PEOPLE: ListSpec[Person] = ListSpec(
    key="nguoi",
    caption=_l("Danh sách người"),
    columns=(
        Column("name", _l("Họ và tên"), lambda row: row.full_name, order=("sort_key",)),
        Column("born_on", _l("Ngày sinh"), lambda row: row.born_on, order=("born_on",)),
        Column(
            "home", _l("Chi bộ sinh hoạt"), lambda row: row.home.name if row.home else "", order=("home__sort_key",)
        ),
        Column("standing", _l("Diện"), lambda row: row.get_standing_display(), order=("standing",)),
        Column("login", _l("Tài khoản"), lambda row: row.user.username if row.user else _l("Chưa có")),
        Column("code", _l("Mã người"), lambda row: row.code, export_only=True),
    ),
    order=("sort_key", "pk"),
    filters=PersonFilter,
    people=("pk",),
    row_href=lambda row: reverse("desk:person", args=[row.pk]),
    empty=(_l("Chưa có ai trong danh sách"), _l("Nạp danh sách người từ tệp Excel ở mục “Nạp dữ liệu”.")),
)
