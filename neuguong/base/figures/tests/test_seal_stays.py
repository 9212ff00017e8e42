"""A seal never changes: random writes, folding and a moving tree, before and after; and it says what figures said."""

from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from neuguong.base.accounts.models import User
from neuguong.base.figures import services
from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries import figures, sealed_figures
from neuguong.base.figures.services.digest import digest_of
from neuguong.base.figures.tests.test_agreement import MEASURES, Agreement
from neuguong.base.figures.tests.test_sealing import NOW, approver
from neuguong.base.figures.tests.world import World

SEALED = ("nation", "A", "B", "c3", "c5")


class Staying(Agreement):
    approvers: dict[str, User]

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[int, object] = {}

    @precondition(lambda self: len(self.told) < 4)
    @rule(unit=st.sampled_from(SEALED), year=st.sampled_from((2024, 2025)))
    def seal(self, unit: str, year: int) -> None:
        where, period = self.world.units[unit], self.world.years[year]
        if Seal.objects.filter(unit=where, period=period).exists():
            return
        made = services.seal(unit=where, period=period, actor=self.approvers[unit], now=NOW)
        said = figures(MEASURES, where.pk, [period], today=timezone.localdate(NOW))
        assert sealed_figures(MEASURES, made, where.pk, [period]) == said
        self.told[made.pk] = (made.digest, made.rows, said)

    def agree(self) -> None:
        for made in Seal.objects.select_related("period"):
            said = sealed_figures(MEASURES, made, made.unit_id, [made.period])
            assert (*digest_of(made), said) == self.told[made.pk]
        assert not [one for one in services.verify() if one.is_fault]


def test_a_seal_stays(world: World) -> None:
    machine = type("Staying", (Staying,), {"world": world, "approvers": {one: approver(world, one) for one in SEALED}})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=6, stateful_step_count=8, deadline=None, derandomize=True)
    )  # type: ignore[arg-type]  # drawn by hypothesis
