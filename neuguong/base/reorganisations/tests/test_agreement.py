"""Random facts, folds, batches of moves, mergers and divisions, and their undoing: no figure is ever lost or made up.

What the root should show is counted in Python from plain rows, so nothing of the engine proves the engine.
"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.figures import services as engine
from neuguong.base.figures.models import Balance
from neuguong.base.figures.queries import figures
from neuguong.base.figures.tests.world import SINCE, TODAY, World, build
from neuguong.base.orgs.models import Unit
from neuguong.base.reorganisations.choices import ChangeKind, State
from neuguong.base.reorganisations.models import Reorganisation
from neuguong.base.reorganisations.services import Line, add_change, apply, open_batch, undo
from neuguong.kit.figures import measure
from neuguong.work.commitments.models import Commitment
from tests.cast import NOW

FACTS = ("c1-1", "c2-1", "c3", "c3-1", "c3-2", "c4-1", "c5", "c6", "c7", "A", "B", "body")
COMMUNES = ("c3", "c5", "c6", "c7")
MOVED = st.sampled_from(("c3", "c5", "c6", "c7", "c3-1", "c1-1", "body"))
HOSTS = st.sampled_from(("A", "B", "c3", "c5", "c6", "nation"))
DAYS = st.dates(dt.date(2025, 8, 1), dt.date(2026, 10, 1))
ALL = measure("should")


class Reorganising(RuleBasedStateMachine):
    world: World
    by: User

    @initialize()
    def start(self) -> None:
        self.number = 0
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self) -> None:
        if hasattr(self, "block"):
            try:
                self.agree()
            finally:
                transaction.set_rollback(True)
                self.block.__exit__(None, None, None)

    @rule(unit=st.sampled_from(FACTS), year=st.sampled_from((2024, 2025, 2026)), n=st.integers(1, 4))
    def write(self, unit: str, year: int, n: int) -> None:
        if Unit.objects.filter(pk=self.world.units[unit].pk).exists():
            self.world.register(unit, year, n)

    @rule()
    def fold(self) -> None:
        engine.fold(limit=3)

    @rule(unit=MOVED, to=HOSTS, on=DAYS)
    def move(self, unit: str, to: str, on: dt.date) -> None:
        self.act([Line(ChangeKind.MOVE, unit, to)], on)

    @rule(
        one=st.sampled_from(COMMUNES),
        other=st.sampled_from(COMMUNES),
        on=DAYS,
        late=st.sampled_from(("KEEP", "SUCCESSOR")),
    )
    def merge(self, one: str, other: str, on: dt.date, late: str) -> None:
        new = {"name": f"Xã mới {self.number}", "unit_kind": "PARTY_COMMUNE", "parent_code": "A"}
        code = f"m{self.number}"
        self.act(
            [Line(ChangeKind.MERGE, one, code, late=late, **new), Line(ChangeKind.MERGE, other, code, late=late)], on
        )

    @rule(one=st.sampled_from(COMMUNES), on=DAYS)
    def split(self, one: str, on: dt.date) -> None:
        lines = [
            Line(ChangeKind.SPLIT, one, f"s{self.number}{parent}", name=f"Xã {self.number}{parent}", late="KEEP",
                 unit_kind="PARTY_COMMUNE", parent_code=parent)
            for parent in ("A", "B")
        ]  # fmt: skip
        cells = {"c3": ("c3-1", "c3-2"), "c5": ("c1-1", "c1-2", "c2-1", "c2-2"), "c6": ("c4-1",)}.get(one, ())
        lines += [Line(ChangeKind.MOVE, cell, f"s{self.number}{'AB'[at % 2]}") for at, cell in enumerate(cells)]
        self.act(lines, on)

    @rule()
    def take_back(self) -> None:
        batch = Reorganisation.objects.filter(state=State.APPLIED).order_by("-applied_at", "-pk").first()
        if batch:
            try:
                undo(batch=batch, reason="Nhầm", by=self.by, now=NOW)
            except ValidationError:
                return  # something rests on it, which it says

    def act(self, lines: list[Line], on: dt.date) -> None:
        """Apply a batch if it can be; years whose tree stands before its day keep every row."""
        self.number += 1
        engine.fold_all()
        before = self.closed(on)
        batch = open_batch(
            unit=self.world.units["nation"], title=f"Đợt {self.number}", decision="1", signed_on=on, on=on, by=self.by,
            now=NOW,
        )  # fmt: skip
        for line in lines:
            add_change(batch=batch, line=line, by=self.by, now=NOW)
        try:
            apply(batch=batch, by=self.by, now=NOW, today=TODAY)
        except ValidationError:
            return  # a unit that is gone, a ring: said, and nothing written
        assert self.closed(on) == before

    def closed(self, on: dt.date) -> list[tuple[Any, ...]]:
        """Every stored row of the years whose tree stands before a day."""
        years = [period.pk for period in self.world.years.values() if period.tree_on < on]
        rows = Balance.objects.filter(period_id__in=years).order_by("pk")
        return list(rows.values_list("pk", "cube", "unit_id", "period_id", "dims", "n", "sums"))

    def agree(self) -> None:
        assert engine.recount() == []
        root, years = self.world.units["nation"].pk, list(self.world.years.values())
        leaves = {
            (ALL.key, year.pk): Commitment.objects.filter(period=year, **ALL.lookups(TODAY)).count() for year in years
        }
        assert figures([ALL], root, years, today=TODAY) == leaves
        assert figures([ALL], root, years, today=TODAY, in_today_tree=True) == leaves


def test_no_figure_is_lost_or_made_up(db: None) -> None:
    Reorganising.world = build()
    Reorganising.by = User.objects.create_user("an", "mat-khau-thu-1")
    Grant.objects.create(
        user=Reorganising.by, role=Role.ADMINISTRATOR, unit=Reorganising.world.units["nation"], valid=(SINCE, None)
    )
    run_state_machine_as_test(
        Reorganising, settings=settings(max_examples=4, stateful_step_count=7, deadline=None, derandomize=True)
    )
