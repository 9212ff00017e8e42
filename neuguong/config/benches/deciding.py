"""A thousand registrations decided, and sent back, in one act: rows locked, judged, written, journaled, counted by
triggers, and everybody told. Results are checked before anything is timed; each round is taken back."""

from collections.abc import Callable, Iterator
from functools import partial
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from neuguong.config.benches.ground import Result, seconds

if TYPE_CHECKING:
    from neuguong.config.benches.nation import Nation

COUNT, FEW, ROUNDS, MOST_MS = 1000, 10, 7, 1000


def decisions(country: "Nation") -> Iterator[Result]:
    """Approve and send back a thousand; needs the approver "tinh" of the large province."""
    ids = _waiting(country)
    yield Result("registrations decided at once", len(ids), "rows", COUNT, holds=len(ids) == COUNT)
    for words, act, checked, most in (
        ("decide", partial(_approve, country), _approved, MOST_MS),
        ("send back", partial(_send_back, country), _sent_back, None),
    ):
        once = partial(_taken_back, act, checked, connection_of())
        once(ids)  # checked before it is timed
        taken = [once(ids) for _round in range(ROUNDS)]
        few = once(ids[:FEW])
        p95 = quantiles([one[0] for one in taken], n=20)[-1]
        yield Result(f"{words} 1,000 registrations, median", round(median(one[0] for one in taken), 1), "ms")
        yield Result(f"{words} 1,000 registrations, p95", round(p95, 1), "ms", most, holds=most is None or p95 <= most)
        yield Result(f"{words} 1,000 registrations, queries", taken[0][1], "queries")
        extra = taken[0][1] - few[1]
        yield Result(f"{words}: queries for 1,000 minus queries for 10", extra, "queries", 0, holds=extra == 0)


def connection_of() -> Any:
    """The database of this run."""
    from django.db import connection  # noqa: PLC0415 (needs Django set up)

    return connection


def _waiting(country: "Nation") -> list[int]:
    """A thousand that wait for the province's committee, each with three items, the version that was handed in, and a
    registrant who has a login."""
    from neuguong.kit import clock  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.commitments.flow import keep_handed_in  # noqa: PLC0415
    from neuguong.work.commitments.models import Commitment  # noqa: PLC0415 (needs Django set up)

    under = Commitment.objects.filter(unit__paths__path__startswith=_path(country), kind="INDIVIDUAL")
    waiting = under.filter(state="SUBMITTED", decider_unit=country.province).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True)[:COUNT])
    _give_logins(ids)
    _give_items(ids)
    keep_handed_in(ids, None, clock.now())
    return ids


def _path(country: "Nation") -> str:
    from neuguong.base.orgs.queries import path_of  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415

    return path_of(country.province.pk, clock.today())


def _give_logins(ids: list[int]) -> None:
    from neuguong.base.accounts.models import User  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.orgs.models import Person  # noqa: PLC0415

    people = list(Person.objects.filter(commitments__in=ids).order_by("pk"))
    made = User.objects.bulk_create(User(username=f"p{one.pk}", display_name=one.full_name) for one in people)
    for person, user in zip(people, made, strict=True):
        person.user = user
    Person.objects.bulk_update(people, ["user"], batch_size=500)


def _give_items(ids: list[int]) -> None:
    from neuguong.work.commitments.models import Commitment, Item  # noqa: PLC0415 (needs Django set up)

    rows = Commitment.objects.filter(pk__in=ids)
    Item.objects.filter(commitment__in=ids).delete()
    Item.objects.bulk_create(
        Item(
            commitment=row, unit_id=row.unit_id, period_id=row.period_id, number=number, deed="Việc", due_on=row.due_on
        )
        for row in rows
        for number in (1, 2, 3)
    )


def _taken_back(act: Callable[[list[int]], Any], checked: Callable[[list[int]], bool], connection: Any, ids: list[int]
                ) -> tuple[float, int]:  # fmt: skip
    """Milliseconds and queries of the act on these, with everything that is left to the commit; RuntimeError if its
    result is wrong. Nothing of it stays."""
    from django.db import transaction  # noqa: PLC0415 (needs Django set up)
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            taken = seconds(lambda: _settled(act, connection, ids)) * 1000
        if not checked(ids):
            raise RuntimeError("what was written is not what was asked for")
        transaction.set_rollback(True)
    return taken, len(queries)


def _settled(act: Callable[[list[int]], Any], connection: Any, ids: list[int]) -> None:
    act(ids)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _asked(country: "Nation") -> dict[str, Any]:
    from neuguong.base.accounts.models import User  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415

    return {"actor": User.objects.get(username="tinh"), "now": clock.now()}


def _approve(country: "Nation", ids: list[int]) -> None:
    from neuguong.kit import clock  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.commitments.models import Commitment  # noqa: PLC0415
    from neuguong.work.commitments.services import Ruling, decide  # noqa: PLC0415

    rows = Commitment.objects.filter(pk__in=ids)
    decide(
        commitments=rows, step="approve", ruling=Ruling(meeting_on=clock.today(), number="12-QĐ/TU"),
        unit=country.province, today=clock.today(), seen=dict(rows.values_list("pk", "edition")), **_asked(country),
    )  # fmt: skip


def _send_back(country: "Nation", ids: list[int]) -> None:
    from neuguong.work.commitments.models import Commitment  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.commitments.services import Reasons, send_back  # noqa: PLC0415

    send_back(
        commitments=Commitment.objects.filter(pk__in=ids),
        reasons=Reasons(("VAGUE", "NO_DEADLINE"), "Nêu rõ chỉ tiêu."), **_asked(country),
    )  # fmt: skip


def _approved(ids: list[int]) -> bool:
    """Everything moved, the items are in force, the journal tells it, everybody was told."""
    from neuguong.work.commitments.models import Item  # noqa: PLC0415 (needs Django set up)

    open_items = Item.objects.filter(commitment__in=ids, status="OPEN").count()
    return _moved(ids, "APPROVED", "approve") and open_items == 3 * len(ids)


def _sent_back(ids: list[int]) -> bool:
    from neuguong.work.commitments.models import Return  # noqa: PLC0415 (needs Django set up)

    return _moved(ids, "RETURNED", "send_back") and Return.objects.filter(commitment__in=ids).count() == 2 * len(ids)


def _moved(ids: list[int], state: str, step: str) -> bool:
    from neuguong.base.journal.models import Entry  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.notices.models import Notice  # noqa: PLC0415
    from neuguong.work.commitments.models import Commitment  # noqa: PLC0415

    rows = Commitment.objects.filter(pk__in=ids, state=state).count()
    told = Entry.objects.filter(object_id__in=ids, step=step, model="commitments.Commitment").count()
    notices = Notice.objects.filter(href__in=[f"/cam-ket/{pk}/" for pk in ids]).count()
    return rows == told == notices == len(ids)
