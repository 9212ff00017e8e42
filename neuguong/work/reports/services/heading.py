"""The form of a report: what its head, its recipients and its signature say before anybody edits them.

All of it is read from the tree and the posts of the period's day; whatever is guessed here stands in editable fields.
"""

import datetime as dt
import re
from collections.abc import Sequence

from neuguong.base.orgs.choices import CELLS, TreeCode, UnitKind
from neuguong.base.orgs.models import Unit, UnitName
from neuguong.base.orgs.queries import ancestors, heads, names
from neuguong.base.periods.models import Period
from neuguong.work.reports.models import Report, System

STATE_KINDS = (
    UnitKind.STATE_PROVINCE,
    UnitKind.STATE_DISTRICT,
    UnitKind.STATE_COMMUNE,
    UnitKind.DEPARTMENT,
    UnitKind.FRONT,
    UnitKind.MASS_ORGANIZATION,
)
_ABBREVIATION = {
    UnitKind.PARTY_PROVINCE: "TU",
    UnitKind.PARTY_DISTRICT: "HU",
    UnitKind.PARTY_COMMUNE: "ĐU",
    UnitKind.GRASSROOTS_COMMITTEE: "ĐU",
    UnitKind.BASE_CELL: "CB",
    UnitKind.SUB_CELL: "CB",
    UnitKind.STATE_PROVINCE: "UBND",
    UnitKind.STATE_DISTRICT: "UBND",
    UnitKind.STATE_COMMUNE: "UBND",
    UnitKind.FRONT: "MTTQ",
}
_STANDING_COMMITTEES = (UnitKind.PARTY_PROVINCE, UnitKind.PARTY_DISTRICT, UnitKind.PARTY_COMMUNE)
_COMMITTEE = re.compile(
    "(?:Tỉnh ủy|Thành ủy|Thị ủy|Huyện ủy|Quận ủy"
    "|(?:Đảng ủy|Ủy ban nhân dân|Ủy ban Mặt trận Tổ quốc Việt Nam)"
    " (?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)) (.+)"
)
_DEPUTY_OR_HEAD = re.compile("(?:Phó )?(?:Bí thư|Chủ tịch|Giám đốc|Trưởng ban|Chủ nhiệm)", re.IGNORECASE)


def new_report(unit: Unit, period: Period) -> Report:
    """An unsaved draft with its form filled in from the tree of the period's day (a constant number of queries)."""
    on = period.tree_on
    system = System.STATE if _kind(unit, on) in STATE_KINDS else System.PARTY
    above = _above(unit, on, system)
    called = names([unit.pk, *(one.pk for one in above)], on)
    own = called.get(unit.pk) or UnitName(name=unit.name, short_name=unit.short_name, kind=unit.kind)
    superior = called[above[-1].pk].name if above else ""
    report = Report(unit=unit, period=period, system=system)
    report.symbol = symbol(system, own)
    report.place = place([called[one.pk].name for one in above] + [own.name])
    report.recipients = _recipients(system, own, superior)
    report.signer_authority = _authority(own)
    head = heads([unit.pk], on).first()
    if head:
        post = _DEPUTY_OR_HEAD.match(head.title)
        report.signer_title = post.group() if post else head.title
        report.signer_name = head.person.full_name
    return report


def superior(unit: Unit, on: dt.date, system: str) -> str:
    """The body that stands above the issuer in the head: its parent in the issuer's own tree; "" for the highest."""
    above = _above(unit, on, system)
    return names([above[-1].pk], on)[above[-1].pk].name if above else ""


def _kind(unit: Unit, on: dt.date) -> str:
    row = names([unit.pk], on).get(unit.pk)
    return row.kind if row else unit.kind


def _above(unit: Unit, on: dt.date, system: str) -> list[Unit]:
    """The units above, root first, without the nation, which no head names."""
    own_tree = TreeCode.STATE if system == System.STATE else TreeCode.PARTY
    above = ancestors(unit.pk, on, own_tree) or ancestors(unit.pk, on)
    return [one for one in above if one.kind != UnitKind.NATION]


def symbol(system: str, own: UnitName) -> str:
    """What follows the number: "BC/HU" of a party committee, "BC-UBND" of a state body."""
    initials = "".join(word[0].upper() for word in own.name.split())
    abbreviation = own.short_name or _ABBREVIATION.get(UnitKind(own.kind), initials)
    return f"BC-{abbreviation}" if system == System.STATE else f"BC/{abbreviation}"


def place(called: Sequence[str]) -> str:
    """Where a paper is dated: the locality of the nearest committee among `called` (root first, the unit last)."""
    found = (_COMMITTEE.match(name) for name in reversed(called))
    return next((match.group(1) for match in found if match), "")


def _recipients(system: str, own: UnitName, superior: str) -> str:
    is_state = system == System.STATE
    kept = "Lưu: VT." if is_state else "Lưu hồ sơ chi bộ." if own.kind in CELLS else f"Lưu Văn phòng {own.name}."
    below = () if own.kind in CELLS else ("Các đơn vị trực thuộc;",)
    return "\n".join((*((f"{superior} (để báo cáo);",) if superior else ()), *below, kept))


def _authority(own: UnitName) -> str:
    if own.kind in STATE_KINDS:
        is_committee = own.kind in (UnitKind.STATE_PROVINCE, UnitKind.STATE_DISTRICT, UnitKind.STATE_COMMUNE)
        return "TM. Ủy ban nhân dân" if is_committee else ""
    if own.kind in CELLS:
        return "T/M Chi bộ"
    if own.kind == UnitKind.GRASSROOTS_COMMITTEE:
        return "T/M Đảng ủy"
    return "T/M Ban Thường vụ" if own.kind in _STANDING_COMMITTEES else ""
