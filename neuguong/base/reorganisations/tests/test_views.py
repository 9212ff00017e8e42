"""Pages of batches: who sees what, and a batch from drawing up to undoing."""

from typing import Any

import pytest
from django.test import Client

from neuguong.base.orgs.models import Unit
from neuguong.base.reorganisations.models import Change, Reorganisation
from neuguong.base.reorganisations.tests.arranged import MERGER, NEW, batch_of
from tests.cast import Cast

LIST = "/to-chuc/sap-xep/"


def test_administrators_draw_up_approvers_read_the_rest_see_nothing(cast: Cast, client: Client) -> None:
    batch = batch_of(cast, *MERGER)
    address = f"{LIST}{batch.pk}/"
    answers = {}
    for name in ("an", "quang", "thuy", "lan"):
        client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        drawn = client.get(f"{LIST}soan/").status_code
        tried = client.post(f"{address}chay-thu/").status_code
        answers[name] = (client.get(address).status_code, drawn, tried)
    assert answers == {"an": (200, 200, 302), "quang": (200, 403, 404), "thuy": (404, 403, 404), "lan": (404, 403, 404)}


def test_from_drawing_up_to_undoing(cast: Cast, client: Client) -> None:
    client.force_login(cast.user("an"), backend="allauth.account.auth_backends.AuthenticationBackend")
    head = {"unit": "bac-son", "title": "Sắp xếp xã", "decision": "12-QĐ/TU", "signed_on": "20/06/2026"}
    assert client.post(f"{LIST}soan/", {**head, "on": "01/07/2026"}).status_code == 302
    batch = Reorganisation.objects.get()
    address = f"{LIST}{batch.pk}/"
    new = {"name": "Đảng ủy xã An Minh", "unit_kind": "PARTY_COMMUNE", "parent_code": "bac-son"}
    first = {"kind": "MERGE", "unit_code": "Đảng ủy xã Hòa An", "target_code": NEW}
    assert client.post(f"{address}them/", {**first, **new}).status_code == 302
    second = {"kind": "MERGE", "unit_code": "bac-son/binh-minh", "target_code": NEW}
    assert client.post(f"{address}them/", second).status_code == 302
    wrong = client.post(f"{address}them/", {"kind": "MOVE", "unit_code": "khong-co", "target_code": "bac-son"})
    assert (wrong.status_code, Change.objects.count()) == (422, 2)
    line = f"{LIST}dong/{Change.objects.get(number=2).pk}/"
    assert (client.get(line).status_code, client.get(f"{line}bo/").status_code) == (200, 200)
    assert client.post(line, second).status_code == 302
    assert "Áp dụng" not in page(client, address).split("nhat-ky")[0]
    assert client.post(f"{address}chay-thu/").status_code == 302
    assert "Đảng ủy xã An Minh" in page(client, address)
    assert not Unit.objects.filter(code=NEW).exists()
    assert client.get(f"{LIST}ap-dung/?id={batch.pk}").status_code == 200
    assert client.post(f"{LIST}ap-dung/?id={batch.pk}").status_code == 302
    assert client.post(f"{LIST}ap-dung/?id={batch.pk}").status_code == 302  # pressed twice
    assert Unit.objects.filter(code=NEW).count() == 1
    assert client.post(f"{LIST}hoan-tac/?id={batch.pk}", {"reason": ""}).status_code == 422
    assert client.post(f"{LIST}hoan-tac/?id={batch.pk}", {"reason": "Thu hồi"}).status_code == 302
    assert Reorganisation.objects.get().state == "UNDONE"


@pytest.mark.parametrize("lines", [0, 2])
def test_a_page_costs_the_same_however_many_lines(
    cast: Cast, client: Client, lines: int, django_assert_max_num_queries: Any
) -> None:
    batch = batch_of(cast, *MERGER[:lines])
    client.force_login(cast.user("quang"), backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(30):
        assert client.get(f"{LIST}{batch.pk}/").status_code == 200
    with django_assert_max_num_queries(30):
        assert client.get(LIST).status_code == 200


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()
