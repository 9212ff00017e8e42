"""A draw that anybody can repeat: by hand, from the page, from the paper; and that nobody can change afterwards."""

import hashlib
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from neuguong.base.journal.queries import history
from neuguong.work.oversight.documents import plan_paper
from neuguong.work.oversight.flow import PLANS
from neuguong.work.oversight.models import Draw, Visit
from neuguong.work.oversight.queries import digest, lots
from neuguong.work.oversight.services import drop_draw, freeze_draw, seed_draw
from neuguong.work.oversight.tests import given
from tests.cast import Cast

CELLS = ["bac-son/binh-minh/thon-nam", "bac-son/hoa-an/thon-dong", "bac-son/hoa-an/thon-tay"]


def seeded(cast: Cast, **fields: Any) -> Draw:
    """Two of the province's cells, by the seed 20261115, for a draft of the commission."""
    asked: dict[str, Any] = {
        "root": cast.unit("bac-son"), "unit_kind": "SUB_CELL", "count": 2,
        "visit_kind": "INSPECTION", "theme": "Sổ theo dõi", "planned_on": given.PLANNED, "seed": "20261115",
        "actor": cast.user("binh"), "now": cast.now,
    }  # fmt: skip
    plan = fields.pop("plan", None) or given.plan(cast, units=())
    return seed_draw(plan=plan, **{**asked, **fields})


def test_lots_are_the_hashes_in_order() -> None:
    """A worked case: whoever has a SHA-256 at hand gets the same."""
    hashes = {code: hashlib.sha256(f"20261115|{code}".encode()).hexdigest() for code in CELLS}
    assert [(one.place, one.code, one.hash) for one in lots("20261115", CELLS)] == [
        (place, code, hashes[code]) for place, code in enumerate(sorted(CELLS, key=hashes.__getitem__), 1)
    ]
    assert lots("20261115", CELLS[::-1]) == lots("20261115", CELLS)
    assert digest(CELLS[::-1]) == hashlib.sha256("\n".join(CELLS).encode()).hexdigest()


def test_the_seed_stands_before_the_list(cast: Cast) -> None:
    draw = seeded(cast)
    with pytest.raises(ValidationError, match="chưa chốt danh sách"):
        seeded(cast, plan=draw.plan)
    with pytest.raises(PermissionDenied):
        freeze_draw(draw=draw, actor=cast.user("son"), now=cast.now)
    done = freeze_draw(draw=draw, actor=cast.user("binh"), now=cast.now)
    assert [code for code, _name in done.candidates] == CELLS
    assert (done.digest, done.drawn) == (digest(CELLS), [one.code for one in lots("20261115", CELLS)[:2]])
    assert sorted(Visit.objects.values_list("unit__code", flat=True)) == sorted(done.drawn)
    assert [one.step for one in history(draw.plan)] == ["add", "seed", "freeze", "add_visits"]
    with pytest.raises(PermissionDenied):
        freeze_draw(draw=draw, actor=cast.user("binh"), now=cast.now)


def test_no_draw_is_changed_or_deleted(cast: Cast) -> None:
    draw = seeded(cast)
    for change in ({"seed": "1"}, {"count": 3}, {"unit_kind": "PARTY_COMMUNE"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.filter(pk=draw.pk).update(**change)
    freeze_draw(draw=draw, actor=cast.user("binh"), now=cast.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=draw.pk).update(drawn=CELLS[:2])
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=draw.pk).delete()


def test_a_list_that_is_too_short_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="chỉ có 3 đơn vị"):
        freeze_draw(draw=seeded(cast, count=4), actor=cast.user("binh"), now=cast.now)


def test_a_machine_chooses_a_seed_where_nobody_does(cast: Cast) -> None:
    assert len(seeded(cast, seed="").seed) == 16


def test_page_and_paper_carry_all_that_is_needed(cast: Cast, client: Client) -> None:
    draw = freeze_draw(draw=seeded(cast), actor=cast.user("binh"), now=cast.now)
    client.force_login(cast.users["binh"])
    page = BeautifulSoup(client.get(reverse("oversight:draw", args=[draw.pk])).content, "html.parser")
    form = page.select_one(f'form[action="{reverse("oversight:recompute")}"]')
    assert form is not None
    sent = {"seed": form.select_one("[name=seed]")["value"], "codes": form.select_one("textarea").text}
    client.force_login(cast.users["lan"])  # anybody
    again = client.post(reverse("oversight:recompute"), sent).content.decode()
    found = [again.index(one.hash) for one in lots(draw.seed, CELLS)]
    assert (found, draw.digest in again) == (sorted(found), True)
    paper = plan_paper(draw.plan, [], [draw], on=None)
    facts, table = paper.appendices[1].blocks
    assert dict(facts.pairs)["Số gốc"] == draw.seed
    assert dict(facts.pairs)["Mã băm SHA-256 của danh sách mã"] == draw.digest
    assert [(row[2], row[4]) for row in table.rows] == [
        (one.code, "Được chọn" if one.place < 3 else "") for one in lots(draw.seed, CELLS)
    ]


def test_a_list_typed_wrongly_is_told(cast: Cast, client: Client) -> None:
    client.force_login(cast.users["lan"])
    answer = client.post(reverse("oversight:recompute"), {"seed": "1", "codes": "a\na"})
    assert (answer.status_code, "Có mã lặp lại" in answer.content.decode()) == (422, True)


def test_a_seed_that_asks_for_more_than_there_are_is_not_written_down(cast: Cast, client: Client) -> None:
    """It would stand for good, could never be drawn, and would bar every other draw of the plan."""
    plan = given.plan(cast, units=())
    client.force_login(cast.user("binh"), backend="allauth.account.auth_backends.AuthenticationBackend")
    fields = {
        "root": "bac-son", "unit_kind": "SUB_CELL", "visit_kind": "INSPECTION", "theme": "Sổ theo dõi",
        "planned_on": f"{given.PLANNED:%d/%m/%Y}", "seed": "20261115",
    }  # fmt: skip
    path = reverse("oversight:draw_start", args=[plan.pk])
    answer = client.post(path, {**fields, "count": "4"})
    assert (answer.status_code, Draw.objects.count()) == (422, 0)
    assert "Tỉnh ủy Bắc Sơn hiện chỉ có 3 đơn vị loại này. Hãy chọn ít hơn." in answer.content.decode()
    assert (
        client.post(path, {**fields, "count": "3"})["Location"]
        == f"/kiem-tra-giam-sat/boc-tham/{Draw.objects.get().pk}/"
    )


def test_a_draw_that_cannot_be_drawn_is_dropped_and_stays_to_be_read(cast: Cast, client: Client) -> None:
    """Four were to be drawn and three cells are left: the plan was stuck with it."""
    draw = seeded(cast, count=4)
    given.add_visits(plan=draw.plan, units=[cast.unit("hoa-an")], kind="INSPECTION", theme="x", actor=None,
                     planned_on=given.PLANNED, now=cast.now)  # fmt: skip
    plan, page = reverse("oversight:plan", args=[draw.plan_id]), reverse("oversight:draw", args=[draw.pk])
    path, freeze = (reverse(f"oversight:draw_{act}", args=[draw.pk]) for act in ("drop", "freeze"))
    blocked = "Có lần bốc thăm đã ghi số gốc mà chưa chốt danh sách. Hãy chốt danh sách, hoặc bỏ lần ấy, rồi ban hành."
    assert blocked in PLANS.unmet(draw.plan, "issue")
    client.force_login(cast.users["son"])
    assert [client.get(path).status_code, client.post(path, {"reason": "x"}).status_code] == [404, 404]
    client.force_login(cast.users["binh"])
    shown = client.get(page).content.decode()
    assert (path in shown, freeze in shown, "không đủ để chọn 4" in shown) == (True, False, True)
    assert (client.post(path, {"reason": " "}).status_code, Draw.objects.get().dropped_at) == (422, None)
    for answer, target in ((client.post(path, {"reason": "Chi bộ đã giải thể"}), plan), (client.post(path), page)):
        assert answer["Location"] == target  # the second is pressed twice
    draw.refresh_from_db()
    assert (draw.drop_reason, draw.dropped_by, draw.dropped_at is None) == (
        "Chi bộ đã giải thể", cast.users["binh"], False,
    )  # fmt: skip
    assert blocked not in PLANS.unmet(draw.plan, "issue")
    entry = list(history(draw.plan))[-1]
    assert (entry.step, entry.note, entry.data["changes"]) == (
        "drop_draw", "Chi bộ đã giải thể", [["Số gốc", "20261115", ""]],
    )  # fmt: skip
    words = [client.get(one).content.decode() for one in (page, plan)]
    assert [("20261115" in one, "Chi bộ đã giải thể" in one, path in one) for one in words] == [(True, True, False)] * 2
    second = seeded(cast, plan=draw.plan, seed="2", count=3)
    second = freeze_draw(draw=second, actor=cast.user("binh"), now=cast.now)
    paper = plan_paper(draw.plan, [], [draw, second], on=None)
    assert [one.title for one in paper.appendices[1:]] == ["Kết quả bốc thăm", "Các lần bốc thăm đã bỏ"]
    assert [(row[0], row[-1]) for row in paper.appendices[2].blocks[0].rows] == [("20261115", "Chi bộ đã giải thể")]


def test_what_was_dropped_or_drawn_stands(cast: Cast) -> None:
    draw = seeded(cast)
    with pytest.raises(ValidationError, match="Hãy ghi lý do"):
        drop_draw(draw=draw, reason=" ", actor=cast.user("binh"), now=cast.now)
    with pytest.raises(PermissionDenied):
        drop_draw(draw=draw, reason="x", actor=cast.user("quang"), now=cast.now)
    drop_draw(draw=draw, reason="Sai phạm vi", actor=cast.user("binh"), now=cast.now)
    for act in (freeze_draw, lambda **at: drop_draw(reason="x", **at)):
        with pytest.raises(PermissionDenied):
            act(draw=draw, actor=cast.user("binh"), now=cast.now)
    for change in ({"dropped_at": None, "drop_reason": ""}, {"drop_reason": "Khác"}, {"frozen_at": cast.now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.filter(pk=draw.pk).update(**change)
    drawn = freeze_draw(draw=seeded(cast, plan=draw.plan), actor=cast.user("binh"), now=cast.now)
    with pytest.raises(PermissionDenied):
        drop_draw(draw=drawn, reason="x", actor=cast.user("binh"), now=cast.now)
