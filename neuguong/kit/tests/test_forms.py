"""What a form says before anything is typed: words, not dashes."""

import django_filters
import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib.contenttypes.models import ContentType

from neuguong.kit.forms import DateField, InputForm


class Asked(InputForm):
    day = DateField()
    kind = forms.ModelChoiceField(ContentType.objects.none())
    other = forms.ModelChoiceField(ContentType.objects.none(), required=False, empty_label="Không")
    sure = forms.ModelChoiceField(ContentType.objects.none(), empty_label=None)


class Listed(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=[("A", "Đạt")])


def offered(bound: forms.BoundField) -> list[str]:
    return [option.get_text() for option in BeautifulSoup(str(bound), "html.parser").select("option")]


def test_a_day_is_asked_for_in_words() -> None:
    field = BeautifulSoup(str(Asked()["day"]), "html.parser").input
    assert field["placeholder"] == "ngày/tháng/năm"


@pytest.mark.parametrize(("name", "first"), [("kind", ["Chọn"]), ("other", ["Không"]), ("sure", [])])
def test_nothing_chosen_yet_is_said_in_words(name: str, first: list[str]) -> None:
    assert offered(Asked()[name]) == first


def test_a_filter_that_is_not_set_lets_all_through() -> None:
    assert offered(Listed({}, queryset=ContentType.objects.none()).form["state"]) == ["Tất cả", "Đạt"]
