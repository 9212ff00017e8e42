"""Asking for a list in a test, by its address, in somebody's name."""

from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from neuguong.base.accounts.models import User
from neuguong.base.exports import services
from neuguong.base.exports.jobs import make_export
from neuguong.base.exports.models import Export
from neuguong.base.notices.models import NoticeKind
from neuguong.base.notices.services import Told, tell_each
from neuguong.kit.views import listing_at
from tests.cast import NOW, TODAY


def asked(user: User, address: str = "/cam-ket/", kind: str = "csv") -> Export:
    """A list put down to be made."""
    found = listing_at(address, user, today=TODAY, now=NOW)
    assert found is not None
    page, listing = found
    export, is_new = services.ask(page=page, listing=listing, kind=kind, actor=user, now=NOW)
    assert is_new
    return export


def made(user: User, address: str = "/cam-ket/", kind: str = "csv") -> Export:
    """A list as the job leaves it."""
    return services.make(asked(user, address, kind), now=NOW, today=TODAY)


def waiting_jobs() -> Any:
    """The jobs of the exports at hand; journeys in the browser leave theirs in the queue."""
    known = list(Export.objects.values_list("pk", flat=True))
    return ProcrastinateJob.objects.filter(status="todo", task_name="exports.make", args__export_id__in=known)


def run_jobs() -> int:
    """Run what waits in the queue, as a worker would; how many there were."""
    found = list(waiting_jobs().order_by("pk"))
    for job in found:
        make_export(**job.args)
        ProcrastinateJob.objects.filter(pk=job.pk)._raw_delete("default")
    return len(found)


def long_list(user: User, rows: int = services.INLINE + 1) -> None:
    """So many notices that their list is not written while one waits."""
    told = [
        Told(user.pk, NoticeKind.NEWS, f"dai:{n:05}", f"Thông báo số {n:05}", f"/cam-ket/?so={n}") for n in range(rows)
    ]
    assert tell_each(told, now=NOW) == rows
