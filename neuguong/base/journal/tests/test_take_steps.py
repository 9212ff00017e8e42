"""The only writer of state fields: what moves, what is refused and why, what the journal keeps."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from neuguong.base.access.models import Delegation, Grant
from neuguong.base.journal.models import Entry
from neuguong.base.journal.queries import timeline
from neuguong.base.journal.services import adopt, record, take_step, take_steps
from neuguong.base.journal.tests.flow import FLOW, happened
from neuguong.base.orgs.choices import Standing
from neuguong.base.orgs.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("known_flow")


def take(cast: Cast, who: str, step: str, *names: str, note: str = "", **more):
    rows = Person.objects.filter(pk__in=[cast.person(name).pk for name in names])
    return take_steps(FLOW, rows, step, cast.user(who), note, now=cast.now, **more)


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def standing(cast: Cast, name: str) -> str:
    return Person.objects.get(pk=cast.person(name).pk).standing


def test_a_step_moves_the_row_and_writes_one_entry(cast: Cast) -> None:
    outcome = take(cast, "hung", "suspend", "lan", note="Vắng sinh hoạt")

    assert (outcome.moved, outcome.refused) == ([cast.person("lan").pk], [])
    assert standing(cast, "lan") == Standing.PROBATIONARY
    entry = Entry.objects.get()
    assert (entry.model, entry.object_id, entry.step) == ("orgs.Person", cast.person("lan").pk, "suspend")
    assert (entry.source, entry.target, entry.note) == ("FULL", "PROBATIONARY", "Vắng sinh hoạt")
    assert (entry.actor, entry.at, entry.capacity) == (
        cast.user("hung"),
        cast.now,
        "Bí thư chi bộ, Chi bộ Thôn Đông",
    )


def test_each_row_that_stays_says_why_and_the_rest_goes_through(cast: Cast) -> None:
    take(cast, "hung", "leave", "mai")

    outcome = take(cast, "hung", "suspend", "lan", "mai", "tuan", "hung", note="Thử")

    assert outcome.moved == [cast.person("lan").pk]
    assert {one.id: one.reason for one in outcome.refused} == {
        cast.person("mai").pk: "Hồ sơ đang ở trạng thái “Quần chúng”, không thực hiện được việc này nữa. "
        "Hãy tải lại trang.",
        cast.person("tuan").pk: "Đồng chí không có quyền thực hiện việc này trên hồ sơ này.",
        cast.person("hung").pk: "Đồng chí không có quyền thực hiện việc này trên hồ sơ này.",
    }
    assert Entry.objects.filter(step="suspend").count() == 1


def test_a_guard_refuses_with_its_own_sentence(cast: Cast) -> None:
    take(cast, "hung", "suspend", "lan", note="Thử")
    assert [one.reason for one in take(cast, "hung", "admit", "lan").refused] == ["Hãy ghi giới tính trước."]

    Person.objects.update(sex="F")
    assert take(cast, "hung", "admit", "lan", note="Đủ").moved == [cast.person("lan").pk]
    assert happened == [([cast.person("lan").pk], "hung", "Đủ")]


def test_a_step_that_needs_a_reason_does_nothing_without_one(cast: Cast) -> None:
    with pytest.raises(ValueError, match="Hãy ghi lý do"):
        take(cast, "hung", "suspend", "lan", note="  ")
    assert (standing(cast, "lan"), Entry.objects.count()) == (Standing.FULL, 0)


def test_an_unknown_step_is_an_error(cast: Cast) -> None:
    with pytest.raises(KeyError):
        take(cast, "hung", "fly", "lan")


def test_values_are_set_with_the_state_and_data_goes_into_the_entry(cast: Cast) -> None:
    take(cast, "hung", "leave", "lan", "mai", values={"code": F("full_name"), "sex": "F"}, data={"number": "12"})

    rows = Person.objects.filter(standing=Standing.NON_MEMBER).order_by("code")
    assert list(rows.values_list("code", "sex")) == [("Lê Thị Mai", "F"), ("Nguyễn Thị Lan", "F")]
    assert list(Entry.objects.values_list("data", flat=True)) == [{"number": "12"}] * 2


def test_take_step_is_the_case_of_one(cast: Cast) -> None:
    outcome = take_step(FLOW, cast.person("lan"), "leave", cast.user("mai"), now=cast.now)
    assert outcome.moved == [cast.person("lan").pk]
    assert Entry.objects.get().capacity == "Phó bí thư chi bộ, Chi bộ Thôn Đông"


def test_the_capacity_of_a_delegate_names_whose_right_it_is(cast: Cast) -> None:
    Delegation.objects.create(
        grant=Grant.objects.get(user=cast.users["ha"]),
        to=cast.users["tuan"],
        valid=(dt.date(2026, 11, 1), dt.date(2026, 12, 1)),
        decision="Công văn 7-CV/ĐU",
        made_by=cast.users["an"],
    )
    Person.objects.filter(pk=cast.person("lan").pk).update(home=cast.unit("thon-nam"))

    assert take(cast, "tuan", "leave", "lan").moved == [cast.person("lan").pk]
    assert Entry.objects.get().capacity == (
        "Bí thư chi bộ, Chi bộ Thôn Nam, theo ủy quyền của đồng chí Vũ Thu Hà (Công văn 7-CV/ĐU)"
    )


def test_the_number_of_queries_does_not_grow_with_the_rows(cast: Cast) -> None:
    home = cast.unit("thon-dong")
    people = Person.objects.bulk_create(
        Person(code=f"X-{n}", full_name=f"Đồng chí {n}", search="", sort_key="", home=home) for n in range(101)
    )

    def queries(ids: list[int]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            take_steps(FLOW, Person.objects.filter(pk__in=ids), "leave", cast.user("hung"), now=cast.now)
        return len(seen)

    one = queries([people[0].pk])
    assert queries([person.pk for person in people[1:]]) == one
    assert Entry.objects.count() == 101


def test_adopted_rows_are_journaled_in_whatever_state(cast: Cast) -> None:
    rows = [(cast.person("lan").pk, "FULL"), (cast.person("mai").pk, "NON_MEMBER")]

    assert adopt(Person, rows, origin="dang-vien.xlsx", now=cast.now) == 2

    entries = Entry.objects.order_by("pk").values_list("object_id", "step", "target", "note", "actor")
    assert list(entries) == [(pk, "adopt", state, "Nạp từ dang-vien.xlsx", None) for pk, state in rows]


def test_the_timeline_tells_newest_first_in_words(cast: Cast) -> None:
    lan = cast.person("lan")
    adopt(Person, [(lan.pk, "FULL")], origin="dang-vien.xlsx", now=cast.now)
    changes = {"changes": [("Ngày sinh", "", "01/02/1980")]}
    hour = dt.timedelta(hours=1)
    record(lan, "mended", actor=cast.user("an"), now=cast.now + hour, data=changes, capacity="Phan Thế An")
    take_step(FLOW, lan, "leave", cast.user("hung"), "Xin ra", now=cast.now + 2 * hour)

    told = timeline(lan, FLOW, {"mended": "Sửa lý lịch"})

    assert [(one["what"], one["who"], one["note"], one["changes"]) for one in told] == [
        ("Cho ra", "Trần Văn Hùng", "Xin ra", []),
        ("Sửa lý lịch", "Phan Thế An", "", [("Ngày sinh", "", "01/02/1980")]),
        ("Nạp từ dang-vien.xlsx", "Hệ thống", "", []),
    ]
    assert (told[0]["capacity"], told[0]["at"]) == ("Bí thư chi bộ, Chi bộ Thôn Đông", cast.now + 2 * hour)
    assert told[1]["capacity"] == ""  # her name once is enough


def test_an_entry_is_never_changed_or_removed(cast: Cast) -> None:
    record(cast.person("lan"), "seen", actor=None, now=cast.now)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    tampering = (
        lambda: Entry.objects.update(note="khác"),
        lambda: Entry.objects.all().delete(),
        lambda: run("TRUNCATE journal_entry"),
    )
    for act in tampering:
        with pytest.raises(IntegrityError, match="Dòng nhật ký"), transaction.atomic():
            act()
    run("SET LOCAL neuguong.reset = 'on'")
    assert Entry.objects.all().delete()[0] == 1
