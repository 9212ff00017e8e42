"""Cell meetings: agenda and minutes, conclusions that somebody answers for, points given by two sides."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import refuse_secret
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Person
from neuguong.kit.numbers import date
from neuguong.kit.text import nfc, nfc_lines
from neuguong.work.study import notices, rules
from neuguong.work.study.choices import Rating, Side
from neuguong.work.study.models import Conclusion, Minutes, ScoreSheet, Scoring, Session


@transaction.atomic
def write_minutes(
    *,
    session: Session,
    agenda: str,
    text: str,
    chair: Person | None,
    clerk: Person | None,
    edition: int,
    actor: Any,
    now: dt.datetime,
) -> Minutes:
    """Write agenda and minutes of a cell meeting. `edition` is the one the writer had before her: if somebody has saved
    since, nothing is written and a ValidationError says so. ValidationError also without the right, for a text that
    bears a mark of state secrecy, and for minutes that say nothing of a meeting that concluded nothing."""
    row = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    capacity = capacity_of(actor, rules.sessions, "write_minutes", row)
    refuse_secret(mark_of("", agenda, text), _("Biên bản này"))
    minutes, _is_new = Minutes.objects.get_or_create(session=row)
    if minutes.edition != edition:
        raise ValidationError(
            _("Có người vừa lưu biên bản này. Phần đồng chí viết còn ở dưới đây; hãy mở lại trang để xem bản mới."),
            code="edition",
        )
    agenda, text = nfc_lines(agenda), nfc_lines(text)
    if not agenda and not text and not row.conclusions.exists():
        raise ValidationError(
            {"agenda": _("Biên bản chưa có nội dung. Hãy ghi chương trình, hoặc diễn biến, ý kiến của buổi sinh hoạt.")}
        )
    minutes.agenda, minutes.text, minutes.chair, minutes.clerk = agenda, text, chair, clerk
    minutes.edition += 1
    minutes.save()
    record(row, "write_minutes", actor=actor, now=now, capacity=capacity)
    return minutes


@transaction.atomic
def conclude(
    *, session: Session, text: str, assignee: Person, due_on: dt.date, actor: Any, now: dt.datetime
) -> Conclusion:
    """A conclusion of the meeting becomes a task of `assignee`, who is told. ValidationError for a deadline before the
    meeting, or without the right."""
    row = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    capacity = capacity_of(actor, rules.sessions, "write_minutes", row)
    if due_on < row.on:
        raise ValidationError({"due_on": _("Thời hạn phải từ ngày sinh hoạt trở đi.")})
    last = row.conclusions.aggregate(last=Max("number"))["last"] or 0
    made = Conclusion.objects.create(
        session=row, unit_id=row.unit_id, period_id=row.period_id, number=last + 1, text=nfc(text), assignee=assignee,
        due_on=due_on,
    )  # fmt: skip
    change = (_("Kết luận %(n)s") % {"n": made.number}, "", f"{made.text} ({assignee}, {date(due_on)})")
    record(row, "conclude", actor=actor, now=now, capacity=capacity, data={"changes": [change]})
    notices.assigned(made, now)
    return made


@transaction.atomic
def finish(*, conclusion: Conclusion, done_on: dt.date | None, result: str, actor: Any, now: dt.datetime) -> Conclusion:
    """Say on which day a conclusion was carried out and with what result; no day: it is not done after all.

    ValidationError for a day to come or before the meeting, or without the right."""
    row = Conclusion.objects.select_for_update(of=("self",)).select_related("session").get(pk=conclusion.pk)
    capacity = capacity_of(actor, rules.conclusions, "finish", row)
    if done_on is not None and not row.session.on <= done_on <= timezone.localdate(now):
        raise ValidationError({"done_on": _("Ngày này phải từ ngày sinh hoạt đến hôm nay.")})
    old = date(row.done_on) if row.done_on else ""
    row.done_on, row.is_done, row.result = done_on, done_on is not None, nfc(result)
    row.save(update_fields=["done_on", "is_done", "result"])
    change = (_("Kết luận %(n)s xong ngày") % {"n": row.number}, old, date(done_on) if done_on else "")
    record(row.session, "finish", actor=actor, now=now, capacity=capacity, note=row.result, data={"changes": [change]})
    return row


@transaction.atomic
def score(
    *,
    session: Session,
    side: str,
    points: Mapping[int, int],
    comment: str,
    actor: Any,
    now: dt.datetime,
    edition: int = 0,
) -> Scoring:
    """One side's points for a closed meeting, by the number of the criterion, by the sheet in force on its day.

    A side may change its points until both have given theirs. `edition` is the one the writer had before her, 0 for
    none: if somebody of her side has saved something else since, nothing is written and a ValidationError (code
    "edition") says so. ValidationError also for points beyond what a criterion gives or left out, where both sides
    have scored, where no sheet is in force; PermissionDenied without the right.
    """
    row = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if not rules.sessions.can(actor, SCORES[Side(side)], row):
        raise PermissionDenied
    before = row.scorings.filter(side=side).first()
    kept = {str(number): given for number, given in points.items()}
    if before and (before.points, before.comment) == (kept, nfc_lines(comment)):
        return before  # pressed twice
    if row.scorings.count() == len(Side):
        raise ValidationError(_("Buổi này đã có đủ phiếu chấm của hai bên, không sửa được nữa."))
    sheet = sheet_for(row)
    most = dict(sheet.criteria.values_list("number", "most"))
    if points.keys() != most.keys() or any(not 0 <= points[number] <= most[number] for number in most):
        raise ValidationError(_("Mỗi tiêu chí phải có điểm, từ 0 đến điểm tối đa."))
    if before and before.edition != edition:
        words = _(
            "Có người cùng bên vừa ghi điểm. Phần đồng chí chấm còn nguyên; hãy đối chiếu bản vừa lưu rồi ghi lại."
        )
        raise ValidationError(words, code="edition")
    total = sum(points.values())
    made, _is_new = Scoring.objects.update_or_create(
        session=row,
        side=side,
        defaults={
            "unit_id": row.unit_id, "period_id": row.period_id, "sheet": sheet, "total": total,
            "points": kept, "rating": rating_of(sheet, total), "comment": nfc_lines(comment), "scored_by": actor,
            "scored_at": now, "edition": edition + 1,
        },
    )  # fmt: skip
    record(row, "score", actor=actor, now=now, note=str(Side(side).label))
    return made


SCORES = {Side.CELL: "score_own", Side.ABOVE: "score_above"}


def sheet_for(session: Session) -> ScoreSheet:
    """The sheet in force on the day of the session; ValidationError if there is none."""
    found = ScoreSheet.objects.filter(valid__contains=session.on).order_by("-valid", "pk").first()
    if found is None:
        raise ValidationError(_("Chưa có phiếu chấm điểm nào có hiệu lực vào ngày này."))
    return found


def rating_of(sheet: ScoreSheet, total: int) -> str:
    """What so many points come to by the sheet."""
    return next((rating for rating, least in sheet.ratings if total >= least), Rating.POOR.value)
