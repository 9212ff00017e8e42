"""Pages that show: the list, what waits for a decision, one registration with its history."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.queries import attached_to_many
from neuguong.base.journal.queries import timeline
from neuguong.base.periods.queries import quarters
from neuguong.kit.views import ListPage, Page, page
from neuguong.work.commitments import lists, queries
from neuguong.work.commitments.choices import CONFIRMED, Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy


class CommitmentList(ListPage):
    """Every registration the reader may see."""

    right = (policy, "view")
    spec = lists.COMMITMENTS
    template = "commitments/list.jinja"

    def get_queryset(self) -> QuerySet[Commitment]:
        return Commitment.objects.select_related("unit", "period", "person", "supervisor")


class Queue(ListPage):
    """What waits for a decision or a confirmation that the reader may take or record."""

    right = (policy, "view")
    spec = lists.QUEUE
    template = "commitments/queue.jinja"
    title = _l("Chờ quyết định")

    def get_queryset(self) -> QuerySet[Commitment]:
        mine = Q(policy.rule("decide")(self.request.user)) | Q(policy.rule("confirm")(self.request.user))
        return Commitment.objects.filter(mine).select_related("unit", "period", "person", "decider_unit")


class Detail(Page):
    """One registration: what was promised, what was done quarter by quarter, and its journal."""

    right = (policy, "view")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        commitment = get_object_or_404(queries.full(request.user), pk=pk)
        own: Any = policy.abilities(Commitment.objects.filter(pk=pk), request.user, ("write", "progress")).get()
        items = list(commitment.items.all())
        progress_ids = [row.pk for item in items for row in item.progress.all()]
        context: dict[str, Any] = {
            "commitment": commitment,
            "items": [(item, *lists.item_tone(item, request.today)) for item in items],  # type: ignore[attr-defined]
            "quarters": quarters(commitment.period.year),
            "evidence": attached_to_many("commitments.Progress", progress_ids),
            "can_write": own.can_write,
            "can_progress": own.can_progress,
            "open_steps": FLOW.open_to(commitment, request.user),
            "step_url": reverse("journal:take", args=[FLOW.key, pk]),
            "steps": stepper(commitment),
            "differences": queries.differences(commitment) if commitment.state == State.SUBMITTED else [],
            "timeline": timeline(commitment, FLOW),
            "tone": lists.TONES[commitment.state],
            "who": lists.who(commitment),
            "facts_rows": _facts(commitment),
        }
        return page(request, "commitments/detail.jinja", context)


def _facts(row: Commitment) -> list[tuple[Any, Any]]:
    rows: list[tuple[Any, Any]] = [
        (_l("Mã đăng ký"), row.code),
        (_l("Hạn đăng ký"), row.due_on.strftime("%d/%m/%Y")),
        (_l("Nơi quyết định"), row.decider_unit.name),
        (_l("Quyết nghị phê duyệt"), row.approval),
        (_l("Đồng chí chủ trì quyết định"), row.decided_by),
        (_l("Hạn chế, khuyết điểm cần khắc phục"), row.shortcomings),
        (_l("Kết quả tự đánh giá"), row.result),
        (_l("Nhận xét của nơi quyết định"), row.comment),
        (_l("Người nhập"), row.written_by),
    ]
    if row.kind == Kind.HEAD:
        rows[3:3] = [
            (_l("Đơn vị theo dõi, giám sát"), row.supervisor),
            (_l("Vấn đề bức xúc, tồn đọng"), row.pressing_issue),
            (_l("Sản phẩm dự kiến"), row.expected_product),
            (_l("Chức vụ"), row.appointment),
        ]
    if row.kind == Kind.COLLECTIVE:
        rows[3:3] = [
            (_l("Đồng chí chỉ đạo"), row.steering),
            (_l("Đơn vị phối hợp"), row.cooperating),
            (_l("Nguồn lực"), row.resources),
        ]
    return rows


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
    if state in CONFIRMED:
        return 5
    return {State.SUBMITTED: 2, State.APPROVED: 3, State.REPORTED: 4}.get(State(state), 0)
