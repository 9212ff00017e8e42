"""What of this slice falls on which day: plans to issue, tasks to do, codes to acknowledge."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.kit.dated import Asked, Dated
from neuguong.work.programmes import queries, rules
from neuguong.work.programmes.choices import CodeState, PlanState
from neuguong.work.programmes.models import Acknowledgement, Plan, PlanTask


def dates(asked: Asked) -> Iterator[Dated]:
    """Deadlines of plans and tasks; of acknowledgements only one's own."""
    seen = rules.plans.visible(Plan.objects.select_related("unit", "programme"), asked.user)
    plans = seen.filter(unit=asked.unit_id) if asked.unit_id else seen.filter(rules.writer(asked.user))
    for plan in asked.of(plans, "due_on"):
        title = _("Kế hoạch của %(unit)s") % {"unit": plan.unit.name}
        href = reverse("programmes:plan", args=[plan.pk])
        yield Dated(plan.due_on, _("Hạn ban hành kế hoạch"), title, href, plan.state == PlanState.ISSUED)
    yield from _tasks(asked)
    if asked.unit_id is None:
        yield from _codes(asked)


def _tasks(asked: Asked) -> Iterator[Dated]:
    if asked.unit_id is None:
        tasks = queries.tasks_of(asked.user)
    else:
        plans = rules.plans.visible(Plan.objects.filter(unit=asked.unit_id, state=PlanState.ISSUED), asked.user)
        tasks = PlanTask.objects.filter(plan__in=plans)
    for task in asked.of(tasks, "due_on"):
        href = reverse("programmes:plan", args=[task.plan_id])
        yield Dated(task.due_on, _("Nhiệm vụ của kế hoạch"), task.text, href, task.done_on is not None)


def _codes(asked: Asked) -> Iterator[Dated]:
    mine = Acknowledgement.objects.filter(person__user=asked.user, code__state=CodeState.ISSUED).select_related("code")
    for one in asked.of(mine, "due_on"):
        href = reverse("programmes:code", args=[one.code_id])
        yield Dated(one.due_on, _("Hạn cam kết chuẩn mực"), one.code.title, href, one.is_done)
