"""The same session, sent twice at one moment: one comes of it."""

import datetime as dt
import threading

import pytest
from django.db import connections, transaction
from django.test import Client

from neuguong.work.study.models import Session
from neuguong.work.study.tests import given
from tests.at_once import until_somebody_waits
from tests.cast import Cast


@pytest.mark.django_db(transaction=True)
def test_one_session_comes_of_two(cast: Cast) -> None:
    places: list[str] = []

    def send() -> None:
        client = Client()
        client.force_login(cast.user("hung"), backend="allauth.account.auth_backends.AuthenticationBackend")
        sent = {
            "unit": cast.unit("thon-dong").pk, "kind": "CELL_MEETING", "title": "Sinh hoạt tháng 11",
            "on": f"{given.DAY:%d/%m/%Y}", "starts_at": "19:30", "theme": "", "places": "",
        }  # fmt: skip
        try:
            places.append(client.post("/hoc-tap/buoi/moi/", sent).headers["Location"])
        finally:
            connections.close_all()

    second = threading.Thread(target=send)
    with transaction.atomic():
        made = given.session(cast, starts_at=dt.time(19, 30), actor=cast.user("hung"))
        second.start()
        until_somebody_waits()
    second.join(30)
    assert (Session.objects.count(), places) == (1, [f"/hoc-tap/buoi/{made.pk}/moi-du/"])
