"""Programmes, plans, documents and communication activities from workbooks."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from neuguong.base.imports.tests.loading import checked, counts, faults, load
from neuguong.base.journal.models import Entry
from neuguong.work.programmes.models import Communication, Document, Plan, Programme
from neuguong.work.programmes.sheets.numbers import kind_of
from tests.cast import Cast

THEME = ["Chuyên đề năm", "CĐ 2026", "Làm theo gương Bác", "bac-son", "19/01/2026", "2026", "2026", ""]
COMMUNE, CELL = "bac-son/hoa-an", "bac-son/hoa-an/thon-dong"


def plan(number: str, unit: str, under: str = "CĐ 2026", on: str = "05/02/2026") -> list[str]:
    return ["Kế hoạch", number, f"Kế hoạch của {unit}", unit, on, "2026", "", under]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_programmes_come_with_documents_parents_and_plans(cast: Cast) -> None:
    rows = [
        THEME,
        ["Chỉ thị", "16-CT/TU", "Về nêu gương", "bac-son", "20/01/2026", "2026", "2030", "CĐ 2026"],
        plan("03-KH/ĐU", COMMUNE),
        plan("02 - KH/CB", CELL, under="03-KH/ĐU"),
    ]
    assert counts(load("chuong-trinh", rows)) == (4, 0, 0, 0)
    theme, directive = Programme.objects.order_by("kind", "pk")
    assert (theme.kind, theme.title, theme.first_year, theme.issuer) == (
        "ANNUAL_THEME",
        THEME[2],
        2026,
        cast.unit("bac-son"),
    )
    assert (directive.parent, directive.last_year, directive.document.kind) == (theme, 2030, "DIRECTIVE")
    plans = Plan.objects.order_by("pk").select_related("document")
    assert [(p.unit, p.programme, p.state, p.document.number_key) for p in plans] == [
        (cast.unit("hoa-an"), theme, "ISSUED", "03-KH/ĐU"),
        (cast.unit("thon-dong"), theme, "ISSUED", "02-KH/CB"),
    ]
    assert (
        list(Entry.objects.filter(model="programmes.Plan", step="adopt").values_list("target", flat=True))
        == ["ISSUED"] * 2
    )
    assert counts(load("chuong-trinh", rows)) == (0, 0, 4, 0)
    rows[1] = [*rows[1][:2], "Về nêu gương của cán bộ", *rows[1][3:]]
    assert counts(load("chuong-trinh", rows)) == (0, 1, 3, 0)
    assert Programme.objects.get(pk=directive.pk).title == "Về nêu gương của cán bộ"


def test_an_expected_plan_is_met_and_a_draft_is_left_alone(cast: Cast) -> None:
    load("chuong-trinh", [THEME])
    owed = {"programme": Programme.objects.get(), "period": cast.years[2026], "due_on": dt.date(2026, 3, 31)}
    expected = Plan.objects.create(unit=cast.unit("hoa-an"), **owed)
    Plan.objects.create(unit=cast.unit("thon-dong"), state="DRAFT", **owed)
    batch = checked("chuong-trinh", [plan("03-KH/ĐU", COMMUNE), plan("02-KH/CB", CELL)])
    assert faults(batch) == {
        3: {"number": "Kế hoạch này đang được dự thảo trên hệ thống; hãy ghi ban hành ở đó. Sửa ở cột B dòng 3."}
    }
    assert counts(load("chuong-trinh", [plan("03-KH/ĐU", COMMUNE)])) == (1, 0, 0, 0)  # its document is new
    expected.refresh_from_db()
    assert (expected.state, expected.document.number, expected.due_on) == ("ISSUED", "03-KH/ĐU", dt.date(2026, 3, 31))
    assert faults(checked("chuong-trinh", [plan("09-KH/ĐU", COMMUNE)])) == {
        2: {"number": "Đơn vị đã ban hành kế hoạch số 03-KH/ĐU cho chương trình và năm này. Sửa ở cột B dòng 2."}
    }


def test_an_expected_plan_of_a_later_day_is_late_and_an_unexpected_one_never(cast: Cast) -> None:
    load("chuong-trinh", [THEME])
    owed = {"programme": Programme.objects.get(), "period": cast.years[2026], "due_on": dt.date(2026, 2, 4)}
    Plan.objects.create(unit=cast.unit("hoa-an"), **owed)
    load("chuong-trinh", [plan("03-KH/ĐU", COMMUNE), plan("02-KH/CB", CELL)])
    assert dict(Plan.objects.values_list("unit__code", "timing")) == {COMMUNE: "LATE", CELL: "ON_TIME"}


def test_each_wrong_programme_has_its_sentence(cast: Cast) -> None:
    rows = [
        THEME,
        plan("01-KH/X", "khong-co"),
        plan("02-KH/CB", CELL, under="77-CT/TW"),
        plan("03-KH/CB", "bac-son/hoa-an/thon-tay", on="05/02/2019"),
        plan("04-KH/CB", CELL, under=""),
        plan("05-KH/CB", CELL),
        plan("06-KH/CB", CELL),
        ["Chuyên đề năm", "CĐ 2026b", *THEME[2:]],
    ]
    assert faults(checked("chuong-trinh", rows)) == {
        3: {"unit": "Không có đơn vị mã “khong-co”. Sửa ở cột D dòng 3."},
        4: {"under": "Không có chương trình số “77-CT/TW” của đơn vị này hay của cấp trên. Sửa ở cột H dòng 4."},
        5: {
            "unit": "Đơn vị “bac-son/hoa-an/thon-tay” không hoạt động ngày 05/02/2019. Sửa ở cột D dòng 5.",
            "on": "Năm 2019 chưa được mở trong hệ thống. Hãy mở năm này ở mục Kỳ rồi nạp lại. Sửa ở cột E dòng 5.",
        },
        6: {"under": "Kế hoạch phải ghi văn bản mà nó thực hiện. Sửa ở cột H dòng 6."},
        8: {"under": "Đơn vị đã có kế hoạch cho chương trình và năm này ở dòng 7. Sửa ở cột H dòng 8."},
        9: {"summary": "Chương trình này đã ghi ở dòng 2. Sửa ở cột C dòng 9."},
    }


def test_the_letters_of_a_number_say_what_it_is() -> None:
    numbers = [
        "05-CT/TW",
        "16-KH/TU",
        "135-HD/ĐU",
        "01-BC/CB",
        "12-QĐ/TU",
        "9-CTr/TU",
        "3-NQ/ĐU",
        "88-CV/TU",
        "không số",
    ]
    assert [kind_of(one) for one in numbers] == [
        "DIRECTIVE", "PLAN", "GUIDANCE", "REPORT", "DECISION", "ACTION_PROGRAM", "RESOLUTION", "DISPATCH", "DISPATCH",
    ]  # fmt: skip


def test_documents_and_activities_come_and_are_corrected(cast: Cast) -> None:
    rows = [
        [COMMUNE, "Văn bản", "135-HD/ĐU", "Hướng dẫn đăng ký", "27/05/2026"],
        [COMMUNE, "Hoạt động tuyên truyền", "", "Tọa đàm nêu gương", "01/09/2026", "Hội nghị", "165"],
    ]
    assert counts(load("van-ban-tuyen-truyen", rows)) == (2, 0, 0, 0)
    document, activity = Document.objects.get(), Communication.objects.get()
    assert (document.kind, document.unit, document.period) == ("GUIDANCE", cast.unit("hoa-an"), cast.years[2026])
    assert (activity.channel, activity.count, activity.on) == ("CONFERENCE", 165, dt.date(2026, 9, 1))
    assert counts(load("van-ban-tuyen-truyen", rows)) == (0, 0, 2, 0)
    rows = [[*rows[0][:3], "Hướng dẫn đăng ký năm 2026", rows[0][4]], [*rows[1][:6], "170"]]
    assert counts(load("van-ban-tuyen-truyen", rows)) == (0, 2, 0, 0)
    assert (Document.objects.get().summary, Communication.objects.get().count) == ("Hướng dẫn đăng ký năm 2026", 170)


def test_each_wrong_document_has_its_sentence(cast: Cast) -> None:
    rows = [
        [COMMUNE, "Văn bản", "", "Hướng dẫn", "27/05/2026"],
        [COMMUNE, "Hoạt động tuyên truyền", "", "Tọa đàm", "27/05/2026"],
        [COMMUNE, "Văn bản", "1-HD/ĐU", "Hướng dẫn", "27/12/2026"],
        [COMMUNE, "Văn bản", "2-HD/ĐU", "Hướng dẫn", "27/05/2026"],
        [COMMUNE, "Văn bản", "2-hd/đu", "Hướng dẫn khác", "27/05/2026"],
    ]
    assert faults(checked("van-ban-tuyen-truyen", rows)) == {
        2: {"number": "Thiếu số, ký hiệu văn bản. Sửa ở cột C dòng 2."},
        3: {"channel": "Thiếu kênh tuyên truyền. Sửa ở cột F dòng 3."},
        4: {"on": "Ngày này chưa tới. Sửa ở cột E dòng 4."},
        6: {"number": "Số này đã có ở dòng 5 với trích yếu khác. Sửa ở cột C dòng 6."},
    }
