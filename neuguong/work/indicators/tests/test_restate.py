"""After the seal nothing is entered or decided; a correction is asked for by one and approved by another."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.figures.models import Seal
from neuguong.base.journal.models import Entry
from neuguong.work.indicators.models import Restatement
from neuguong.work.indicators.services import approve_values, excuse, open_period, propose_restatement, return_values
from neuguong.work.indicators.tests.conftest import Reporting, line
from neuguong.work.indicators.tests.test_decide import rows
from tests.cast import SINCE


@pytest.fixture
def sealed(asked: Reporting) -> Reporting:
    """Hòa An's 12 houses are approved, its road waits; the province has sealed the quarter."""
    cast = asked.cast
    asked.type(line(asked.road, "75.6"), line(asked.homes, 12))
    asked.submit()
    approve_values(rows=rows(asked).filter(indicator=asked.homes), actor=cast.user("quang"), now=cast.now)
    Seal.objects.create(
        unit=cast.unit("bac-son"), period=asked.period, tree_on=asked.period.tree_on, cubes=[], totals={}, rows=0,
        digest="0" * 64, version=1, sealed_by=cast.users["quang"], sealed_at=cast.now,
    )  # fmt: skip
    return asked


def ask(sealed: Reporting, by: str = "son", **changed: Any) -> Restatement:
    given: dict[str, Any] = {"amount": Decimal(13), "base": None, "reason": "Sót một nhà"} | changed
    value = sealed.row(sealed.homes)
    return propose_restatement(value=value, actor=sealed.cast.user(by), now=sealed.cast.now, **given)


def test_a_sealed_period_is_closed_to_every_step(sealed: Reporting) -> None:
    cast = sealed.cast
    said = "Số liệu kỳ này đã chốt. Muốn sửa thì đề nghị đính chính; số đã chốt và số mới đều còn thấy được."
    done = sealed.type(line(sealed.done, 5, 10))
    assert done.refused == {(sealed.done.pk, ""): {"": said}}
    given: dict[str, Any] = {"actor": cast.user("quang"), "now": cast.now}
    for outcome in (
        approve_values(rows=rows(sealed), **given),
        return_values(rows=type(sealed.row(sealed.homes)).objects.filter(state="APPROVED"), note="Sai", **given),
    ):
        assert ([one.reason for one in outcome.refused], outcome.moved) == ([said], [])
    for act in (
        lambda: excuse(unit=cast.unit("hoa-an"), period=sealed.period, until=cast.today, reason="Bão", **given),
        lambda: open_period(period=sealed.period, issuer=cast.unit("bac-son"), **given),
    ):
        with pytest.raises(ValidationError, match="đã chốt"):
            act()
    page = sealed.client("son").get(f"/chi-tieu/nhap/bac-son/hoa-an/{sealed.period.pk}/").content.decode()
    assert ("data-column" in page, "Số liệu kỳ này đã chốt." in page) == (False, True)


def test_both_numbers_stay_visible(sealed: Reporting) -> None:
    made = ask(sealed)
    page = sealed.client("quang").get("/chi-tieu/cho-duyet/").content.decode()
    assert "Sót một nhà" in page
    answer = sealed.client("quang").post(f"/buoc/dinh-chinh/{made.pk}/", {"buoc": "approve"})
    assert answer.status_code == 302
    value = sealed.row(sealed.homes)
    made.refresh_from_db()
    assert (value.amount, value.state, made.state) == (Decimal(13), "APPROVED", "APPROVED")
    assert (made.old_amount, made.decided_by) == (Decimal(12), sealed.cast.users["quang"])
    told = Entry.objects.get(model="indicators.Value", object_id=value.pk, step="restate")
    assert (told.note, told.data["changes"]) == ("Sót một nhà", [["Số", "12", "13"]])
    page = sealed.client("van").get(f"/chi-tieu/so/{value.pk}/").content.decode()
    assert ("12 nhà" in page, "13 nhà" in page) == (True, True)


def test_who_asks_never_answers(sealed: Reporting) -> None:
    made = ask(sealed, by="quang")
    assert sealed.client("quang").get(f"/buoc/dinh-chinh/{made.pk}/?buoc=approve").status_code in (200, 404)
    sealed.client("quang").post(f"/buoc/dinh-chinh/{made.pk}/", {"buoc": "approve"})
    made.refresh_from_db()
    assert (made.state, sealed.row(sealed.homes).amount) == ("PROPOSED", Decimal(12))
    cast = sealed.cast
    Grant.objects.create(user=cast.users["thuy"], role=Role.APPROVER, unit=cast.unit("bac-son"), valid=(SINCE, None))
    sealed.client("thuy").post(f"/buoc/dinh-chinh/{made.pk}/", {"buoc": "refuse", "ghi_chu": "Không đủ căn cứ"})
    made.refresh_from_db()
    assert (made.state, made.answer, sealed.row(sealed.homes).amount) == ("REFUSED", "Không đủ căn cứ", Decimal(12))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"amount": Decimal(12)}, "trùng với số đang có"),
        ({"amount": Decimal("12.5")}, "phải là số nguyên"),
        ({"base": Decimal(2)}, "không có mẫu số"),
        ({"reason": " "}, "Hãy ghi lý do"),
        ({"by": "van"}, "phạm vi quyền"),
    ],
)
def test_what_is_no_correction(sealed: Reporting, changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        ask(sealed, **changed)


def test_one_request_at_a_time_and_only_of_what_is_sealed(sealed: Reporting) -> None:
    assert ask(sealed) == ask(sealed)
    with pytest.raises(ValidationError, match="đang chờ"):
        ask(sealed, amount=Decimal(14))
    form = sealed.client("son").get(f"/chi-tieu/dinh-chinh/de-nghi/?id={sealed.row(sealed.homes).pk}")
    assert 'value="12"' in form.content.decode()


def test_an_open_period_needs_no_correction(asked: Reporting) -> None:
    asked.type(line(asked.homes, 12))
    asked.submit()
    approve_values(rows=rows(asked), actor=asked.cast.user("quang"), now=asked.cast.now)
    with pytest.raises(ValidationError, match="Kỳ này chưa chốt"):
        ask(asked)
