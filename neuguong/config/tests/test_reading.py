"""The figures of a year as plain data: registrations first, results by quarter, each label standing alone."""

import datetime as dt

from neuguong.config.reading import year_figures
from neuguong.work.commitments.choices import Group, Kind
from neuguong.work.commitments.models import Commitment, Item, Progress
from tests.cast import TODAY, Cast

DUE = dt.date(2026, 2, 28)


def record(cast: Cast, name: str, unit: str, *quarters: int) -> None:
    """A registration with one item, and a result of it in each of these quarters of 2026."""
    place = {"unit": cast.unit(unit), "period": cast.years[2026]}
    row = Commitment.objects.create(
        code=name, kind=Kind.INDIVIDUAL, person=cast.person(name), decider_unit=cast.unit(unit), due_on=DUE, **place
    )
    item = Item.objects.create(commitment=row, number=1, group=Group.DEED, deed="Việc", due_on=DUE, **place)
    for number in quarters:
        quarter = cast.quarters[2026, number]
        Progress.objects.create(item=item, unit=row.unit, period=quarter, text="Đã làm", recorded_on=TODAY)


def test_registrations_come_first_then_plans_documents_communication(cast: Cast) -> None:
    keys = [row["key"] for row in year_figures(cast.unit("hoa-an"), cast.years[2026], TODAY)["figures"]]
    places = [keys.index(key) for key in ("should", "items", "progress", "plans_should", "documents", "communications")]
    assert places == sorted(places)
    assert places[0] == 0


def test_the_year_of_results_is_the_sum_of_its_quarters(cast: Cast) -> None:
    record(cast, "lan", "thon-dong", 1, 3)
    record(cast, "tuan", "thon-tay", 1)
    record(cast, "ha", "thon-nam", 2)
    found = {row["key"]: row for row in year_figures(cast.unit("hoa-an"), cast.years[2026], TODAY)["figures"]}
    assert (found["progress"]["value"], found["progress"]["text"]) == (3, "3")
    assert [part["value"] for part in found["progress"]["quarters"]] == [2, 0, 1, 0]
    assert [part["quarter"] for part in found["progress"]["quarters"]] == [1, 2, 3, 4]
    assert found["head_approved"]["label"] == "Người đứng đầu: đã duyệt"
