"""The terms of the law: table of worked cases, by what the desk does."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from neuguong.base.figures.queries import figures
from neuguong.base.periods.models import Holiday
from neuguong.work.denunciations.content import Told, law_on
from neuguong.work.denunciations.measures import MEASURES
from neuguong.work.denunciations.models import Denunciation
from neuguong.work.denunciations.services import act, receive
from neuguong.work.denunciations.tests.test_sealed import trust
from tests.cast import NOW, TODAY, Cast


def day(text: str) -> dt.date:
    return dt.datetime.strptime(f"{text}/2026", "%d/%m/%Y").date()


@pytest.fixture
def row(cast: Cast, settings: Any) -> Denunciation:
    trust(cast, "son")
    Holiday.objects.bulk_create(Holiday(on=day(f"{number}/09"), name="Quốc khánh") for number in (1, 2))
    return receive(
        unit=cast.unit("hoa-an"), told=Told("a", "b", is_anonymous=True), received_on=day("31/08"), key=uuid.uuid4(),
        actor=cast.user("son"), now=NOW,
    )  # fmt: skip


def take(row: Denunciation, cast: Cast, step: str, on: str) -> Denunciation:
    return act(denunciation=row, step=step, on=day(on), words="x", paper="", actor=cast.user("son"), now=NOW)


def test_terms(row: Denunciation, cast: Cast) -> None:
    """Monday 31 August; the 1st and 2nd of September are days off."""
    steps = [("prolong", "08/09"), ("accept", "10/09"), ("extend", "09/10"), ("pause", "20/10"), ("resume", "30/10"),
             ("extend", "01/11"), ("conclude", "10/11"), ("finish", "12/11")]  # fmt: skip
    found = [("", row.state, row.due_on)]
    for step, on in steps:
        moved = take(row, cast, step, on)
        found.append((step, moved.state, moved.due_on))
    assert found == [
        ("", "RECEIVED", day("11/09")),
        ("prolong", "RECEIVED", day("16/09")),
        ("accept", "ACCEPTED", day("10/10")),
        ("extend", "ACCEPTED", day("09/11")),
        ("pause", "PAUSED", day("09/11")),
        ("resume", "ACCEPTED", day("19/11")),
        ("extend", "ACCEPTED", day("19/12")),
        ("conclude", "CONCLUDED", day("19/11")),
        ("finish", "CLOSED", day("19/11")),
    ]
    with pytest.raises(ValidationError):
        take(row, cast, "accept", "13/11")


def test_what_the_law_does_not_allow(row: Denunciation, cast: Cast) -> None:
    for step, on in (("accept", "30/08"), ("accept", "16/11"), ("conclude", "01/10")):
        with pytest.raises(ValidationError):
            take(row, cast, step, on)
    for step, on in (("accept", "01/10"), ("extend", "02/10"), ("extend", "03/10")):
        take(row, cast, step, on)
    with pytest.raises(ValidationError, match="hai lần"):
        take(row, cast, "extend", "04/10")


def test_which_law(row: Denunciation) -> None:
    assert law_on(dt.date(2020, 5, 1)).is_verified("SETTLE") and not law_on(dt.date(2020, 5, 1)).is_verified("CHECK")
    assert not law_on(row.received_on).is_verified("SETTLE")  # a later law changed it, and was not compared


def test_counts(row: Denunciation, cast: Cast) -> None:
    year = cast.years[2026]
    values = figures(list(MEASURES), cast.unit("bac-son").pk, [year], today=TODAY)
    assert {key: value for (key, _period), value in values.items()} == {
        "denunciations": 1, "denunciations_open": 1, "denunciations_done": 0, "denunciations_overdue": 1,
    }  # fmt: skip
