"""What the yearly loop keeps about her: where she studied, what she was charged with, what was found, what she raised.

For herself all of it; for a `keeper` who prints it for her what he may see of it anyway.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.accounts.models import User
from neuguong.base.orgs.models import Appointment, Person
from neuguong.fronts.desk.queries.part import Part, cut, label_of, upto, who
from neuguong.kit.policy import Policy
from neuguong.work.commitments import rules as commitments
from neuguong.work.commitments.models import Obstacle
from neuguong.work.dialogues import rules as dialogues
from neuguong.work.dialogues.models import Promise, Reception
from neuguong.work.oversight import rules as oversight
from neuguong.work.oversight.choices import STANDING, VisitState
from neuguong.work.oversight.models import Finding, Visit
from neuguong.work.programmes import rules as programmes
from neuguong.work.programmes.choices import CodeState, PlanState
from neuguong.work.programmes.models import Acknowledgement, Plan, PlanTask
from neuguong.work.study import rules as study
from neuguong.work.study.models import Attendance, Conclusion


def parts_of(person: Person, user: User | None, most: int | None, keeper: User | None) -> list[Part]:
    """Study, tasks, standards of conduct, oversight, obstacles, receptions and promises: one query each."""
    return [
        _attendances(person, most, keeper),
        _conclusions(person, most, keeper),
        _tasks(person, most, keeper),
        _acknowledgements(person, most, keeper),
        _visits(person, most, keeper),
        _findings(person, most, keeper),
        _obstacles(person, user, most, keeper),
        _receptions(person, most, keeper),
        _promises(person, most, keeper or user),
    ]


def _read(rows: QuerySet[Any], policy: Policy, most: int | None, keeper: User | None) -> list[Any]:
    shown = rows if keeper is None else policy.visible(rows, keeper)
    return list(shown[upto(most)])


def _attendances(person: Person, most: int | None, keeper: User | None) -> Part:
    rows = Attendance.objects.filter(person=person).select_related("session", "unit", "marked_by")
    found = _read(rows.order_by("-session__on", "pk"), study.attendances, most, keeper)
    told, has_more = cut(
        (
            (
                one.session.on, one.session.title, one.get_kind_display(), one.unit.name, one.get_status_display(),
                one.reason, who(one.marked_by) if one.mark else "",
            )
            for one in found
        ),
        most,
    )  # fmt: skip
    kept = label_of(Attendance, "session", "kind", "unit", "status", "reason", "marked_by")
    hrefs = {n: reverse("study:session", args=[one.session_id]) for n, one in enumerate(found)}
    source = _("Đơn vị tổ chức mời dự hoặc nạp từ tệp; điểm danh theo cột Người ghi.")
    return Part("hoc-tap", _("Buổi học tập, sinh hoạt"), source, (_("Ngày"), *kept), told, has_more, hrefs)


def _conclusions(person: Person, most: int | None, keeper: User | None) -> Part:
    rows = Conclusion.objects.filter(assignee=person).select_related("session")
    found = _read(rows.order_by("-due_on", "pk"), study.conclusions, most, keeper)
    told, has_more = cut(
        ((one.text, one.session.title, one.session.on, one.due_on, one.done_on, one.result) for one in found), most
    )
    columns = (_("Việc"), _("Buổi"), _("Ngày"), _("Thời hạn"), _("Xong ngày"), _("Kết quả"))
    hrefs = {n: reverse("study:conclusion", args=[one.pk]) for n, one in enumerate(found)}
    source = _("Chi bộ giao tại buổi sinh hoạt.")
    return Part("viec-duoc-giao", _("Kết luận được giao thực hiện"), source, columns, told, has_more, hrefs)


def _tasks(person: Person, most: int | None, keeper: User | None) -> Part:
    rows = PlanTask.objects.filter(owner=person, plan__state=PlanState.ISSUED).select_related("plan__unit")
    if keeper is not None:
        rows = rows.filter(plan__in=programmes.plans.visible(Plan.objects.all(), keeper).values("pk"))
    found = list(rows.order_by("-due_on", "pk")[upto(most)])
    told, has_more = cut(((one.text, one.plan.unit.name, one.due_on, one.done_on) for one in found), most)
    columns = (_("Nhiệm vụ"), _("Kế hoạch của"), _("Thời hạn"), _("Hoàn thành ngày"))
    hrefs = {n: reverse("programmes:plan", args=[one.plan_id]) for n, one in enumerate(found)}
    source = _("Đơn vị phân công trong kế hoạch đã ban hành.")
    return Part("nhiem-vu", _("Nhiệm vụ trong kế hoạch"), source, columns, told, has_more, hrefs)


def _acknowledgements(person: Person, most: int | None, keeper: User | None) -> Part:
    rows = Acknowledgement.objects.filter(person=person, code__state=CodeState.ISSUED).select_related("code")
    found = _read(rows.order_by("-due_on", "pk"), programmes.acknowledgements, most, keeper)
    told, has_more = cut(((one.code.title, one.due_on, one.done_on) for one in found), most)
    columns = (_("Bộ chuẩn mực"), _("Hạn"), _("Cam kết ngày"))
    hrefs = {n: reverse("programmes:code", args=[one.code_id]) for n, one in enumerate(found)}
    source = _("Hệ thống lập khi bộ chuẩn mực được ban hành; ngày cam kết do chính đồng chí xác nhận.")
    return Part("chuan-muc", _("Cam kết thực hiện chuẩn mực"), source, columns, told, has_more, hrefs)


def _visits(person: Person, most: int | None, keeper: User | None) -> Part:
    rows = Visit.objects.filter(person=person).exclude(state=VisitState.PROPOSED).select_related("body")
    found = _read(rows.order_by("-planned_on", "pk"), oversight.visits, most, keeper)
    told, has_more = cut(
        (
            (
                one.held_on or one.planned_on, one.get_kind_display(), one.body.name, one.theme,
                one.get_state_display(), one.conclusion,
            )
            for one in found
        ),
        most,
    )  # fmt: skip
    kept = label_of(Visit, "kind", "body", "theme", "state", "conclusion")
    hrefs = {n: reverse("oversight:visit", args=[one.pk]) for n, one in enumerate(found)}
    source = _("Đơn vị chủ trì kiểm tra, giám sát ghi.")
    return Part("giam-sat", _("Kiểm tra, giám sát"), source, (_("Ngày"), *kept), told, has_more, hrefs)


def _findings(person: Person, most: int | None, keeper: User | None) -> Part:
    """What is not concluded yet is nobody's finding."""
    rows = Finding.objects.filter(person=person, state__in=STANDING).select_related("body")
    found = _read(rows.order_by("-due_on", "pk"), oversight.findings, most, keeper)
    told, has_more = cut(
        (
            (one.text, one.recommendation, one.body.name, one.due_on, one.get_state_display(), one.remedy)
            for one in found
        ),
        most,
    )
    columns = label_of(Finding, "text", "recommendation", "body", "due_on", "state", "remedy")
    hrefs = {n: reverse("oversight:finding", args=[one.pk]) for n, one in enumerate(found)}
    source = _("Đơn vị chủ trì kiểm tra, giám sát ghi; kết quả khắc phục do người báo ghi.")
    return Part("phat-hien", _("Phát hiện qua kiểm tra, giám sát"), source, columns, told, has_more, hrefs)


def _obstacles(person: Person, user: User | None, most: int | None, keeper: User | None) -> Part:
    """Those of her registrations, and those that she raised for her unit."""
    hers = Q(person=person) | (Q(raised_by=user) if user else Q())
    rows = Obstacle.objects.filter(hers).select_related("owes", "raised_by")
    found = _read(rows.order_by("-raised_on", "pk"), commitments.obstacles, most, keeper)
    told, has_more = cut(
        (
            (
                one.raised_on, one.what, one.need, one.owes.name, one.get_state_display(), one.answer,
                who(one.raised_by),
            )
            for one in found
        ),
        most,
    )  # fmt: skip
    columns = label_of(Obstacle, "raised_on", "what", "need", "owes", "state", "answer", "raised_by")
    hrefs = {n: reverse("commitments:obstacle", args=[one.pk]) for n, one in enumerate(found)}
    source = _("Theo cột Người nêu; trả lời do nơi phải trả lời ghi.")
    return Part("vuong-mac", _("Vướng mắc đã nêu"), source, columns, told, has_more, hrefs)


def _receptions(person: Person, most: int | None, keeper: User | None) -> Part:
    rows = Reception.objects.filter(host=person).select_related("unit")
    found = _read(rows.order_by("-on", "pk"), dialogues.receptions, most, keeper)
    told, has_more = cut(
        ((one.on, one.unit.name, one.get_state_display(), one.get_held_by_display(), one.reason) for one in found), most
    )
    columns = label_of(Reception, "on", "unit", "state", "held_by", "reason")
    hrefs = {n: reverse("dialogues:reception", args=[one.pk]) for n, one in enumerate(found)}
    source = _("Văn phòng của đơn vị xếp lịch và ghi.")
    return Part("tiep-dan", _("Buổi tiếp công dân"), source, columns, told, has_more, hrefs)


def _promises(person: Person, most: int | None, reader: User | None) -> Part:
    """Dialogues name their chair in words only: hers are those of a unit that she headed on that day, as far as the
    reader, be it herself, may see them: they are kept about the unit."""
    headed = Appointment.objects.filter(
        person=person, is_head=True, unit=OuterRef("unit"), valid__contains=OuterRef("dialogue__on")
    )
    rows = Promise.objects.filter(Exists(headed)).select_related("dialogue", "unit")
    found = _read(rows.order_by("-due_on", "pk"), dialogues.promises, most, reader)
    told, has_more = cut(
        (
            (one.text, one.dialogue.topic, one.unit.name, one.due_on, one.get_outcome_display(), one.result)
            for one in found
        ),
        most,
    )
    kept = label_of(Promise, "unit", "due_on", "outcome", "result")
    hrefs = {n: reverse("dialogues:promise", args=[one.pk]) for n, one in enumerate(found)}
    source = _("Văn phòng ghi tại cuộc đối thoại của đơn vị do đồng chí đứng đầu lúc ấy.")
    columns = (_("Việc đã hứa"), _("Cuộc đối thoại"), *kept)
    return Part("da-hua", _("Việc đã hứa với dân"), source, columns, told, has_more, hrefs)
