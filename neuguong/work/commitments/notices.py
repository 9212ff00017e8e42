"""What this slice tells people, and whom: registrants of their matter, deciders of what waits for them.

Whom a notice reaches mirrors `rules`: deciders are told what they may decide, and where the registrant has no login (a
collective never has) those are told who write for it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.queries import holders
from neuguong.base.journal.models import Entry
from neuguong.base.notices.models import NoticeKind
from neuguong.base.notices.services import Told, due_days, register_reminder, tell_each
from neuguong.work.commitments.choices import OWED, ItemStatus, Kind, State
from neuguong.work.commitments.models import Commitment, Item

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
    found: Iterable[tuple[Commitment, int]], kind: str, cause: str, words: Callable[[Commitment], str], now: dt.datetime
) -> None:
    """The instant is part of the cause: what is handed in again the same day is told again."""
    instant = now.isoformat()
    told = [Told(user, kind, f"{cause}:{row.pk}:{instant}", words(row), _address(row.pk)) for row, user in found]
    tell_each(told, now=now)


def _to_deciders(ids: Sequence[int], cause: str, words: Callable[[str], str], now: dt.datetime) -> None:
    found = _deciders(_rows(ids), timezone.localdate(now))
    _tell(found, NoticeKind.TO_DO, cause, lambda row: words(subject(row)), now)


def _to_registrants(ids: Sequence[int], cause: str, words: Callable[[Commitment], str], now: dt.datetime) -> None:
    found = _registrants(_rows(ids), timezone.localdate(now))
    _tell(found, NoticeKind.NEWS, cause, lambda row: _addressed(row, words(row)), now)


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
        lambda who: _("Bản đăng ký của %(who)s chờ quyết định.") % {"who": who},
        now,
    )


def to_confirm(ids: Sequence[int], now: dt.datetime) -> None:
    """A reported result waits for a confirmation."""
    _to_deciders(
        ids,
        "confirm",
        lambda who: _("Kết quả của %(who)s chờ xác nhận.") % {"who": who},
        now,
    )


def returned(ids: Sequence[int], now: dt.datetime) -> None:
    """A registration came back, each for the reason that the journal gives."""
    back = Entry.objects.filter(model=Commitment._meta.label, object_id__in=ids, step="send_back", at=now)
    notes = dict(back.values_list("object_id", "note"))
    words = _("Bản đăng ký năm %(year)s được trả lại: %(note)s")
    _to_registrants(ids, "returned", lambda row: words % {"year": row.period.year, "note": notes[row.pk]}, now)


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
    )


def confirmed(ids: Sequence[int], now: dt.datetime) -> None:
    """A result stands."""
    _to_registrants(
        ids,
        "confirmed",
        lambda row: _("Kết quả năm %(year)s: %(state)s.") % {"year": row.period.year, "state": row.get_state_display()},
        now,
    )


def _reachable(prefix: str = "") -> Q:
    """Registrants with a login, and collectives, for which somebody else writes."""
    return Q(**{f"{prefix}person__user__isnull": False}) | Q(**{f"{prefix}kind": Kind.COLLECTIVE})


def due_registrations(today: dt.date) -> Iterable[tuple[int, str, str, str, dt.date]]:
    """Reminder source: registrations still owed -> (user, key, text, address, due day)."""
    owed = Commitment.objects.filter(state__in=(*OWED, State.RETURNED), expected=True, due_on__in=due_days(today))
    rows = list(owed.filter(_reachable()).select_related("person", "unit", "period"))
    for row, user in _registrants(rows, today):
        text = _("Hạn nộp bản đăng ký năm %(year)s là ngày %(due)s.") % {
            "year": row.period.year,
            "due": f"{row.due_on:%d/%m/%Y}",
        }
        href = reverse("commitments:edit") + f"?id={row.pk}"
        yield user, f"register:{row.pk}", _addressed(row, text), href, row.due_on


def due_items(today: dt.date) -> Iterable[tuple[int, str, str, str, dt.date]]:
    """Reminder source: items in force -> (user, key, text, address, due day)."""
    due = Item.objects.filter(_reachable("commitment__"), status=ItemStatus.OPEN, due_on__in=due_days(today))
    items: dict[int, list[Item]] = {}
    for item in due.select_related("commitment__person", "commitment__unit").order_by("pk"):
        items.setdefault(item.commitment_id, []).append(item)
    for row, user in _registrants([kept[0].commitment for kept in items.values()], today):
        for item in items[row.pk]:
            text = _("Nội dung “%(deed)s” đến hạn ngày %(due)s.") % {
                "deed": item.deed[:120],
                "due": f"{item.due_on:%d/%m/%Y}",
            }
            href = reverse("commitments:detail", args=[row.pk])
            yield user, f"item:{item.pk}", _addressed(row, text), href, item.due_on


register_reminder(due_registrations)
register_reminder(due_items)
