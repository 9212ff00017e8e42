"""The fixed cast of every test: a small province in 2026, the same people each time.

Tree (party): Trung ương > Tỉnh ủy Bắc Sơn > Đảng ủy xã Hòa An > Chi bộ Thôn Đông, Chi bộ Thôn Tây
                                          > Đảng ủy xã Bình Minh > Chi bộ Thôn Nam
                                          > Ủy ban Kiểm tra Tỉnh ủy, Đảng bộ Sở Xây dựng
People: Lan (member, Thôn Đông), Hùng (secretary of Thôn Đông, ~ its head), Mai (deputy there), Tuấn (member, Thôn
Tây), Hà (secretary of Thôn Nam: unrelated), Sơn (staff of Hòa An), Thủy (approver of Hòa An's standing committee, its
secretary), Quang (approver of the province), Bình (officer of the inspection commission: supervisor), Vân (viewer of
the province), An (administrator of the province), Long (head of Sở Xây dựng).
"""

import datetime as dt
from dataclasses import dataclass, field

import pytest

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.orgs.choices import UnitKind as K
from neuguong.base.orgs.models import Person, Tree, Unit
from neuguong.base.orgs.services import add_person, appoint, link_user, open_unit
from neuguong.base.periods.models import Calendar, Period, PeriodKind
from tests.kept import Kept

TODAY = dt.date(2026, 11, 15)
# Pages have the hour of the wall: what they do comes after what was arranged, at any hour that the suite runs.
NOW = dt.datetime(2026, 11, 15, 0, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
SINCE = dt.date(2020, 1, 1)
YEARS = (2025, 2026)

_UNITS = (
    ("trung-uong", "Trung ương", K.NATION, None),
    ("bac-son", "Tỉnh ủy Bắc Sơn", K.PARTY_PROVINCE, "trung-uong"),
    ("bac-son/hoa-an", "Đảng ủy xã Hòa An", K.PARTY_COMMUNE, "bac-son"),
    ("bac-son/hoa-an/thon-dong", "Chi bộ Thôn Đông", K.SUB_CELL, "bac-son/hoa-an"),
    ("bac-son/hoa-an/thon-tay", "Chi bộ Thôn Tây", K.SUB_CELL, "bac-son/hoa-an"),
    ("bac-son/binh-minh", "Đảng ủy xã Bình Minh", K.PARTY_COMMUNE, "bac-son"),
    ("bac-son/binh-minh/thon-nam", "Chi bộ Thôn Nam", K.SUB_CELL, "bac-son/binh-minh"),
    ("bac-son/ubkt", "Ủy ban Kiểm tra Tỉnh ủy", K.PARTY_BODY, "bac-son"),
    ("bac-son/so-xay-dung", "Đảng bộ Sở Xây dựng", K.GRASSROOTS_COMMITTEE, "bac-son"),
)
# key: name, home cell, post (unit, title, head), grant (role, unit)
_PEOPLE: tuple[tuple[str, str, str, tuple[str, str, bool] | None, tuple[Role, str] | None], ...] = (
    ("lan", "Nguyễn Thị Lan", "thon-dong", None, (Role.MEMBER, "thon-dong")),
    ("hung", "Trần Văn Hùng", "thon-dong", ("thon-dong", "Bí thư chi bộ", True), (Role.SECRETARY, "thon-dong")),
    ("mai", "Lê Thị Mai", "thon-dong", ("thon-dong", "Phó bí thư chi bộ", False), (Role.SECRETARY, "thon-dong")),
    ("tuan", "Phạm Anh Tuấn", "thon-tay", None, (Role.MEMBER, "thon-tay")),
    ("ha", "Vũ Thu Hà", "thon-nam", ("thon-nam", "Bí thư chi bộ", True), (Role.SECRETARY, "thon-nam")),
    ("son", "Đỗ Ngọc Sơn", "thon-tay", ("hoa-an", "Cán bộ Ban Xây dựng Đảng", False), (Role.STAFF, "hoa-an")),
    ("thuy", "Bùi Thanh Thủy", "thon-tay", ("hoa-an", "Bí thư Đảng ủy xã", True), (Role.APPROVER, "hoa-an")),
    (
        "quang",
        "Hoàng Minh Quang",
        "so-xay-dung",
        ("bac-son", "Phó Bí thư Thường trực Tỉnh ủy", False),
        (Role.APPROVER, "bac-son"),
    ),
    ("binh", "Ngô Thanh Bình", "ubkt", ("ubkt", "Kiểm tra viên", False), (Role.SUPERVISOR, "ubkt")),
    ("van", "Đặng Hồng Vân", "so-xay-dung", None, (Role.VIEWER, "bac-son")),
    ("an", "Phan Thế An", "so-xay-dung", None, (Role.ADMINISTRATOR, "bac-son")),
    ("long", "Trịnh Bá Long", "so-xay-dung", ("so-xay-dung", "Giám đốc Sở", True), (Role.MEMBER, "so-xay-dung")),
)


@dataclass
class Cast:
    """Units by the last part of their code, users and people by first name, periods by year (quarters: 2026, 3)."""

    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    years: dict[int, Period] = field(default_factory=dict)
    quarters: dict[tuple[int, int], Period] = field(default_factory=dict)
    today: dt.date = TODAY
    now: dt.datetime = NOW

    def unit(self, name: str) -> Unit:
        return self.units[name]

    def user(self, name: str) -> User:
        """A fresh user object, so that rights are read anew."""
        return User.objects.get(pk=self.users[name].pk)

    def person(self, name: str) -> Person:
        return self.people[name]


def build() -> Cast:
    """Write the cast into the database."""
    cast = Cast()
    tree = Tree.objects.create(code="party", name="Cây tổ chức đảng")
    for code, name, kind, parent in _UNITS:
        above = cast.units[parent.rpartition("/")[2]] if parent else None
        cast.units[code.rpartition("/")[2]] = open_unit(
            code=code, name=name, kind=kind, tree=tree, parent=above, since=SINCE
        )
    _people(cast)
    _periods(cast)
    return cast


def _people(cast: Cast) -> None:
    for number, (key, name, home, post, grant) in enumerate(_PEOPLE, start=1):
        person = add_person(code=f"BS-{number:06d}", full_name=name, home=cast.units[home], since=SINCE)
        user = User.objects.create_user(key, "mat-khau-thu-1", display_name=name)
        link_user(person=person, user=user)
        cast.people[key], cast.users[key] = person, user
        if post:
            appoint(person=person, unit=cast.units[post[0]], title=post[1], is_head=post[2], on=SINCE)
        if grant:
            role, unit = grant[0], cast.units[grant[1]]
            Grant.objects.create(
                user=user,
                role=role,
                unit=unit,
                valid=(SINCE, None),
                title=f"{post[1] if post else role.label}, {unit.name}",
            )


def _periods(cast: Cast) -> None:
    calendar = Calendar.objects.create(code="civil", name="Năm dương lịch")
    for year in YEARS:
        end = dt.date(year, 12, 31)
        whole = Period.objects.create(
            calendar=calendar, kind=PeriodKind.YEAR, year=year, starts_on=dt.date(year, 1, 1), ends_on=end, tree_on=end
        )
        cast.years[year] = whole
        for quarter in (1, 2, 3, 4):
            last = dt.date(year + quarter // 4, quarter * 3 % 12 + 1, 1) - dt.timedelta(days=1)
            cast.quarters[year, quarter] = Period.objects.create(
                calendar=calendar,
                kind=PeriodKind.QUARTER,
                year=year,
                number=quarter,
                parent=whole,
                starts_on=dt.date(year, quarter * 3 - 2, 1),
                ends_on=last,
                tree_on=last,
            )


CAST = Kept(build)


@pytest.fixture
def cast(db: None, settings: object) -> Cast:
    """The cast, on 15 November 2026."""
    settings.NEUGUONG_TODAY = TODAY
    return CAST.lay()
