"""Registrations and quarterly results from workbooks."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from neuguong.base.imports.tests.loading import checked, counts, faults, load
from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import take_step
from neuguong.base.orgs.models import Appointment
from neuguong.kit import sheets
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Decision, Item, Progress
from neuguong.work.commitments.services import open_year
from neuguong.work.programmes.services import load_standards
from tests.cast import NOW, TODAY, Cast

EAST, SOUTH = "bac-son/hoa-an/thon-dong", "bac-son/binh-minh/thon-nam"
LAN, HUNG, HA, THUY, MAI = "BS-000001", "BS-000002", "BS-000005", "BS-000007", "BS-000003"
_KEYS = [column.key for column in sheets.sheet("dang-ky").columns]
_PLAIN = {
    "code": "M1", "year": "2026", "kind": "Cá nhân", "person": LAN, "unit": EAST, "due": "15/03/2026",
    "submitted": "01/03/2026", "approved": "20/03/2026", "state": "Đã duyệt", "number": "1", "group": "Việc làm theo",
    "standard": "3", "deed": "Chăm 30 cây ở nhà văn hóa", "measure": "Tưới mỗi chiều", "product": "30 cây sống",
    "target": "30", "measure_unit": "cây", "item_due": "15/12/2026", "meeting": "20/03/2026", "decision": "03-BB/CB",
}  # fmt: skip
OWED = dict.fromkeys(
    ["submitted", "approved", "number", "group", "standard", "deed", "measure", "product", "target", "measure_unit",
     "item_due", "meeting", "decision"], "",
)  # fmt: skip
HEAD = {
    "code": "H1", "kind": "Người đứng đầu", "person": THUY, "unit": "bac-son/hoa-an", "group": "Nội dung đột phá",
    "issue": "Đơn thư kéo dài", "outcome": "Sổ tiếp công dân", "supervisor": "bac-son/ubkt", "decision": "12-TB/TU",
}  # fmt: skip

WAITING = {"state": "Chờ duyệt", "approved": "", "meeting": "", "decision": ""}
ASKED = "“37,210” có thể là 37,21 hoặc 37.210. Đề nghị đồng chí xác nhận bằng cách ghi lại đúng một trong hai số ấy."
COMPUTED = "Ô có công thức “=10*3”; hệ thống không tính công thức. Hãy dán giá trị thay cho công thức."
THIRD = "Đơn vị giám sát không được là đơn vị đăng ký hay nơi phê duyệt."


def row(**changes: str) -> list[str]:
    """A good row of an approved registration, with changes."""
    values = {**_PLAIN, **changes}
    return [values.get(key, "") for key in _KEYS]


@pytest.fixture(autouse=True)
def ready(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    load_standards(now=NOW)


def test_an_approved_registration_comes_with_items_decision_and_journal(cast: Cast) -> None:
    rows = [row(), row(number="2", deed="Đọc sách mỗi tháng", target="1.234,5", standard="")]
    batch = load("dang-ky", rows, actor=cast.user("an"))
    assert counts(batch) == (2, 0, 0, 0)
    made = Commitment.objects.get()
    assert (made.code, made.state, made.timing, made.unit, made.decider_unit) == (
        "M1", "APPROVED", "ON_TIME", cast.unit("thon-dong"), cast.unit("thon-dong"),
    )  # fmt: skip
    assert (made.decided_by, made.written_by, made.expected) == (cast.person("hung"), cast.user("an"), True)
    first, second = Item.objects.order_by("number")
    assert (first.status, first.standard.code, first.target, first.due_on) == (
        "OPEN",
        3,
        Decimal(30),
        dt.date(2026, 12, 15),
    )
    assert (second.standard, second.target, second.unit_id, second.period) == (
        None, Decimal("1234.5"), made.unit_id, cast.years[2026],
    )  # fmt: skip
    decision = Decision.objects.get()
    assert made.approval == decision
    assert (decision.unit, decision.meeting_on, decision.number, decision.presided_by, decision.clerk) == (
        cast.unit("thon-dong"), dt.date(2026, 3, 20), "03-BB/CB", cast.person("hung"), cast.user("an"),
    )  # fmt: skip
    entry = Entry.objects.get(model="commitments.Commitment")
    assert (entry.step, entry.target, entry.note) == ("adopt", "APPROVED", "Nạp từ dang-ky.xlsx")
    assert counts(load("dang-ky", rows)) == (0, 0, 2, 0)


def test_one_meeting_under_one_chair_is_one_decision(cast: Cast) -> None:
    rows = [
        row(),
        row(code="M2", person=MAI),
        row(code="M3", person=HUNG),
        row(code="T1", person="BS-000004", unit="bac-son/hoa-an/thon-tay"),
    ]
    load("dang-ky", rows)
    found = {
        (decision.unit.code, decision.presided_by): sorted(decision.approved.values_list("code", flat=True))
        for decision in Decision.objects.select_related("unit", "presided_by")
    }
    assert found == {
        (EAST, cast.person("hung")): ["M1", "M2"],
        (EAST, cast.person("mai")): ["M3"],  # the secretary does not preside over his own matter
        ("bac-son/hoa-an/thon-tay", None): ["T1"],
    }
    load("dang-ky", rows)
    assert Decision.objects.count() == 3


def test_nobody_decides_her_own(cast: Cast) -> None:
    """The deputy presides over the secretary's matter; without a deputy the committee above decides."""
    load("dang-ky", [row(code="S1", person=HUNG), row(code="S2", person=HA, unit=SOUTH), row(**HEAD)])
    found = {
        c.code: (c.decider_unit.code, c.decided_by)
        for c in Commitment.objects.select_related("decider_unit", "decided_by")
    }
    assert found == {
        "S1": (EAST, cast.person("mai")),
        "S2": ("bac-son/binh-minh", None),
        "H1": ("bac-son", None),  # no head of the province is known
    }
    head = Commitment.objects.get(code="H1")
    assert (head.supervisor, head.pressing_issue) == (cast.unit("ubkt"), "Đơn thư kéo dài")
    assert head.appointment == Appointment.objects.get(person=cast.person("thuy"), unit=cast.unit("hoa-an"))


def test_every_state_can_be_loaded(cast: Cast) -> None:
    undecided = {"approved": "", "meeting": "", "decision": ""}
    unsent = {**undecided, "submitted": ""}
    people = {key: f"BS-{n:06d}" for n, key in enumerate("ABCDEFGHI", start=1)}
    states = {
        "A": ("Chưa đăng ký", OWED), "B": ("Dự thảo", unsent), "C": ("Chờ duyệt", undecided),
        "D": ("Trả lại", undecided), "E": ("Đã báo cáo", {}), "F": ("Đạt", {}), "G": ("Đạt một phần", {}),
        "H": ("Không đạt", {}),
        "I": ("Rút", {"submitted": "20/03/2026", "due": "15/03/2026"}),
    }  # fmt: skip
    load("dang-ky", [row(code=key, person=people[key], state=state, **other) for key, (state, other) in states.items()])
    found = {
        c.code: (c.state, c.timing, [i.status for i in c.items.all()], c.approval_id is not None)
        for c in Commitment.objects.order_by("code")
    }
    assert found == {
        "A": ("EXPECTED", "NONE", [], False),
        "B": ("DRAFT", "NONE", ["PLANNED"], False),
        "C": ("SUBMITTED", "ON_TIME", ["PLANNED"], False),
        "D": ("RETURNED", "ON_TIME", ["PLANNED"], False),
        "E": ("REPORTED", "ON_TIME", ["OPEN"], True),
        "F": ("ACHIEVED", "ON_TIME", ["DONE"], True),
        "G": ("PARTLY", "ON_TIME", ["DONE"], True),
        "H": ("NOT_ACHIEVED", "ON_TIME", ["DONE"], True),
        "I": ("WITHDRAWN", "LATE", ["DROPPED"], True),
    }


def test_a_registration_meets_the_one_that_was_expected(cast: Cast) -> None:
    open_year(unit=cast.unit("thon-dong"), period=cast.years[2026], due_on=dt.date(2026, 2, 28), day=TODAY)
    owed = Commitment.objects.get(person=cast.person("lan"))
    assert counts(load("dang-ky", [row()])) == (1, 0, 0, 0)  # its item is new
    made = Commitment.objects.get(person=cast.person("lan"))
    assert (made.pk, made.code, made.state, made.timing) == (owed.pk, "M1", "APPROVED", "ON_TIME")


def test_loading_again_changes_fields_and_adds_items(cast: Cast) -> None:
    load("dang-ky", [row()])
    rows = [
        row(deed="Chăm 40 cây", target="40", shortcomings="Còn nể nang"),
        row(number="2", shortcomings="Còn nể nang"),
    ]
    assert counts(load("dang-ky", rows)) == (1, 1, 0, 0)
    made = Commitment.objects.get()
    assert (made.shortcomings, made.items.get(number=1).target, made.items.count()) == ("Còn nể nang", Decimal(40), 2)
    assert counts(load("dang-ky", [row(deed="Chăm 40 cây", target="", measure="", product="")])) == (0, 0, 1, 0)
    assert Entry.objects.filter(model="commitments.Commitment").count() == 1


def test_what_people_have_done_since_is_not_undone(cast: Cast) -> None:
    load("dang-ky", [row(**WAITING)])
    take_step(FLOW, Commitment.objects.get(), "send_back", cast.user("hung"), "Thêm chỉ tiêu", now=NOW)
    assert faults(checked("dang-ky", [row(**WAITING)])) == {
        2: {
            "state": "Bản đăng ký đã được xử lý trên hệ thống và đang ở trạng thái “Trả lại”; không nạp đè."
            " Sửa ở cột I dòng 2."
        }
    }
    returned = {**WAITING, "state": "Trả lại"}
    assert counts(checked("dang-ky", [row(**returned)])) == (0, 0, 1, 0)
    assert faults(checked("dang-ky", [row(**returned, deed="Việc khác")])) == {
        2: {"code": "Bản đăng ký đã được sửa trên hệ thống và khác với tệp; không nạp đè. Sửa ở cột A dòng 2."}
    }


@pytest.mark.parametrize(
    ("changes", "key", "column", "sentence"),
    [
        ({"person": ""}, "person", "D", "Thiếu mã người đăng ký."),
        ({"person": "la"}, "person", "D", "Không có người mã “la”."),
        ({"unit": "la"}, "unit", "E", "Không có đơn vị mã “la”."),
        ({"submitted": ""}, "submitted", "G", "Thiếu ngày trình."),
        ({**WAITING, "submitted": "20/11/2026"}, "submitted", "G", "Ngày trình chưa tới."),
        ({"meeting": "", "approved": ""}, "meeting", "W", "Thiếu ngày họp quyết định."),
        ({"meeting": "01/02/2026"}, "meeting", "W", "Ngày họp trước ngày trình."),
        ({"state": "Chờ duyệt"}, "meeting", "W", "Bản đăng ký chưa duyệt thì không có ngày họp quyết định."),
        ({**HEAD, "decision": ""}, "decision", "X", "Quyết định của cấp ủy phải có số văn bản."),
        ({**HEAD, "supervisor": "bac-son"}, "supervisor", "M", THIRD),
        ({**HEAD, "unit": "bac-son"}, "unit", "E", "Không có cấp ủy nào ở trên để phê duyệt bản đăng ký này."),
        ({"standard": "9"}, "standard", "P", "Không có chuẩn mực số 9."),
        ({"group": "Nội dung đột phá"}, "group", "O", "Bản đăng ký của cá nhân chỉ có nhóm “Việc làm theo”."),
        ({"deed": ""}, "deed", "Q", "Thiếu việc cụ thể."),
        ({"item_due": "31/02/2026"}, "item_due", "V", "Thời hạn 31/02/2026 không có trong lịch."),
        ({"item_due": ""}, "item_due", "V", "Thiếu thời hạn."),
        ({"target": "37,210"}, "target", "T", ASKED),
        ({"target": "=10*3"}, "target", "T", COMPUTED),
        ({"year": "2030"}, "year", "B", "Năm 2030 chưa được mở trong hệ thống. Hãy mở năm này ở mục Kỳ rồi nạp lại."),
    ],
)
def test_each_wrong_registration_has_its_sentence(
    cast: Cast, changes: dict[str, str], key: str, column: str, sentence: str
) -> None:
    told = f"{sentence} Sửa ở cột {column} dòng 2."
    assert faults(checked("dang-ky", [row(**changes)])) == {2: {key: told}}


def test_rows_of_one_registration_agree_and_stand_or_fall_together(cast: Cast) -> None:
    cell = {"kind": "Tập thể", "person": ""}
    rows = [
        row(**cell, group="Nội dung đột phá"),
        row(**cell, number="2", group="Nội dung đột phá", due="01/04/2026"),
        row(**cell, code="M2"),
        row(code="M3", person=MAI),
    ]
    assert faults(checked("dang-ky", rows)) == {
        2: {"code": "Dòng 3 cùng mã này còn lỗi nên cả hồ sơ chưa nạp."},
        3: {
            "due": "Khác với dòng 2 của cùng bản đăng ký. Sửa ở cột F dòng 3.",
            "group": "Mỗi bản đăng ký chỉ có một nội dung đột phá (dòng 2 đã có). Sửa ở cột O dòng 3.",
        },
        4: {"code": "Cùng đối tượng, cùng năm đã có bản đăng ký ở dòng 2. Sửa ở cột A dòng 4."},
    }


def test_codes_are_not_used_for_another_matter(cast: Cast) -> None:
    load("dang-ky", [row()])
    assert faults(checked("dang-ky", [row(person=MAI), row(code="M2")])) == {
        2: {"code": "Mã này đã dùng cho bản đăng ký của đối tượng, đơn vị hoặc năm khác. Sửa ở cột A dòng 2."},
        3: {"code": "Đối tượng này đã có bản đăng ký “M1” trong năm. Sửa ở cột A dòng 3."},
    }


WEST = "bac-son/hoa-an/thon-tay"


def test_a_member_who_moved_is_told_by_person_and_year(cast: Cast) -> None:
    load("dang-ky", [row()])
    again = checked("dang-ky", [row(unit=WEST)])
    assert (faults(again), counts(again)) == ({}, (0, 0, 1, 0))
    assert faults(checked("dang-ky", [row(code="M2", unit=WEST)])) == {
        2: {"code": "Đối tượng này đã có bản đăng ký “M1” trong năm. Sửa ở cột A dòng 2."}
    }


def test_who_is_expected_in_another_cell_registers_there(cast: Cast) -> None:
    load("dang-ky", [row(**OWED, state="Chưa đăng ký")])
    assert counts(load("dang-ky", [row(code="M9", unit=WEST)])) == (1, 0, 0, 0)  # its item is new
    made = Commitment.objects.get()
    assert (made.code, made.unit, made.state) == ("M9", cast.unit("thon-dong"), "APPROVED")


def test_a_loader_does_not_reach_the_registration_of_a_member_who_is_elsewhere(cast: Cast) -> None:
    load("dang-ky", [row(code="S2", person=HA, unit=SOUTH)])
    stolen = row(code="S2", person=HA, unit=EAST, **WAITING)
    assert "code" in faults(checked("dang-ky", [stolen], actor=cast.user("son")))[2]
    assert (
        "code"
        in faults(checked("dang-ky", [row(code="S3", person=HA, unit=EAST, **WAITING)], actor=cast.user("son")))[2]
    )


def test_a_loader_loads_registrations_of_her_own_units(cast: Cast) -> None:
    rows = [row(), row(code="S2", person=HA, unit=SOUTH)]
    assert list(faults(checked("dang-ky", rows, actor=cast.user("son")))) == [3]
    load("dang-ky", [rows[1]])
    stolen = row(code="S2", person=LAN)
    assert "code" in faults(checked("dang-ky", [stolen], actor=cast.user("son")))[2]


UPWARD = "Việc quyết định bản đăng ký này thuộc “%s”, ngoài phạm vi quyền của đồng chí. Sửa ở cột I dòng 2."
OWN = "Đồng chí không nạp quyết định về bản đăng ký của chính mình. Sửa ở cột I dòng 2."


@pytest.mark.parametrize("state", ["Trả lại", "Đã duyệt", "Đã báo cáo", "Đạt", "Đạt một phần", "Không đạt"])
def test_a_loader_does_not_bring_in_what_is_decided_above_her(cast: Cast, state: str) -> None:
    row_of_head = row(**{**HEAD, "state": state, **({"approved": "", "meeting": ""} if state == "Trả lại" else {})})
    told = {2: {"state": UPWARD % "Tỉnh ủy Bắc Sơn"}}
    assert faults(checked("dang-ky", [row_of_head], actor=cast.user("son"))) == told
    assert faults(checked("dang-ky", [row_of_head], actor=cast.user("an"))) == {}
    assert faults(checked("dang-ky", [row_of_head])) == {}  # the command line


def test_what_waits_for_a_decision_above_may_be_loaded(cast: Cast) -> None:
    waiting = row(**{**HEAD, **WAITING})
    assert counts(load("dang-ky", [waiting], actor=cast.user("son"))) == (1, 0, 0, 0)


def test_nobody_loads_a_decision_on_her_own_registration(cast: Cast) -> None:
    own = {"code": "S1", "person": "BS-000006", "unit": "bac-son/hoa-an/thon-tay"}
    assert faults(checked("dang-ky", [row(**own, state="Đạt")], actor=cast.user("son"))) == {2: {"state": OWN}}
    assert counts(load("dang-ky", [row(**{**own, **WAITING})], actor=cast.user("son"))) == (1, 0, 0, 0)
    assert faults(checked("dang-ky", [row(**own)], actor=cast.user("an"))) == {}


def test_an_opened_year_is_no_way_round_the_body_that_decides(cast: Cast) -> None:
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=dt.date(2026, 2, 28), day=TODAY)
    told = {2: {"state": UPWARD % "Tỉnh ủy Bắc Sơn"}}
    assert faults(checked("dang-ky", [row(**HEAD)], actor=cast.user("son"))) == told


def test_a_loader_does_not_undo_what_was_decided_above_her(cast: Cast) -> None:
    load("dang-ky", [row(**HEAD)], actor=cast.user("an"))
    told = {2: {"state": UPWARD % "Tỉnh ủy Bắc Sơn"}}
    for changes in (WAITING, {"outcome": "Việc dễ hơn"}, {"deed": "Việc dễ hơn"}):
        assert faults(checked("dang-ky", [row(**{**HEAD, **changes})], actor=cast.user("son"))) == told
    same = checked("dang-ky", [row(**HEAD)], actor=cast.user("son"))
    assert (faults(same), counts(same)) == ({}, (0, 0, 1, 0))


def result(
    code: str = "M1",
    number: str = "1",
    quarter: str = "2",
    text: str = "Trồng 20 cây",
    amount: str = "20",
    on: str = "30/06/2026",
    year: str = "",
) -> list[str]:
    return [code, number, quarter, text, amount, on, year]


def test_results_come_by_quarter_and_are_corrected(cast: Cast) -> None:
    load("dang-ky", [row()])
    rows = [result(), result(quarter="3", text="Trồng 30 cây", amount="30")]
    assert counts(load("ket-qua", rows)) == (2, 0, 0, 0)
    second, third = Progress.objects.order_by("period__number")
    assert (second.period, second.amount, second.recorded_on, second.recorded_by) == (
        cast.quarters[2026, 2], Decimal(20), dt.date(2026, 6, 30), None,
    )  # fmt: skip
    assert third.text == "Trồng 30 cây"
    assert counts(load("ket-qua", rows)) == (0, 0, 2, 0)
    assert counts(load("ket-qua", [result(amount="21")])) == (0, 1, 0, 0)
    Progress.objects.filter(pk=second.pk).update(recorded_by=cast.user("lan"))
    assert faults(checked("ket-qua", [result()])) == {
        2: {"text": "Kết quả quý này đã được ghi trên hệ thống và khác với tệp; không nạp đè. Sửa ở cột D dòng 2."}
    }


def test_each_wrong_result_has_its_sentence(cast: Cast) -> None:
    load("dang-ky", [row(), row(code="M2", person=MAI, **WAITING)])
    rows = [
        result("la"), result(number="7"), result(quarter="IV/2026"), result(quarter="0"), result("M2"),
        result(on="01/12/2026"), result(),
    ]  # fmt: skip
    told = faults(checked("ket-qua", rows))
    assert told == {
        2: {"code": "Không có bản đăng ký mã “la”. Sửa ở cột A dòng 2."},
        3: {"number": "Bản đăng ký “M1” không có nội dung số 7. Sửa ở cột B dòng 3."},
        4: {"quarter": "“IV/2026” không đọc được. Hãy ghi 1, 2, 3 hoặc 4. Sửa ở cột C dòng 4."},
        5: {"quarter": "Quý phải từ 1 đến 4. Sửa ở cột C dòng 5."},
        6: {"code": "Bản đăng ký “M2” chưa được phê duyệt nên chưa có kết quả. Sửa ở cột A dòng 6."},
        7: {"on": "Ngày ghi chưa tới. Sửa ở cột F dòng 7."},
        8: {"code": "Trùng với dòng 7. Sửa ở cột A dòng 8."},
    }
