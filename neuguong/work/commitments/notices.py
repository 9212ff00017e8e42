"""What this slice tells people, and whom: registrants of their matter, deciders of what waits for them."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.notices.models import NoticeKind
from neuguong.base.notices.services import Told, register_reminder, tell_each
from neuguong.work.commitments.choices import OWED, ItemStatus, Kind, State
from neuguong.work.commitments.models import Commitment, Item


def subject(commitment: Commitment) -> str:
    """How a registration is called in a sentence: the person, or the unit."""
    return str(commitment.person or commitment.unit)


def _rows(ids: Sequence[int]) -> list[Commitment]:
    return list(Commitment.objects.filter(pk__in=ids).select_related("person", "unit", "period"))


def _deciders(rows: Iterable[Commitment]) -> dict[int, list[tuple[int, str]]]:
    units = {row.decider_unit_id for row in rows}
    grants = Grant.objects.filter(
        unit__in=units, role__in=(Role.SECRETARY, Role.APPROVER, Role.STAFF), valid__contains=timezone.localdate()
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for unit, user, role in grants.values_list("unit_id", "user_id", "role"):
        found.setdefault(unit, []).append((user, role))
    return found


def _to_deciders(ids: Sequence[int], kind: str, cause: str, words: Callable[[str], str], now: dt.datetime) -> None:
    rows = _rows(ids)
    deciders = _deciders(rows)
    told = [
        Told(
            user,
            kind,
            f"{cause}:{row.pk}:{now:%Y%m%d}",
            words(subject(row)),
            reverse("commitments:detail", args=[row.pk]),
        )
        for row in rows
        for user, role in deciders.get(row.decider_unit_id, [])
        if user != getattr(row.person, "user_id", None) and (role != Role.SECRETARY or row.kind == Kind.INDIVIDUAL)
    ]
    tell_each(told, now=now)


def _to_registrants(ids: Sequence[int], cause: str, words: Callable[[Commitment], str], now: dt.datetime) -> None:
    told = [
        Told(
            row.person.user_id,
            NoticeKind.NEWS,
            f"{cause}:{row.pk}:{row.edition}:{now:%Y%m%d%H%M}",
            words(row),
            reverse("commitments:detail", args=[row.pk]),
        )
        for row in _rows(ids)
        if row.person and row.person.user_id
    ]
    tell_each(told, now=now)


def to_decide(ids: Sequence[int], now: dt.datetime) -> None:
    """A registration waits for a decision."""
    _to_deciders(
        ids,
        NoticeKind.TO_DO,
        "decide",
        lambda who: _("Bản đăng ký của %(who)s chờ quyết định.") % {"who": who},
        now,
    )


def to_confirm(ids: Sequence[int], now: dt.datetime) -> None:
    """A reported result waits for a confirmation."""
    _to_deciders(
        ids,
        NoticeKind.TO_DO,
        "confirm",
        lambda who: _("Kết quả của %(who)s chờ xác nhận.") % {"who": who},
        now,
    )


def returned(ids: Sequence[int], note: str, now: dt.datetime) -> None:
    """A registration came back."""
    _to_registrants(
        ids,
        "returned",
        lambda row: _("Bản đăng ký năm %(year)s được trả lại: %(note)s") % {"year": row.period.year, "note": note},
        now,
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
    )


def confirmed(ids: Sequence[int], now: dt.datetime) -> None:
    """A result stands."""
    _to_registrants(
        ids,
        "confirmed",
        lambda row: _("Kết quả năm %(year)s: %(state)s.") % {"year": row.period.year, "state": row.get_state_display()},
        now,
    )


def due_registrations(today: dt.date) -> Iterable[tuple[int, str, str, str, dt.date]]:
    """Reminder source: registrations still owed -> (user, key, text, address, due day)."""
    owed = Commitment.objects.filter(state__in=(*OWED, State.RETURNED), expected=True, person__user__isnull=False)
    near = owed.filter(due_on__gte=today - dt.timedelta(days=10)).annotate(to=F("person__user_id"))
    for row in near.select_related("period"):
        text = _("Hạn nộp bản đăng ký năm %(year)s là ngày %(due)s.") % {
            "year": row.period.year,
            "due": f"{row.due_on:%d/%m/%Y}",
        }
        yield row.to, f"register:{row.pk}", text, reverse("commitments:edit") + f"?id={row.pk}", row.due_on


def due_items(today: dt.date) -> Iterable[tuple[int, str, str, str, dt.date]]:
    """Reminder source: items in force -> (user, key, text, address, due day)."""
    near = Q(due_on__gte=today - dt.timedelta(days=10), due_on__lte=today + dt.timedelta(days=10))
    items = Item.objects.filter(near, status=ItemStatus.OPEN, commitment__person__user__isnull=False)
    for item in items.annotate(to=F("commitment__person__user_id")):
        text = _("Nội dung “%(deed)s” đến hạn ngày %(due)s.") % {
            "deed": item.deed[:120],
            "due": f"{item.due_on:%d/%m/%Y}",
        }
        href = reverse("commitments:detail", args=[item.commitment_id])
        yield item.to, f"item:{item.pk}", text, href, item.due_on


register_reminder(due_registrations)
register_reminder(due_items)
