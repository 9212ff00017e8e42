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
from neuguong.work.oversight.models import Draw, Visit
from neuguong.work.oversight.queries import digest, lots
from neuguong.work.oversight.services import freeze_draw, seed_draw
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
