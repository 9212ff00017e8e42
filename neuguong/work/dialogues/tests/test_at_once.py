"""Two who write the same at one moment: one row, and the other is told, never a fault of ours."""

import threading

import pytest
from django.db import connections, transaction
from django.test import Client

from neuguong.work.dialogues.models import Dialogue
from neuguong.work.dialogues.tests import given
from tests.at_once import until_somebody_waits
from tests.cast import Cast


@pytest.mark.django_db(transaction=True)
def test_the_second_is_told_that_it_stands_there(cast: Cast) -> None:
    answers: dict[int, str] = {}

    def send() -> None:
        client = Client(raise_request_exception=False)
        client.force_login(cast.user("son"), backend="allauth.account.auth_backends.AuthenticationBackend")
        sent = {
            "unit": str(cast.unit("hoa-an").pk), "kind": "PEOPLE", "topic": "Nước sạch", "chair": "Bí thư Đảng ủy xã",
            "on": "10/11/2026", "place": "Nhà văn hóa xã",
        }  # fmt: skip
        try:
            answer = client.post("/tiep-dan/doi-thoai/moi/", sent)
            answers[answer.status_code] = answer.content.decode()
        finally:
            connections.close_all()

    second = threading.Thread(target=send)
    with transaction.atomic():
        given.dialogue(cast)
        second.start()
        until_somebody_waits()
    second.join(30)

    assert list(answers) == [422]
    assert "Cuộc đối thoại này đã được ghi." in answers[422]
    assert Dialogue.objects.count() == 1
