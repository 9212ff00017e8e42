"""What the head and the foot of a unit's official paper say, read from the tree and the posts of a day.

All of it is a proposal: a page that makes a paper shows it in fields that people may edit.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from neuguong.base.orgs.choices import CELLS, TreeCode, UnitKind
from neuguong.base.orgs.models import Unit, UnitName
from neuguong.base.orgs.queries.people import heads
from neuguong.base.orgs.queries.units import ancestors, names
from neuguong.kit.documents import System

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


@dataclass(frozen=True)
class Letterhead:
    """Who issues, under whom, where, and who signs. `superior` and `place` are "" where nothing tells them."""

    system: System
    superior: str
    issuer: str
    abbreviation: str
    place: str
    recipients: str
    authority: str
    signer_title: str
    signer_name: str

    def symbol(self, paper: str) -> str:
        """What follows the number of a `paper` such as "BC": "BC/HU" of a party committee, "BC-UBND" of the state."""
        return f"{paper}{'-' if self.system is System.STATE else '/'}{self.abbreviation}"


def letterhead(unit: Unit, on: dt.date) -> Letterhead:
    """The head and foot of a paper that `unit` issues on a day, in the form of its own system, party or state (domain
    rules: Guidance 36-HD/VPTW, Decree 30/2020/NĐ-CP). A constant number of queries."""
    system = System.STATE if _kind(unit, on) in STATE_KINDS else System.PARTY
    above = _above(unit, on, system)
    called = names([unit.pk, *(one.pk for one in above)], on)
    own = called.get(unit.pk) or UnitName(name=unit.name, short_name=unit.short_name, kind=unit.kind)
    over = called[above[-1].pk].name if above else ""
    head = heads([unit.pk], on).first()
    post = _DEPUTY_OR_HEAD.match(head.title) if head else None
    return Letterhead(
        system=system,
        superior=over,
        issuer=own.name,
        abbreviation=_abbreviation(own),
        place=place([called[one.pk].name for one in above] + [own.name]),
        recipients=_recipients(system, own, over),
        authority=_authority(own),
        signer_title=(post.group() if post else head.title) if head else "",
        signer_name=head.person.full_name if head else "",
    )


def superior(unit: Unit, on: dt.date, system: System) -> str:
    """The body that stands above the issuer in the head: its parent in the issuer's own tree; "" for the highest."""
    above = _above(unit, on, system)
    return names([above[-1].pk], on)[above[-1].pk].name if above else ""


def place(called: Sequence[str]) -> str:
    """Where a paper is dated: the locality of the nearest committee among `called` (root first, the unit last)."""
    found = (_COMMITTEE.match(name) for name in reversed(called))
    return next((match.group(1) for match in found if match), "")


def _kind(unit: Unit, on: dt.date) -> str:
    row = names([unit.pk], on).get(unit.pk)
    return row.kind if row else unit.kind


def _above(unit: Unit, on: dt.date, system: System) -> list[Unit]:
    """The units above, root first, without the nation, which no head names."""
    own_tree = TreeCode.STATE if system is System.STATE else TreeCode.PARTY
    above = ancestors(unit.pk, on, own_tree) or ancestors(unit.pk, on)
    return [one for one in above if one.kind != UnitKind.NATION]


def _abbreviation(own: UnitName) -> str:
    initials = "".join(word[0].upper() for word in own.name.split())
    return own.short_name or _ABBREVIATION.get(UnitKind(own.kind), initials)


def _recipients(system: System, own: UnitName, over: str) -> str:
    kept = "Lưu hồ sơ chi bộ." if own.kind in CELLS else f"Lưu Văn phòng {own.name}."
    kept = "Lưu: VT." if system is System.STATE else kept
    below = () if own.kind in CELLS else ("Các đơn vị trực thuộc;",)
    return "\n".join((*((f"{over} (để báo cáo);",) if over else ()), *below, kept))


def _authority(own: UnitName) -> str:
    if own.kind in STATE_KINDS:
        is_committee = own.kind in (UnitKind.STATE_PROVINCE, UnitKind.STATE_DISTRICT, UnitKind.STATE_COMMUNE)
        return "TM. Ủy ban nhân dân" if is_committee else ""
    if own.kind in CELLS:
        return "T/M Chi bộ"
    if own.kind == UnitKind.GRASSROOTS_COMMITTEE:
        return "T/M Đảng ủy"
    return "T/M Ban Thường vụ" if own.kind in _STANDING_COMMITTEES else ""
