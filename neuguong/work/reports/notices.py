"""What this slice tells: a report is due, somebody presses, somebody asks for a later day, an answer came.

A reminder "to all" is one notice a person, a period and a day, whoever presses and from whatever level: its key holds
no presser.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from neuguong.base.access.choices import Role
from neuguong.base.access.queries import holders
from neuguong.base.notices.models import NoticeKind, Task
from neuguong.base.notices.services import Due, Told, due_days, register_reminder, tell, tell_each
from neuguong.kit.numbers import date
from neuguong.work.reports.choices import OWED, ExtensionState
from neuguong.work.reports.models import Extension, Report
from neuguong.work.reports.queries import Place, in_sentence

OFFICE = (Role.SECRETARY, Role.STAFF, Role.APPROVER)
ABOVE = (Role.STAFF, Role.APPROVER)


def press_key(at: Place, today: dt.date) -> str:
    """The cause of a reminder to all: the period and the day."""
    return f"don-doc:{at.period.pk}:{today:%Y%m%d}"


def press(found: Mapping[int, Counter[str]], at: Place, *, today: dt.date, now: dt.datetime) -> int:
    """Tell each user once what of hers is late. Returns how many had not been told of this period today."""
    key, href = press_key(at, today), reverse("desk:home")
    told = [
        Told(
            user,
            NoticeKind.LATE,
            key,
            _("%(unit)s nhắc: %(what)s.") % {"unit": at.unit.name, "what": what},
            href,
            Task.WRITE,
        )
        for user, what in ((user, in_words(counts, at)) for user, counts in found.items())
    ]
    return tell_each(told, now=now)


def in_words(counts: Mapping[str, int], at: Place) -> str:
    """What somebody is late with, in one phrase: "2 bản đăng ký năm 2026 quá hạn chưa nộp; 1 báo cáo …"."""
    year, quarter, period = at.year.year, in_sentence(at.quarter or ""), in_sentence(at.period)
    words = {
        "register": ngettext(
            "%(n)s bản đăng ký năm %(year)s quá hạn chưa nộp", "%(n)s bản đăng ký năm %(year)s quá hạn chưa nộp",
            counts.get("register", 0),
        ),
        "report": ngettext(
            "%(n)s báo cáo %(period)s quá hạn", "%(n)s báo cáo %(period)s quá hạn", counts.get("report", 0)
        ),
        "plan": ngettext(
            "%(n)s kế hoạch năm %(year)s quá hạn chưa ban hành", "%(n)s kế hoạch năm %(year)s quá hạn chưa ban hành",
            counts.get("plan", 0),
        ),
        "progress": ngettext(
            "%(n)s bản chưa ghi kết quả %(quarter)s", "%(n)s bản chưa ghi kết quả %(quarter)s",
            counts.get("progress", 0),
        ),
    }  # fmt: skip
    named = {"year": year, "quarter": quarter, "period": period}
    return "; ".join(words[cause] % {**named, "n": counts[cause]} for cause in words if counts.get(cause))


def _words(row: Extension) -> dict[str, object]:
    return {
        "unit": row.unit.name,
        "subject": str(row.get_subject_display()).lower(),
        "period": in_sentence(row.period),
        "day": date(row.granted_until or row.until),
        "answer": row.answer,
    }


def asked(row: Extension, now: dt.datetime) -> int:
    """A request waits for the answer of the level above. Returns how many were told."""
    people = holders([row.decider_unit_id], ABOVE, timezone.localdate(now))
    text = _("%(unit)s xin gia hạn %(subject)s %(period)s đến ngày %(day)s.") % _words(row)
    users = {user for _unit, user, _role in people} - {row.asked_by_id}
    return tell(
        users=users,
        kind=NoticeKind.TO_DO,
        task=Task.ANSWER,
        key=f"gia-han:{row.pk}",
        text=text,
        href=_page(row),
        now=now,
    )


def answered(ids: Sequence[int], now: dt.datetime) -> None:
    """The answer, to whoever asked and to the office of the unit."""
    for row in Extension.objects.filter(pk__in=ids).select_related("unit", "period"):
        people = holders([row.unit_id], OFFICE, timezone.localdate(now))
        users = {row.asked_by_id, *(user for _unit, user, _role in people)}
        key = f"gia-han:{row.pk}:{row.state.lower()}"
        tell(users=users, kind=NoticeKind.NEWS, key=key, text=_answer(row), href=_page(row), now=now)


def _answer(row: Extension) -> str:
    if row.state == ExtensionState.GRANTED:
        return _("Được gia hạn %(subject)s %(period)s của %(unit)s đến ngày %(day)s.") % _words(row)
    return _("Không được gia hạn %(subject)s %(period)s của %(unit)s: %(answer)s") % _words(row)


def _page(row: Extension) -> str:
    return reverse("reports:extension", args=[row.pk])


def due_reports(today: dt.date) -> Iterator[Due]:
    """Reminder source: to the office of each unit, the report that it still owes."""
    due = Report.objects.filter(state__in=OWED, expected=True, due_on__in=due_days(today))
    found = list(due.select_related("unit", "period").order_by("pk"))
    return _due(found, today)


def _due(found: Sequence[Report], today: dt.date) -> Iterator[Due]:
    offices: dict[int, set[int]] = {}
    for unit_id, user_id, _role in holders({row.unit_id for row in found}, OFFICE, today):
        offices.setdefault(unit_id, set()).add(user_id)
    for row in found:
        text = _("Hạn báo cáo %(period)s của %(unit)s là ngày %(due)s.") % {
            "period": in_sentence(row.period),
            "unit": row.unit.name,
            "due": date(row.due_on),
        }
        for user_id in sorted(offices.get(row.unit_id, ())):
            href = reverse("reports:detail", args=[row.pk])
            yield Due(user_id, f"report:{row.pk}", text, href, row.due_on, Task.REPORT)


register_reminder(due_reports)
