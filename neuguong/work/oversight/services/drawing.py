"""Drawing lots: seed and frame first, then the list, both in the journal."""

import datetime as dt
import secrets
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import refuse_secret
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.kit.numbers import number
from neuguong.kit.text import nfc
from neuguong.work.oversight import queries, rules
from neuguong.work.oversight.models import Draw, Plan
from neuguong.work.oversight.services.planning import add_visits


@transaction.atomic
def seed_draw(
    *,
    plan: Plan,
    root: Unit,
    unit_kind: str,
    count: int,
    visit_kind: str,
    theme: str,
    planned_on: dt.date,
    actor: Any,
    now: dt.datetime,
    seed: str = "",
) -> Draw:
    """Write down the seed, from where and how many are to be drawn, before anybody has the list.

    An empty `seed` is chosen by the machine. None of it can be changed afterwards. PermissionDenied without the right
    to write the plan; ValidationError while another draw of the plan waits for its list.
    """
    row = Plan.objects.select_for_update(of=("self",)).select_related("period").get(pk=plan.pk)
    if not rules.plans.can(actor, "write", row):
        raise PermissionDenied
    if Draw.objects.filter(plan=row, frozen_at=None, dropped_at=None).exists():
        raise ValidationError(_("Kế hoạch có lần bốc thăm chưa chốt danh sách. Hãy chốt hoặc bỏ lần đó trước."))
    if not row.period.starts_on <= planned_on <= row.period.ends_on:
        raise ValidationError({"planned_on": _("Thời gian dự kiến phải nằm trong %(year)s.") % {"year": row.period}})
    draw = Draw.objects.create(
        plan=row, seed=nfc(seed) or secrets.token_hex(8), root=root, unit_kind=unit_kind, count=count,
        visit_kind=visit_kind, theme=theme, planned_on=planned_on, seeded_at=now, seeded_by=actor,
    )  # fmt: skip
    told = [
        (_("Số gốc"), "", draw.seed),
        (_("Các đơn vị thuộc"), "", root.name),
        (_("Loại đơn vị"), "", str(draw.get_unit_kind_display())),
        (_("Số đơn vị cần chọn"), "", number(count)),
    ]
    record(row, "seed", actor=actor, now=now, data={"draw": draw.pk, "changes": told})
    return draw


@transaction.atomic
def freeze_draw(*, draw: Draw, actor: Any, now: dt.datetime) -> Draw:
    """Freeze the list as the tree stands today, draw, and put whom the lot named into the plan.

    ValidationError where fewer candidates stand there than are to be drawn; PermissionDenied without the right, or for
    a draw that is frozen or dropped already.
    """
    row = Draw.objects.select_for_update(of=("self",)).select_related("plan", "root").get(pk=draw.pk)
    if not rules.draws.can(actor, "freeze", row):
        raise PermissionDenied
    units = {one.code: one for one in queries.candidates(row, timezone.localdate(now))}
    if len(units) < row.count:
        words = {"found": number(len(units)), "count": number(row.count)}
        raise ValidationError(_("Danh sách chỉ có %(found)s đơn vị, không đủ để chọn %(count)s.") % words)
    drawn = [lot.code for lot in queries.lots(row.seed, list(units))[: row.count]]
    row.candidates = [[code, unit.name] for code, unit in units.items()]
    row.digest, row.drawn, row.frozen_at = queries.digest(list(units)), drawn, now
    row.save(update_fields=["candidates", "digest", "drawn", "frozen_at"])
    told = [
        (_("Số đơn vị trong danh sách"), "", number(len(units))),
        (_("Mã băm của danh sách"), "", row.digest),
        (_("Được chọn"), "", "; ".join(units[code].name for code in drawn)),
    ]
    record(row.plan, "freeze", actor=actor, now=now, data={"draw": row.pk, "changes": told})
    add_visits(
        plan=row.plan, units=[units[code] for code in drawn], kind=row.visit_kind, theme=row.theme,
        planned_on=row.planned_on, actor=actor, now=now,
    )  # fmt: skip
    return row


@transaction.atomic
def drop_draw(*, draw: Draw, reason: str, actor: Any, now: dt.datetime) -> Draw:
    """Lay aside a draw whose list was never frozen: its units were dissolved, its frame was wrong. Seed, frame and
    reason stay on the plan and on its paper, so that nobody tries seeds until one suits.

    ValidationError without a reason; PermissionDenied without the right, or for a draw that is frozen or dropped.
    """
    row = Draw.objects.select_for_update(of=("self",)).select_related("plan").get(pk=draw.pk)
    if not rules.draws.can(actor, "drop", row):
        raise PermissionDenied
    row.drop_reason, row.dropped_at, row.dropped_by = nfc(reason), now, actor
    if not row.drop_reason:
        raise ValidationError({"reason": _("Hãy ghi lý do.")})
    refuse_secret(mark_of("", row.drop_reason), _("Lý do này"))
    row.save(update_fields=["drop_reason", "dropped_at", "dropped_by"])
    told = [(_("Số gốc"), row.seed, "")]
    record(row.plan, "drop_draw", actor=actor, now=now, note=row.drop_reason, data={"draw": row.pk, "changes": told})
    return row
