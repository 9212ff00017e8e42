"""Opening a period, and typing a unit's form like a sheet."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.journal.models import Entry
from neuguong.base.notices.models import Notice
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import open_unit
from neuguong.work.indicators.models import EntryException, Value
from neuguong.work.indicators.services import enter_values, excuse, open_period
from neuguong.work.indicators.tests.conftest import DUE, Reporting, line
from neuguong.work.indicators.tests.planting import indicator, value
from tests.cast import SINCE

FORM = "/chi-tieu/nhap/bac-son/hoa-an/{}/"


def sent(asked: Reporting, row: Value, **typed: str) -> dict[str, str]:
    """What the page sends of one line."""
    prefix = f"so-{row.indicator_id}-0"
    return {f"{prefix}-edition": str(row.edition), **{f"{prefix}-{name}": text for name, text in typed.items()}}


def post(asked: Reporting, by: str, data: dict[str, str], quiet: bool = False, **headers: str) -> Any:
    given: dict[str, Any] = {"HX-Request": "true"} if quiet else {}
    return asked.client(by).post(FORM.format(asked.period.pk), data, headers=given)


def beside(answer: Any, row: Value, name: str) -> str:
    """What the page says beside a field."""
    page = BeautifulSoup(answer.content, "html.parser")
    found = page.find(id=f"loi-{row.indicator_id}-0-{name}")
    assert found is not None
    return found.get_text(strip=True)


def test_opening_writes_a_row_for_each_commune_and_indicator(asked: Reporting) -> None:
    rows = Value.objects.order_by("unit_id", "indicator_id").values_list(
        "unit__code", "indicator__code", "state", "expected", "due_on", "decider_unit__code"
    )
    assert asked.opened == 8
    assert list(rows) == [
        (unit, code, "EXPECTED", True, DUE, "bac-son")
        for unit in ("bac-son/hoa-an", "bac-son/binh-minh")
        for code in ("duong", "nha", "ho-so", "pci")
    ]
    again: dict[str, Any] = {"period": asked.period, "issuer": asked.cast.unit("bac-son"), "now": asked.cast.now}
    assert open_period(**again, actor=asked.cast.user("quang")) == 0
    assert Entry.objects.filter(step="open_indicators").count() == 1


def test_a_root_decides_for_itself_and_deadlines_follow_the_level(asked: Reporting) -> None:
    own = indicator(asked.cast.unit("bac-son"), "tinh", every="QUARTER", reported_by=["PARTY_PROVINCE"])
    period = asked.cast.quarters[2026, 4]
    period.deadlines.create(subject="REPORT", level=1, due_on=dt.date(2027, 1, 9))
    given: dict[str, Any] = {"period": period, "issuer": asked.cast.unit("bac-son"), "now": asked.cast.now}
    assert open_period(**given, indicators=[own], actor=None) == 1
    row = Value.objects.get(indicator=own)
    assert (row.decider_unit, row.due_on) == (asked.cast.unit("bac-son"), dt.date(2027, 1, 9))
    with pytest.raises(ValidationError, match="phạm vi quyền"):
        open_period(**given, actor=asked.cast.user("thuy"))
    own.every = "YEAR"
    with pytest.raises(ValidationError, match="không mở ở kỳ"):
        open_period(**given, indicators=[own], actor=None)


def test_a_line_is_saved_as_it_is_left(asked: Reporting) -> None:
    row = asked.row(asked.road)
    answer = post(asked, "son", sent(asked, row, amount="75,6", qualifier="OVER"), quiet=True)
    row.refresh_from_db()
    assert (row.state, row.amount, row.qualifier, row.edition) == ("DRAFT", Decimal("75.6"), "OVER", 1)
    assert row.entered_by == asked.cast.users["son"]
    assert "Đã lưu " in answer.content.decode()
    entry = Entry.objects.get(object_id=row.pk, step="enter")
    assert entry.data["changes"] == [["Số", "", "75,6"], ["Từ đi kèm số", "đúng", "trên"]]
    post(asked, "son", sent(asked, row, amount="75,6", qualifier="OVER"), quiet=True)  # the same again
    assert Entry.objects.filter(object_id=row.pk).count() == 1


def test_money_with_three_digits_after_the_comma_is_asked_about(asked: Reporting) -> None:
    row = asked.row(asked.road)
    page = BeautifulSoup(post(asked, "son", sent(asked, row, amount="37,210")).content, "html.parser")
    field = page.find(id=f"id_so-{asked.road.pk}-0-amount")
    assert field is not None
    assert field["value"] == "37,210"
    choices = page.select(f"#chon-{asked.road.pk}-0-amount button")
    assert [(one["name"], one["value"]) for one in choices] == [
        (f"so-{asked.road.pk}-0-amount", "37,21"),
        (f"so-{asked.road.pk}-0-amount", "37.210"),
    ]
    post(asked, "son", sent(asked, row, amount="37.210"))
    assert asked.row(asked.road).amount == Decimal(37210)


@pytest.mark.parametrize(
    ("name", "typed", "field", "sentence"),
    [
        ("road", {"amount": "hai mươi"}, "amount", "không phải là số"),
        ("road", {"amount": "1,2345"}, "amount", "Chỉ tiêu này ghi nhiều nhất 3 chữ số lẻ."),
        ("road", {"amount": "-1"}, "amount", "Số này không được âm."),
        ("homes", {"amount": "1,5"}, "amount", "Chỉ tiêu này đếm từng đơn vị: phải là số nguyên."),
        ("done", {"amount": "5", "base": "0"}, "base", "Mẫu số phải lớn hơn 0."),
        ("pci", {"amount": "34", "base": "33"}, "amount", "Thứ hạng lớn hơn tổng số đơn vị được xếp hạng."),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field(
    asked: Reporting, name: str, typed: dict[str, str], field: str, sentence: str
) -> None:
    row, other = asked.row(getattr(asked, name)), asked.row(asked.homes if name != "homes" else asked.road)
    answer = post(asked, "son", sent(asked, row, **typed) | sent(asked, other, amount="7"))
    assert answer.status_code == 422
    assert sentence in beside(answer, row, field)
    assert (asked.row(row.indicator).amount, asked.row(other.indicator).amount) == (None, Decimal(7))


def test_two_who_type_at_once_lose_nothing(asked: Reporting) -> None:
    row = asked.row(asked.homes)
    asked.type(line(asked.homes, 12), by="thuy")
    answer = post(asked, "son", sent(asked, row, amount="15"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa lưu: Bùi Thanh Thủy vừa ghi ở đây “12 nhà”." in text
    assert 'value="15"' in text
    assert asked.row(asked.homes).amount == 12
    assert post(asked, "son", sent(asked, row, amount="15", instead="1")).status_code == 302
    assert asked.row(asked.homes).amount == 15


def test_a_form_with_nothing_left_is_handed_in_whole(asked: Reporting) -> None:
    rows = [asked.row(one) for one in (asked.road, asked.homes, asked.done, asked.pci)]
    typed = ({"amount": "75,6"}, {"amount": "3"}, {"amount": "19", "base": "29"}, {"amount": "34", "base": "63"})
    data = {"viec": "nop"}
    for row, one in zip(rows, typed, strict=True):
        data |= sent(asked, row, **one)
    answer = asked.client("son").post(FORM.format(asked.period.pk), data, follow=True)
    assert "Đã nộp 4 số liệu." in answer.content.decode()
    found = [asked.row(row.indicator) for row in rows]
    assert [(row.state, row.timing, row.submitted_on) for row in found] == [("SUBMITTED", "ON_TIME", DUE)] * 4
    notices = Notice.objects.filter(user=asked.cast.users["quang"])
    assert [one.text for one in notices] == ["Đảng ủy xã Hòa An nộp 4 số liệu quý III/2026, chờ duyệt."]
    assert post(asked, "son", {"viec": "nop"}).status_code == 302  # pressed twice


def test_what_cannot_be_handed_in_is_explained_line_by_line(asked: Reporting) -> None:
    data = {"viec": "nop"} | sent(asked, asked.row(asked.road), amount="5", quoted="5 km")
    data |= sent(asked, asked.row(asked.done), amount="5") | sent(asked, asked.row(asked.pci), amount="3", base="63")
    answer = post(asked, "son", data)
    assert answer.status_code == 422
    told = {one.code: beside(answer, asked.row(one), "") for one in (asked.road, asked.homes, asked.done, asked.pci)}
    assert told == {
        "duong": "Có số như nguồn đã công bố thì phải ghi nguồn.",
        "nha": "Chưa nhập số.",
        "ho-so": "Chưa nhập mẫu số: tỷ lệ cần mẫu số, thứ hạng cần tổng số đơn vị được xếp hạng.",
        "pci": "",
    }
    assert [asked.row(one).state for one in (asked.road, asked.homes, asked.pci)] == ["DRAFT", "EXPECTED", "SUBMITTED"]


def test_a_number_far_from_the_past_is_explained_before_it_goes(asked: Reporting) -> None:
    value(asked.homes, asked.cast.unit("hoa-an"), asked.cast.quarters[2026, 2], 10)
    asked.type(line(asked.homes, 40))
    row = asked.row(asked.homes)
    assert row.question == "Số này gấp 4 lần mức thường thấy của đơn vị (10 nhà, trung vị 1 kỳ trước)."
    page = asked.client("son").get(FORM.format(asked.period.pk)).content.decode()
    assert row.question in page
    (refused,) = [one for one in asked.submit().refused if one.id == row.pk]
    assert refused.reason == "Số này khác thường. Đồng chí kiểm tra lại; nếu đúng thì ghi giải trình."
    asked.type(line(asked.homes, 40, explanation="Có chương trình mới", edition=1))
    assert asked.submit().moved == [row.pk]


def test_parts_and_numbers_nobody_asked_for_begin_here(asked: Reporting) -> None:
    extra = indicator(asked.cast.unit("bac-son"), "them", kind="COUNT", every="QUARTER", categories=["nam", "nữ"])
    done = asked.type(line(extra, 5), line(extra, 3, category="nam"), line(extra, 1, category="khác"))
    rows = Value.objects.filter(indicator=extra).order_by("category").values_list("category", "amount", "expected")
    assert list(rows) == [("", Decimal(5), False), ("nam", Decimal(3), False)]
    assert done.saved == [(extra.pk, ""), (extra.pk, "nam")]
    assert "Chỉ tiêu đơn vị có thể nhập thêm" in asked.client("son").get(FORM.format(asked.period.pk)).content.decode()


def test_entry_ends_by_date_but_for_a_dated_exception(asked: Reporting, settings: Any) -> None:
    late = DUE + dt.timedelta(days=1)
    asked.type(line(asked.homes, 4))
    settings.NEUGUONG_TODAY = late
    now = asked.cast.now + dt.timedelta(days=1)
    ended = "Đã hết hạn nhập số liệu. Muốn nhập tiếp, đơn vị đề nghị nơi duyệt cho phép nhập muộn, có ngày và lý do."
    done = asked.type(line(asked.homes, 5, edition=1), now=now, today=late)
    assert done.refused == {(asked.homes.pk, ""): {"": ended}}
    assert asked.submit().moved == []
    page = asked.client("son").get(FORM.format(asked.period.pk)).content.decode()
    assert (ended in page, "data-column" in page) == (True, False)
    given: dict[str, Any] = {"unit": asked.cast.unit("hoa-an"), "period": asked.period, "now": now}
    with pytest.raises(ValidationError, match="phạm vi quyền"):
        excuse(**given, until=late, reason="Bão", actor=asked.cast.user("thuy"))
    address = f"/chi-tieu/nhap-muon/bac-son/hoa-an/{asked.period.pk}/"
    assert asked.client("thuy").get(address).status_code == 404
    past = asked.client("quang").post(address, {"until": "15/11/2026", "reason": "Bão"})
    assert "Ngày này đã qua." in past.content.decode()
    assert asked.client("quang").post(address, {"until": "16/11/2026", "reason": "Bão"}).status_code == 302
    assert EntryException.objects.get().reason == "Bão"
    page = asked.client("son").get(FORM.format(asked.period.pk)).content.decode()
    assert "do đồng chí Hoàng Minh Quang cho phép: Bão" in page
    assert asked.type(line(asked.homes, 5, edition=1), now=now, today=late).is_whole
    assert asked.client("son").post(FORM.format(asked.period.pk), {"viec": "nop"}).status_code == 422
    row = asked.row(asked.homes)
    assert (row.state, row.timing, row.submitted_on) == ("SUBMITTED", "LATE", late)


def test_a_unit_that_did_not_live_in_the_period_has_no_numbers(asked: Reporting) -> None:
    cast = asked.cast
    tree = Tree.objects.get(code="party")
    cast.units["moi"] = open_unit(
        code="bac-son/moi", name="Đảng ủy xã Mới", kind=UnitKind.PARTY_COMMUNE, tree=tree, parent=cast.unit("bac-son"),
        since=dt.date(2026, 10, 15),
    )  # fmt: skip
    Grant.objects.create(user=cast.users["son"], role=Role.STAFF, unit=cast.unit("moi"), valid=(SINCE, None))
    done = asked.type(line(asked.homes, 5), unit="moi")
    sentence = "Đảng ủy xã Mới không hoạt động vào ngày cuối kỳ “Quý III/2026” nên không có số liệu kỳ này."
    assert done.refused == {(asked.homes.pk, ""): {"": sentence}}
    given: dict[str, Any] = {"period": asked.period, "issuer": cast.unit("bac-son"), "now": cast.now, "actor": None}
    assert open_period(**given) == 0


@pytest.mark.parametrize(
    ("name", "status"),
    [("son", 200), ("thuy", 200), ("quang", 200), ("van", 200), ("an", 200), ("ha", 404), ("binh", 404), ("lan", 404)],
)
def test_who_opens_the_form(asked: Reporting, name: str, status: int) -> None:
    asked.type(line(asked.homes, 321))
    answer = asked.client(name).get(FORM.format(asked.period.pk))
    assert answer.status_code == status
    if status == 200:  # what is still being written only its writers read
        assert ("321" in answer.content.decode()) == (name in ("son", "thuy"))
    if name not in ("son", "thuy"):
        assert post(asked, name, sent(asked, asked.row(asked.homes), amount="1")).status_code == 404
        with pytest.raises(PermissionDenied):
            asked.type(line(asked.homes, 1), by=name)


@pytest.mark.parametrize("many", [1, 6])
def test_queries_do_not_grow_with_lines(asked: Reporting, many: int, django_assert_num_queries: Any) -> None:
    issuer, unit = asked.cast.unit("bac-son"), asked.cast.unit("hoa-an")
    found = [indicator(issuer, f"c{at}", kind="COUNT", every="QUARTER") for at in range(many)]
    for one in found:
        value(one, unit, asked.cast.quarters[2026, 2], 10, decider_unit=issuer)
    user = asked.cast.user("son")
    given: dict[str, Any] = {
        "unit": unit,
        "period": asked.period,
        "actor": user,
        "now": asked.cast.now,
        "today": asked.cast.today,
    }
    enter_values(lines=[line(one, 5) for one in found], **given)
    with django_assert_num_queries(17):
        enter_values(lines=[line(one, 50, edition=1) for one in found], **given)
    client = asked.client("son")
    client.get(FORM.format(asked.period.pk))
    with django_assert_num_queries(17):
        client.get(FORM.format(asked.period.pk))
