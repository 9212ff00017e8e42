"""What this slice tells people, and whom: registrants of their matter, deciders of what waits for them.

Whom a notice reaches mirrors `rules`: deciders are told what they may decide, and where the registrant has no login (a
collective never has) those are told who write for it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TypeVar

from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.queries import holders
from neuguong.base.journal.models import Entry
from neuguong.base.notices.models import NoticeKind, Task
from neuguong.base.notices.services import Due, Told, due_days, register_reminder, tell_each
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import ids_in, paths_on
from neuguong.base.periods.choices import CompilingLevel
from neuguong.work.commitments.choices import OWED, ItemStatus, Kind, ObstacleState, State
from neuguong.work.commitments.models import Amendment, Commitment, Item, Obstacle

M = TypeVar("M", bound=Model)
PIECE = 2_000
_OFFICES = (Role.SECRETARY, Role.STAFF, Role.APPROVER)


def subject(commitment: Commitment) -> str:
    """How a registration is called in a sentence: the person, or the unit."""
    return str(commitment.person or commitment.unit)


_SAID = (
    "kind", "state", "unit__name", "decider_unit_id", "period__year", "person__full_name", "person__user_id",
)  # fmt: skip


def _rows(ids: Sequence[int]) -> list[Commitment]:
    """With what notices say and nothing more: they may be thousands."""
    return list(Commitment.objects.filter(pk__in=ids).select_related("person", "unit", "period").only(*_SAID))


def _address(pk: int) -> str:
    return f"{_page()}{pk}/"


@cache
def _page() -> str:
    # asked a thousand times when a thousand are decided
    return reverse("commitments:detail", args=[0]).removesuffix("0/")


def _users(units: Iterable[int], today: dt.date) -> dict[int, list[tuple[int, str]]]:
    """(user, role) of who works at each unit today."""
    found: dict[int, list[tuple[int, str]]] = {}
    for unit, user, role in sorted(holders(units, _OFFICES, today)):
        found.setdefault(unit, []).append((user, role))
    return found


def _deciders(rows: Sequence[Commitment], today: dt.date) -> Iterator[tuple[Commitment, int]]:
    """Each row with each user who may decide it."""
    users = _users({row.decider_unit_id for row in rows}, today)
    for row in rows:
        for user, role in users.get(row.decider_unit_id, []):
            of_kind = row.kind == Kind.INDIVIDUAL or role != Role.SECRETARY
            if of_kind and user != getattr(row.person, "user_id", None):
                yield row, user


def _registrants(rows: Sequence[Commitment], today: dt.date) -> Iterator[tuple[Commitment, int]]:
    """Each row with the registrant's user; without one, with each user who writes for the registrant."""
    silent = [row for row in rows if not (row.person and row.person.user_id)]
    users = _users({row.unit_id for row in silent}, today)
    for row in rows:
        if row.person and row.person.user_id:
            yield row, row.person.user_id
            continue
        for user, role in users.get(row.unit_id, []):
            if row.kind == Kind.COLLECTIVE or role != Role.APPROVER:
                yield row, user


def _tell(
    found: Iterable[tuple[Commitment, int]],
    cause: tuple[str, str, Task],
    words: Callable[[Commitment], str],
    now: dt.datetime,
) -> None:
    """The instant is part of the cause: what is handed in again the same day is told again."""
    instant = now.isoformat()
    kind, key, task = cause
    told = [Told(user, kind, f"{key}:{row.pk}:{instant}", words(row), _address(row.pk), task) for row, user in found]
    tell_each(told, now=now)


def _to_deciders(ids: Sequence[int], cause: str, task: Task, words: Callable[[str], str], now: dt.datetime) -> None:
    found = _deciders(_rows(ids), timezone.localdate(now))
    _tell(found, (NoticeKind.TO_DO, cause, task), lambda row: words(subject(row)), now)


def _to_registrants(
    ids: Sequence[int], cause: str, words: Callable[[Commitment], str], now: dt.datetime, task: Task = Task.READ
) -> None:
    found = _registrants(_rows(ids), timezone.localdate(now))
    _tell(found, (NoticeKind.NEWS, cause, task), lambda row: _addressed(row, words(row)), now)


def _addressed(row: Commitment, words: str) -> str:
    """The words with whose matter it is, for those who write for somebody else."""
    if row.person and row.person.user_id:
        return words
    return _("%(who)s: %(words)s") % {"who": subject(row), "words": words}


def to_decide(ids: Sequence[int], now: dt.datetime) -> None:
    """A registration waits for a decision."""
    _to_deciders(
        ids,
        "decide",
        Task.DECIDE,
        lambda who: _("Bản đăng ký của %(who)s chờ quyết định.") % {"who": who},
        now,
    )


def to_confirm(ids: Sequence[int], now: dt.datetime) -> None:
    """A reported result waits for a confirmation."""
    _to_deciders(
        ids,
        "confirm",
        Task.CONFIRM,
        lambda who: _("Kết quả của %(who)s chờ xác nhận.") % {"who": who},
        now,
    )


def returned(ids: Sequence[int], now: dt.datetime) -> None:
    """A registration came back, each for the reason that the journal gives."""
    back = Entry.objects.filter(model=Commitment._meta.label, object_id__in=ids, step="send_back", at=now)
    notes = dict(back.values_list("object_id", "note"))
    words = _("Bản đăng ký năm %(year)s được trả lại: %(note)s")
    _to_registrants(
        ids, "returned", lambda row: words % {"year": row.period.year, "note": notes[row.pk]}, now, Task.MEND
    )


def approved(ids: Sequence[int], now: dt.datetime) -> None:
    """A registration is in force."""
    _to_registrants(
        ids, "approved", lambda row: _("Bản đăng ký năm %(year)s đã được duyệt.") % {"year": row.period.year}, now
    )


def asked_again(ids: Sequence[int], note: str, now: dt.datetime) -> None:
    """A report came back."""
    _to_registrants(
        ids,
        "asked",
        lambda row: _("Báo cáo kết quả năm %(year)s cần bổ sung: %(note)s") % {"year": row.period.year, "note": note},
        now,
        Task.CARRY_OUT,
    )


def confirmed(ids: Sequence[int], now: dt.datetime) -> None:
    """A result stands."""
    _to_registrants(
        ids,
        "confirmed",
        lambda row: _("Kết quả năm %(year)s: %(state)s.") % {"year": row.period.year, "state": row.get_state_display()},
        now,
    )


def ended(ids: Sequence[int], now: dt.datetime) -> None:
    """A head's registration ended with his post."""
    words = _("Bản đăng ký năm %(year)s kết thúc do thôi giữ chức vụ; kết quả đã ghi được giữ lại.")
    _to_registrants(ids, "ended", lambda row: words % {"year": row.period.year}, now)


def amendment_to_decide(amendment: Amendment, now: dt.datetime) -> None:
    """A proposed amendment waits for a decision."""
    rows = _rows([amendment.commitment_id])
    href = reverse("commitments:amendment", args=[amendment.pk])
    told = [
        Told(
            user, NoticeKind.TO_DO, f"amend:{amendment.pk}",
            _("Đề nghị điều chỉnh bản đăng ký của %(who)s chờ quyết định.") % {"who": subject(row)}, href,
        )
        for row, user in _deciders(rows, timezone.localdate(now))
    ]  # fmt: skip
    tell_each(told, now=now)


def amended(ids: Sequence[int], now: dt.datetime) -> None:
    """Proposed amendments were decided."""
    made = {one.commitment_id: one for one in Amendment.objects.filter(pk__in=ids)}
    words = _("Đề nghị điều chỉnh bản đăng ký năm %(year)s: %(state)s.")
    told = [
        Told(
            user, NoticeKind.NEWS, f"amended:{made[row.pk].pk}",
            _addressed(row, words % {"year": row.period.year, "state": made[row.pk].get_state_display().lower()}),
            reverse("commitments:amendment", args=[made[row.pk].pk]),
        )
        for row, user in _registrants(_rows(list(made)), timezone.localdate(now))
    ]  # fmt: skip
    tell_each(told, now=now)


def _reachable(prefix: str = "") -> Q:
    """Registrants with a login, and collectives, for which somebody else writes."""
    return Q(**{f"{prefix}person__user__isnull": False}) | Q(**{f"{prefix}kind": Kind.COLLECTIVE})


def _pieces(rows: QuerySet[M]) -> Iterator[list[M]]:
    """All of `rows`, some thousands at a time: in the last week of January a country owes a million."""
    last = 0
    while piece := list(rows.filter(pk__gt=last).order_by("pk")[:PIECE]):
        yield piece
        last = piece[-1].pk


def _owed() -> QuerySet[Commitment]:
    return Commitment.objects.filter(state__in=(*OWED, State.RETURNED), expected=True)


def due_registrations(today: dt.date) -> Iterator[Due]:
    """Reminder source: to each registrant, the registration that she still owes."""
    owed = _owed().filter(_reachable(), due_on__in=due_days(today)).select_related("person", "unit", "period")
    for rows in _pieces(owed):
        for row, user in _registrants(rows, today):
            words = {"year": row.period.year, "due": f"{row.due_on:%d/%m/%Y}"}
            text = _addressed(row, _("Hạn nộp bản đăng ký năm %(year)s là ngày %(due)s.") % words)
            href = reverse("commitments:edit") + f"?id={row.pk}"
            yield Due(user, f"register:{row.pk}", text, href, row.due_on, Task.WRITE)


def due_items(today: dt.date) -> Iterator[Due]:
    """Reminder source: to each registrant, what of hers is in force and comes due."""
    due = Item.objects.filter(_reachable("commitment__"), status=ItemStatus.OPEN, due_on__in=due_days(today))
    for piece in _pieces(due.select_related("commitment__person", "commitment__unit")):
        items: dict[int, list[Item]] = {}
        for item in piece:
            items.setdefault(item.commitment_id, []).append(item)
        for row, user in _registrants([kept[0].commitment for kept in items.values()], today):
            for item in items[row.pk]:
                yield _due_item(item, row, user)


def _due_item(item: Item, row: Commitment, user: int) -> Due:
    assert item.due_on  # was asked for by its day
    words = {"deed": item.deed[:120], "due": f"{item.due_on:%d/%m/%Y}"}
    text = _addressed(row, _("Nội dung “%(deed)s” đến hạn ngày %(due)s.") % words)
    return Due(user, f"item:{item.pk}", text, _address(row.pk), item.due_on, Task.CARRY_OUT)


def owed_under(today: dt.date) -> Iterator[Due]:
    """Reminder source: to the office of each unit, how many registrations are still owed in it and under it."""
    days = {day for level in CompilingLevel for day in due_days(today, level.name)}
    owed = _owed().filter(due_on__in=days).values_list("unit_id", "period__year", "due_on").order_by("unit_id")
    counts = Counter({(unit, year, day): n for unit, year, day, n in owed.annotate(n=Count("pk"))})
    paths = dict(paths_on(today).filter(unit__in={unit for unit, _year, _day in counts}).values_list("unit_id", "path"))
    sums: Counter[tuple[int, int, dt.date]] = Counter()
    for (unit, year, day), n in counts.items():
        for above in ids_in(paths.get(unit, "")):
            sums[above, year, day] += n
    yield from _to_offices(sums, today)


def _to_offices(sums: Counter[tuple[int, int, dt.date]], today: dt.date) -> Iterator[Due]:
    users = _users({unit for unit, _year, _day in sums}, today)
    units = Unit.objects.in_bulk(list(users))
    for (unit_id, year, day), n in sums.items():
        for user in sorted({user for user, role in users.get(unit_id, []) if role in (Role.SECRETARY, Role.STAFF)}):
            unit = units[unit_id]
            words = {"n": n, "year": year, "unit": unit.name, "due": f"{day:%d/%m/%Y}"}
            text = _("%(unit)s: %(n)s bản đăng ký năm %(year)s chưa nộp, hạn %(due)s.") % words
            href = f"{reverse('desk:unit', args=[unit.code])}?nam={year}"
            level = CompilingLevel(unit.level).name
            yield Due(user, f"owed:{unit_id}:{year}", text, href, day, Task.URGE, level)


def _obstacles(ids: Sequence[int]) -> list[Obstacle]:
    return list(Obstacle.objects.filter(pk__in=ids).select_related("commitment__person", "unit", "owes").order_by("pk"))


def _owing(rows: Sequence[Obstacle], today: dt.date) -> Iterator[tuple[Obstacle, int]]:
    """Each obstacle with each user who may answer for the unit at which it lies."""
    users = _users({row.owes_id for row in rows}, today)
    for row in rows:
        for user in sorted({user for user, _role in users.get(row.owes_id, [])} - {row.raised_by_id}):
            yield row, user


def _obstacle_href(row: Obstacle) -> str:
    return reverse("commitments:obstacle", args=[row.pk])


def obstacle_to_answer(ids: Sequence[int], now: dt.datetime) -> None:
    """An obstacle lies at a unit that owes an answer."""
    words = _("%(who)s nêu vướng mắc, hạn trả lời %(due)s: %(what)s")
    told = [
        Told(
            user, NoticeKind.TO_DO, f"obstacle:{row.pk}:{row.owes_id}:{now.isoformat()}",
            words % {"who": subject(row.commitment), "due": f"{row.answer_due:%d/%m/%Y}", "what": row.what[:200]},
            _obstacle_href(row), Task.ANSWER,
        )
        for row, user in _owing(_obstacles(ids), timezone.localdate(now))
    ]  # fmt: skip
    tell_each(told, now=now)


def _raisers(row: Obstacle) -> list[int]:
    """Who typed it, and the registrant."""
    registrant = row.commitment.person.user_id if row.commitment.person else None
    return sorted(user for user in {row.raised_by_id, registrant} if user is not None)


def _to_raiser(ids: Sequence[int], cause: str, words: Callable[[Obstacle], str], now: dt.datetime) -> None:
    told = [
        Told(user, NoticeKind.NEWS, f"{cause}:{row.pk}:{now.isoformat()}", words(row), _obstacle_href(row))
        for row in _obstacles(ids)
        for user in _raisers(row)
    ]
    tell_each(told, now=now)


def obstacle_answered(ids: Sequence[int], now: dt.datetime) -> None:
    """Who raised it says whether the answer helped."""
    words = _("%(unit)s đã trả lời vướng mắc: %(what)s")
    _to_raiser(ids, "answered", lambda row: words % {"unit": row.owes.name, "what": row.what[:200]}, now)


def obstacle_climbed(ids: Sequence[int], now: dt.datetime) -> None:
    """Nobody answered in time: another level owes it now."""
    words = _("Vướng mắc chưa được trả lời đúng hạn, đã chuyển lên %(unit)s: %(what)s")
    _to_raiser(ids, "climbed", lambda row: words % {"unit": row.owes.name, "what": row.what[:200]}, now)


def due_answers(today: dt.date) -> Iterator[Due]:
    """Reminder source: to whoever owes an answer."""
    due = Obstacle.objects.filter(state=ObstacleState.OPEN, answer_due__in=due_days(today))
    rows = list(due.select_related("commitment__person", "commitment__unit").order_by("pk"))
    for row, user in _owing(rows, today):
        text = _("trả lời vướng mắc của %(who)s: %(what)s") % {"who": subject(row.commitment), "what": row.what[:200]}
        yield Due(user, f"answer:{row.pk}", text, _obstacle_href(row), row.answer_due, Task.ANSWER)


register_reminder(due_answers)
register_reminder(due_registrations)
register_reminder(due_items)
register_reminder(owed_under)
