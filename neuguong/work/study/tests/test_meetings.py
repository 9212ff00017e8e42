"""Cell meetings: minutes, conclusions that somebody answers for, points of two sides."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from neuguong.base.figures.queries import figures
from neuguong.base.journal.services import take_step
from neuguong.base.notices.models import Notice
from neuguong.base.notices.services import remind
from neuguong.kit.figures import measure
from neuguong.work.study.choices import Status
from neuguong.work.study.flow import FLOW
from neuguong.work.study.models import ScoreSheet, Session
from neuguong.work.study.queries import scorings_shown
from neuguong.work.study.services import conclude, finish, prepare, score, sheet_for, write_minutes
from neuguong.work.study.tests import given
from tests.cast import NOW, TODAY, Cast

DUE = dt.date(2026, 11, 20)


def closed(cast: Cast) -> Session:
    one = given.called(cast)
    given.roll(cast, one, lan=Status.PRESENT, hung=Status.PRESENT, mai=Status.PRESENT)
    take_step(FLOW, one, "close", cast.user("hung"), now=cast.now)
    return Session.objects.get(pk=one.pk)


def number_of(cast: Cast, key: str, today: dt.date = TODAY) -> int:
    period = cast.years[2026]
    return int(figures([measure(key)], cast.unit("hoa-an").pk, [period], today=today)[key, period.pk])


def test_who_writes_minutes_and_nobody_writes_over_another(cast: Cast) -> None:
    one = given.session(cast)
    words = {"session": one, "agenda": "Đọc thư\nKiểm điểm", "text": "Nhất trí.", "chair": cast.person("hung"),
             "clerk": cast.person("mai"), "now": NOW}  # fmt: skip
    written = write_minutes(**words, edition=0, actor=cast.user("mai"))
    assert (written.edition, written.agenda) == (1, "Đọc thư\nKiểm điểm")
    for who, edition in (("hung", 0), ("lan", 1), ("son", 1), ("ha", 1)):
        with pytest.raises(ValidationError):
            write_minutes(**words, edition=edition, actor=cast.user(who))


def test_a_conclusion_is_a_task_with_a_deadline(cast: Cast) -> None:
    one = given.session(cast)
    made = conclude(
        session=one, text="Thăm hộ khó khăn", assignee=cast.person("lan"), due_on=DUE, actor=cast.user("hung"), now=NOW
    )
    assert Notice.objects.get(key=f"study.assigned:{made.pk}").user == cast.users["lan"]
    remind(today=DUE, now=NOW)
    assert Notice.objects.filter(user=cast.users["lan"], key__startswith=f"study.conclusion:{made.pk}").count() == 1
    late = DUE + dt.timedelta(days=1)
    assert [number_of(cast, key, late) for key in ("conclusions", "conclusions_done", "conclusions_overdue")] == [
        1,
        0,
        1,
    ]
    with pytest.raises(ValidationError):
        finish(conclusion=made, done_on=TODAY, result="", actor=cast.user("tuan"), now=NOW)
    with pytest.raises(ValidationError):
        finish(conclusion=made, done_on=DUE, result="", actor=cast.user("lan"), now=NOW)
    finish(conclusion=made, done_on=TODAY, result="Đã thăm 3 hộ", actor=cast.user("lan"), now=NOW)
    assert [number_of(cast, key, late) for key in ("conclusions_done", "conclusions_overdue")] == [1, 0]


def test_two_sides_score_and_neither_sees_the_other_first(cast: Cast) -> None:
    assert (prepare(now=NOW), prepare(now=NOW)) == (1, 0)
    one = closed(cast)
    full = {line.number: line.most for line in sheet_for(one).criteria.all()}
    assert sum(full.values()) == 100
    low = {**full, 1: 0, 2: 0}
    given_points = {"session": one, "comment": "", "now": NOW}
    score(**given_points, side="CELL", points=full, actor=cast.user("hung"))
    seen = lambda who: [row.side for row in scorings_shown(one, cast.user(who))]  # noqa: E731
    assert (seen("hung"), seen("son"), seen("lan"), seen("van")) == (["CELL"], [], [], [])
    for who, side in (("hung", "ABOVE"), ("son", "CELL"), ("ha", "ABOVE"), ("van", "ABOVE")):
        with pytest.raises(PermissionDenied):
            score(**given_points, side=side, points=full, actor=cast.user(who))
    for wrong in ({**full, 1: 16}, {**full, 1: -1}, {1: 5}):
        with pytest.raises(ValidationError):
            score(**given_points, side="ABOVE", points=wrong, actor=cast.user("son"))
    made = score(**given_points, side="ABOVE", points=low, actor=cast.user("son"))
    assert (made.total, made.rating) == (70, "FAIR")
    both = ["ABOVE", "CELL"]
    assert [seen(who) for who in ("hung", "son", "lan", "van", "ha")] == [both, both, both, both, []]
    with pytest.raises(ValidationError):
        score(**given_points, side="CELL", points=low, actor=cast.user("hung"))
    assert [number_of(cast, key) for key in ("meetings_scored", "meetings_good", "meetings_fair")] == [1, 0, 1]


def test_without_a_sheet_in_force_nothing_is_scored(cast: Cast) -> None:
    one = closed(cast)
    assert not ScoreSheet.objects.exists()
    with pytest.raises(ValidationError, match="Chưa có phiếu"):
        score(session=one, side="CELL", points={}, comment="", actor=cast.user("hung"), now=NOW)
