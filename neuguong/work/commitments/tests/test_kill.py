"""kill -9 while many are decided, of the process or of its server: nothing half-done, nothing twice."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from neuguong.base.figures.queries import figures
from neuguong.base.imports.tests.test_kill import address
from neuguong.base.journal.models import Entry
from neuguong.base.notices.models import Notice
from neuguong.kit.figures import measure
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.models import Commitment, Decision
from neuguong.work.commitments.services import Ruling, decide
from neuguong.work.commitments.tests.test_bulk import crowd
from tests.cast import TODAY, Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MANY = 100


@pytest.fixture
def decider(cast: Cast, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process at the end of its decision, not yet committed."""
    crowd(cast, MANY)
    env = {
        **os.environ,
        "DATABASE_URL": address(),
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "neuguong.config.settings_test",
    }
    command = [sys.executable, "-m", "neuguong.work.commitments.tests.decider", str(cast.unit("thon-dong").pk)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        yield process
        process.kill()


def approved(cast: Cast) -> int:
    found = figures([measure("approved")], cast.unit("thon-dong").pk, [cast.years[2026]], today=TODAY)
    return int(found["approved", cast.years[2026].pk])


def left() -> tuple[int, int, int, int]:
    """How many are approved, decisions, lines of the journal, notices."""
    done = Commitment.objects.filter(state=State.APPROVED).count()
    return done, Decision.objects.count(), Entry.objects.filter(step="approve").count(), Notice.objects.count()


@pytest.mark.parametrize("struck", ["process", "server"])
def test_nothing_is_half_decided(cast: Cast, decider: subprocess.Popen[str], struck: str) -> None:
    assert decider.stdout is not None
    moved, backend = decider.stdout.readline().split()
    assert (int(moved), left(), approved(cast)) == (MANY, (0, 0, 0, 0), 0)
    if struck == "process":
        decider.kill()
        decider.wait(10)
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [int(backend)])
    _wait_for_end(int(backend))
    assert (left(), approved(cast)) == ((0, 0, 0, 0), 0)

    unit = cast.unit("thon-dong")
    again = {"step": "approve", "unit": unit, "actor": cast.user("hung"), "now": cast.now, "today": TODAY}
    rows = Commitment.objects.filter(decider_unit=unit)
    waiting = rows.filter(state=State.SUBMITTED)
    assert len(decide(commitments=waiting, ruling=Ruling(meeting_on=TODAY), **again).moved) == MANY
    told = Notice.objects.count()
    assert decide(commitments=waiting, ruling=Ruling(meeting_on=TODAY), **again).moved == []
    assert (left(), approved(cast)) == ((MANY, 1, MANY, told), MANY)


def _wait_for_end(backend: int) -> None:
    """The server notices within moments that nobody is there any more."""
    for _attempt in range(100):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [backend])
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.1)
    raise AssertionError("the other session is still there")
