"""Two years on the cast: 2026 at work in Hòa An, silent in Bình Minh; 2025 never opened."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from neuguong.work.commitments.choices import Group, ItemStatus, Kind, State, Timing
from neuguong.work.commitments.models import Commitment, Item, Progress
from neuguong.work.commitments.services import open_year
from neuguong.work.programmes.models import Communication, Document, Plan, Programme
from neuguong.work.reports.models import Report
from neuguong.work.reports.services import open_report
from tests.cast import TODAY, Cast, build

DUE = dt.date(2026, 2, 28)
SPECS: tuple[tuple[str, str, str, str], ...] = (
    ("lan", Kind.INDIVIDUAL, State.ACHIEVED, Timing.ON_TIME),
    ("hung", Kind.INDIVIDUAL, State.APPROVED, Timing.LATE),
    ("mai", Kind.INDIVIDUAL, State.SUBMITTED, Timing.ON_TIME),
    ("thuy", Kind.HEAD, State.APPROVED, Timing.ON_TIME),
    ("hoa-an", Kind.COLLECTIVE, State.RETURNED, Timing.ON_TIME),
    ("thon-dong", Kind.COLLECTIVE, State.PARTLY, Timing.ON_TIME),
)


def registration(cast: Cast, name: str, kind: str) -> Commitment:
    """Somebody's registration of a kind, or that of a unit."""
    owner: dict[str, Any] = {"unit": cast.unit(name)} if kind == Kind.COLLECTIVE else {"person": cast.person(name)}
    return Commitment.objects.get(kind=kind, **owner)


def fill(cast: Cast) -> Cast:
    """Open 2026 for the province and bring Hòa An to where `SPECS` says."""
    province, year = cast.unit("bac-son"), cast.years[2026]
    open_year(unit=province, period=year, due_on=DUE, day=TODAY)
    for name, kind, state, timing in SPECS:
        row = registration(cast, name, kind)
        late = dt.timedelta(days=5 if timing == Timing.LATE else 0)
        Commitment.objects.filter(pk=row.pk).update(state=state, timing=timing, submitted_on=DUE + late)
    _items(cast)
    _programmes(cast)
    return cast


def _items(cast: Cast) -> None:
    head = registration(cast, "thuy", Kind.HEAD)
    Commitment.objects.filter(pk=head.pk).update(
        supervisor=cast.unit("ubkt"), pressing_issue="Hồ sơ đất đai tồn đọng", expected_product="Quy trình mới"
    )
    place: dict[str, Any] = {"commitment": head, "unit": head.unit, "period": cast.years[2026]}
    Item.objects.create(
        **place, number=1, group=Group.KEY_TASK, deed="Sửa quy chế", status=ItemStatus.OPEN, due_on=dt.date(2026, 6, 30)
    )
    breakthrough = Item.objects.create(
        **place, number=2, group=Group.BREAKTHROUGH, deed="Cắt giảm 30% thủ tục", status=ItemStatus.OPEN,
        due_on=dt.date(2026, 12, 15),
    )  # fmt: skip
    Progress.objects.create(
        item=breakthrough, unit=head.unit, period=cast.quarters[2026, 3], text="Đã cắt giảm 12 thủ tục",
        amount=12, recorded_on=TODAY,
    )  # fmt: skip


def _programmes(cast: Cast) -> None:
    year = cast.years[2026]
    theme = Programme.objects.create(
        kind="ANNUAL_THEME", title="Chuyên đề 2026", issuer=cast.unit("bac-son"), first_year=2026
    )
    document = Document.objects.create(
        kind="PLAN", number="5-KH/ĐU", number_key="5-KH/ĐU", summary="Kế hoạch", unit=cast.unit("hoa-an"),
        issued_on=DUE, period=year,
    )  # fmt: skip
    own = {"programme": theme, "period": year, "due_on": DUE}
    Plan.objects.create(unit=cast.unit("hoa-an"), state="ISSUED", document=document, **own)
    Plan.objects.create(unit=cast.unit("thon-tay"), **own)
    Communication.objects.create(
        unit=cast.unit("thon-dong"), period=year, channel="CONFERENCE", title="Hội nghị", on=DUE, count=40
    )


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    settings.SITE_ADDRESS = "https://neuguong.example.vn"


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """The cast with its year under way."""
    return fill(cast)


@pytest.fixture
def lasting(transactional_db: None, settings: Any) -> Cast:
    """The same, committed, so that other connections see it."""
    settings.NEUGUONG_TODAY = TODAY
    return fill(build())


def report_for(cast: Cast, unit: str = "hoa-an", by: str = "thuy") -> Report:
    """The begun report of a unit for 2026."""
    return open_report(unit=cast.unit(unit), period=cast.years[2026], actor=cast.user(by), now=cast.now)
