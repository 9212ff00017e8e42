"""A batch: tried without a trace, applied at once, undone exactly, refused in words."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from neuguong.base.access.choices import Role
from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries import figures
from neuguong.base.figures.services import recount
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.models import Path, Placement, Reach, Succession, Unit, UnitName
from neuguong.base.orgs.queries import ancestors, names, path_of
from neuguong.base.reorganisations.choices import ChangeKind, State
from neuguong.base.reorganisations.models import Reorganisation
from neuguong.base.reorganisations.services import Line, add_change, apply, try_out, undo
from neuguong.base.reorganisations.tests.arranged import DAY, MERGER, NEW, act, batch_of, grant
from neuguong.kit.figures import measure
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy as commitments
from tests.cast import TODAY, Cast

TABLES = (Unit, UnitName, Placement, Succession, Path, Reach)


def everything() -> dict[str, list[dict[str, object]]]:
    """All rows of the trees, ids of derived ones apart."""
    found = {model.__name__: list(model._default_manager.order_by("pk").values()) for model in TABLES}
    for name in ("Path", "Reach"):
        rows = [{key: value for key, value in row.items() if key != "id"} for row in found[name]]
        found[name] = sorted(rows, key=lambda row: (row["tree_id"], row["unit_id"], row["valid_from"], row["path"]))  # type: ignore[arg-type,return-value]
    return found


def register(cast: Cast, unit: str, person: str, year: int = 2026) -> Commitment:
    return Commitment.objects.create(
        code=f"{year}-{person}", kind="INDIVIDUAL", period=cast.years[year], unit=cast.unit(unit),
        decider_unit=cast.unit(unit), person=cast.person(person), due_on=dt.date(year, 1, 31), state="APPROVED",
        expected=True, submitted_on=dt.date(year, 1, 5), timing="ON_TIME",
    )  # fmt: skip


def faults(cast: Cast, *lines: Line, on: dt.date = DAY, unit: str = "bac-son") -> list[str]:
    """What a trial says."""
    report = try_out(batch=batch_of(cast, *lines, on=on, unit=unit), today=TODAY, **act(cast))
    return [*report["faults"], *(text for line in report["lines"] for text in line["faults"])]


def test_a_trial_tells_everything_and_leaves_nothing(cast: Cast) -> None:
    register(cast, "thon-dong", "lan")
    register(cast, "thon-nam", "ha")
    batch, before = batch_of(cast, *MERGER), everything()
    report = try_out(batch=batch, today=TODAY, **act(cast))
    assert everything() == before
    assert [line["faults"] for line in report["lines"]] == [[], []]
    first = report["lines"][0]
    assert (first["before"]["name"], first["after"]["name"]) == ("Đảng ủy xã Hòa An", "")
    assert ["Người", 6] in first["follows"]
    assert report["untouched"] == ["Năm 2025"]
    told = {(unit, label): (old, new) for _year, label, unit, old, new in report["figures"]}
    assert told["Đảng ủy xã An Minh", "Bản đăng ký"] == (0, 2)
    assert told["Đảng ủy xã Hòa An", "Bản đăng ký"] == (1, 0)
    assert told["Tỉnh ủy Bắc Sơn", "Bản đăng ký"] == (2, 2)


def test_a_merger_is_applied_once_and_counts_from_its_day(cast: Cast) -> None:
    register(cast, "thon-dong", "lan")
    register(cast, "thon-nam", "ha")
    register(cast, "thon-dong", "lan", 2025)
    batch = batch_of(cast, *MERGER)
    assert apply(batch=batch, today=TODAY, **act(cast)).moved == [batch.pk]
    new = Unit.objects.get(code=NEW)
    assert ancestors(cast.unit("thon-dong").pk, TODAY)[-1] == new
    assert ancestors(cast.unit("thon-dong").pk, DAY - dt.timedelta(days=1))[-1] == cast.unit("hoa-an")
    years, asked = list(cast.years.values()), [measure("should")]
    assert figures(asked, new.pk, years, today=TODAY) == {("should", years[0].pk): 0, ("should", years[1].pk): 2}
    assert figures(asked, cast.unit("hoa-an").pk, years, today=TODAY)["should", years[0].pk] == 1
    assert recount() == []
    again = apply(batch=batch, today=TODAY, **act(cast))
    assert (again.moved, len(again.refused)) == ([], 1)
    assert Entry.objects.filter(model="reorganisations.Reorganisation", step="apply").count() == 1


def test_undone_the_rows_are_exactly_as_before(cast: Cast) -> None:
    register(cast, "thon-dong", "lan")
    lines = (
        *MERGER,
        Line(ChangeKind.RENAME, "bac-son/ubkt", name="Cơ quan Ủy ban Kiểm tra"),
        Line(ChangeKind.MOVE, "bac-son/binh-minh/thon-nam", "bac-son/so-xay-dung"),
    )
    batch, before = batch_of(cast, *lines), everything()
    apply(batch=batch, today=TODAY, **act(cast))
    assert everything() != before
    undo(batch=batch, reason="Quyết định được thu hồi", **act(cast))
    assert everything() == before
    assert (Reorganisation.objects.get(pk=batch.pk).state, recount()) == (State.UNDONE, [])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_something_rests_on_is_not_undone(cast: Cast) -> None:
    batch = batch_of(cast, *MERGER)
    apply(batch=batch, today=TODAY, **act(cast))
    cast.units["an-minh"] = Unit.objects.get(code=NEW)
    register(cast, "an-minh", "lan")
    with pytest.raises(ValidationError, match="Đơn vị lập trong đợt này đã có 1 bản đăng ký"):
        undo(batch=batch, reason="Nhầm", **act(cast))
    Commitment.objects.all().delete()
    renamed = Line(ChangeKind.RENAME, NEW, name="Đảng ủy phường An Minh")
    later = batch_of(cast, renamed, on=dt.date(2026, 9, 1), title="Đổi tên")
    apply(batch=later, today=TODAY, **act(cast))
    with pytest.raises(ValidationError, match="“Đảng ủy phường An Minh” đã được thay đổi sau đợt này"):
        undo(batch=batch, reason="Nhầm", **act(cast))
    undo(batch=later, reason="Nhầm", **act(cast))
    assert undo(batch=batch, reason="Nhầm", **act(cast)).moved == [batch.pk]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Line(ChangeKind.MOVE, "khong-co", "bac-son"), "Không có đơn vị mã “khong-co”."),
        (Line(ChangeKind.MOVE, "bac-son/hoa-an"), "Thiếu mã đơn vị cấp trên mới."),
        (Line(ChangeKind.DISSOLVE, "bac-son/hoa-an"), "“Chi bộ Thôn Đông” còn trực thuộc đơn vị này."),
        (Line(ChangeKind.MOVE, "bac-son/hoa-an", "bac-son/hoa-an/thon-dong"), "trực thuộc chính mình"),
        (
            Line(ChangeKind.OPEN, "bac-son/ubkt", name="X", unit_kind="PARTY_BODY", parent_code="bac-son"),
            "Mã “bac-son/ubkt” đã có đơn vị khác dùng.",
        ),
        (Line(ChangeKind.MOVE, "bac-son/hoa-an", "trung-uong"), "“Trung ương” nằm ngoài phạm vi"),
    ],
)
def test_what_cannot_be_is_said_beside_the_line(cast: Cast, line: Line, words: str) -> None:
    assert any(words in text for text in faults(cast, line))
    with pytest.raises(ValidationError, match="còn điểm phải sửa"):
        apply(batch=Reorganisation.objects.get(), today=TODAY, **act(cast))


def test_one_unit_ends_once_and_not_before_it_lives(cast: Cast) -> None:
    twice = (MERGER[0], Line(ChangeKind.DISSOLVE, "bac-son/hoa-an", "bac-son"))
    assert "Đơn vị “bac-son/hoa-an” bị thay đổi hai lần trong cùng đợt." in faults(cast, *twice)
    Reorganisation.objects.all().delete()
    early = faults(cast, MERGER[0], on=dt.date(2010, 1, 1))
    assert "Đơn vị “Đảng ủy xã Hòa An” không hoạt động ngày 01/01/2010." in early


def test_a_late_decision_asks_about_what_was_written_after_the_end(cast: Cast) -> None:
    day = dt.date(2025, 7, 1)
    register(cast, "hoa-an", "lan")  # of 2026, while the commune ends in 2025
    batch = batch_of(cast, *MERGER, on=day)
    report = try_out(batch=batch, today=TODAY, **act(cast))
    assert report["lines"][0]["late"] == [["Bản đăng ký", 1]]
    assert "hãy chọn tính cho đơn vị kế thừa hay giữ ở chỗ cũ" in report["lines"][0]["faults"][0]
    answered = Line(**{**MERGER[0].__dict__, "late": "SUCCESSOR"})
    add_change(batch=batch, line=answered, number=1, **act(cast))
    apply(batch=batch, today=TODAY, **act(cast))
    new, year = Unit.objects.get(code=NEW), cast.years[2026]
    assert figures([measure("should")], new.pk, [year], today=TODAY) == {("should", year.pk): 1}
    assert Commitment.objects.get().unit == cast.unit("hoa-an")
    assert recount() == []


def test_a_decision_dated_in_a_sealed_period_counts_from_the_next(cast: Cast) -> None:
    Seal.objects.create(
        unit=cast.unit("trung-uong"), period=cast.years[2025], tree_on=dt.date(2025, 12, 31), cubes=[], totals={},
        rows=0, digest="0", version=1, sealed_by=cast.user("quang"), sealed_at=cast.now,
    )  # fmt: skip
    report = try_out(batch=batch_of(cast, *MERGER, on=dt.date(2025, 7, 1)), today=TODAY, **act(cast))
    assert report["day"] == "2026-01-01"
    assert report["untouched"] == ["Năm 2025"]


def test_a_split_divides_by_its_lines_and_a_dissolved_unit_leaves_its_own_to_its_heir(cast: Cast) -> None:
    new = {"unit_kind": "PARTY_COMMUNE", "parent_code": "bac-son"}
    batch = batch_of(
        cast,
        Line(ChangeKind.SPLIT, "bac-son/hoa-an", "bac-son/dong", name="Đảng ủy xã Đông", **new),
        Line(ChangeKind.SPLIT, "bac-son/hoa-an", "bac-son/tay", name="Đảng ủy xã Tây", **new),
        Line(ChangeKind.MOVE, "bac-son/hoa-an/thon-dong", "bac-son/dong"),
        Line(ChangeKind.MOVE, "bac-son/hoa-an/thon-tay", "bac-son/tay"),
        Line(ChangeKind.DISSOLVE, "bac-son/binh-minh", "bac-son/so-xay-dung"),
        Line(ChangeKind.LEVEL, "bac-son/ubkt", name="Đảng ủy xã Kiểm", unit_kind="PARTY_COMMUNE"),
    )
    apply(batch=batch, today=TODAY, **act(cast))
    assert ancestors(cast.unit("thon-tay").pk, TODAY)[-1].code == "bac-son/tay"
    assert ancestors(cast.unit("thon-nam").pk, TODAY)[-1] == cast.unit("so-xay-dung")
    risen = Unit.objects.get(code="bac-son/ubkt")
    assert (risen.rolled, names([risen.pk], TODAY)[risen.pk].name) == (True, "Đảng ủy xã Kiểm")
    assert recount() == []


def test_rights_and_records_follow_the_successor_and_nobody_else(cast: Cast) -> None:
    row = register(cast, "hoa-an", "lan")
    batch = batch_of(cast, *MERGER)
    seen = {name: commitments.can(cast.user(name), "view", row) for name in ("thuy", "ha", "binh")}
    assert seen == {"thuy": True, "ha": False, "binh": False}
    apply(batch=batch, today=TODAY, **act(cast))
    new = Unit.objects.get(code=NEW)
    cast.units["an-minh"] = new

    grant(cast, "ha", Role.APPROVER, "an-minh")
    assert commitments.can(cast.user("ha"), "view", row)  # staff of the successor sees what was merged
    assert commitments.can(cast.user("thuy"), "view", row)  # and who held it at the old one holds it now
    assert not commitments.can(cast.user("binh"), "view", row)
    assert Reach.objects.get(unit=cast.unit("hoa-an"), valid_from=DAY).path == path_of(new.pk, TODAY)


def test_only_the_administrator_of_the_place_acts(cast: Cast) -> None:
    batch = batch_of(cast, *MERGER)
    for name in ("quang", "van", "lan"):
        with pytest.raises(ValidationError, match="ngoài phạm vi quyền"):
            apply(batch=batch, by=cast.user(name), now=cast.now, today=TODAY)
        with pytest.raises(ValidationError, match="ngoài phạm vi quyền"):
            try_out(batch=batch, by=cast.user(name), now=cast.now, today=TODAY)
    assert Reorganisation.objects.get().state == State.DRAFT
