"""Proving seals: an untouched one is silent, a tampered one is named, and a change since is told with its reason."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from django.db import connection

from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries import Difference, differences, in_words, register_explanation
from neuguong.base.figures.services import verify
from neuguong.base.figures.tests.test_sealing import sealed, told
from neuguong.base.figures.tests.world import World
from neuguong.base.orgs.services import move_unit
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.models import Commitment
from neuguong.work.programmes.models import Communication

__all__ = ["told"]


def past_the_program(statement: str) -> None:
    """What a superuser can do: triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_nothing_is_said_of_an_untouched_seal(told: World) -> None:
    sealed(told, "A", 2024)
    sealed(told, "c3", 2024)
    move_unit(unit=told.units["c3"], tree=told.tree, parent=told.units["B"], on=told.years[2025].starts_on)
    assert list(verify()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE figures_sealedfact SET sums = ARRAY[301] WHERE cube = 'communications'",
        "UPDATE figures_sealedfact SET n = n + 1 WHERE id = (SELECT min(id) FROM figures_sealedfact)",
        "DELETE FROM figures_sealedfact WHERE id = (SELECT min(id) FROM figures_sealedfact)",
        "UPDATE figures_sealedplace SET alive = NOT alive WHERE id = (SELECT min(id) FROM figures_sealedplace)",
        "UPDATE figures_seal SET totals = '[]'",
        "UPDATE figures_seal SET digest = repeat('0', 64)",
    ],
)
def test_a_tampered_seal_is_named(told: World, statement: str) -> None:
    made = sealed(told, "A", 2024)
    past_the_program(statement)
    faults = [one for one in verify() if one.is_fault]
    assert {one.seal for one in faults} == {made}
    assert "đã bị sửa" in faults[0].sentence


def test_a_change_since_is_told_with_both_values(told: World) -> None:
    made = sealed(told, "A", 2024)
    Communication.objects.update(count=400)
    (found,) = verify()
    assert (found.is_fault, found.seal) == (False, made)
    assert "Đơn vị c3-1, Năm 2024. Kênh: Hội nghị" in found.sentence
    assert "đã chốt 1 dòng (300), nay 1 dòng (400); chưa có đính chính nào nói vì sao." in found.sentence


def test_what_differs_stands_at_its_place(told: World) -> None:
    made, period = sealed(told, "A", 2024), told.years[2024]
    Commitment.objects.filter(unit=told.units["c3"]).update(state=State.APPROVED)
    was, now = differences(made, [period.pk])
    if was.sealed[0] == 0:
        was, now = now, was
    assert (was.unit_id, was.sealed, was.now) == (told.units["c3"].pk, (1, ()), (0, ()))
    assert (now.unit_id, now.sealed, now.now) == (told.units["c3"].pk, (0, ()), (1, ()))
    assert "Trạng thái: Đã duyệt" in in_words([now])[0]


def test_a_slice_says_why(told: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("neuguong.base.figures.queries.changes._explain", {})

    def decided(seal: Seal, found: Sequence[Difference]) -> dict[Difference, str]:
        return {one: "đính chính ngày 20/01/2026" for one in found if one.now[1] == (Decimal(400),)}

    register_explanation("communications", decided)
    sealed(told, "A", 2024)
    Communication.objects.update(count=400)
    (found,) = verify()
    assert found.sentence.endswith("nay 1 dòng (400); đính chính ngày 20/01/2026.")
    with pytest.raises(ValueError, match="twice"):
        register_explanation("communications", decided)
