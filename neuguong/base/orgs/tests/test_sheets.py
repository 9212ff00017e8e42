"""Units, successions and people from workbooks."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from neuguong.base.imports.models import Phase
from neuguong.base.imports.tests.loading import checked, counts, faults, load
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.events import MemberMoved
from neuguong.base.orgs.models import (
    Appointment,
    Membership,
    Person,
    Placement,
    Succession,
    Tree,
    Unit,
    UnitName,
)
from neuguong.base.orgs.models import (
    Path as TreePath,
)
from neuguong.base.orgs.queries import committee_above, path_of
from neuguong.base.orgs.services import transfer_member
from tests.cast import Cast

MOVED: list[Any] = []
REACTIONS = {MemberMoved: (MOVED.append,)}
SPLIT_DAY = dt.date(2025, 7, 1)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def unit(
    code: str, name: str, kind: str, parent: str, since: str = "01/01/2021", until: str = "", tree: str = "Đảng"
) -> list[str]:
    return [code, name, "", kind, tree, parent, since, until, ""]


VILLAGE = "bac-son/hoa-an/thon-bac"


def test_units_get_names_places_trees_and_paths(cast: Cast) -> None:
    rows = [
        unit("bac-son/yen-son", "Huyện ủy Yên Sơn", "Huyện ủy", "bac-son", "01/01/2021", "01/07/2025"),
        unit("bac-son/xa-moi", "Đảng ủy xã Mới", "Đảng ủy xã", "bac-son/yen-son", "01/01/2021", "01/07/2025"),
        unit("bac-son/xa-moi", "Đảng ủy xã Mới", "Đảng ủy xã", "bac-son", "01/07/2025", "01/01/2026"),
        unit("bac-son/xa-moi", "Đảng ủy phường Mới", "Đảng ủy xã", "bac-son", "01/01/2026"),
        unit("bac-son/xa-moi", "Đảng ủy phường Mới", "Đảng ủy xã", "", "01/01/2026", tree="Chính quyền"),
    ]
    batch = load("don-vi", rows)
    assert counts(batch) == (5, 0, 0, 0)

    made = Unit.objects.get(code="bac-son/xa-moi")
    assert (made.name, made.kind, made.level, made.rolled) == ("Đảng ủy phường Mới", "PARTY_COMMUNE", 3, True)
    assert (made.search, made.sort_key[:1]) == ("dang uy phuong moi", made.sort_key[:1])
    assert [(n.name, n.valid.lower, n.valid.upper) for n in UnitName.objects.filter(unit=made).order_by("valid")] == [
        ("Đảng ủy xã Mới", dt.date(2021, 1, 1), dt.date(2026, 1, 1)),
        ("Đảng ủy phường Mới", dt.date(2026, 1, 1), None),
    ]
    assert Placement.objects.filter(unit=made).count() == 4
    assert Tree.objects.get(code="state").name == "Cây tổ chức: Chính quyền"
    district = Unit.objects.get(code="bac-son/yen-son")
    assert committee_above(made.pk, dt.date(2024, 1, 1)) == district.pk
    assert committee_above(made.pk, SPLIT_DAY) == cast.unit("bac-son").pk
    assert path_of(made.pk, SPLIT_DAY) == path_of(cast.unit("bac-son").pk, SPLIT_DAY) + made.label

    assert counts(load("don-vi", rows)) == (0, 0, 5, 0)


def test_a_unit_is_renamed_moved_and_ended_by_loading_again(cast: Cast) -> None:
    load("don-vi", [unit(VILLAGE, "Chi bộ Thôn Bắc", "Chi bộ trực thuộc", "bac-son/hoa-an")])
    batch = load(
        "don-vi",
        [
            unit(VILLAGE, "Chi bộ Thôn Bắc", "Chi bộ trực thuộc", "bac-son/hoa-an", until="01/07/2025"),
            unit(VILLAGE, "Chi bộ Khu Bắc", "Chi bộ trực thuộc", "bac-son/binh-minh", "01/07/2025"),
        ],
    )
    assert counts(batch) == (1, 1, 0, 0)
    made = Unit.objects.get(code=VILLAGE)
    assert made.name == "Chi bộ Khu Bắc"
    assert committee_above(made.pk, dt.date(2025, 6, 30)) == cast.unit("hoa-an").pk
    assert committee_above(made.pk, SPLIT_DAY) == cast.unit("binh-minh").pk
    assert TreePath.objects.filter(unit=made).count() == 3


def test_an_empty_end_does_not_open_again_what_has_ended(cast: Cast) -> None:
    load("don-vi", [unit(VILLAGE, "Chi bộ Thôn Bắc", "Chi bộ trực thuộc", "bac-son/hoa-an", until="01/07/2025")])
    batch = load("don-vi", [unit(VILLAGE, "Chi bộ Thôn Bắc", "Chi bộ trực thuộc", "bac-son/hoa-an")])
    assert counts(batch) == (0, 0, 1, 0)
    assert Placement.objects.get(unit__code=VILLAGE).valid.upper == SPLIT_DAY


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [unit(VILLAGE, "A", "Chi bộ trực thuộc", "bac-son/khong-co")],
            {2: {"parent": "Không có đơn vị cấp trên mã “bac-son/khong-co”. Sửa ở cột F dòng 2."}},
        ),
        (
            [unit(VILLAGE, "A", "Chi bộ trực thuộc", "bac-son/hoa-an", "01/01/2010")],
            {
                2: {
                    "parent": "Đơn vị cấp trên “bac-son/hoa-an” không hoạt động trong cây này suốt khoảng thời gian đó."
                    " Sửa ở cột F dòng 2."
                }
            },
        ),
        (
            [unit(VILLAGE, "A", "Chi bộ trực thuộc", "bac-son/hoa-an", "01/01/2022", "01/01/2021")],
            {2: {"until": "Ngày hết hiệu lực phải sau ngày có hiệu lực. Sửa ở cột H dòng 2."}},
        ),
        (
            [
                unit(VILLAGE, "A", "Chi bộ trực thuộc", "bac-son/hoa-an"),
                unit(VILLAGE, "A", "Chi bộ trực thuộc", "bac-son/binh-minh", "01/01/2023"),
            ],
            {
                2: {"code": "Dòng 3 cùng mã này còn lỗi nên cả hồ sơ chưa nạp."},
                3: {
                    "since": "Đơn vị đã có vị trí khác trong cây này vào khoảng thời gian đó (dòng 2)."
                    " Sửa ở cột G dòng 3."
                },
            },
        ),
        (
            [
                unit(VILLAGE, "A", "Chi bộ trực thuộc", "bac-son/hoa-an"),
                unit(VILLAGE, "B", "Chi bộ trực thuộc", "", tree="Chính quyền"),
            ],
            {
                2: {"code": "Dòng 3 cùng mã này còn lỗi nên cả hồ sơ chưa nạp."},
                3: {"name": "Cùng một ngày đơn vị có hai tên hoặc hai loại khác nhau (dòng 2). Sửa ở cột B dòng 3."},
            },
        ),
        (
            [unit("bac-son/hoa-an", "Đảng ủy xã Hòa An", "Đảng ủy xã", "bac-son", "01/01/2020", "01/07/2025")],
            {
                2: {
                    "until": "Đơn vị “bac-son/hoa-an/thon-dong” còn trực thuộc đơn vị này sau ngày đó."
                    " Hãy chuyển hoặc kết thúc đơn vị ấy trước. Sửa ở cột H dòng 2."
                }
            },
        ),
        (
            [unit("bac-son/hoa-an", "Đảng ủy xã Khác", "Đảng ủy xã", "bac-son", "01/01/2021")],
            {
                2: {
                    "since": "Đơn vị đã có vị trí trong cây này từ 01/01/2020, trùng khoảng thời gian đó."
                    " Sửa ở cột G dòng 2.",
                    "name": "Hệ thống đã ghi tên “Đảng ủy xã Hòa An” cho đơn vị này vào khoảng thời gian đó."
                    " Sửa ở cột B dòng 2.",
                }
            },
        ),
    ],
)
def test_each_wrong_unit_has_its_sentence(cast: Cast, rows: list[list[str]], told: dict[int, dict[str, str]]) -> None:
    assert faults(checked("don-vi", rows)) == told


def test_what_leans_on_a_wrong_unit_is_wrong_too(cast: Cast) -> None:
    batch = checked(
        "don-vi",
        [
            unit("bac-son/x", "Đảng ủy xã X", "Đảng ủy xã", "bac-son", "01/01/2021", "01/01/2020"),
            unit("bac-son/x/y", "Chi bộ Y", "Chi bộ trực thuộc", "bac-son/x"),
            unit("bac-son/x/y/z", "Tổ Z", "Chi bộ trực thuộc", "bac-son/x/y"),
            unit("bac-son/z", "Đảng ủy xã Z", "Đảng ủy xã", "bac-son"),
        ],
    )
    assert list(faults(batch)) == [2, 3, 4]
    assert counts(batch) == (1, 0, 0, 3)


def test_a_ring_of_units_fails_with_a_sentence(cast: Cast) -> None:
    batch = checked(
        "don-vi",
        [
            unit("bac-son/a", "Đảng ủy A", "Đảng ủy cơ sở", "bac-son/b"),
            unit("bac-son/b", "Đảng ủy B", "Đảng ủy cơ sở", "bac-son/a"),
        ],
    )
    assert (batch.phase, batch.fault) == (
        Phase.FAILED,
        "Đơn vị không thể trực thuộc chính mình hay đơn vị cấp dưới của mình.",
    )


def test_a_loader_may_open_units_only_under_her_own(cast: Cast) -> None:
    rows = [
        unit(VILLAGE, "Chi bộ Thôn Bắc", "Chi bộ trực thuộc", "bac-son/hoa-an"),
        unit(f"{VILLAGE}/to-1", "Tổ đảng 1", "Chi bộ trực thuộc", VILLAGE),
        unit("bac-son/binh-minh/thon-moi", "Chi bộ Mới", "Chi bộ trực thuộc", "bac-son/binh-minh"),
        unit("goc-moi", "Gốc mới", "Tỉnh ủy", ""),
    ]
    assert list(faults(checked("don-vi", rows, actor=cast.user("son")))) == [4, 5]
    assert list(faults(checked("don-vi", rows, actor=cast.user("an")))) == [5]


def test_successions_carry_records_over(cast: Cast) -> None:
    load("don-vi", [unit(VILLAGE, "Chi bộ Thôn Bắc", "Chi bộ trực thuộc", "bac-son/hoa-an", until="01/07/2025")])
    row = [VILLAGE, "bac-son/hoa-an/thon-dong", "Hợp nhất", "01/07/2025", "12-QĐ/ĐU"]
    assert counts(load("ke-thua", [row])) == (1, 0, 0, 0)
    assert counts(load("ke-thua", [row])) == (0, 0, 1, 0)
    assert counts(load("ke-thua", [[*row[:2], "Sáp nhập", *row[3:]]])) == (0, 1, 0, 0)
    made = Succession.objects.get()
    assert (made.kind, made.on, made.decision) == ("ABSORB", SPLIT_DAY, "12-QĐ/ĐU")
    reach = made.predecessor.reaches.filter(valid_from__lte=SPLIT_DAY, valid_to__gt=SPLIT_DAY).get()
    assert reach.path == path_of(cast.unit("thon-dong").pk, SPLIT_DAY)


def test_wrong_successions_have_their_sentences(cast: Cast) -> None:
    rows = [
        ["khong-co", "bac-son", "Hợp nhất", "01/07/2025"],
        ["bac-son", "bac-son", "Đổi tên", "01/07/2025"],
        ["bac-son/hoa-an/thon-dong", "bac-son/hoa-an/thon-tay", "Hợp nhất", "01/07/2025"],
    ]
    assert faults(checked("ke-thua", rows)) == {
        2: {"old": "Không có đơn vị mã “khong-co”. Sửa ở cột A dòng 2."},
        3: {"new": "Đơn vị không thể kế thừa chính mình. Sửa ở cột B dòng 3."},
        4: {"on": "Đơn vị cũ còn hoạt động sau ngày 01/07/2025. Sửa ở cột D dòng 4."},
    }


EAST, WEST = "bac-son/hoa-an/thon-dong", "bac-son/hoa-an/thon-tay"


def someone(
    code: str = "P1", cell: str = EAST, since: str = "01/01/2021", until: str = "", *post: str, login: str = ""
) -> list[str]:
    held = [*post, *[""] * (5 - len(post))]
    return [
        code,
        "Đinh Thị Hoa",
        "05/06/1985",
        "Nữ",
        "01/02/2010",
        "Đảng viên chính thức",
        cell,
        since,
        until,
        *held,
        login,
    ]


def test_people_come_with_cells_posts_and_accounts(cast: Cast) -> None:
    rows = [
        someone("P1", WEST, "01/01/2021", "01/01/2024", login="Hoa.Dinh"),
        someone(
            "P1", EAST, "01/01/2024", "", "Chi ủy viên", EAST, "01/02/2024", "01/01/2026", "Không", login="Hoa.Dinh"
        ),
        someone(
            "P1", EAST, "01/01/2024", "", "Trưởng thôn", "bac-son/hoa-an", "01/01/2025", "", "Có", login="Hoa.Dinh"
        ),
    ]
    assert counts(load("nguoi", rows)) == (3, 0, 0, 0)
    made = Person.objects.get(code="P1")
    assert (made.full_name, made.born_on, made.sex, made.standing) == ("Đinh Thị Hoa", dt.date(1985, 6, 5), "F", "FULL")
    assert (made.home, made.search) == (cast.unit("thon-dong"), "dinh thi hoa")
    assert (made.user.username, made.user.display_name, made.user.has_usable_password()) == (
        "hoa.dinh",
        "Đinh Thị Hoa",
        False,
    )
    assert [(m.unit, m.valid.upper) for m in Membership.objects.filter(person=made).order_by("valid")] == [
        (cast.unit("thon-tay"), dt.date(2024, 1, 1)),
        (cast.unit("thon-dong"), None),
    ]
    assert [(a.title, a.is_head, a.valid.upper) for a in Appointment.objects.filter(person=made).order_by("valid")] == [
        ("Chi ủy viên", False, dt.date(2026, 1, 1)),
        ("Trưởng thôn", True, None),
    ]
    assert counts(load("nguoi", rows)) == (0, 0, 3, 0)


def test_loading_again_changes_ends_and_moves_but_empties_nothing(cast: Cast, settings: Any) -> None:
    settings.NEUGUONG_REACTIONS = "neuguong.base.orgs.tests.test_sheets.REACTIONS"
    load("nguoi", [someone("P1", EAST, "01/01/2021", "", "Chi ủy viên", EAST, "01/02/2024")])
    rows = [
        [
            "P1",
            "Đinh Thị Hoa",
            "",
            "",
            "",
            "",
            EAST,
            "01/01/2021",
            "01/10/2026",
            "Chi ủy viên",
            EAST,
            "01/02/2024",
            "01/10/2026",
        ],
        ["P1", "Đinh Thị Hoa", "", "", "", "", WEST, "01/10/2026"],
    ]
    MOVED.clear()
    assert counts(load("nguoi", rows)) == (1, 1, 0, 0)
    made = Person.objects.get(code="P1")
    assert (made.born_on, made.home) == (dt.date(1985, 6, 5), cast.unit("thon-tay"))
    moved = MemberMoved(made.pk, cast.unit("thon-dong").pk, cast.unit("thon-tay").pk, dt.date(2026, 10, 1))
    assert [moved] == MOVED  # what was foretold is told once


def test_each_person_new_or_changed_is_journaled_with_the_file(cast: Cast) -> None:
    rows = [someone("P1", EAST), someone("P2", EAST, "01/01/2021", "01/01/2024"), someone("P2", WEST, "01/01/2024")]
    names = {"P1": "Đinh Thị Hoa", "P2": "Lò Văn Páo"}
    rows = [[row[0], names[row[0]], *row[2:]] for row in rows]
    again = [*rows[:2], [*rows[2][:9], "Chi ủy viên", WEST, "01/02/2024"]]
    for book in (rows, rows, again):  # the second changes nothing
        load("nguoi", book, actor=cast.user("son"))
    told = Entry.objects.filter(model="orgs.Person", step="adopt").order_by("pk")
    code_of = dict(Person.objects.values_list("pk", "code"))
    assert [code_of[one.object_id] for one in told] == ["P1", "P2", "P2"]
    assert {(one.note, one.actor_id) for one in told} == {("Nạp từ nguoi.xlsx", cast.users["son"].pk)}


def test_an_old_workbook_does_not_undo_a_transfer(cast: Cast) -> None:
    row = someone("P1", EAST)
    load("nguoi", [row])
    transfer_member(person=Person.objects.get(code="P1"), to=cast.unit("thon-tay"), on=dt.date(2026, 3, 1))
    assert counts(load("nguoi", [row])) == (0, 0, 1, 0)
    assert Person.objects.get(code="P1").home == cast.unit("thon-tay")
    assert faults(checked("nguoi", [someone("P1", EAST, "01/01/2021", "01/09/2026")])) == {
        2: {
            "cell_since": "Hệ thống đã ghi đồng chí này sinh hoạt tại “Chi bộ Thôn Tây” từ 01/03/2026."
            " Sửa ở cột H dòng 2."
        }
    }


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([someone(cell="khong-co")], {2: {"cell": "Không có đơn vị mã “khong-co”. Sửa ở cột G dòng 2."}}),
        (
            [someone(since="01/01/2015")],
            {2: {"cell": f"Chi bộ “{EAST}” không hoạt động suốt thời gian sinh hoạt đó. Sửa ở cột G dòng 2."}},
        ),
        (
            [someone(), someone(cell=WEST, since="01/01/2025")],
            {
                2: {"code": "Dòng 3 cùng mã này còn lỗi nên cả hồ sơ chưa nạp."},
                3: {"cell_since": "Đồng chí sinh hoạt ở hai chi bộ cùng lúc (dòng 2). Sửa ở cột H dòng 3."},
            },
        ),
        (
            [someone("P1", EAST, "01/01/2021", "", "Chi ủy viên", EAST, "01/01/2010")],
            {2: {"post_unit": f"Đơn vị “{EAST}” không hoạt động suốt thời gian giữ chức đó. Sửa ở cột K dòng 2."}},
        ),
        (
            [someone("P1", EAST, "01/01/2021", "", "Chi ủy viên", "", "01/01/2022")],
            {2: {"post_unit": "Thiếu mã đơn vị. Sửa ở cột K dòng 2."}},
        ),
        ([someone(login="lan")], {2: {"login": "Tài khoản “lan” đã có người dùng. Sửa ở cột O dòng 2."}}),
        (
            [
                someone(),
                ["P1", "Đinh Thị Huê", "", "", "", "", EAST, "01/01/2021", "", "Chi ủy viên", EAST, "01/01/2022"],
            ],
            {
                2: {"code": "Dòng 3 cùng mã này còn lỗi nên cả hồ sơ chưa nạp."},
                3: {"name": "Khác với dòng 2 của cùng mã người. Sửa ở cột B dòng 3."},
            },
        ),
        (
            [["P1", "Đinh Thị Hoa", "05/06/1985", "", "01/02/1980"]],
            {2: {"admitted": "Ngày vào Đảng phải sau ngày sinh. Sửa ở cột E dòng 2."}},
        ),
    ],
)
def test_each_wrong_person_has_a_sentence(cast: Cast, rows: list[list[str]], told: dict[int, dict[str, str]]) -> None:
    assert faults(checked("nguoi", rows)) == told


def test_a_loader_does_not_take_people_from_elsewhere(cast: Cast) -> None:
    elsewhere = [cast.person("ha").code, "Vũ Thu Hà", "", "", "", "", EAST, "01/12/2026"]
    told = faults(checked("nguoi", [elsewhere], actor=cast.user("son")))
    assert told[2]["code"] == "Đơn vị của dòng này ngoài phạm vi quyền của đồng chí. Sửa ở cột A dòng 2."
