"""A commitment and its items as the generator keeps them, and the calendar of each year."""

from dataclasses import dataclass, field
from datetime import date

from demo.content import bank

FULL_YEARS = (2024, 2025, 2026)
# The years of the published articles, and the place that each is about.
TEXT_YEARS = {
    2018: "kon-tum",
    2019: "tuyen-quang",
    2021: "ha-tinh/tx-ky-anh",
    2022: "quang-ninh/hai-ha",
    2023: "gia-lai/chu-puh",
}
YEARS = (*TEXT_YEARS, *FULL_YEARS)

DEADLINES: dict[int, date] = {int(year): on for year, on in bank("han-dang-ky")["han"].items()}

PERSON, HEAD, GROUP = "Cá nhân", "Người đứng đầu", "Tập thể"
KEY_TASK, BREAKTHROUGH, DEED = "Nhiệm vụ trọng tâm", "Nội dung đột phá", "Việc làm theo"
MISSING, DRAFT, WAITING, RETURNED = "Chưa đăng ký", "Dự thảo", "Chờ duyệt", "Trả lại"
APPROVED, REPORTED, DONE, PARTLY, FAILED, WITHDRAWN = (
    "Đã duyệt",
    "Đã báo cáo",
    "Đạt",
    "Đạt một phần",
    "Không đạt",
    "Rút",
)
DECIDED = (APPROVED, REPORTED, DONE, PARTLY, FAILED)


@dataclass(frozen=True)
class Item:
    group: str
    standard: int
    deed: str
    measure: str
    product: str
    target: float | None
    counted_in: str
    due: date


@dataclass
class Commitment:
    """``unit`` is the cell, the unit headed, or the collective; ``board`` is the committee that decides."""

    code: str
    year: int
    kind: str
    person: str
    unit: str
    deadline: date
    state: str
    submitted: date | None = None
    approved: date | None = None
    fault: str = ""
    issue: str = ""
    outcome: str = ""
    supervisor: str = ""
    document: str = ""
    items: list[Item] = field(default_factory=list)


def within(code: str, year: int) -> bool:
    """Whether a unit belongs to the place of the year's article; in the full years every unit does."""
    place = TEXT_YEARS.get(year, "")
    return not place or code == place or code.startswith(f"{place}/")
