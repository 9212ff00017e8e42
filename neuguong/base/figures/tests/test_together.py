"""Writers, the folder and a reorganisation at the same time, and a folder that dies: nothing is lost or doubled."""

import datetime as dt
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction

from neuguong.base.figures import services
from neuguong.base.figures.queries import figures, pending
from neuguong.base.figures.tests.world import TODAY, World
from neuguong.base.orgs.services import move_unit
from neuguong.kit.figures import measure
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.models import Commitment

CELLS = ("c3-1", "c3-2", "c3", "c1-1", "c4-1", "A")
STATES = [one for one in State.values if one != State.ENDED]  # that one has a day of its own


def alone(work: Callable[[], object]) -> None:
    """Run in a thread of its own, on a connection of its own."""
    try:
        work()
    finally:
        connection.close()


@contextmanager
def folding() -> Iterator[None]:
    """The folding process beside the block, as a thread."""
    stop = threading.Event()
    thread = threading.Thread(target=alone, args=(partial(services.run_folder, stop),))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def write(world: World, seed: int) -> None:
    """Some seconds of somebody's work: register, change, move, delete."""
    dice = random.Random(seed)
    own: list[int] = []
    for _ in range(25):
        made = world.register(dice.choice(CELLS), dice.choice((2025, 2026)), dice.randint(1, 3))
        own += [one.pk for one in made]
        with transaction.atomic():
            Commitment.objects.filter(pk__in=own[::2]).update(
                state=dice.choice([one for one in State.values if one != State.ENDED])
            )
            Commitment.objects.filter(pk=own[-1]).update(unit=world.units[dice.choice(CELLS)])
        Commitment.objects.filter(pk=own.pop(0)).delete()


def reorganise(world: World) -> None:
    """The commune c3 goes from province to province while its cells write."""
    for month, to in enumerate(("B", "A", "B"), start=2):
        time.sleep(0.3)
        move_unit(unit=world.units["c3"], tree=world.tree, parent=world.units[to], on=dt.date(2026, month, 1))


def test_all_at_once(lasting_world: World) -> None:
    world = lasting_world
    tasks: list[Callable[[], object]] = [partial(write, world, seed) for seed in range(4)]
    with folding(), ThreadPoolExecutor(5) as pool:
        for done in [pool.submit(alone, task) for task in (*tasks, partial(reorganise, world))]:
            done.result()
        assert services.recount() == []
    services.fold_all()
    assert (pending(), services.recount()) == (0, [])
    asked, year = measure("individual_should"), world.years[2026]
    assert figures([asked], world.units["nation"].pk, [year], today=TODAY) == {
        (asked.key, year.pk): Commitment.objects.filter(period=year).count()
    }


def test_a_writer_that_waited_for_a_reorganisation_lands_on_the_new_ancestors(lasting_world: World) -> None:
    world = lasting_world
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            move_unit(unit=world.units["c3"], tree=world.tree, parent=world.units["B"], on=dt.date(2026, 2, 1))
            waiting = pool.submit(alone, partial(world.register, "c3-1", 2026))
            time.sleep(0.5)
            assert not waiting.done()
        waiting.result()
    asked, year = measure("should"), world.years[2026]
    found = [figures([asked], world.units[unit].pk, [year], today=TODAY)["should", year.pk] for unit in ("A", "B")]
    assert (found, services.recount()) == ([0, 1], [])


def test_an_old_snapshot_may_not_write(lasting_world: World) -> None:
    with pytest.raises(DatabaseError, match="READ COMMITTED"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        lasting_world.register("c3-1", 2026)


def test_a_fold_that_fails_leaves_everything_as_it_was(lasting_world: World) -> None:
    lasting_world.register("c3-1", 2026, 3)
    lasting_world.register("c3-2", 2026, 3)
    with pytest.raises(RuntimeError), transaction.atomic():
        services.fold(limit=1)
        raise RuntimeError
    assert (pending(), services.recount()) == (2, [])


def test_the_folder_survives_the_loss_of_its_connection(lasting_world: World, caplog: pytest.LogCaptureFixture) -> None:
    with folding():
        lasting_world.register("c3-1", 2026)
        assert soon(lambda: pending() == 0)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert soon(lambda: "Mất kết nối" in caplog.text)
        lasting_world.register("c3-1", 2026)
        assert soon(lambda: pending() == 0)
    assert services.recount() == []


def soon(happened: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether it happens within some seconds."""
    end = time.monotonic() + seconds
    while not happened() and time.monotonic() < end:
        time.sleep(0.1)
    return happened()
