"""Loading the demo. Each workbook goes through the same door as anybody's: `imports.services.load`."""

import datetime as dt
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.db import transaction

from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import DemoMark, User
from neuguong.base.figures.services import fold_all
from neuguong.base.imports.services import load
from neuguong.base.orgs.choices import Level
from neuguong.base.orgs.models import Appointment, Unit
from neuguong.base.orgs.queries import ancestors
from neuguong.base.periods.choices import Subject
from neuguong.base.periods.models import Deadline
from neuguong.base.periods.queries import quarter, year
from neuguong.base.periods.services import move_deadline, open_years
from neuguong.config.cli.ready import say
from neuguong.config.demo.confiding import confide
from neuguong.config.demo.listening import listen
from neuguong.config.demo.moving import move
from neuguong.config.demo.overseeing import oversee
from neuguong.config.demo.personal import speak_up
from neuguong.config.demo.reporting import report
from neuguong.config.demo.studying import study
from neuguong.kit import clock
from neuguong.work.indicators.services import open_period
from neuguong.work.programmes.models import Programme
from neuguong.work.programmes.services import open_plans, prepare

FOLDER = settings.BASE_DIR / "demo"
YEARS = range(2016, 2028)
UNFINISHED = "unfinished"


def prepare_demo() -> None:
    """Fill an empty database and mark it; ClickException where there is other data."""
    mark = DemoMark.objects.first()
    if mark and mark.cast != UNFINISHED:
        return
    if mark is None and (Unit.objects.exists() or User.objects.exists()):
        raise click.ClickException(
            "Cơ sở dữ liệu này đã có dữ liệu thật, không nạp dữ liệu trình diễn vào. "
            "Hãy chọn thư mục khác: DATA_DIR=... make demo, hoặc dùng `neuguong serve`."
        )
    if mark is None:
        mark = DemoMark.objects.create(cast=UNFINISHED, made_at=clock.now())
    started = time.monotonic()
    now = clock.now()
    open_years(years=YEARS, now=now)
    prepare(now=now)
    _set_deadlines(now)
    for path in workbooks():
        if path.stem == "ke-hoach":
            _ask_for_plans(now)
        if path.stem == "so-lieu-chi-tieu":
            _ask_for_numbers(now)
        _load(path, now)
    fold_all()
    _sign_in_cast(mark)
    speak_up(now)
    report(now)
    study(now)
    oversee(now)
    listen(now)
    move(now)
    confide(now)
    fold_all()
    say(f"Đã nạp dữ liệu trình diễn trong {time.monotonic() - started:.0f} giây.")


def workbooks() -> Iterator[Path]:
    """The workbooks in the order in which they build on each other."""
    books = FOLDER / "workbooks"
    for name in ("don-vi", "ke-thua", "nguoi", "chuong-trinh", "ke-hoach", "van-ban-tuyen-truyen"):
        yield books / f"{name}.xlsx"
    yield from sorted(books.glob("dang-ky-*.xlsx"))
    yield from sorted(books.glob("ket-qua-*.xlsx"))
    for name in ("chi-tieu", "muc-phai-dat", "so-lieu-chi-tieu", "thu-tuc"):
        yield books / f"{name}.xlsx"


def _set_deadlines(now: dt.datetime) -> None:
    """The calendar says of each year what its workbook says: one day for every level."""
    described = tomllib.loads((FOLDER / "content" / "han-dang-ky.toml").read_text(encoding="utf-8"))
    for number, due_on in described["han"].items():
        for row in Deadline.objects.filter(period=year(int(number)), subject=Subject.REGISTER).order_by("pk"):
            move_deadline(deadline=row, due_on=due_on, basis=described["can_cu"], actor=None, now=now)


def _ask_for_plans(now: dt.datetime) -> None:
    """Whoever has to plan is asked first, as in any office: the plans that then come are in time, late or missing."""
    described = tomllib.loads((FOLDER / "content" / "chuong-trinh.toml").read_text(encoding="utf-8"))
    for call in described["ke_hoach"]["giao"]:
        open_plans(
            programme=Programme.objects.get(document__number=call["chuyen_de"]),
            unit=Unit.objects.get(code=call["don_vi"]),
            period=year(call["nam"]),
            due_on=call["han"],
            day=call["ngay"],
            actor=None,
            now=now,
        )


def _ask_for_numbers(now: dt.datetime) -> None:
    """The quarters of this year are opened before their numbers come: who has not handed in is missing."""
    described = tomllib.loads((FOLDER / "content" / "chi-tieu-2026.toml").read_text(encoding="utf-8"))
    issuer = Unit.objects.get(code=described["don_vi_ban_hanh"])
    for number in described["quy"]:
        open_period(period=quarter(clock.today().year, number), issuer=issuer, actor=None, now=now)


def _load(path: Path, now: dt.datetime) -> None:
    batch = load(path, now=now)
    if batch.bad_rows:
        first = batch.staged.exclude(errors={}).order_by("line").first()
        raise click.ClickException(f"{path.name}: {batch.bad_rows} dòng sai, dòng đầu: {first and first.errors}")
    batch.staged.all().delete()
    fold_all()
    say(f"  {path.name}: {batch.rows} dòng")


@transaction.atomic
def _sign_in_cast(mark: DemoMark) -> None:
    """Give the cast their grants, and offer those of them who are marked so for signing in by one click."""
    described: dict[str, Any] = tomllib.loads((FOLDER / "content" / "cast.toml").read_text(encoding="utf-8"))
    for user in User.objects.filter(person__isnull=False).select_related("person"):
        User.objects.filter(pk=user.pk).update(display_name=user.person.full_name)
    for row in described["cast"]:
        _grant(User.objects.get(username=row["username"]), row["role"], row["unit"], row["from"], row["label"])
    _grant_secretaries()
    shown = [
        {"username": row["username"], "label": row["label"], "role": row["role"], "place": _place(row["unit"])}
        for row in described["cast"]
        if row.get("one_click")
    ]
    DemoMark.objects.filter(pk=mark.pk).update(cast=shown)


def _place(code: str) -> str:
    """Under whose name a role is offered: that of the unit's province, or of the unit itself above all provinces."""
    unit = Unit.objects.get(code=code)
    above = [*ancestors(unit.pk, clock.today()), unit]
    return next((one.name for one in above if one.level == Level.PROVINCE), unit.name)


def _grant(user: User, role: str, unit: str, since: dt.date, title: str) -> None:
    Grant.objects.update_or_create(
        user=user, role=role, unit=Unit.objects.get(code=unit), defaults={"valid": (since, None), "title": title}
    )


def _grant_secretaries() -> None:
    posts = Appointment.objects.filter(
        is_head=True,
        valid__contains=clock.today(),
        person__user__isnull=False,
        unit__kind__in=("SUB_CELL", "BASE_CELL"),
    )
    for post in posts.select_related("person__user", "unit"):
        title = f"{post.title}, {post.unit.name}"
        Grant.objects.get_or_create(
            user=post.person.user, role="SECRETARY", unit=post.unit, defaults={"valid": post.valid, "title": title}
        )
