"""Two people press the same button at once."""

import threading
import time
from typing import Any

import pytest
from django.db import connection

from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import Outcome, take_step
from neuguong.base.journal.tests import flow as tested
from neuguong.base.orgs.choices import Standing
from neuguong.base.orgs.models import Person
from neuguong.kit.flow import Flow, Step
from tests.cast import Cast


def slowly(*moved: Any) -> None:
    """The lock is held while the other one asks."""
    time.sleep(0.3)


SLOW = Flow(
    key="cham",
    model="orgs.Person",
    states=Standing.choices,
    field="standing",
    steps=(
        Step(
            "leave",
            "Cho ra",
            (Standing.FULL,),
            Standing.NON_MEMBER,
            tested.of_the_cell,
            done=slowly,
        ),
    ),
)


@pytest.mark.django_db(transaction=True)
def test_one_success_one_polite_refusal_one_entry(cast: Cast) -> None:
    lan, outcomes = cast.person("lan"), []
    together = threading.Barrier(2)

    def decide(name: str) -> None:
        try:
            user = cast.user(name)
            together.wait(10)
            outcomes.append(take_step(SLOW, lan, "leave", user, now=cast.now))
        finally:
            connection.close()

    deciders = [threading.Thread(target=decide, args=[name]) for name in ("hung", "mai")]
    for one in deciders:
        one.start()
    for one in deciders:
        one.join(30)

    first, second = sorted(outcomes, key=lambda one: len(one.refused))
    assert first == Outcome([lan.pk], [])
    assert second.moved == []
    assert [one.reason for one in second.refused] == [
        "Hồ sơ đang ở trạng thái “Quần chúng”, không thực hiện được việc này nữa. Hãy tải lại trang."
    ]
    assert Entry.objects.count() == 1
    assert Person.objects.get(pk=lan.pk).standing == Standing.NON_MEMBER
