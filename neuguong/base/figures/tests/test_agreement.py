"""Random facts, random changes, random folding, a moving tree: every way to a figure gives the same number.

The expected numbers are counted in Python from plain rows, so nothing of the engine is used to prove the engine.
"""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from neuguong.base.figures import services
from neuguong.base.figures.queries import by_child, figures, rows
from neuguong.base.figures.tests.world import DUE, SINCE, TODAY, World
from neuguong.base.orgs.models import Path, Reach
from neuguong.base.orgs.services import move_unit
from neuguong.kit.figures import Before, Measure, measure
from neuguong.work.commitments.choices import State, Timing
from neuguong.work.commitments.models import Commitment
from neuguong.work.programmes.models import Communication

FACTS = ("c1", "c1-1", "c1-2", "c2-1", "c3", "c3-1", "c3-2", "c4", "c4-1", "c4-2", "c5", "c6", "c7", "D", "A", "body")
MEASURES = tuple(
    measure(key)
    for key in ("should", "registered", "late", "missing", "individual_achieved", "communications_press_count")
)
units, years = st.sampled_from(FACTS), st.sampled_from((2024, 2025, 2026))
# one that ended with its post has a day of its own, which is no matter of figures
states = st.sampled_from([one for one in State.values if one != State.ENDED])
timings = st.sampled_from(Timing.values)
some = st.integers(min_value=0, max_value=4)


def meets(one: Measure, fact: Any) -> bool:
    """Whether a fact meets a measure's filter, said a third time, in plain Python."""
    for dim, wanted in one.where.items():
        value = getattr(fact, dim)
        if isinstance(wanted, Before):
            if not value < (wanted.day or TODAY):
                return False
        elif value not in (wanted if isinstance(wanted, tuple) else (wanted,)):
            return False
    return True


class Agreement(RuleBasedStateMachine):
    world: World

    @initialize()
    def start(self) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self) -> None:
        if hasattr(self, "block"):
            try:
                if not connection.needs_rollback:  # else a rule has failed, and says why
                    self.agree()
            finally:
                transaction.set_rollback(True)
                self.block.__exit__(None, None, None)

    @rule(unit=units, year=years, state=states, timing=timings, expected=st.booleans(), n=st.integers(1, 6), due=some)
    def write(self, unit: str, year: int, state: str, timing: str, expected: bool, n: int, due: int) -> None:
        self.world.register(
            unit, year, n, state=state, timing=timing, expected=expected, due_on=DUE[due % len(DUE)],
            submitted_on=None if timing == Timing.NONE else DUE[0],
        )  # fmt: skip

    @rule(unit=units, year=years, count=st.integers(0, 9), channel=st.sampled_from(["PRESS", "POSTER"]))
    def talk(self, unit: str, year: int, count: int, channel: str) -> None:
        self.world.talk(unit, year, count, channel)

    @rule(skip=some, state=states, unit=units, year=years)
    def change(self, skip: int, state: str, unit: str, year: int) -> None:
        some_ids = list(Commitment.objects.order_by("pk").values_list("pk", flat=True))[skip::3]
        Commitment.objects.filter(pk__in=some_ids).update(state=state)
        Commitment.objects.filter(pk__in=some_ids[:1]).update(
            unit=self.world.units[unit], period=self.world.years[year], due_on=DUE[skip % len(DUE)]
        )
        Communication.objects.filter(pk__in=Communication.objects.order_by("pk")[:skip]).update(count=skip)

    @rule(skip=some)
    def delete(self, skip: int) -> None:
        Commitment.objects.filter(pk__in=list(Commitment.objects.values_list("pk", flat=True))[skip::5]).delete()
        Communication.objects.filter(count=skip).delete()

    @rule(limit=st.integers(1, 6))
    def fold(self, limit: int) -> None:
        services.fold(limit=limit)

    @rule(
        unit=st.sampled_from(["c3", "c5", "c6", "c3-1"]), to=st.sampled_from(["A", "B", "c7"]), day=st.integers(1, 500)
    )
    def move(self, unit: str, to: str, day: int) -> None:
        begun = SINCE if unit == "c3" or unit == "c3-1" else dt.date(2025, 7, 1)
        on = max(begun, dt.date(2025, 7, 1)) + dt.timedelta(days=day)
        move_unit(unit=self.world.units[unit], tree=self.world.tree, parent=self.world.units[to], on=on)

    @rule(year=years, in_today_tree=st.booleans())
    def agree_in_a_year(self, year: int, in_today_tree: bool) -> None:
        self.agree_in(self.world.years[year], in_today_tree)

    def agree(self) -> None:
        assert services.recount() == []
        for period in self.world.years.values():
            self.agree_in(period, in_today_tree=False)
        self.agree_in(self.world.years[2024], in_today_tree=True)

    def agree_in(self, period: Any, in_today_tree: bool) -> None:
        world, today = self.world, {"today": TODAY, "in_today_tree": in_today_tree}
        paths, reaches = self.paths(period.tree_on), self.reaches()
        facts: dict[str, list[Any]] = {
            "commitments": list(Commitment.objects.filter(period=period)),
            "communications": list(Communication.objects.filter(period=period)),
        }
        for unit in world.units.values():
            inside = within(reaches, self.paths(TODAY)[unit.pk]) if in_today_tree else within(paths, paths[unit.pk])
            found = figures(MEASURES, unit.pk, [period], **today)
            lines = by_child(MEASURES, unit.pk, period, **today)
            for one in MEASURES:
                counted = [f for f in facts[one.cube.key] if f.unit_id in inside and meets(one, f)]
                expected = sum(f.count for f in counted) if one.sum_of else len(counted)
                assert found[one.key, period.pk] == expected, (one.key, unit.code, period)
                assert sum(line.values[one.key] for line in lines) == expected, (one.key, unit.code, period)
                if counted or one is MEASURES[0]:
                    assert rows(one, unit.pk, period, **today).count() == len(counted)

    def paths(self, on: dt.date) -> dict[int, list[str]]:
        """Where each unit stands on a day."""
        return {row.unit_id: [row.path] for row in Path.objects.filter(valid_from__lte=on, valid_to__gt=on)}

    def reaches(self) -> dict[int, list[str]]:
        """Where each unit's records lie today: several places after a split."""
        found: dict[int, list[str]] = {}
        for row in Reach.objects.filter(valid_from__lte=TODAY, valid_to__gt=TODAY):
            found.setdefault(row.unit_id, []).append(row.path)
        return found


def within(places: dict[int, list[str]], node: list[str]) -> set[int]:
    """The units all of whose places lie under the node."""
    return {unit for unit, paths in places.items() if all(path.startswith(node[0]) for path in paths)}


def test_every_way_to_a_figure_agrees(world: World) -> None:
    Agreement.world = world
    run_state_machine_as_test(Agreement, settings=_settings)


_settings = settings(max_examples=8, stateful_step_count=12, deadline=None, derandomize=True)
