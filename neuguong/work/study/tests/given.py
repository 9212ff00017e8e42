"""What the tests of this slice begin with: a theme of Hòa An, a session of Thôn Đông to which its cell is called."""

import datetime as dt
import uuid
from typing import Any

from neuguong.work.programmes.tests.given import programme
from neuguong.work.study.choices import Audience, SessionKind, Status
from neuguong.work.study.models import Attendance, Session, Theme
from neuguong.work.study.services import MarkInput, call_roll, invite, plan_session, set_theme
from tests.cast import Cast

DAY = dt.date(2026, 11, 15)


def theme(cast: Cast, unit: str = "hoa-an", title: str = "Tự soi, tự sửa") -> Theme:
    """A theme of 2026, set by the installation."""
    one = programme(cast, title=f"Chương trình của {title}")
    return set_theme(
        programme=one, unit=cast.unit(unit), period=cast.years[2026], title=title, actor=None, now=cast.now
    )


def session(cast: Cast, unit: str = "thon-dong", **given: Any) -> Session:
    """A meeting of today; nobody is called to it yet."""
    fields = {"kind": SessionKind.CELL_MEETING, "title": "Sinh hoạt tháng 11", "on": DAY, "actor": None}
    return plan_session(unit=cast.unit(unit), **{**fields, "now": cast.now, **given})


def called(cast: Cast, unit: str = "thon-dong", of: str = "", **given: Any) -> Session:
    """A session to which everybody under a unit is called: its own, or `of`."""
    made = session(cast, unit, **given)
    invite(session=made, unit=cast.unit(of or unit), audience=Audience.MEMBERS, actor=None, now=cast.now)
    return made


def row(one: Session, cast: Cast, who: str) -> Attendance:
    """Somebody's row."""
    return Attendance.objects.get(session=one, person=cast.person(who))


def mark(one: Attendance, status: str = Status.PRESENT, **given: Any) -> MarkInput:
    """A mark with an id of its own, made at midnight unless told."""
    fields = {
        "id": uuid.uuid4(),
        "attendance_id": one.pk,
        "status": status,
        "at": dt.datetime(2026, 11, 14, 17, 0, tzinfo=dt.UTC),
    }
    return MarkInput(**{**fields, **given})


def roll(cast: Cast, one: Session, by: str = "hung", **statuses: str) -> None:
    """Call the roll: `roll(cast, session, lan=Status.PRESENT)`."""
    marks = [mark(row(one, cast, who), status) for who, status in statuses.items()]
    call_roll(session=one, marks=marks, actor=cast.user(by), now=cast.now)
