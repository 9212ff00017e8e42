"""Deciding numbers: all or none, never by who entered them, a thousand at once."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.figures.queries import figures
from neuguong.base.journal.models import Entry
from neuguong.kit.figures import measure
from neuguong.work.indicators.flow import FLOW
from neuguong.work.indicators.models import EntryException, Value
from neuguong.work.indicators.services import approve_values, return_values
from neuguong.work.indicators.tests.conftest import Reporting, line
from neuguong.work.indicators.tests.planting import indicator
from tests.cast import SINCE

QUEUE, APPROVE, RETURN = "/chi-tieu/cho-duyet/", "/chi-tieu/duyet/", "/chi-tieu/tra-lai/"


@pytest.fixture
def waiting(asked: Reporting) -> Reporting:
    """Hòa An has handed in two numbers, entered by Sơn."""
    asked.type(line(asked.road, "75.6"), line(asked.homes, 12))
    asked.submit()
    return asked


def rows(asked: Reporting) -> Any:
    return Value.objects.filter(state="SUBMITTED").order_by("indicator__code")


def amount(asked: Reporting, key: str) -> Any:
    own = measure(key).only("indicator_id", asked.homes.pk)
    found = figures([own], asked.cast.unit("bac-son").pk, [asked.period], today=asked.cast.today)
    return found[key, asked.period.pk]


def test_what_waits_is_provisional_until_it_is_approved(waiting: Reporting) -> None:
    assert [int(amount(waiting, key)) for key in ("indicator_amount", "indicator_waiting")] == [0, 12]
    quang = waiting.cast.user("quang")
    outcome = approve_values(rows=rows(waiting), actor=quang, now=waiting.cast.now)
    assert (len(outcome.moved), outcome.refused) == (2, [])
    row = waiting.row(waiting.homes)
    assert (row.state, row.decided_by, row.decided_at) == ("APPROVED", quang, waiting.cast.now)
    assert [int(amount(waiting, key)) for key in ("indicator_amount", "indicator_waiting")] == [12, 0]


def test_the_queue_shows_what_waits_and_decides_it_in_one_act(waiting: Reporting) -> None:
    client = waiting.client("quang")
    page = client.get(QUEUE).content.decode()
    assert ("Đường bê tông" in page, "12 nhà" in page, "Thứ hạng" in page) == (True, True, False)
    assert "12 nhà" not in client.get(f"{QUEUE}?indicator={waiting.road.pk}").content.decode()
    form = client.get(f"{APPROVE}?tat-ca=1&indicator=").content.decode()
    pairs = " ".join(f"{row.pk}.{row.edition}" for row in rows(waiting))
    assert f'name="ban" value="{pairs}"' in form
    answer = client.post(APPROVE, {"ban": pairs}, follow=True).content.decode()
    assert "Đã thực hiện “Duyệt”: 2 số liệu." in answer
    again = client.post(APPROVE, {"ban": pairs}, follow=True).content.decode()
    assert "“Duyệt” đã được ghi từ lần bấm trước." in again


def test_nothing_is_decided_that_was_not_seen(waiting: Reporting) -> None:
    seen = {row.pk: row.edition for row in rows(waiting)}
    row = waiting.row(waiting.homes)
    Value.objects.filter(pk=row.pk).update(amount=13, edition=row.edition + 1)
    given: dict[str, Any] = {"rows": rows(waiting), "actor": waiting.cast.user("quang"), "now": waiting.cast.now}
    outcome = approve_values(**given, seen=seen)
    assert ([one.id for one in outcome.refused], outcome.moved) == ([row.pk], [])
    assert {one.state for one in rows(waiting)} == {"SUBMITTED"}
    pairs = " ".join(f"{pk}.{edition}" for pk, edition in seen.items())
    answer = waiting.client("quang").post(APPROVE, {"ban": pairs})
    assert answer.status_code == 422
    assert "Số này vừa được sửa sau khi đồng chí mở danh sách." in answer.content.decode()


def test_who_entered_it_never_decides_it(waiting: Reporting) -> None:
    cast = waiting.cast
    Grant.objects.create(user=cast.users["son"], role=Role.APPROVER, unit=cast.unit("bac-son"), valid=(SINCE, None))
    outcome = approve_values(rows=rows(waiting), actor=cast.user("son"), now=cast.now)
    assert (outcome.moved, len(outcome.refused)) == ([], 2)
    assert [step.name for step in FLOW.open_to(waiting.row(waiting.homes), cast.user("son"))] == ["take_back"]


@pytest.mark.parametrize("name", ["thuy", "son", "van", "an", "ha", "binh", "lan"])
def test_others_decide_nothing(waiting: Reporting, name: str) -> None:
    row = waiting.row(waiting.homes)
    client = waiting.client(name)
    assert client.get(f"{APPROVE}?id={row.pk}").status_code == 404
    assert client.post(RETURN, {"ban": f"{row.pk}.1", "note": "Sai"}).status_code == 404
    assert "12 nhà" not in client.get(QUEUE).content.decode()


def test_sent_back_with_a_reason_that_the_unit_reads(waiting: Reporting) -> None:
    row, client = waiting.row(waiting.homes), waiting.client("quang")
    assert client.post(f"{RETURN}?id={row.pk}", {"note": " "}).status_code == 422
    assert client.post(f"{RETURN}?id={row.pk}", {"note": "Thiếu biên bản"}).status_code == 302
    page = waiting.client("son").get(f"/chi-tieu/nhap/bac-son/hoa-an/{waiting.period.pk}/").content.decode()
    assert "Trả lại: Thiếu biên bản" in page
    waiting.type(line(waiting.homes, 11, edition=1))
    assert waiting.row(waiting.homes).state == "DRAFT"


def test_sent_back_after_the_deadline_it_may_be_entered_anew_until_a_day(waiting: Reporting, settings: Any) -> None:
    settings.NEUGUONG_TODAY = waiting.cast.today + dt.timedelta(days=1)
    approve_values(rows=rows(waiting), actor=waiting.cast.user("quang"), now=waiting.cast.now)
    row, client = waiting.row(waiting.homes), waiting.client("quang")
    assert 'value="23/11/2026"' in client.get(f"{RETURN}?id={row.pk}").content.decode()
    client.post(f"{RETURN}?id={row.pk}", {"note": "Sai số", "until": "20/11/2026"})
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("RETURNED", None)
    kept = EntryException.objects.get()
    assert (kept.unit, kept.until, kept.reason) == (row.unit, dt.date(2026, 11, 20), "Sai số")


def test_the_page_of_a_number_tells_its_story(waiting: Reporting) -> None:
    row = waiting.row(waiting.homes)
    page = waiting.client("quang").get(f"/chi-tieu/so/{row.pk}/").content.decode()
    assert ("12 nhà" in page, "Số chưa duyệt, chưa tính vào tổng" in page, "Đỗ Ngọc Sơn" in page) == (True,) * 3
    draft = asked_draft(waiting)
    page = waiting.client("quang").get(f"/chi-tieu/so/{draft.pk}/").content.decode()
    assert ("777" in page, "Đơn vị đang nhập số này" in page) == (False, True)
    assert waiting.client("ha").get(f"/chi-tieu/so/{row.pk}/").status_code == 404
    answer = waiting.client("son").get(f"/chi-tieu/nhap-mot/?id={draft.pk}")
    assert answer.headers["Location"].endswith(f"/{waiting.period.pk}/#cs-{waiting.done.pk}")


def asked_draft(asked: Reporting) -> Value:
    asked.type(line(asked.done, 777, 1000))
    return asked.row(asked.done)


def test_approved_no_constraint_lets_the_maker_stand_as_checker(waiting: Reporting) -> None:
    row = waiting.row(waiting.homes)
    row.decided_by = row.entered_by
    with pytest.raises(ValidationError, match="không tự duyệt"):
        row.validate_constraints()


@pytest.mark.parametrize("many", [3, 40])
def test_queries_do_not_grow_with_numbers(waiting: Reporting, many: int, django_assert_num_queries: Any) -> None:
    issuer, unit = waiting.cast.unit("bac-son"), waiting.cast.unit("hoa-an")
    one = [indicator(issuer, f"c{at}", kind="COUNT", every="QUARTER") for at in range(many)]
    Value.objects.bulk_create(
        Value(
            indicator=each, unit=unit, period=waiting.period, decider_unit=issuer, state="SUBMITTED", amount=Decimal(1),
            due_on=waiting.cast.today, entered_by=waiting.cast.users["son"],
        )
        for each in one
    )  # fmt: skip
    quang, now = waiting.cast.user("quang"), waiting.cast.now
    quang.get_username()
    seen = {row.pk: row.edition for row in rows(waiting)}
    with django_assert_num_queries(10):
        assert len(approve_values(rows=rows(waiting), actor=quang, now=now, seen=seen).moved) == many + 2
    approved = Value.objects.filter(state="APPROVED")
    with django_assert_num_queries(15):
        assert len(return_values(rows=approved, note="Sai", actor=quang, now=now).moved) == many + 2
    assert Entry.objects.filter(step="send_back").count() == many + 2
