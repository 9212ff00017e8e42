"""Every number of a report opens its rows, and there are as many as the number says; who may not see them is told."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from neuguong.kit.numbers import number
from neuguong.work.commitments.models import Commitment
from neuguong.work.reports.tests.links import numbers, numbers_without_link, told, walk
from neuguong.work.reports.tests.test_owing import opened
from tests.cast import Cast

UNITS = ("bac-son", "bac-son/hoa-an", "bac-son/hoa-an/thon-dong", "bac-son/binh-minh", "bac-son/so-xay-dung")


def paper(client: Client, unit: str, period: int) -> str:
    page = BeautifulSoup(client.get(reverse("reports:preview"), {"don-vi": unit, "ky": period}).content, "html.parser")
    return str(page.select_one("article.doc"))


@pytest.mark.parametrize("unit", ["bac-son", "bac-son/hoa-an/thon-dong"])
def test_every_number_opens_as_many_rows(filled: Cast, client: Client, unit: str) -> None:
    client.force_login(filled.user("van"))
    assert walk(client, paper(client, unit, filled.years[2026].pk)) > 20


def test_every_sort_of_number_of_a_quarter_opens_as_many_rows(filled: Cast, client: Client) -> None:
    client.force_login(filled.user("van"))
    found = paper(client, "bac-son/hoa-an", filled.quarters[2026, 3].pk)
    assert walk(client, found, of_each_sort=1) > 20


def test_no_number_of_a_table_leads_nowhere(filled: Cast, client: Client) -> None:
    client.force_login(filled.user("van"))
    periods = (filled.years[2026].pk, filled.quarters[2026, 3].pk)
    assert [numbers_without_link(paper(client, unit, one)) for unit in UNITS for one in periods] == [[]] * 10


def test_a_reader_of_fewer_rows_is_told_how_many_of_them_she_sees(filled: Cast, client: Client) -> None:
    client.force_login(filled.user("lan"))
    said = {}
    for link in numbers(paper(client, "bac-son/hoa-an/thon-dong", filled.years[2026].pk)):
        seen, total, listed = told(client, link["href"])
        assert (number(total), seen) == (link.text, listed), link["href"]
        said[link["href"].split("/")[2]] = (seen, total)
    assert (said["should"], said["late"], said["achieved"]) == ((1, 4), (0, 1), (1, 1))


def test_volunteers_and_what_came_from_below_stand_in_the_paper(filled: Cast, client: Client) -> None:
    Commitment.objects.filter(person=filled.person("hung"), kind="INDIVIDUAL").update(expected=False)
    opened(filled)
    client.force_login(filled.user("van"))
    found = paper(client, "bac-son/hoa-an", filled.years[2026].pk)
    assert "Ngoài diện phải đăng ký, có 1 bản tự nguyện đăng ký." in " ".join(found_text(found).split())
    assert "0 trên 2 đơn vị đã báo cáo kỳ này; chưa có báo cáo của Chi bộ Thôn Đông; Chi bộ Thôn Tây." in found
    assert walk(client, found, of_each_sort=1) > 20
    assert numbers_without_link(found) == []


def found_text(found: str) -> str:
    return BeautifulSoup(found, "html.parser").text
