"""A flow to test on: a person's standing, moved by the secretaries of her cell. Known only inside these tests."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from django.db.models import Q

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import within
from neuguong.base.orgs.choices import Standing
from neuguong.kit import flow as flows
from neuguong.kit.flow import Flow, Guard, Step
from neuguong.kit.policy import Rule, both, not_

of_the_cell = within(Role.SECRETARY, unit="home_id")
oneself = Rule(lambda user: Q(user=user))
happened: list[Any] = []


def remember(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    happened.append((list(ids), actor.username, note))


FLOW = Flow(
    key="thu",
    model="orgs.Person",
    states=Standing.choices,
    field="standing",
    detail_url="files:open",
    steps=(
        Step(
            "suspend",
            "Chuyển dự bị",
            (Standing.FULL,),
            Standing.PROBATIONARY,
            both(of_the_cell, not_(oneself)),
            note="required",
            says="Đồng chí này trở lại diện dự bị.",
        ),
        Step(
            "admit",
            "Chuyển chính thức",
            (Standing.PROBATIONARY,),
            Standing.FULL,
            of_the_cell,
            guards=(Guard(~Q(sex=""), "Hãy ghi giới tính trước."),),
            done=remember,
        ),
        Step("leave", "Cho ra", (Standing.FULL,), Standing.NON_MEMBER, of_the_cell),
        Step("own", "Trang riêng", (Standing.FULL,), Standing.NON_MEMBER, of_the_cell, form="notices:list"),
    ),
)


@pytest.fixture
def known_flow(monkeypatch: pytest.MonkeyPatch) -> Flow:
    """The flow, registered for one test."""
    monkeypatch.setitem(flows._registry, FLOW.key, FLOW)
    happened.clear()
    return FLOW
