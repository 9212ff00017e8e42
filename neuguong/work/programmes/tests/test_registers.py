"""What enters the registers: once, by whom it may, in one form."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from neuguong.base.files.queries import may_open
from neuguong.base.files.services import store
from neuguong.base.journal.queries import history
from neuguong.work.programmes.choices import Channel, DocumentKind
from neuguong.work.programmes.models import Communication, Standard
from neuguong.work.programmes.queries import as_tree, documents_matching, seen_from, standards_in
from neuguong.work.programmes.services import add_communication, load_standards, number_key, prepare
from neuguong.work.programmes.tests import given

OUTSIDE = "Việc này nằm ngoài phạm vi quyền của đồng chí."
BOTH = ["144-QĐ/TU", "14-KH/TU"]
SEARCHED = {
    "144-qd": ["144-QĐ/TU"],
    "144 -QĐ/tu": ["144-QĐ/TU"],
    "14": BOTH,
    "dao duc": ["144-QĐ/TU"],
    "ĐẠO ĐỨC": ["144-QĐ/TU"],
    "nêu gương": ["14-KH/TU"],
    "đức nêu": [],
    "  ": BOTH,
}


def _refused(act, **fields) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act(**fields)
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def test_five_standards_are_loaded_once(cast):
    assert (load_standards(now=cast.now), load_standards(now=cast.now)) == (5, 0)
    rows = list(standards_in(cast.years[2026]))
    assert [row.code for row in rows] == [1, 2, 3, 4, 5]
    assert rows[2].name == "Cần, kiệm, liêm, chính, chí công vô tư"
    assert {(row.basis, row.valid) for row in rows} == {
        ("Quy định số 144-QĐ/TW ngày 09/5/2024", DateRange(dt.date(2024, 5, 9), None))
    }


def test_corrected_words_of_a_standard_stay(cast):
    prepare(now=cast.now)
    Standard.objects.filter(code=1).update(name="Chữ của địa phương")
    prepare(now=cast.now)
    assert Standard.objects.get(code=1).name == "Chữ của địa phương"


@pytest.mark.parametrize(
    ("typed", "key"),
    [("05-KH/ĐU", "05-KH/ĐU"), (" 05 - kh/đu ", "05-KH/ĐU"), ("144-Q\u0110/TW", "144-QĐ/TW"), ("u\u031b", "Ư")],
)
def test_number_key(typed, key):
    assert number_key(typed) == key


def test_document_enters_with_its_year_and_file(cast):
    file = store(stream=io.BytesIO(b"%PDF-1.4\n%%EOF\n"), name="huong-dan.pdf", actor=cast.user("son"), now=cast.now)
    row = given.document(cast, actor=cast.user("son"), number=" 12-HD/ĐU ", file=file)
    assert (row.number, row.number_key, row.period, row.file) == ("12-HD/ĐU", "12-HD/ĐU", cast.years[2026], file)
    assert [(e.step, e.actor, e.capacity) for e in history(row)] == [
        ("register", cast.user("son"), "Cán bộ Ban Xây dựng Đảng, Đảng ủy xã Hòa An")
    ]
    assert may_open(cast.user("tuan"), file)


def test_same_number_and_day_is_refused_in_words(cast):
    given.document(cast)
    assert _refused(given.document, cast=cast, number="12-hd/ đu") == {
        "number": ["Văn bản số 12-HD/ĐU ngày 10/02/2026 của Đảng ủy xã Hòa An đã có trong sổ."]
    }
    given.document(cast, unit="binh-minh")
    given.document(cast, issued_on=dt.date(2026, 2, 11))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 11, 16), "Ngày này chưa tới. Hãy xem lại ngày đã ghi."),
        (dt.date(2019, 5, 1), "Chưa mở kỳ “Năm 2019”."),
    ],
)
def test_day_ahead_or_year_not_open_is_refused(cast, day, words):
    assert _refused(given.document, cast=cast, issued_on=day) == {"issued_on": [words]}


def test_only_staff_of_the_unit_keeps_its_register(cast):
    for who in ("tuan", "hung", "thuy", "ha", "an"):
        assert _refused(given.document, cast=cast, actor=cast.user(who)) == {"": [OUTSIDE]}, who
    given.document(cast, actor=cast.user("son"))


def test_administrator_keeps_the_register_of_her_unit(cast):
    assert given.document(cast, unit="bac-son", actor=cast.user("an")).unit == cast.unit("bac-son")


def test_programme_once_and_forward(cast):
    given.programme(cast)
    assert _refused(given.programme, cast=cast) == {"title": ["Chương trình này của Tỉnh ủy Bắc Sơn đã có."]}
    assert _refused(given.programme, cast=cast, title="Khác", last_year=2025) == {
        "last_year": ["Năm cuối phải sau hoặc trùng năm đầu."]
    }


def test_what_carries_out_what(cast):
    directive = given.programme(cast, "trung-uong", "Chỉ thị", first_year=2016, last_year=None)
    theme = given.programme(cast, "bac-son", "Chuyên đề tỉnh", parent=directive)
    own = given.programme(cast, "hoa-an", "Chuyên đề xã", parent=theme)
    given.programme(cast, "binh-minh", "Chuyên đề xã khác", parent=theme)
    given.programme(cast, "bac-son", "Đã hết", first_year=2025, last_year=2025)
    (top,) = as_tree(list(seen_from(cast.unit("thon-dong"), cast.years[2026])))
    assert (top.programme, top.below[0].programme, top.below[0].below[0].programme) == (directive, theme, own)
    assert (len(top.below), len(top.below[0].below), top.is_elsewhere) == (1, 1, False)


def test_parent_outside_the_tree_is_said(cast):
    old = given.programme(cast, "trung-uong", "Đã hết", first_year=2025, last_year=2025)
    given.programme(cast, parent=old)
    (top,) = as_tree(list(seen_from(cast.unit("hoa-an"), cast.years[2026])))
    assert (top.is_elsewhere, top.below) == (True, [])


def test_activity_once(cast):
    fields = {
        "unit": cast.unit("thon-dong"), "channel": Channel.LOUDSPEAKER, "title": "Kể chuyện Bác", "count": 12,
        "on": dt.date(2026, 5, 19), "actor": cast.user("hung"), "now": cast.now,
    }  # fmt: skip
    row = add_communication(**fields)
    assert (row.period, row.count) == (cast.years[2026], 12)
    assert _refused(add_communication, **fields) == {"title": ["Hoạt động này, cùng kênh và cùng ngày, đã được ghi."]}
    assert Communication.objects.count() == 1


def test_activity_is_entered_by_the_units_own_clerk(cast):
    fields = {"unit": cast.unit("thon-dong"), "channel": Channel.PRESS, "title": "Bài", "on": dt.date(2026, 5, 19)}
    for who in ("lan", "tuan", "ha", "thuy", "van"):
        assert _refused(add_communication, **fields, actor=cast.user(who), now=cast.now) == {"": [OUTSIDE]}, who


def test_documents_by_number_and_words(cast):
    given.document(cast, "bac-son", "14-KH/TU", summary="Kế hoạch nêu gương", kind=DocumentKind.PLAN)
    given.document(
        cast, "bac-son", "144-QĐ/TU", summary="Chuẩn mực đạo đức", issued_on=dt.date(2026, 5, 9), kind="REGULATION"
    )
    found = {text: [row.number for row in documents_matching(text)] for text in SEARCHED}
    assert found == SEARCHED
