"""The catalogue, targets, values and procedures from workbooks."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from neuguong.base.figures.services import seal
from neuguong.base.imports.tests.loading import checked, counts, faults, load
from neuguong.base.journal.models import Entry
from neuguong.work.indicators.models import Indicator, Procedure, ProcedureTime, Target, Value
from neuguong.work.indicators.sheets.periods import period_key
from tests.cast import NOW, TODAY, Cast

PROVINCE, COMMUNE, OTHER, CELL = "bac-son", "bac-son/hoa-an", "bac-son/binh-minh", "bac-son/hoa-an/thon-dong"
_HEADS = ["Mã chỉ tiêu", "Tên chỉ tiêu", "Nhóm, lĩnh vực", "Loại số", "Đơn vị tính", "Số chữ số lẻ", "Kỳ ghi",
          "Mã đơn vị ban hành", "Loại đơn vị nhập", "Phân tổ", "Áp dụng từ"]  # fmt: skip
_VALUE = ["Mã chỉ tiêu", "Mã đơn vị", "Kỳ", "Phân tổ", "Số", "Mẫu số", "Đơn vị tính", "Từ đi kèm số",
          "Số như nguồn đã công bố", "Trạng thái", "Nguồn"]  # fmt: skip
_CATALOGUE = [
    ["duong", "Đường làng", "Hạ tầng", "Chiều dài", "km", "3", "Hằng năm", PROVINCE, "Đảng ủy xã", "", "01/01/2020"],
    ["ho-ngheo", "Hộ thoát nghèo", "Đời sống", "Số lượng", "hộ", "", "Từng quý", PROVINCE, "Đảng ủy xã", "nam; nữ",
     "01/01/2020"],
    ["dung-han", "Hồ sơ đúng hạn", "Hành chính", "Tỷ lệ", "%", "1", "Hằng năm", PROVINCE, "", "", "01/01/2020"],
    ["pci", "Thứ hạng PCI", "Hành chính", "Thứ hạng", "", "", "Hằng năm", PROVINCE, "", "", "01/01/2026"],
]  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def catalogue(cast: Cast) -> Cast:
    load("chi-tieu", _CATALOGUE, headers=_HEADS)
    return cast


def value(code: str, unit: str, period: str, amount: Any, base: Any = "", **more: str) -> list[Any]:
    rest = ("part", "measure_unit", "qualifier", "quoted", "state", "source")
    part, *words = (more.get(key, "") for key in rest)
    return [code, unit, period, part, amount, base, *words]


def came(rows: Sequence[Sequence[Any]], actor: Any = None) -> Any:
    return load("so-lieu-chi-tieu", rows, headers=_VALUE, actor=actor)


def wrong(rows: Sequence[Sequence[Any]], actor: Any = None) -> dict[int, dict[str, str]]:
    return faults(checked("so-lieu-chi-tieu", rows, headers=_VALUE, actor=actor))


def test_the_catalogue_comes_with_what_follows_from_the_kind(cast: Cast) -> None:
    assert counts(load("chi-tieu", _CATALOGUE, headers=_HEADS)) == (4, 0, 0, 0)
    found = {row.code: row for row in Indicator.objects.all()}
    assert [(row.over_tree, row.over_time) for row in map(found.get, ("duong", "dung-han", "pci")) if row] == [
        ("SUM", "SUM"), ("WEIGHTED", "LATEST"), ("NONE", "LATEST"),
    ]  # fmt: skip
    assert (found["duong"].places, found["duong"].reported_by) == (3, ["PARTY_COMMUNE"])
    assert (found["ho-ngheo"].categories, found["ho-ngheo"].issuer) == (["nam", "nữ"], cast.unit("bac-son"))
    assert counts(load("chi-tieu", _CATALOGUE, headers=_HEADS)) == (0, 0, 4, 0)
    renamed = [["duong", "Đường làm mới", *_CATALOGUE[0][2:]]]
    assert counts(load("chi-tieu", renamed, headers=_HEADS)) == (0, 1, 0, 0)


def test_each_wrong_indicator_has_its_sentence(catalogue: Cast) -> None:
    came([value("duong", COMMUNE, "2025", 1.5)])
    heads = [*_HEADS, "Tổng hợp theo cây"]
    rows = [
        ["Đường mới", "Đường", "", "Chiều dài", "km", "", "Hằng năm", PROVINCE, "Sở", "", "01/01/2020", ""],
        ["ty-le", "Tỷ lệ", "", "Tỷ lệ", "%", "", "Hằng năm", PROVINCE, "", "", "01/01/2020", "Cộng"],
        ["hang", "Hạng", "", "Thứ hạng", "", "", "Hằng năm", PROVINCE, "", "", "01/01/2020", "Số lớn nhất"],
        ["duong", "Đường", "", "Chiều dài", "m", "", "Hằng năm", PROVINCE, "", "", "01/01/2020", ""],
    ]
    assert faults(checked("chi-tieu", rows, headers=heads)) == {
        2: {
            "code": "Mã chỉ tiêu chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối: duong-moi. Sửa ở cột A dòng 2.",
            "reporters": "Không có loại đơn vị “Sở”. Sửa ở cột I dòng 2.",
        },
        3: {
            "over_tree": "Tỷ lệ được tổng hợp bằng tổng tử số trên tổng mẫu số, không cộng phần trăm."
            " Sửa ở cột L dòng 3."
        },
        4: {"over_tree": "Thứ hạng không cộng lại được. Sửa ở cột L dòng 4."},
        5: {
            "measure_unit": "Chỉ tiêu này đã có số liệu nên không đổi được loại số, đơn vị tính, kỳ ghi và cách tổng"
            " hợp. Sửa ở cột E dòng 5."
        },
    }


def test_values_of_the_command_line_stand_as_on_paper(catalogue: Cast) -> None:
    rows = [
        value("duong", COMMUNE, "2025", "75,6660", quoted="75,666", qualifier="hơn", source="Báo cáo"),
        value("duong", OTHER, "Năm 2025", 12.5, state="Chờ duyệt"),
        value("ho-ngheo", COMMUNE, "quý 4/2025", 7, part="nữ"),
        value("pci", PROVINCE, "2026", 34, 63),
    ]
    batch = came(rows)
    assert (counts(batch), batch.doubts) == ((4, 0, 0, 0), [])
    first, second, third, fourth = Value.objects.order_by("pk").select_related("unit", "period", "decider_unit")
    assert (first.amount, first.quoted, first.qualifier, first.state) == (
        Decimal("75.666"),
        "75,666",
        "MORE",
        "APPROVED",
    )
    assert (first.expected, first.timing, first.entered_by, first.submitted_on) == (True, "NONE", None, None)
    assert (second.amount, second.state, second.quoted) == (Decimal("12.5"), "SUBMITTED", "")
    assert (third.category, third.period) == ("nữ", catalogue.quarters[2025, 4])
    assert (fourth.amount, fourth.base, fourth.expected) == (34, 63, False)
    journal = Entry.objects.filter(model="indicators.Value", step="adopt").order_by("object_id")
    assert list(journal.values_list("target", flat=True)) == ["APPROVED", "SUBMITTED", "APPROVED", "APPROVED"]
    assert counts(came(rows)) == (0, 0, 4, 0)
    assert counts(came([value("duong", OTHER, "2025", 13, state="Chờ duyệt")])) == (0, 1, 0, 0)


WRONG = [
    value("khong-co", COMMUNE, "2025", 1),
    value("duong", "khong-co", "2025", 1),
    value("duong", COMMUNE, "tháng 5", 1),
    value("duong", COMMUNE, "2019", 1),
    value("duong", COMMUNE, "Quý I/2025", 1),
    value("pci", PROVINCE, "2025", 34, 63),
    value("duong", "trung-uong", "2025", 1),
    value("ho-ngheo", COMMUNE, "Quý I/2026", "1,5", part="trẻ em"),
    value("duong", COMMUNE, "2025", "37,210"),
    value("duong", COMMUNE, "2026", "-1,2345", 5, measure_unit="m"),
    value("dung-han", COMMUNE, "2025", 5),
    value("dung-han", COMMUNE, "2026", 5, 0),
    value("pci", PROVINCE, "2026", 64, 63),
    value("dung-han", OTHER, "2025", 5, 9),
    value("dung-han", OTHER, "năm 2025", 5, 9),
]
SAID = "Sửa ở cột {} dòng {}.".format
SENTENCES = {
    2: {"indicator": "Không có chỉ tiêu mã “khong-co”. " + SAID("A", 2)},
    3: {"unit": "Không có đơn vị mã “khong-co”. " + SAID("B", 3)},
    4: {
        "period": "“tháng 5” không phải là tên một kỳ. Hãy ghi như: 2026; Quý I/2026; 6 tháng đầu năm 2026;"
        " Nhiệm kỳ 2020-2025. " + SAID("C", 4)
    },
    5: {"period": "Kỳ “2019” chưa được mở trong hệ thống. Hãy mở ở mục Kỳ rồi nạp lại. " + SAID("C", 5)},
    6: {"period": "Chỉ tiêu “duong” ghi hằng năm; kỳ của dòng này thuộc loại khác. " + SAID("C", 6)},
    7: {"period": "Chỉ tiêu “pci” không áp dụng trong kỳ này. " + SAID("C", 7)},
    8: {"indicator": "Chỉ tiêu này do đơn vị khác ban hành, không áp dụng cho “trung-uong”. " + SAID("A", 8)},
    9: {
        "category": "Chỉ tiêu “ho-ngheo” không có phân tổ “trẻ em”. " + SAID("D", 9),
        "amount": "Chỉ tiêu này đếm từng đơn vị: phải là số nguyên. " + SAID("E", 9),
    },
    10: {
        "amount": "“37,210” có thể là 37,21 hoặc 37.210. Đề nghị đồng chí xác nhận bằng cách ghi lại đúng một trong"
        " hai số ấy. " + SAID("E", 10)
    },
    11: {
        "amount": "Chỉ tiêu này ghi nhiều nhất 3 chữ số lẻ. " + SAID("E", 11),
        "base": "Chỉ tiêu này không có mẫu số. " + SAID("F", 11),
        "measure_unit": "Chỉ tiêu này tính bằng “km”, không phải “m”. Hãy đổi số ra đúng đơn vị tính. " + SAID("G", 11),
    },
    12: {"base": "Chưa nhập mẫu số: tỷ lệ cần mẫu số, thứ hạng cần tổng số đơn vị được xếp hạng. " + SAID("F", 12)},
    13: {"base": "Mẫu số phải lớn hơn 0. " + SAID("F", 13)},
    14: {"amount": "Thứ hạng lớn hơn tổng số đơn vị được xếp hạng. " + SAID("E", 14)},
    16: {"indicator": "Trùng với dòng 15. " + SAID("A", 16)},
}


def test_each_wrong_value_has_its_sentence(catalogue: Cast) -> None:
    assert wrong(WRONG) == SENTENCES


def test_what_is_odd_is_asked_about(catalogue: Cast) -> None:
    rows = [value("dung-han", COMMUNE, "2025", 12, 10), value("ho-ngheo", CELL, "Quý I/2026", 2)]
    batch = checked("so-lieu-chi-tieu", rows, headers=_VALUE)
    assert (faults(batch), batch.doubts) == (
        {},
        [
            "Có 1 dòng tỷ lệ lớn hơn 100% (dòng 2). Có đúng không?",
            "Có 1 dòng của đơn vị không thuộc loại phải nhập chỉ tiêu ấy (dòng 3). Có đúng không?",
        ],
    )


def test_a_person_hands_in_what_is_hers_and_never_over_what_is_approved(catalogue: Cast) -> None:
    son = catalogue.user("son")
    came([value("ho-ngheo", COMMUNE, "Quý III/2026", 9)])
    batch = came([value("duong", COMMUNE, "2026", 3.5), value("ho-ngheo", COMMUNE, "Quý III/2026", 9)], son)
    assert counts(batch) == (1, 0, 1, 0)
    made = Value.objects.get(indicator__code="duong")
    assert (made.state, made.entered_by, made.submitted_on, made.timing) == ("SUBMITTED", son, TODAY, "ON_TIME")
    rows = [
        value("ho-ngheo", COMMUNE, "Quý III/2026", 10),
        value("duong", COMMUNE, "2026", 4),
        value("dung-han", COMMUNE, "2026", 4, 5, state="Đã duyệt"),
        value("dung-han", OTHER, "2026", 4, 5),
        value("ho-ngheo", COMMUNE, "Quý II/2026", 9),
    ]
    assert wrong(rows, son) == {
        2: {
            "amount": "Số liệu này đã được duyệt và khác với tệp; không nạp đè. Muốn sửa, đồng chí lập đề nghị đính"
            " chính. Sửa ở cột E dòng 2."
        },
        3: {
            "amount": "Số liệu này đã nộp, đang chờ duyệt và khác với tệp. Hãy rút lại trên hệ thống rồi nạp lại."
            " Sửa ở cột E dòng 3."
        },
        4: {
            "state": "Duyệt số liệu là việc của cấp có thẩm quyền trên hệ thống; tệp chỉ đưa số liệu đến “Chờ duyệt”."
            " Sửa ở cột J dòng 4."
        },
        5: {"indicator": "Đơn vị của dòng này ngoài phạm vi quyền của đồng chí. Sửa ở cột A dòng 5."},
        6: {
            "period": "Đã hết hạn nhập số liệu (30/06/2026). Muốn nhập tiếp, đơn vị đề nghị nơi duyệt cho phép nhập"
            " muộn, có ngày và lý do. Sửa ở cột C dòng 6."
        },
    }


def test_nothing_is_written_under_a_seal(catalogue: Cast) -> None:
    came([value("duong", COMMUNE, "2025", 5)])
    seal(unit=catalogue.unit("hoa-an"), period=catalogue.years[2025], actor=catalogue.user("thuy"), now=NOW)
    rows = [value("duong", COMMUNE, "2025", 5), value("dung-han", CELL, "2025", 1, 2), value("duong", OTHER, "2025", 5)]
    assert wrong(rows) == {
        3: {
            "period": "Số liệu kỳ này đã chốt. Muốn sửa thì đề nghị đính chính; số đã chốt và số mới đều còn thấy được."
            " Sửa ở cột C dòng 3."
        }
    }


def test_an_expected_value_is_met_and_one_changed_meanwhile_stops_everything(catalogue: Cast) -> None:
    owed = Value.objects.create(
        indicator=Indicator.objects.get(code="duong"), unit=catalogue.unit("hoa-an"), period=catalogue.years[2026],
        due_on=TODAY, decider_unit=catalogue.unit("bac-son"),
    )  # fmt: skip
    assert counts(came([value("duong", COMMUNE, "2026", "1.234,5")], catalogue.user("son"))) == (0, 1, 0, 0)
    owed.refresh_from_db()
    assert (owed.amount, owed.state, owed.edition, owed.expected) == (Decimal("1234.5"), "SUBMITTED", 1, True)


def test_a_quoted_number_goes_when_the_number_changes(catalogue: Cast) -> None:
    came([value("duong", COMMUNE, "2026", 75.666, quoted="75,666", source="Báo cáo", state="Chờ duyệt")])
    came([value("duong", COMMUNE, "2026", 80, state="Chờ duyệt")])
    assert Value.objects.values_list("amount", "quoted").get() == (80, "")


def test_targets_come_and_are_corrected(catalogue: Cast) -> None:
    heads = ["Mã chỉ tiêu", "Mã đơn vị", "Kỳ", "Mức phải đạt", "Mẫu số", "Văn bản giao"]
    rows = [["duong", PROVINCE, "2026", 120, "", "10-KH/TU"], ["dung-han", PROVINCE, "2026", 95, 100, ""]]
    assert counts(load("muc-phai-dat", rows, headers=heads)) == (2, 0, 0, 0)
    assert counts(load("muc-phai-dat", [[*rows[0][:3], 130, "", "10-KH/TU"], rows[1]], headers=heads)) == (0, 1, 1, 0)
    assert list(Target.objects.order_by("pk").values_list("amount", "base", "decision")) == [
        (130, None, "10-KH/TU"), (95, 100, ""),
    ]  # fmt: skip
    assert faults(checked("muc-phai-dat", [["dung-han", COMMUNE, "2026", 95, "", ""]], headers=heads)) == {
        2: {
            "base": "Chưa nhập mẫu số: tỷ lệ cần mẫu số, thứ hạng cần tổng số đơn vị được xếp hạng. Sửa ở cột E dòng 2."
        }
    }


def test_procedures_come_with_their_days(cast: Cast) -> None:
    own = ["Cấp đổi giấy phép", "Xây dựng", "Cấp tỉnh", PROVINCE, ""]
    rows = [
        ["1.001", *own, PROVINCE, "2025", 30, 20, 18.5],
        ["1.001", *own, PROVINCE, "2026", 30, 15, ""],
        ["1.002", "Cấp lại", *own[1:], PROVINCE, "2026", 10, 10, ""],
    ]
    assert counts(load("thu-tuc", rows)) == (3, 0, 0, 0)
    assert list(Procedure.objects.order_by("code").values_list("code", "level")) == [("1.001", 1), ("1.002", 1)]
    bands = ProcedureTime.objects.order_by("pk").values_list("shortening", flat=True)
    assert list(bands) == ["FROM_30", "FROM_50", "NONE"]
    assert counts(load("thu-tuc", rows)) == (0, 0, 3, 0)
    rows[2][9] = 6
    assert counts(load("thu-tuc", rows)) == (0, 1, 2, 0)
    rows[1][1], rows[2][8], rows[0][9] = "Cấp mới", 0, 3.25
    assert faults(checked("thu-tuc", rows)) == {
        2: {"committed": "Số ngày ghi nhiều nhất một chữ số lẻ. Sửa ở cột J dòng 2."},
        3: {"name": "Khác với dòng 2 của cùng thủ tục. Sửa ở cột B dòng 3."},
        4: {"statutory": "Số ngày theo quy định phải lớn hơn 0. Sửa ở cột I dòng 4."},
    }


def test_periods_are_told_as_people_write_them() -> None:
    words = ["2026", "Năm 2026", "Quý I/2026", "quý 4 - 2026", "Q2/2026", "Quý III năm 2026", "6 tháng đầu năm 2026",
             "Sáu tháng cuối năm 2026", "Nhiệm kỳ 2020-2025", "2020 - 2025", "2020-2026", "tháng 5"]  # fmt: skip
    assert [period_key(one) for one in words] == [
        "YEAR-2026-1", "YEAR-2026-1", "QUARTER-2026-1", "QUARTER-2026-4", "QUARTER-2026-2", "QUARTER-2026-3",
        "HALF-2026-1", "HALF-2026-2", "TERM-2020-1", "TERM-2020-1", "", "",
    ]  # fmt: skip
