"""Study in the demo: the rounds of 2022 of Hải Hà, with as many conferences and turns as its paper says, through the
door of workbooks; and a cell meeting of today, whose roll its secretary can call."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import xlsxwriter
from django.conf import settings

from neuguong.base.accounts.models import User
from neuguong.base.imports.services import load
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.queries import under
from neuguong.base.periods.queries import year
from neuguong.kit import clock, sheets
from neuguong.work.programmes.models import Programme
from neuguong.work.study.choices import Audience, SessionKind
from neuguong.work.study.models import Session
from neuguong.work.study.services import conclude, invite, plan_session, prepare, set_theme

UNIT, YEAR, SECRETARY = "quang-ninh/hai-ha", 2022, "bithu"
THEMES = (
    "Chuyên đề toàn khóa về học tập và làm theo Bác",
    "Đợt sinh hoạt tự soi, tự sửa",
    "Chuyên đề năm 2022",
)
MISSED = 8  # of each conference
_FIRST = dt.date(YEAR, 2, 15)


def study(now: dt.datetime) -> None:
    """Does nothing where there are sessions already."""
    if Session.objects.exists():
        return
    prepare(now=now)
    unit, period = Unit.objects.get(code=UNIT), year(YEAR)
    programme = Programme.objects.get(document__number="CĐ 2022")
    for title in THEMES:
        set_theme(programme=programme, unit=unit, period=period, title=title, actor=None, now=now)
    described = tomllib.loads((settings.BASE_DIR / "demo/content/chuong-trinh.toml").read_text(encoding="utf-8"))
    told = described["tuyen_truyen"]["hai_ha_2022"]
    count, turns = told["cuoc"], told["luot"]
    with TemporaryDirectory() as folder:
        _load(Path(folder), "buoi-hoc", list(_held(count)), now)
        _load(Path(folder), "nguoi-du", list(_came(unit, count, turns // count)), now)
    _meet(now)


def _held(count: int) -> Iterator[Sequence[str]]:
    for n in range(count):
        theme = THEMES[n * len(THEMES) // count]
        day = _FIRST + dt.timedelta(days=3 * n)
        yield _code(n), "Hội nghị", UNIT, f"Hội nghị học tập: {theme}", f"{day:%d/%m/%Y}", theme, "Hội trường huyện"


def _came(unit: Unit, count: int, present: int) -> Iterator[Sequence[str]]:
    """Everybody in turn is called to the next conference; a few of each are missing."""
    inside = under(unit.pk, _FIRST).values("pk")
    living = Person.objects.filter(memberships__unit__in=inside, memberships__valid__contains=_FIRST)
    people = list(living.order_by("pk").values_list("code", flat=True))
    for n in range(count):
        for at in range(present + MISSED):
            status = "Có mặt" if at < present else "Vắng có lý do"
            reason = "" if at < present else "Đi công tác"
            yield _code(n), people[(n * (present + MISSED) + at) % len(people)], "", status, reason, ""


def _code(n: int) -> str:
    return f"HH-{YEAR}-{n + 1:02}"


def _load(folder: Path, kind: str, rows: Sequence[Sequence[str]], now: dt.datetime) -> None:
    path = folder / f"{kind}.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    for line, values in enumerate([[column.header for column in sheets.sheet(kind).columns], *rows]):
        for place, value in enumerate(values):
            page.write_string(line, place, value)
    book.close()
    batch = load(path, now=now)
    if batch.bad_rows:
        first = batch.staged.exclude(errors={}).order_by("line").first()
        raise click.ClickException(f"{path.name}: {batch.bad_rows} dòng sai, dòng đầu: {first and first.errors}")
    batch.staged.all().delete()


def _meet(now: dt.datetime) -> None:
    """A meeting of the secretary's cell, today, with one conclusion to carry out."""
    secretary = User.objects.select_related("person").get(username=SECRETARY)
    unit = Unit.objects.get(grants__user=secretary, grants__role="SECRETARY")
    today = clock.today()
    session = plan_session(
        unit=unit, kind=SessionKind.CELL_MEETING, title=f"Sinh hoạt chi bộ tháng {today.month}/{today.year}", on=today,
        starts_at=dt.time(19, 30), places=["Nhà văn hóa"], actor=None, now=now,
    )  # fmt: skip
    invite(session=session, unit=unit, audience=Audience.MEMBERS, actor=None, now=now)
    conclude(
        session=session, text="Rà soát việc làm theo Bác đã đăng ký, báo cáo chi bộ ở kỳ sinh hoạt sau.",
        assignee=secretary.person, due_on=today + dt.timedelta(days=15), actor=secretary, now=now,
    )  # fmt: skip
