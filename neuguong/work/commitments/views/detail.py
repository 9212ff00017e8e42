"""The page of one registration: what was promised, done and decided, and its journal."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.queries import attached_to_many
from neuguong.base.journal.queries import timeline
from neuguong.base.periods.models import Period
from neuguong.kit import numbers
from neuguong.kit.views import Page, Request, page
from neuguong.work.commitments import lists, queries
from neuguong.work.commitments.above import acting_for, sent_back
from neuguong.work.commitments.choices import CONFIRMED, IN_FORCE, Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services import is_open, unfinished
from neuguong.work.commitments.views.amending import TONES

_BESIDE = {
    "new": _l("Lập bản đăng ký"),
    "progress": _l("Ghi kết quả quý"),
    "take_off": _l("Bỏ minh chứng"),
    "obstacle": _l("Nêu vướng mắc"),
}

_MAKER = ("begin", "submit", "report", "withdraw")


class Detail(Page):
    """One registration: what was promised, what was done quarter by quarter, and its journal."""

    right = (policy, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        commitment = get_object_or_404(queries.full(request.user), pk=pk)
        asked = ("read", "write", "progress", "add", "amend", "hinder")
        own: Any = policy.abilities(Commitment.objects.filter(pk=pk), request.user, asked).get()
        items = list(commitment.items.all()) if own.can_read else []
        progress_ids = [row.pk for item in items for row in item.progress.all()]
        context: dict[str, Any] = {
            "commitment": commitment,
            "items": [(item, *lists.item_tone(item, request.today)) for item in items],
            "years": by_year(queries.quarters_of(commitment), request.today.year),
            "evidence": attached_to_many("commitments.Progress", progress_ids),
            "can_read": own.can_read,
            "handed_in": None if own.can_read else queries.handed_in(commitment),
            "can_write": own.can_write,
            "can_amend": own.can_amend,
            "unfinished": unfinished(commitment).count() if own.can_write else 0,
            "amendments": list(commitment.amendments.order_by("-number")) if own.can_read else [],
            "can_progress": own.can_progress,
            "can_hinder": own.can_hinder,
            "obstacles": _obstacles(commitment, request) if items else {},
            "open_steps": FLOW.open_to(commitment, request.user),
            "step_url": reverse("journal:take", args=[FLOW.key, pk]),
            "steps": stepper(commitment),
            "amendment_tones": TONES,
            "decisions": [one for one in (commitment.approval, commitment.confirmation) if one],
            "sent_back": sent_back(commitment),
            "differences": queries.differences(commitment) if commitment.state == State.SUBMITTED else [],
            "timeline": timeline(commitment, FLOW, _BESIDE),
            "tone": lists.TONES[commitment.state],
            "who": lists.who(commitment),
            "facts_rows": [*_facts(commitment), *(_contents(commitment) if own.can_read else [])],
            "minutes": [one.minutes for one in (commitment.approval, commitment.confirmation) if one and one.minutes],
        }
        makes = own.can_write or own.can_progress or any(step.name in _MAKER for step in context["open_steps"])
        context["acting_for"] = acting_for(commitment, request.user) if makes else ""
        context |= _of_term(commitment, request, can_add=own.can_add)
        return page(request, "commitments/detail.jinja", context)


def _obstacles(commitment: Commitment, request: Any) -> dict[int, list[tuple[Any, str, str]]]:
    """What blocks each item, with its state in words and tone; nothing is asked of what is not in force."""
    if commitment.state not in IN_FORCE:
        return {}
    found = queries.obstacles_of(commitment, request.user)
    return {item: [(one, *lists.obstacle_tone(one, request.today)) for one in rows] for item, rows in found.items()}


def by_year(quarters: list[Period], this_year: int) -> list[dict[str, Any]]:
    """Quarters grouped by year as far as time has come; `is_open`: shown at once, the other years behind their name."""
    first = quarters[0].year if quarters else this_year
    shown = [one for one in quarters if one.year <= max(first, this_year)]
    years = sorted({one.year for one in shown}, reverse=True)
    return [
        {"year": year, "quarters": [one for one in shown if one.year == year], "is_open": year == years[0]}
        for year in years
    ]


def _of_term(row: Commitment, request: Any, *, can_add: bool) -> dict[str, Any]:
    """The other side of a registration for the term: what later years add, or what this one adds to."""
    term = queries.term_of(row.period) if row.for_term or row.adds_to_id else None
    year = request.today.year
    to_add = None
    if can_add and term and row.period.year < year <= term.ends_on.year:
        begun = queries.of_year(row, year)
        to_add = year if begun is None or (begun.adds_to_id == row.pk and is_open(begun)) else None
    return {
        "term": term,
        "added_to": queries.full(request.user).filter(pk=row.adds_to_id).first() if row.adds_to_id else None,
        "additions": list(queries.additions(request.user, row)) if row.for_term else [],
        "to_add": to_add,
        "tones": lists.TONES,
    }


def _facts(row: Commitment) -> list[tuple[Any, Any]]:
    """What everybody may know who may know that it is there."""
    post = [(_l("Chức vụ"), row.appointment)] if row.kind == Kind.HEAD else []
    return [
        (_l("Mã đăng ký"), row.code),
        (_l("Hạn đăng ký"), numbers.date(row.due_on)),
        *post,
        (_l("Nơi quyết định"), row.decider_unit.name),
        *_moved(row),
        (_l("Quyết định phê duyệt"), row.approval),
        (_l("Đồng chí chủ trì quyết định"), row.decided_by),
        (_l("Quyết định xác nhận"), row.confirmation),
        (_l("Đồng chí chủ trì xác nhận"), row.confirmed_by),
        (_l("Người nhập"), row.written_by),
        *([(_l("Kết thúc ngày"), numbers.date(row.ended_on))] if row.ended_on else []),
    ]


def _moved(row: Commitment) -> list[tuple[Any, Any]]:
    """Where a member lives now who registered in another cell: it counts there, and is decided here from then on."""
    home = row.person.home if row.person and row.kind == Kind.INDIVIDUAL else None
    return [(_l("Nay sinh hoạt tại"), home.name)] if home and home.pk != row.unit_id else []


def _contents(row: Commitment) -> list[tuple[Any, Any]]:
    """What was written in it beside the items."""
    own: dict[str, list[tuple[Any, Any]]] = {
        Kind.HEAD: [
            (_l("Đơn vị theo dõi, giám sát"), row.supervisor),
            (_l("Vấn đề bức xúc, tồn đọng"), row.pressing_issue),
            (_l("Sản phẩm dự kiến"), row.expected_product),
        ],
        Kind.COLLECTIVE: [
            (_l("Đồng chí chỉ đạo"), row.steering),
            (_l("Đơn vị phối hợp"), row.cooperating),
            (_l("Nguồn lực"), row.resources),
        ],
    }
    return [
        *own.get(row.kind, []),
        (_l("Hạn chế, khuyết điểm cần khắc phục"), row.shortcomings),
        (_l("Kết quả tự đánh giá"), row.result),
        (_l("Nhận xét của nơi quyết định"), row.comment),
    ]


def stepper(commitment: Commitment) -> list[dict[str, Any]]:
    """The stages a registration goes through, with who and when where it is known."""
    order = [
        (_l("Viết"), None, None),
        (_l("Trình duyệt"), lists.who(commitment), commitment.submitted_on),
        (_l("Phê duyệt"), *_decision(commitment, "approval")),
        (_l("Thực hiện, báo cáo"), None, None),
        (_l("Xác nhận kết quả"), *_decision(commitment, "confirmation")),
    ]
    at = _stage(commitment.state)
    return [
        {
            "label": label,
            "state": "done" if place < at else "current" if place == at else "todo",
            "who": who if place < at else None,
            "at": day if place < at else None,
        }
        for place, (label, who, day) in enumerate(order)
    ]


def _decision(commitment: Commitment, name: str) -> tuple[str | None, Any]:
    decision = getattr(commitment, name)
    return (commitment.decider_unit.name, decision.meeting_on) if decision else (None, None)


def _stage(state: str) -> int:
    if state in CONFIRMED or state == State.ENDED:
        return 5
    return {State.SUBMITTED: 2, State.APPROVED: 3, State.REPORTED: 4}.get(State(state), 0)
