"""Distinct people are what counting their attendance gives, by whatever way it came and however many wrote at once."""

import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuguong.base.figures.services import recount
from neuguong.base.imports.tests.loading import load
from neuguong.work.study.choices import SessionKind, Status
from neuguong.work.study.models import Attendance, Learner, Session
from neuguong.work.study.tests import given as begin
from tests.at_once import until_somebody_waits
from tests.cast import Cast

PEOPLE = ("lan", "mai", "tuan")
WORDS = {Status.PRESENT: "Có mặt", Status.EXCUSED: "Vắng có lý do", Status.ABSENT: "Vắng không lý do"}
ROWS = st.dictionaries(
    st.tuples(st.sampled_from(("B1", "B2", "B3")), st.sampled_from(PEOPLE)), st.sampled_from(tuple(WORDS)), min_size=3
)


def sessions(cast: Cast) -> None:
    """Two of one theme, and one that makes up for the first."""
    theme = begin.theme(cast)
    first = begin.session(cast, theme=theme, on=dt.date(2026, 11, 10), code="B1")
    begin.session(cast, theme=theme, on=dt.date(2026, 11, 11), code="B2")
    begin.session(cast, theme=theme, on=dt.date(2026, 11, 12), code="B3", makes_up=first)


def counted() -> dict[int, tuple[bool, bool]]:
    """By person: whether she came anywhere, and whether to make-up sessions alone."""
    came: dict[int, list[bool]] = {}
    for one in Attendance.objects.order_by("pk"):
        came.setdefault(one.person_id, []).extend([one.is_make_up] if one.status == Status.PRESENT else [])
    return {person: (bool(made_up), bool(made_up) and all(made_up)) for person, made_up in came.items()}


@given(workbooks=st.lists(ROWS, min_size=1, max_size=3))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_workbooks_make_the_learners_that_their_rows_give(
    cast: Cast, settings: Any, tmp_path: Path, workbooks: list[dict[tuple[str, str], Status]]
) -> None:
    settings.DATA_DIR = tmp_path
    with transaction.atomic():
        sessions(cast)
        for rows in workbooks:
            load(
                "nguoi-du", [[code, cast.person(who).code, "", WORDS[one], "", ""] for (code, who), one in rows.items()]
            )
            found = Learner.objects.values_list("person_id", "has_studied", "is_made_up")
            assert {person: (studied, made_up) for person, studied, made_up in found} == counted()
        assert list(recount()) == []
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_rolls_at_once_leave_whoever_came_to_one_of_them_a_learner(cast: Cast) -> None:
    theme = begin.theme(cast)
    morning, evening = begin.called(cast, theme=theme, code="S"), begin.called(cast, theme=theme, code="C")
    begin.roll(cast, evening, lan=Status.PRESENT)

    def not_in_the_evening() -> None:
        try:
            begin.roll(cast, evening, lan=Status.ABSENT)
        finally:
            connections.close_all()

    other = threading.Thread(target=not_in_the_evening)
    with transaction.atomic():
        begin.roll(cast, morning, lan=Status.PRESENT)
        other.start()
        until_somebody_waits()
    other.join(30)
    assert Learner.objects.get(person=cast.person("lan")).has_studied


def test_an_attendance_counts_where_its_session_counts(cast: Cast) -> None:
    one = begin.called(cast, theme=begin.theme(cast))
    with pytest.raises(IntegrityError, match="repeats"), transaction.atomic():
        Attendance.objects.filter(session=one).update(kind=SessionKind.SEMINAR)
    with pytest.raises(IntegrityError, match="keeps"), transaction.atomic():
        Session.objects.filter(pk=one.pk).update(theme=None)
    assert Session.objects.filter(pk=one.pk).update(title="Tên khác") == 1
