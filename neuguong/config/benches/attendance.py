"""Attendance at national size: the roll of a hundred people, coverage at any node, a workbook of 100,000 rows.

At scale 1: 1,000,000 people under five themes of the nation, 5,000,000 rows of attendance and as many learners, at five
conferences of every commune.
"""

import uuid
from collections.abc import Iterator, Sequence
from functools import partial
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from neuguong.config.benches.ground import Result, database, seconds, timed

if TYPE_CHECKING:
    from neuguong.base.orgs.models import Unit
    from neuguong.config.benches.nation import Nation
    from neuguong.work.study.models import Session

THEMES, HUNDRED, ROUNDS = 5, 100, 41
ROLL_MS, READ_MS, RATE = 100, 20, 10_000
ROWS = 100_000
_KEYS = ("turns_should", "turns_present", "turns_excused", "turns_absent", "sessions")
_LEARNED = ("learners_should", "learners", "learners_left")
_SESSIONS = """
INSERT INTO study_session (code, kind, unit_id, period_id, theme_id, title, "on", state, is_make_up)
SELECT 'B' || t.id || '-' || u.id, 'CONFERENCE', u.id, t.period_id, t.id, t.title, date '2026-03-01', 'HELD', false
  FROM study_theme t CROSS JOIN orgs_unit u WHERE u.kind = 'PARTY_COMMUNE'
"""
# A commune stands third from the root: 18 characters of a path, said as a number so that the paths can be hashed.
# Of ten people one is missing without a reason, one with one.
_ATTENDANCES = """
INSERT INTO study_attendance (session_id, person_id, unit_id, period_id, theme_id, kind, is_make_up, expected, status,
                              reason, is_disputed, way)
SELECT s.id, m.person_id, m.unit_id, s.period_id, s.theme_id, s.kind, false, true,
       (ARRAY['ABSENT', 'EXCUSED', 'PRESENT', 'PRESENT', 'PRESENT', 'PRESENT', 'PRESENT', 'PRESENT', 'PRESENT',
              'PRESENT'])[(m.person_id + s.theme_id) % 10 + 1], '', false, 'SHEET'
  FROM study_session s JOIN orgs_path c ON c.unit_id = s.unit_id
  JOIN orgs_path p ON left(p.path, 18) = c.path JOIN orgs_membership m ON m.unit_id = p.unit_id
"""
_LEARNERS = """
INSERT INTO study_learner (theme_id, person_id, period_id, unit_id, expected, has_studied, is_made_up)
SELECT theme_id, person_id, period_id, unit_id, true, status = 'PRESENT', false FROM study_attendance
"""


def measure(scale: float) -> list[Result]:
    """Build the country and its attendance, check the figures, and time the work on them."""
    from neuguong.config.benches import importing  # noqa: PLC0415 (its own imports wait for Django)

    with database("neuguong_bench_attendance"), TemporaryDirectory() as folder:
        importing.keep_files_in(folder)
        return list(_results(scale))


def _results(scale: float) -> Iterator[Result]:
    from neuguong.config.benches import nation  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.study.models import Attendance  # noqa: PLC0415 (needs Django set up)

    built: list[Nation] = []
    build = partial(nation.build, scale, and_then=lambda _places: _copy_study())
    yield Result("country built and counted", seconds(lambda: built.append(build())), "s")
    yield Result("rows of attendance", Attendance.objects.count(), "rows")
    country = built[0]
    yield from _agree(country)
    yield from _coverage(country)
    yield from _roll(country)
    yield from _workbook()


def _copy_study() -> None:
    """Themes, sessions and rows, written with triggers off."""
    from django.db import connection  # noqa: PLC0415 (needs Django set up)

    from neuguong.base.orgs.models import Unit  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.periods.queries import year  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.programmes.models import Programme  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.study.models import Theme  # noqa: PLC0415 (needs Django set up)

    top = Unit.objects.get(level=0)
    programme = Programme.objects.create(kind="DIRECTIVE", title="Chỉ thị", issuer=top, first_year=2026)
    themes = (Theme(programme=programme, unit=top, period=year(2026), title=f"Chuyên đề {n}") for n in range(THEMES))
    Theme.objects.bulk_create(themes)
    with connection.cursor() as cursor:
        for statement in (_SESSIONS, "ANALYZE study_session, orgs_path, orgs_membership", _ATTENDANCES, _LEARNERS):
            cursor.execute(statement)


def _nodes(country: "Nation") -> dict[str, "Unit"]:
    from neuguong.base.orgs.models import Unit  # noqa: PLC0415 (needs Django set up)

    nation = Unit.objects.get(level=0)
    return {"nation": nation, "province": country.province, "commune": country.commune, "base": country.base,
            "cell": country.cell}  # fmt: skip


def _agree(country: "Nation") -> Iterator[Result]:
    """The figures of every node are what counting its rows gives."""
    from neuguong.base.figures.queries import figures  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.orgs.queries import under  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.periods.queries import year  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit.figures import measure as declared  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.study.models import Attendance, Learner  # noqa: PLC0415 (needs Django set up)

    period, today = year(2026), clock.today()
    wrong = 0
    for unit in _nodes(country).values():
        asked = [declared("turns_present"), declared("learners")]
        found = figures(asked, unit.pk, [period], today=today)
        inside = under(unit.pk, today).values("pk")
        turns = Attendance.objects.filter(unit__in=inside, status="PRESENT").count()
        people = Learner.objects.filter(unit__in=inside, has_studied=True).count()
        wrong += [found[one.key, period.pk] for one in asked] != [turns, people]
    yield Result("nodes whose figures are not their rows", wrong, "", 0, holds=not wrong)


def _coverage(country: "Nation") -> Iterator[Result]:
    """Turns and distinct people of one theme, of a node and of each of its children."""
    from neuguong.base.figures.queries import by_child, figures  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.periods.queries import year  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit.figures import measure as declared  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.study.models import Theme  # noqa: PLC0415 (needs Django set up)

    period, today, theme = year(2026), clock.today(), Theme.objects.order_by("pk")[0]
    asked = [*map(declared, _KEYS), *(declared(key).only("theme_id", theme.pk) for key in _LEARNED)]
    for words, unit in _nodes(country).items():
        read = partial(figures, asked, unit.pk, [period], today=today)
        yield from timed(f"coverage of a {words}", read, READ_MS)
    table = partial(by_child, asked, country.province.pk, period, today=today)
    yield from timed("coverage of the large province, by sub-unit", table)


def _roll(country: "Nation") -> Iterator[Result]:
    """A hundred people noted in one save, each round otherwise than the one before; then once more without news."""
    from neuguong.base.access.choices import Role  # noqa: PLC0415 (needs Django set up)
    from neuguong.config.benches import nation  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.study.models import Mark, Theme  # noqa: PLC0415 (needs Django set up)

    actor = nation.user_of("keeper", Role.STAFF, country.commune)
    session = _called(country, Theme.objects.order_by("pk")[0])
    taken = [
        seconds(partial(_save, session, actor, ("PRESENT", "ABSENT")[round_ % 2])) * 1000
        for round_ in range(ROUNDS + 1)
    ]
    whole = Mark.objects.count() == HUNDRED * len(taken)
    present = session.attendances.filter(status="ABSENT").count()
    yield Result("people noted in each save", HUNDRED, "rows", holds=whole and present == HUNDRED)
    p95 = quantiles(taken[1:], n=20)[-1]
    yield Result("roll of 100 people in one save, median", round(median(taken[1:]), 1), "ms")
    yield Result("roll of 100 people in one save, p95", round(p95, 1), "ms", ROLL_MS, holds=p95 <= ROLL_MS)


def _called(country: "Nation", theme: Any) -> "Session":
    from neuguong.base.orgs.models import Person  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.study.services import invite_people, plan_session  # noqa: PLC0415 (needs Django set up)

    now = clock.now()
    session = plan_session(
        unit=country.commune, kind="CONFERENCE", title="Hội nghị", on=clock.today(), theme=theme, actor=None, now=now
    )
    invite_people(session=session, people=list(Person.objects.order_by("pk")[:HUNDRED]), actor=None, now=now)
    return session


def _save(session: "Session", actor: Any, status: str) -> None:
    from neuguong.kit import clock  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.study.services import MarkInput, call_roll  # noqa: PLC0415 (needs Django set up)

    now = clock.now()
    rows = session.attendances.values_list("pk", "mark")
    marks = [MarkInput(uuid.uuid4(), pk, status, now, base=mark) for pk, mark in rows]
    outcome = call_roll(session=session, marks=marks, actor=actor, now=now)
    if outcome.fresh != HUNDRED:
        raise RuntimeError("not everybody was noted")


def _workbook() -> Iterator[Result]:
    """100,000 rows of new sessions, from the stored upload until they are committed."""
    from neuguong.base.access.choices import Role  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.orgs.models import Person, Unit  # noqa: PLC0415 (needs Django set up)
    from neuguong.config.benches import importing, nation  # noqa: PLC0415 (needs Django set up)
    from neuguong.config.benches.books import Book  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.study.models import Theme  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.study.services import plan_session  # noqa: PLC0415 (needs Django set up)

    top, theme = Unit.objects.get(level=0), Theme.objects.order_by("pk")[0]
    nation.user_of("loader", Role.STAFF, top)
    # cell by cell, as lists are kept
    people = list(Person.objects.order_by("home", "pk").values_list("code", flat=True)[:ROWS])
    count = -(-ROWS // len(people))
    for n in range(count):
        plan_session(
            unit=top, kind="CONFERENCE", title="Hội nghị", on=clock.today(), theme=theme, actor=None, now=clock.now(),
            code=f"HN-{n}",
        )  # fmt: skip
    rows: list[Sequence[Any]] = [(f"HN-{n}", code, "", "Có mặt", "", "") for n in range(count) for code in people]
    load = importing.brought_in(Book("nguoi-du", rows[:ROWS]))
    yield Result(
        "workbook of attendances: rows committed", load.counts[0], "rows", holds=load.counts == [ROWS, 0, 0, 0]
    )
    rate = ROWS / load.total
    yield Result("workbook of attendances, stored upload to committed", round(load.total, 2), "s")
    yield Result("workbook of attendances", round(rate), "rows/s", RATE, holds=rate >= RATE)
