"""The demo's reports: asked for as in any office, received on paper in time, late or not at all; one unit asks for a
later day. The same on every machine: who is late follows from the code of the unit and the period."""

import datetime as dt
import zlib
from collections.abc import Iterator

from neuguong.base.accounts.models import User
from neuguong.base.orgs.choices import CELLS, Level
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.choices import Subject
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import quarters, year
from neuguong.kit import clock
from neuguong.work.reports.choices import ReportState
from neuguong.work.reports.models import Extension, Report
from neuguong.work.reports.services import ask_extension, open_reports
from neuguong.work.reports.sheets import Received, adopt_received

YEARS = (2024, 2025, 2026)  # those that are full
INVENTED = "an-thinh-gia-dinh"
ORIGIN = "sổ công văn đến (dữ liệu trình diễn)"
ASKER = "banxaydungdang"
REASON = "Cán bộ tổng hợp đi khắc phục hậu quả mưa lũ tại các làng, đề nghị lùi hạn để đối chiếu đủ số liệu."
LATE, MISSING, MISSING_INVENTED = 8, 3, 15  # in a hundred
SYMBOLS = {Level.PROVINCE: "BC/TU", Level.DISTRICT: "BC/HU"}
DAY = dt.timedelta(days=1)


def report(now: dt.datetime) -> None:
    """Ask for the reports of the full years and of the quarters of this one that are over, and let them come."""
    if Report.objects.exists():
        return
    today = clock.today()
    for period in _periods(today):
        for nation in Unit.objects.filter(level=Level.NATION):
            open_reports(unit=nation, period=period, day=min(period.ends_on, today), actor=None, now=now)
        owed = Report.objects.filter(period=period, due_on__lt=today).select_related("unit").order_by("pk")
        adopt_received(lines=list(_came(owed.iterator(), period, today)), origin=ORIGIN, now=now)
    _ask(now, today)


def _periods(today: dt.date) -> Iterator[Period]:
    for number in YEARS:
        yield year(number)
    yield from (one for one in quarters(YEARS[-1]) if one.ends_on < today)


def _came(owed: Iterator[Report], period: Period, today: dt.date) -> Iterator[Received]:
    """What came, with its day; the unit that asks for a later day still owes the newest report."""
    asker = _asker_unit()
    newest = [one for one in _periods(today) if one.ends_on < today][-1]
    for place, row in enumerate(owed, 1):
        lot = zlib.crc32(f"{row.unit.code} {period.kind} {period.year} {period.number}".encode()) % 100
        missing = MISSING_INVENTED if row.unit.code.startswith(INVENTED) else MISSING
        if lot < missing or (period == newest and row.unit_id == asker.pk):
            continue
        days = lot % 9 + 1 if lot < missing + LATE else -(lot % 5)
        symbol = "BC/CB" if row.unit.kind in CELLS else SYMBOLS.get(Level(row.unit.level), "BC/ĐU")
        yield Received(row.pk, f"{place % 60 + 1:02d}", symbol, min(row.due_on + days * DAY, today))


def _asker_unit() -> Unit:
    return Unit.objects.get(grants__user__username=ASKER, grants__role="STAFF")


def _ask(now: dt.datetime, today: dt.date) -> None:
    """One request waits for the answer of the province."""
    if Extension.objects.exists():
        return
    owed = Report.objects.filter(unit=_asker_unit(), state=ReportState.EXPECTED, due_on__lt=today)
    row = owed.select_related("unit", "period").order_by("-due_on").first()
    if row:
        ask_extension(
            unit=row.unit, period=row.period, subject=Subject.REPORT, until=today + 7 * DAY, reason=REASON,
            actor=User.objects.get(username=ASKER), now=now,
        )  # fmt: skip
