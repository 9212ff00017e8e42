"""Pages on which the roll is called: by ticking, from a phone without a network, by the QR code of the session."""

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from neuguong.base.orgs.models import Unit
from neuguong.kit import qr
from neuguong.kit.numbers import number, whole
from neuguong.kit.ui import moment
from neuguong.kit.views import SIGNED_IN, Page, Request, page
from neuguong.work.study import lists, queries, rules
from neuguong.work.study.choices import CALLED, Status, Way
from neuguong.work.study.models import Attendance, Session
from neuguong.work.study.services import MarkInput, RollOutcome, call_roll, code_for, confirm, session_of_code

_WORKER = Path(__file__).parents[1] / "static" / "study" / "worker.js"
_NAMESPACE = uuid.UUID("0f5c6b1e-52a4-4c0d-9a7c-3a4f7c7be4a1")
MOST = 1000  # marks that one device sends at once


class _RollPage(Page):
    """The base: one session whose roll the reader may call."""

    right = (rules.sessions, "call")

    def session(self, pk: int) -> Session:
        found: Session = self.found(Session.objects.select_related("unit", "theme"), pk=pk)
        return found


class Roll(_RollPage):
    """The roll of a session, of one unit where `?don-vi=` (an id) names it: 200 people at once."""

    def get(self, request: Request, pk: int) -> HttpResponse:
        return self._answer(self.session(pk))

    def _answer(self, session: Session, status: int = 200) -> HttpResponse:
        request = self.request
        unit, start = whole(request.GET.get("don-vi", "")), whole(request.GET.get("tu", ""))
        everybody = queries.roll(session, request.user)
        rows = list(queries.roll(session, request.user, unit)[start : start + queries.AT_ONCE + 1])
        shown = rows[: queries.AT_ONCE]
        context = {
            "session": session,
            "rows": shown,
            "next": start + queries.AT_ONCE if len(rows) > queries.AT_ONCE else 0,
            "start": start,
            "unit": unit,
            "units": list(Unit.objects.filter(pk__in=everybody.order_by().values("unit")).order_by("sort_key", "pk")),
            "statuses": [(one.value, str(one.label)) for one in CALLED],
            "clashing": queries.clashing(shown),
            "counts": [(label, n) for (_s, label), n in zip(Status.choices, _counted(everybody), strict=True)],
            "form_id": uuid.uuid4().hex,
            "is_today": session.on <= request.today,
        }
        return page(request, "study/roll.jinja", context, status=status)

    def post(self, request: Request, pk: int) -> HttpResponse:
        session = self.session(pk)
        marks = list(_ticked(request))
        try:
            outcome = call_roll(session=session, marks=marks, actor=request.user, now=request.now)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            return self._answer(session, 422)
        self._say(outcome)
        return HttpResponseRedirect(request.get_full_path())

    def _say(self, outcome: RollOutcome) -> None:
        if outcome.fresh:
            messages.success(self.request, _("Đã ghi điểm danh %(n)s đồng chí.") % {"n": number(outcome.fresh)})
        elif not outcome.refused:
            messages.info(self.request, _("Không có gì thay đổi so với lần ghi trước."))
        for why in sorted(set(outcome.refused.values())):
            messages.warning(self.request, why)


def _counted(rows: Any) -> list[int]:
    return list(queries.counts(rows).values())


def _ticked(request: Request) -> Iterator[MarkInput]:
    """What was changed on the page, against what it showed (`k-<row>`: status, reason's mark). One form gives one
    change one id, however often it is sent."""
    form = request.POST.get("phieu", "")
    everybody = request.POST.get("tat_ca") == Status.PRESENT
    for key, kept in request.POST.items():
        if not key.startswith("k-"):
            continue
        row = key.removeprefix("k-")
        was, _colon, rest = str(kept).partition(":")
        base, _colon, old_reason = rest.partition(":")
        status, reason = request.POST.get(f"s-{row}", was), request.POST.get(f"r-{row}", "").strip()
        if everybody and status == Status.EXPECTED:
            status = Status.PRESENT.value
        is_new = status != was or (reason != old_reason and status != Status.PRESENT)
        if status in CALLED and (is_new or f"x-{row}" in request.POST):
            named = uuid.uuid5(_NAMESPACE, f"{form}:{row}:{status}:{reason}")
            yield MarkInput(named, whole(row), status, request.now, reason, _uuid(base))


def _uuid(text: Any) -> uuid.UUID | None:
    """The id in a text; None for "" and whatever is none."""
    try:
        return uuid.UUID(str(text)) if text else None
    except ValueError:
        return None


class SendMarks(_RollPage):
    """What a phone noted, as JSON: {"device", "now", "marks": [{"id", "row", "status", "reason", "at", "base"}]}.

    Answers {"kept": [id], "refused": {id: why}, "rows": {row: how it stands}, "counts": [how many of each status]}:
    what is kept the phone may forget. A session whose roll is closed answers too, with refusals.
    """

    right = (rules.sessions, "view")

    def post(self, request: Request, pk: int) -> HttpResponse:
        session = self.session(pk)
        device, sent_at, marks = _sent(request.body)
        try:
            outcome = call_roll(
                session=session, marks=marks, actor=request.user, now=request.now, way=Way.DEVICE, device=device,
                sent_at=sent_at,
            )  # fmt: skip
        except ValidationError as error:
            return JsonResponse({"kept": [], "refused": {}, "rows": {}, "wait": " ".join(error.messages)}, status=409)
        everybody = queries.roll(session, request.user)
        rows = everybody.filter(pk__in={mark.attendance_id for mark in marks})
        answer = {
            "kept": [str(one) for one in outcome.kept],
            "refused": {str(one): why for one, why in outcome.refused.items()},
            "rows": {str(row.pk): _standing(row) for row in rows},
            "counts": [number(n) for n in _counted(everybody)],
        }
        return JsonResponse(answer)


def _standing(row: Attendance) -> dict[str, Any]:
    """How a row stands, for the phone that asked."""
    return {
        "status": row.status,
        "reason": row.reason,
        "mark": str(row.mark or ""),
        "disputed": row.is_disputed,
        "words": noted(row),
    }


def noted(row: Attendance) -> str:
    """Who noted it, how and when, in words; "" for a row nobody has noted."""
    if row.marked_at is None:
        return ""
    words = {"way": row.get_way_display(), "who": row.marked_by or "", "at": moment(row.marked_at)}
    return _("%(way)s: %(who)s, %(at)s") % words


def _sent(body: bytes) -> tuple[str, dt.datetime, list[MarkInput]]:
    """Read what a phone sent; BadRequest for anything that our script does not write."""
    try:
        given = json.loads(body)
        marks = [
            MarkInput(
                uuid.UUID(one["id"]), int(one["row"]), Status(one["status"]).value, _instant(one["at"]),
                str(one.get("reason", "")).replace("\x00", ""), _uuid(one.get("base")),
            )
            for one in given["marks"]
        ]  # fmt: skip
        device, sent_at = str(given["device"]).replace("\x00", ""), _instant(given["now"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRequest from error
    if len(marks) > MOST or any(one.status not in CALLED or one.attendance_id >= 2**63 for one in marks):
        raise BadRequest
    return device, sent_at, marks


def _instant(text: str) -> dt.datetime:
    found = parse_datetime(text)
    if found is None or found.tzinfo is None:
        raise ValueError(text)
    return found


class ShowCode(_RollPage):
    """The QR code of the session for a quarter of an hour; the screen draws it anew by itself."""

    right = (rules.sessions, "show_code")

    def get(self, request: Request, pk: int) -> HttpResponse:
        session = self.session(pk)
        address = request.build_absolute_uri(reverse("study:confirm", args=[code_for(session, request.now)]))
        context = {
            "session": session,
            "code": qr.svg(address, _("Mã xác nhận có mặt")),
            "address": address,
            "counts": _counted(Attendance.objects.filter(session=session)),
            "labels": [str(label) for _status, label in Status.choices],
        }
        block = "code" if request.headers.get("HX-Request") else ""
        return page(request, "study/code.jinja", context, block=block)


class Worker(Page):
    """The script that answers for a roll when there is no network. It stands under the addresses of this slice because
    a browser lets it speak for those below its own alone."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        answer = HttpResponse(_WORKER.read_bytes(), content_type="text/javascript")
        answer["Cache-Control"] = "no-cache"
        return answer


class Confirm(Page):
    """A member on her own phone says that she is here. GET asks, POST notes it."""

    right = SIGNED_IN

    def get(self, request: Request, code: str) -> HttpResponse:
        return self._answer(code)

    def post(self, request: Request, code: str) -> HttpResponse:
        try:
            row = confirm(code=code, user=request.user, now=request.now)  # type: ignore[arg-type]  # signed in by dispatch
        except ValidationError as error:
            return self._answer(code, " ".join(error.messages))
        return self._answer(code, row=row)

    def _answer(self, code: str, wrong: str = "", row: Attendance | None = None) -> HttpResponse:
        session = None
        try:
            session = session_of_code(code, self.request.now)
        except ValidationError as error:
            wrong = wrong or " ".join(error.messages)
        context = {
            "session": session,
            "wrong": wrong,
            "row": row,
            "status_tone": lists.STATUS_TONES[row.status] if row else "none",
        }
        return page(self.request, "study/confirm.jinja", context, status=410 if wrong else 200)
