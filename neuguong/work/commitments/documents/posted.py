"""The list posted at the office: who registered what by when, of those alone who consented to be posted.

Law 91/2025/QH15: hanging a name on a wall needs the person's own word. Silence is none: who has not consented is
counted and not named. What a collective registered names nobody and needs no word.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch
from django.utils import translation

from neuguong.base.consents.choices import Purpose
from neuguong.base.consents.models import Consent
from neuguong.base.consents.queries import in_force
from neuguong.base.orgs.models import Appointment, Unit
from neuguong.base.orgs.queries import letterhead
from neuguong.base.periods.models import Period
from neuguong.kit.documents import Block, Column, Document, Paragraph, Table
from neuguong.kit.documents.blocks import Paper
from neuguong.kit.numbers import date, number
from neuguong.work.commitments.choices import IN_FORCE, ItemStatus
from neuguong.work.commitments.documents.heads import THEME, head, signed_by
from neuguong.work.commitments.documents.registered import place, registered
from neuguong.work.commitments.models import Commitment, Item

COLUMNS = (
    Column("TT", numeric=True, width=0.4),
    Column("Họ tên, tập thể", width=2),
    Column("Chức vụ", width=2),
    Column("Nội dung đăng ký", width=4.6),
    Column("Thời gian", width=1.3),
)
MEMBER = "Đảng viên"
_BRIEF = 160  # letters of an item


@dataclass(frozen=True)
class Posted:
    """The list as it may hang on the wall at an instant. `without` is how many are not named for want of consent;
    `consents` are those it rests on."""

    unit: Unit
    period: Period
    rows: tuple[tuple[str, str, str, str], ...]
    without: int
    consents: tuple[Consent, ...]


def posted(unit: Unit, period: Period, at: dt.datetime, on: dt.date) -> Posted:
    """The approved registrations of the unit in the year, and at a committee of heads and collectives that it decides;
    posts as they are on a day. A constant number of queries."""
    items = Item.objects.exclude(status=ItemStatus.CUT).order_by("number")
    found = registered(unit, period).filter(state__in=IN_FORCE).prefetch_related(Prefetch("items", items))
    rows = sorted(found, key=place)
    people = {row.person_id for row in rows if row.person_id}
    consents = in_force(at).filter(purpose=Purpose.POSTING, person__in=people).order_by("person_id")
    given = {one.person_id: one for one in consents}
    named = [row for row in rows if row.person_id is None or row.person_id in given]
    posts = _posts(people & given.keys(), on)
    return Posted(
        unit, period, tuple(_line(row, posts) for row in named), len(people - given.keys()), tuple(given.values())
    )


def _posts(people: set[int], on: dt.date) -> dict[int, str]:
    held: dict[int, list[str]] = {}
    rows = Appointment.objects.filter(person__in=people, valid__contains=on).order_by("-is_head", "pk")
    for pk, title in rows.values_list("person_id", "title"):
        held.setdefault(pk, []).append(title)
    return {pk: ", ".join(dict.fromkeys(titles)) for pk, titles in held.items()}


def _line(row: Commitment, posts: dict[int, str]) -> tuple[str, str, str, str]:
    items = list(row.items.all())
    marked = [(f"{at}) " if len(items) > 1 else "", one) for at, one in enumerate(items, 1)]
    content = "\n".join(f"{mark}{brief(one.deed)}" for mark, one in marked)
    days = "\n".join(f"{mark}{date(one.due_on)}" for mark, one in marked if one.due_on)
    if row.person is None:
        return (row.unit.name, "", content, days)
    return (row.person.full_name, posts.get(row.person.pk, MEMBER), content, days)


def brief(text: str) -> str:
    """The first words of a content, whole words, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _BRIEF else line[:_BRIEF].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def posted_paper(said: Posted, on: dt.date, paper: Paper = "A4", *, draft: bool = False) -> Document:
    """The list as a paper across A4 or A3; a draft until it is issued."""
    with translation.override("vi"):
        called = letterhead(said.unit, on)
        summary = f"đăng ký {THEME} năm {said.period.year}, niêm yết tại trụ sở"
        return Document(
            head(called, "Danh sách", summary, on, draft=draft),
            _body(said),
            signed_by(called),
            base_url=settings.SITE_ADDRESS,
            landscape=True,
            paper=paper,
        )


def _body(said: Posted) -> tuple[Block, ...]:
    rows = tuple((at, *row) for at, row in enumerate(said.rows, 1))
    left = f"Còn {number(said.without)} đồng chí chưa đồng ý niêm yết."
    return (Table(COLUMNS, rows), *((Paragraph(left),) if said.without else ()))
