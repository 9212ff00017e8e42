"""kill -9 in the middle of applying: nothing half-done, and it can be run again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from neuguong.base.imports.models import Batch, Phase, StagedRow
from neuguong.base.imports.services import Busy, apply, check, resume
from neuguong.base.imports.tests.loading import checked, counts
from neuguong.base.imports.tests.test_batches import person
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.models import Membership, Person
from tests.cast import NOW, TODAY, Cast


def address() -> str:
    """The test's database as a worker finds it."""
    wanted: dict[str, Any] = connection.settings_dict
    login = quote(str(wanted["USER"]), safe="")
    secret = f":{quote(str(wanted['PASSWORD']), safe='')}" if wanted["PASSWORD"] else ""
    return f"postgresql://{login}{secret}@{wanted['HOST']}:{wanted['PORT']}/{quote(str(wanted['NAME']), safe='')}"


def eventually(act: Callable[[], Batch]) -> Batch:
    """The database notices within moments that the worker is gone."""
    for _attempt in range(50):
        try:
            return act()
        except Busy:
            time.sleep(0.1)
    return act()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "left", "back"),
    [("apply", Phase.APPLYING, Phase.CHECKED), ("load_at_once", Phase.CHECKING, Phase.UPLOADED)],
)
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_nothing_and_the_batch_can_be_applied_again(
    cast: Cast, settings: Any, how: str, left: str, back: str
) -> None:
    batch = checked("nguoi", [person(f"N{n}", name=f"Lê Văn Tám {n}") for n in range(200)])
    people, stays = Person.objects.count(), Membership.objects.count()
    env = {
        **os.environ,
        "DATABASE_URL": address(),
        "DATA_DIR": str(settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "neuguong.config.settings_test",
    }
    command = [sys.executable, "-m", "neuguong.base.imports.tests.worker", str(batch.pk), how]
    worker = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "written\n"
    with pytest.raises(ValidationError, match="đang được xử lý"):
        apply(batch, None, now=NOW, today=TODAY)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait(10)
    worker.stdout.close()

    batch.refresh_from_db()
    assert batch.phase == left
    assert (Person.objects.count(), Membership.objects.count(), Entry.objects.count()) == (people, stays, 0)
    assert StagedRow.objects.filter(batch=batch).count() == 200

    assert eventually(lambda: resume(batch)).phase == back
    if back == Phase.UPLOADED:
        check(batch, now=NOW, today=TODAY)
    assert counts(apply(batch, None, now=NOW, today=TODAY)) == (200, 0, 0, 0)
    assert (batch.phase, Person.objects.count() - people) == (Phase.APPLIED, 200)
    assert Entry.objects.filter(step="applied").count() == 1
