"""The period that a cell names, as people write it: "2026", "Quý I/2026", "Nhiệm kỳ 2020-2025"."""

import re
from functools import lru_cache

from django.utils.translation import gettext as _

from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.queries import CIVIL
from neuguong.kit.sheets import Cells, Rows
from neuguong.kit.text import fold

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = re.compile(r"(?:nam )?([0-9]{4})")
_QUARTER = re.compile(r"(?:quy ?|q)(iv|i{1,3}|[1-4]) ?[/-] ?([0-9]{4})|quy (iv|i{1,3}|[1-4]) nam ([0-9]{4})")
_HALF = re.compile(r"(?:sau|6) thang (dau|cuoi) nam ([0-9]{4})")
_TERM = re.compile(r"(?:nhiem ky )?([0-9]{4}) ?- ?([0-9]{4})")

# The civil calendar's periods by the key that `period_key` gives.
PERIODS = f"""
SELECT p.kind || '-' || p.year || '-' || p.number AS key, p.id, p.kind, p.starts_on, p.ends_on, p.tree_on
  FROM periods_period p JOIN periods_calendar k ON k.id = p.calendar_id WHERE k.code = '{CIVIL}'
"""  # noqa: S608 (a name of our own)


@lru_cache(maxsize=4096)
def period_key(text: str) -> str:
    """ "QUARTER-2026-1" for "Quý I/2026"; empty if it names no period."""
    said = " ".join(fold(text).split())
    if found := _YEAR.fullmatch(said):
        return f"{PeriodKind.YEAR}-{found[1]}-1"
    if found := _QUARTER.fullmatch(said):
        return f"{PeriodKind.QUARTER}-{found[2] or found[4]}-{_QUARTERS[found[1] or found[3]]}"
    if found := _HALF.fullmatch(said):
        return f"{PeriodKind.HALF}-{found[2]}-{1 if found[1] == 'dau' else 2}"
    if (found := _TERM.fullmatch(said)) and int(found[2]) == int(found[1]) + 5:
        return f"{PeriodKind.TERM}-{found[1]}-1"
    return ""


def derive_period(cells: Cells) -> Cells:
    """The key beside the words, where they can be read."""
    key = period_key(cells.get("period", ""))
    return {"period_key": key} if key else {}


def check_period(rows: Rows, where: str = "r.period IS NOT NULL") -> None:
    """The period of each row can be read and has been opened; leaves `sheet_periods`."""
    rows.table("sheet_periods", PERIODS)
    rows.fault(
        "period",
        _(
            "“%(text)s” không phải là tên một kỳ. Hãy ghi như: 2026; Quý I/2026; 6 tháng đầu năm 2026; Nhiệm kỳ"
            " 2020-2025."
        ),
        f"{where} AND r.period_key IS NULL",
        text="r.period",
    )
    rows.fault(
        "period",
        _("Kỳ “%(text)s” chưa được mở trong hệ thống. Hãy mở ở mục Kỳ rồi nạp lại."),
        f"{where} AND r.period_key IS NOT NULL AND NOT EXISTS (SELECT FROM sheet_periods p WHERE p.key = r.period_key)",
        text="r.period",
    )
