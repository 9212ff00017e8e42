"""kill -9 of the worker, and of the database under it, in the middle of a list: no file, nothing told, and again."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import InternalError, connection, transaction

from neuguong.base.exports import services, storage
from neuguong.base.exports.choices import Phase
from neuguong.base.exports.models import Export, ExportedPerson
from neuguong.base.exports.queries import exports_of, is_stopped
from neuguong.base.exports.services.snapshot import snapshot
from neuguong.base.exports.tests.asked import asked
from neuguong.base.imports.tests.test_kill import address
from neuguong.base.journal.queries import history
from neuguong.base.notices.queries import notices_of
from neuguong.base.orgs.models import Person
from tests.cast import NOW, TODAY, Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def export(cast: Cast) -> Export:
    """A list of people, waiting."""
    return asked(cast.user("an"), "/quan-tri/tai-khoan/")


@pytest.fixture
def worker(export: Export, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """At work on it: the count is taken, the first row is written."""
    env = {
        **os.environ,
        "DATABASE_URL": address(),
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "neuguong.config.settings_test",
    }
    command = [sys.executable, "-m", "neuguong.base.exports.tests.worker", str(export.pk)]
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        yield process
        process.kill()


def say(worker: subprocess.Popen[str]) -> str:
    """Let it go on; what it says at its end."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write("\n")
    worker.stdin.flush()
    return worker.stdout.readline().strip()


def nothing_went_out(export: Export, cast: Cast) -> None:
    export.refresh_from_db()
    assert (export.phase, export.made_at, export.sha256) == (Phase.RUNNING, None, "")
    assert is_stopped(export)
    assert not storage.place(export.pk).exists()
    assert ExportedPerson.objects.count() == 0
    assert list(history(export)) == []
    assert notices_of(cast.user("an")).count() == 0


def it_can_be_made_again(export: Export, cast: Cast) -> None:
    assert services.again(export=export)
    done = services.make(export, now=NOW, today=TODAY)
    assert (done.phase, done.rows, done.done_rows) == (Phase.READY, 12, 12)
    assert storage.place(done.pk).read_bytes().count(b"\n") == 13
    assert [entry.step for entry in history(done)] == ["exported"]
    assert [one.pk for one in exports_of(cast.person("lan"))] == [done.pk]
    assert notices_of(cast.user("an")).count() == 1
    assert services.make(done, now=NOW, today=TODAY).made_at == done.made_at  # not twice


def test_a_killed_worker(cast: Cast, export: Export, worker: subprocess.Popen[str]) -> None:
    assert not is_stopped(Export.objects.get(pk=export.pk))
    assert not services.again(export=export)  # somebody is at it
    services.make(export, now=NOW, today=TODAY)  # and a second worker leaves it alone
    worker.kill()
    worker.wait(10)
    gone(export)
    nothing_went_out(export, cast)
    it_can_be_made_again(export, cast)


def test_the_database_goes_away(cast: Cast, export: Export, worker: subprocess.Popen[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    say(worker)
    worker.wait(20)
    assert worker.returncode != 0
    nothing_went_out(export, cast)
    it_can_be_made_again(export, cast)


def test_a_cancelled_export_stops_within_a_moment(cast: Cast, export: Export, worker: subprocess.Popen[str]) -> None:
    services.give_up(export=export, actor=cast.user("an"), now=NOW)
    assert say(worker) == "ended CANCELLED"
    assert list(storage.folder().iterdir()) == []
    assert ExportedPerson.objects.count() == 0
    assert [entry.step for entry in history(export)] == ["cancelled"]


def test_the_list_and_its_count_are_of_one_instant(cast: Cast) -> None:
    other = connection.copy()
    with snapshot():
        before = Person.objects.count()
        with other.cursor() as cursor:
            cursor.execute(
                "INSERT INTO orgs_person (code, full_name, sex, standing, search, sort_key)"
                " VALUES ('N1', 'Người mới', '', 'FULL', 'nguoi moi', 'n')"
            )
        assert (Person.objects.count(), len(list(Person.objects.iterator()))) == (before, before)
        with pytest.raises(InternalError, match="read-only transaction"), transaction.atomic():
            Person.objects.update(full_name="Tên khác")
    other.close()
    assert Person.objects.count() == before + 1


def gone(export: Export) -> None:
    """The database notices within moments that the worker is."""
    for _attempt in range(50):
        if is_stopped(Export.objects.get(pk=export.pk)):
            return
        time.sleep(0.1)
