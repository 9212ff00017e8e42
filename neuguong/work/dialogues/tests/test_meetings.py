"""Reception days planned by duty and recorded; dialogues with their promises."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from neuguong.base.figures.queries import figures
from neuguong.base.orgs.models import Unit
from neuguong.kit.figures import measure
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.choices import DialogueState, Every, HeldBy, Outcome, ReceptionState
from neuguong.work.dialogues.models import Promise, Reception, ReceptionDuty
from neuguong.work.dialogues.queries import days_of_year, duty_of, promises_of, to_record
from neuguong.work.dialogues.services import (
    Answered,
    Promised,
    finish_promise,
    hold_reception,
    plan_receptions,
    write_dialogue,
)
from neuguong.work.dialogues.tests import given
from tests.cast import TODAY

D = dt.date


def test_duties_are_dated(office):
    found = {
        kind: (duty.times, duty.every) if duty else None
        for kind in ("PARTY_PROVINCE", "PARTY_COMMUNE", "STATE_COMMUNE", "PARTY_DISTRICT", "SUB_CELL")
        for duty in [duty_of(Unit(kind=kind), TODAY)]
    }
    assert found == {
        "PARTY_PROVINCE": (1, Every.MONTH), "PARTY_COMMUNE": (2, Every.MONTH), "STATE_COMMUNE": (1, Every.WEEK),
        "PARTY_DISTRICT": None, "SUB_CELL": None,
    }  # fmt: skip
    assert duty_of(Unit(kind="PARTY_DISTRICT"), D(2025, 11, 22)).times == 1
    assert not ReceptionDuty.objects.filter(is_verified=True).exists()


def test_days_of_a_year_move_off_holidays(office):
    monthly, weekly = ReceptionDuty(times=2, every="MONTH"), ReceptionDuty(times=1, every="WEEK")
    days = days_of_year(monthly, 2026, 1, D(2026, 1, 1))  # Tuesdays
    assert len(days) == 24
    assert days[:4] == [D(2026, 1, 6), D(2026, 1, 20), D(2026, 2, 3), D(2026, 2, 23)]  # 17 February is Tết
    assert len(days_of_year(weekly, 2026, 3, D(2026, 1, 1))) == 53
    assert days_of_year(monthly, 2026, 1, D(2026, 12, 2)) == [D(2026, 12, 15)]


def _plan(office, who="son", unit="hoa-an"):
    said = {"weekday": 1, "hours": "7 giờ 30", "place": "Trụ sở"}
    return plan_receptions(
        unit=office.unit(unit), period=office.years[2026], **said, actor=office.user(who), now=office.now
    )


def test_the_rest_of_the_year_is_planned_once(office):
    assert [_plan(office), _plan(office)] == [3, 0]
    rows = Reception.objects.order_by("on").values_list("on", "host__full_name", "state")
    assert list(rows) == [
        (day, "Bùi Thanh Thủy", ReceptionState.PLANNED) for day in (D(2026, 11, 17), D(2026, 12, 1), D(2026, 12, 15))
    ]
    with pytest.raises(ValidationError):
        _plan(office, "hung")
    with pytest.raises(ValidationError):
        _plan(office, "son", "thon-dong")


def _hold(office, row, by=HeldBy.HEAD, people=4, substitute="", reason=""):
    said = {"held_by": by, "people": people, "substitute": substitute, "reason": reason}
    return hold_reception(reception=row, **said, actor=office.user("son"), now=office.now)


def test_held_by_the_head_or_a_named_substitute(office):
    first, second = given.reception(office), given.reception(office, D(2026, 11, 5))
    assert list(to_record(office.user("son"), TODAY)) == [second, first]
    with pytest.raises(ValidationError):
        _hold(office, second, HeldBy.SUBSTITUTE)
    _hold(office, first)
    held = _hold(office, second, HeldBy.SUBSTITUTE, 7, "Phó Bí thư", "Bí thư họp tỉnh")
    assert (held.state, held.reason) == (ReceptionState.HELD, "Bí thư họp tỉnh")
    with pytest.raises(ValidationError):
        _hold(office, given.reception(office, D(2026, 11, 20)))
    keys = ("receptions", "receptions_due", "receptions_held", "receptions_by_substitute", "receptions_people")
    asked = [measure(key) for key in keys]
    values = figures(asked, office.unit("bac-son").pk, [office.years[2026]], today=TODAY)
    assert [int(values[key, office.years[2026].pk]) for key in keys] == [3, 2, 2, 1, 11]


def test_what_is_promised_is_followed_until_it_is_kept(office):
    row = given.dialogue(office)
    told = [Answered(1, "Bao giờ có nước sạch?", "Quý I năm sau")]
    promised = [
        Promised(1, "Lắp 40 đồng hồ nước", D(2026, 11, 14), office.unit("thon-dong").pk),
        Promised(2, "Công khai giá nước", D(2026, 12, 1)),
        Promised(3, "Sửa trạm bơm", D(2026, 11, 12)),
    ]
    by = {"actor": office.user("son"), "now": office.now}
    held = write_dialogue(dialogue=row, people=60, questions=told, promises=promised, edition=0, **by)
    assert held.state == DialogueState.HELD
    first, second, _third = Promise.objects.order_by("number")
    finish_promise(promise=first, done_on=D(2026, 11, 13), result="Đã lắp 40 đồng hồ", edition=0, **by)
    late = finish_promise(promise=Promise.objects.get(number=3), done_on=TODAY, result="Đã sửa", edition=0, **by)
    assert (Promise.objects.get(pk=first.pk).outcome, late.outcome) == (Outcome.KEPT, Outcome.LATE)
    write_dialogue(dialogue=row, people=61, questions=told, promises=promised[1:2], edition=1, **by)
    assert list(Promise.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]  # kept ones stay
    assert list(promises_of(office.user("son"))) == [second]
    keys = ("dialogues", "dialogues_people", "dialogues_attended", "promises", "promises_kept", "promises_overdue")
    values = figures([measure(key) for key in keys], office.unit("hoa-an").pk, [office.years[2026]], today=TODAY)
    assert [int(values[key, office.years[2026].pk]) for key in keys] == [1, 1, 61, 3, 2, 0]


def test_what_two_write_at_once_is_kept(office):
    row = given.dialogue(office)
    by = {"actor": office.user("son"), "now": office.now}
    said = {
        "people": 60,
        "questions": [Answered(1, "Bao giờ có nước?")],
        "promises": [Promised(1, "Lắp", D(2026, 12, 1))],
    }
    for _pressed_twice in range(2):
        write_dialogue(dialogue=row, edition=0, **said, **by)
    with pytest.raises(ValidationError, match="vừa lưu") as refused:
        write_dialogue(dialogue=row, edition=0, **{**said, "questions": []}, **by)
    assert (refused.value.code, [one.text for one in row.questions.all()]) == ("edition", ["Bao giờ có nước?"])
    promise = Promise.objects.get()
    finish_promise(promise=promise, done_on=TODAY, result="Đã lắp", edition=0, **by)
    with pytest.raises(ValidationError, match="vừa ghi"):
        finish_promise(promise=promise, done_on=None, result="", edition=0, **by)
    assert Promise.objects.get().result == "Đã lắp"


def test_who_keeps_a_promise(office):
    row = given.dialogue(office)
    promised = [Promised(1, "Sửa trạm bơm", D(2026, 12, 1), office.unit("bac-son").pk)]
    by = {"actor": office.user("son"), "now": office.now}
    write_dialogue(dialogue=row, people=1, questions=(), promises=promised, edition=0, **by)
    may = {
        who
        for who in ("lan", "hung", "son", "thuy", "quang", "van", "an", "ha")
        if rules.promises.can(office.user(who), "finish", Promise.objects.get())
    }
    assert may == {"son", "thuy", "quang"}
