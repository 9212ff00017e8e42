"""A case from its receipt to the rating, through the verbs that desks and the public page use."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from neuguong.base.access.models import Grant
from neuguong.base.figures.queries import figures, href
from neuguong.base.journal.models import Entry
from neuguong.base.journal.queries import history
from neuguong.base.notices.models import Notice
from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import close_unit, succeed
from neuguong.kit.figures import measure
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.choices import CaseState, Rating, Timing
from neuguong.work.dialogues.models import Case, Sender
from neuguong.work.dialogues.queries import followed
from neuguong.work.dialogues.services import (
    answer_case,
    escalate,
    forget,
    merge_case,
    publish,
    rate,
    refuse_case,
    sort_case,
    transfer_case,
)
from neuguong.work.dialogues.tests import given
from tests.cast import TODAY

EVERYBODY = ("lan", "hung", "ha", "son", "thuy", "quang", "binh", "van", "an", "long")


def _answer(office, row, on=TODAY):
    said = {"answer": "Xã đã nạo vét cống ngày 14/11.", "answered_on": on, "answer_number": "12-CV/ĐU"}
    return answer_case(case=row, **said, actor=office.user("son"), now=office.now)


def test_a_form_sent_twice_makes_one_case(office):
    assert given.case(office).pk == given.case(office).pk
    assert Case.objects.count() == 1


def test_who_reads_a_case_and_who_knows_its_sender(office):
    given.case(office)
    reads = {who for who in EVERYBODY if rules.cases.visible(Case.objects.all(), office.user(who)).exists()}
    knows = {who for who in EVERYBODY if rules.senders.visible(Sender.objects.all(), office.user(who)).exists()}
    assert (reads, knows) == ({"son", "thuy", "quang", "van", "an"}, {"son", "thuy"})


def test_who_may_take_a_case_in(office):
    with pytest.raises(ValidationError):
        given.case(office, actor="hung")
    with pytest.raises(ValidationError):
        given.case(office, unit="binh-minh")
    assert Case.objects.count() == 0


def test_answered_in_time_or_late_by_the_day_of_the_answer(office):
    in_time = _answer(office, given.accepted(office))
    late = _answer(office, given.accepted(office, mark="m2", received_on=dt.date(2026, 10, 1)))
    found = [(row.state, row.timing, row.due_on) for row in (in_time, late)]
    assert found == [
        (CaseState.ANSWERED, Timing.ON_TIME, dt.date(2026, 11, 27)),  # 24 November is a holiday from 2026 on
        (CaseState.ANSWERED, Timing.LATE, dt.date(2026, 10, 15)),
    ]
    asked = [measure(key) for key in ("cases", "cases_feedback", "cases_answered", "cases_on_time", "cases_overdue")]
    values = figures(asked, office.unit("bac-son").pk, [office.years[2026]], today=TODAY)
    assert [int(values[one.key, office.years[2026].pk]) for one in asked] == [2, 2, 2, 1, 0]


def test_an_answer_has_a_possible_day(office):
    row = given.accepted(office)
    for day in (dt.date(2026, 11, 11), dt.date(2026, 11, 16)):
        with pytest.raises(ValidationError):
            _answer(office, row, day)


def test_a_complex_case_has_more_days(office):
    row = given.accepted(office)
    said = {**given.SORTED, "is_complex": True}
    sorted_as = sort_case(case=row, **said, edition=row.edition, actor=office.user("son"), now=office.now)
    assert sorted_as.due_on == dt.date(2026, 12, 4)


def test_transferred_to_the_desk_that_is_competent(office):
    row = given.accepted(office)
    moved = transfer_case(
        case=row, unit=office.unit("bac-son"), reason="Thuộc thẩm quyền tỉnh", actor=office.user("son"), now=office.now
    )
    assert (moved.state, moved.unit, moved.due_on) == (CaseState.RECEIVED, office.unit("bac-son"), row.due_on)
    assert [rules.senders.can(office.user(who), "view", moved.sender) for who in ("son", "quang")] == [False, True]
    told = Notice.objects.filter(user=office.users["quang"]).get()
    assert told.text == f"Đơn thư số {row.pk}/2026 chờ phân loại, hạn trả lời 27/11/2026."


def _rows(office, who, unit, key):
    """The rows behind a figure, as somebody reads them."""
    client = Client()
    client.force_login(office.user(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(href(key, office.unit(unit).code, office.years[2026].pk))
    text = answer.content.decode()
    return {row.pk for row in Case.objects.all() if f"/tiep-dan/don-thu/{row.pk}/" in text}


def _counts(office, unit, *keys):
    values = figures([measure(key) for key in keys], office.unit(unit).pk, [office.years[2026]], today=TODAY)
    return [int(values[key, office.years[2026].pk]) for key in keys]


def test_those_that_went_elsewhere_and_those_that_climbed_are_counted_with_their_rows(office):
    by = {"actor": office.user("son"), "now": office.now}
    moved, late = given.accepted(office), given.accepted(office, mark="m2", received_on=dt.date(2026, 10, 1))
    given.accepted(office, mark="m3")
    keys = ("cases", "cases_transferred", "cases_escalated")
    assert _counts(office, "hoa-an", *keys) == [3, 0, 0]
    transfer_case(case=moved, unit=office.unit("binh-minh"), reason="Đúng thẩm quyền", **by)
    escalate(today=TODAY, now=office.now)
    assert [_counts(office, unit, *keys) for unit in ("hoa-an", "binh-minh", "bac-son")] == [
        [2, 0, 1], [1, 1, 0], [3, 1, 1],
    ]  # fmt: skip
    assert [_rows(office, "quang", "bac-son", key) for key in keys[1:]] == [{moved.pk}, {late.pk}]
    _answer(office, late)
    assert _counts(office, "hoa-an", *keys) == [2, 0, 1]


def test_the_same_matter_is_answered_once(office):
    main, other = given.accepted(office), given.case(office, mark="m2")
    merge_case(case=other, into=main, actor=office.user("son"), now=office.now)
    _answer(office, main)
    assert followed(Sender.objects.get(case=other).code).pk == main.pk
    with pytest.raises(ValidationError):
        merge_case(case=given.case(office, mark="m3"), into=main, actor=office.user("son"), now=office.now)


def test_given_back_with_a_reason(office):
    row = refuse_case(
        case=given.case(office), reason="Không thuộc thẩm quyền", actor=office.user("son"), now=office.now
    )
    assert (row.state, row.answer) == (CaseState.REFUSED, "Không thuộc thẩm quyền")


def test_overdue_cases_are_told_one_level_up_once(office):
    row = given.accepted(office, received_on=dt.date(2026, 10, 1))
    given.accepted(office, mark="m2")
    assert [escalate(today=TODAY, now=office.now) for _time in range(2)] == [1, 0]
    row.refresh_from_db()
    assert row.escalated_to == office.unit("bac-son")
    told = Notice.objects.get(user=office.users["quang"])
    assert told.text == f"Đảng ủy xã Hòa An: đơn thư số {row.pk}/2026 quá hạn trả lời từ 15/10/2026."
    assert rules.senders.can(office.user("quang"), "view", row.sender)


def test_unanswered_a_case_climbs_again_every_five_working_days_up_to_the_province(office):
    row = given.case(office, unit="thon-dong", actor=None, received_on=dt.date(2026, 10, 1))
    days = [TODAY, dt.date(2026, 11, 20), dt.date(2026, 11, 21), dt.date(2026, 11, 28)]  # TODAY is a Sunday
    seen = []
    for day in days:
        count = escalate(today=day, now=office.now)
        row.refresh_from_db()
        seen.append((count, row.escalated_to.name, row.escalated_due))
    first, second = dt.date(2026, 11, 20), dt.date(2026, 11, 30)  # 24 November is a holiday
    commune, province = office.unit("hoa-an").name, office.unit("bac-son").name
    assert seen == [
        (1, commune, first), (0, commune, first), (1, province, second), (0, province, second),
    ]  # fmt: skip
    climbed = [one.data["changes"][0][1:] for one in history(row) if one.step == "escalate"]
    assert climbed == [["", commune], [commune, province]]
    assert [rules.senders.can(office.user(who), "view", row.sender) for who in ("son", "quang")] == [False, True]


def test_cases_follow_the_successor(office):
    """Hòa An is merged into Bình Minh: its cases are in the hands of that desk, and no more in those of the old one."""
    row = given.accepted(office)
    tree = Tree.objects.get(code="party")
    for name in ("thon-dong", "thon-tay", "hoa-an"):
        close_unit(unit=office.unit(name), tree=tree, on=TODAY)
        heir = "binh-minh" if name == "hoa-an" else "thon-nam"
        succeed(predecessor=office.unit(name), successor=office.unit(heir), kind="MERGE", on=TODAY, decision="1-QĐ")
    Grant.objects.create(user=office.users["ha"], role="STAFF", unit=office.unit("binh-minh"), valid=(TODAY, None))
    assert rules.cases.can(office.user("ha"), "answer", row)
    assert rules.senders.can(office.user("ha"), "view", row.sender)
    assert not rules.cases.can(office.user("hung"), "view", row)


def test_public_only_without_her_name_and_with_her_consent(office):
    row = _answer(office, given.accepted(office))
    by = {"edition": row.edition, "actor": office.user("son"), "now": office.now}
    for words in (f"Ông {given.NAME.upper()} hỏi", "Gọi 0912 345 678", "Nhà ở ngõ bàng, thôn đông"):
        with pytest.raises(ValidationError) as refused:
            publish(case=row, question=words, answer="Đã nạo vét.", **by)
        assert list(refused.value.error_dict) == ["public_question"]
    publish(case=row, question="Đường thôn ngập, bao giờ sửa?", answer="Đã nạo vét cống.", **by)
    assert Case.objects.get(pk=row.pk).published_on == TODAY
    silent = _answer(office, given.accepted(office, mark="m2", may_publish=False))
    with pytest.raises(ValidationError):
        publish(case=silent, question="Hỏi", answer="Đáp", **{**by, "edition": silent.edition})


def test_rated_once(office):
    row = _answer(office, given.accepted(office))
    assert [rate(case=row, rating=one) for one in (Rating.SATISFIED, Rating.DISSATISFIED)] == [True, False]
    assert Case.objects.get(pk=row.pk).rating == Rating.SATISFIED


def test_who_sent_it_is_forgotten_in_time(office):
    row = _answer(office, given.accepted(office))
    soon, late = TODAY + dt.timedelta(days=700), TODAY + dt.timedelta(days=750)
    assert [forget(today=day, now=office.now) for day in (soon, late)] == [0, 1]
    assert (Sender.objects.count(), Case.objects.get(pk=row.pk).answer) == (0, row.answer)


def test_nothing_outside_the_senders_table_names_her(office):
    row = _answer(office, given.accepted(office))
    escalate(today=TODAY, now=office.now)
    kept = [str(one) for one in (*Entry.objects.values(), *Notice.objects.values(), *Case.objects.values())]
    assert [text for text in kept if given.NAME in text or given.PHONE in text or given.STREET in text] == []
    assert Sender.objects.get(case=row).full_name == given.NAME
