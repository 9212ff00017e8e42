"""The same visit beside any plan, sent twice at one moment: one comes of it."""

import threading

import pytest
from django.db import connections, transaction
from django.test import Client

from neuguong.work.oversight.models import Visit
from neuguong.work.oversight.services import schedule_visit
from tests.at_once import until_somebody_waits
from tests.cast import TODAY, Cast


@pytest.mark.django_db(transaction=True)
def test_one_visit_comes_of_two(cast: Cast) -> None:
    said = {"body_kind": "COMMISSION", "kind": "INSPECTION", "theme": "Việc làm theo", "checklist": ""}
    places: list[str] = []

    def send() -> None:
        client = Client()
        client.force_login(cast.user("binh"), backend="allauth.account.auth_backends.AuthenticationBackend")
        sent = {**said, "body": cast.unit("ubkt").pk, "unit": "bac-son/hoa-an", "planned_on": f"{TODAY:%d/%m/%Y}"}
        try:
            places.append(client.post("/kiem-tra-giam-sat/ngoai-ke-hoach/", sent).headers["Location"])
        finally:
            connections.close_all()

    second = threading.Thread(target=send)
    with transaction.atomic():
        made = schedule_visit(
            **said, body=cast.unit("ubkt"), unit=cast.unit("hoa-an"), planned_on=TODAY, actor=cast.user("binh"),
            now=cast.now,
        )  # fmt: skip
        second.start()
        until_somebody_waits()
    second.join(30)
    assert (Visit.objects.count(), places) == (1, [f"/kiem-tra-giam-sat/{made.pk}/"])
