"""Opening a year's plans: one expectation row for each unit that has to write one."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from neuguong.base.journal.services import record
from neuguong.base.orgs.choices import TreeCode, UnitKind
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import path_of
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import date, number
from neuguong.work.programmes.choices import PlanState
from neuguong.work.programmes.models import Plan, Programme
from neuguong.work.programmes.services.registering import capacity_at

_EXPECT = f"""
INSERT INTO {Plan._meta.db_table} (programme_id, unit_id, period_id, state, due_on)
SELECT %(programme)s, p.unit_id, %(period)s, %(state)s, %(due)s FROM orgs_path p
  JOIN orgs_tree t ON t.id = p.tree_id AND t.code = %(tree)s
  JOIN orgs_unitname n ON n.unit_id = p.unit_id AND n.valid @> %(day)s::date AND n.kind <> %(nation)s
 WHERE p.alive AND p.valid_from <= %(day)s AND p.valid_to > %(day)s AND p.path >= %(path)s AND p.path < %(path)s || 'g'
ON CONFLICT DO NOTHING
"""  # noqa: S608 (a table name of our own)


@transaction.atomic
def open_plans(
    *, programme: Programme, unit: Unit, period: Period, due_on: dt.date, day: dt.date, actor: Any, now: dt.datetime
) -> int:
    """Expect a plan for the programme and the year of `unit` and of everything under it that lives on `day`.

    Every committee, cell and agency of the party tree plans, the nation apart. One statement, whatever the number of
    units. Idempotent: who has a plan, or already owes one, keeps it with its deadline. Returns how many are new.
    Without an `actor` the installation opens. ValidationError without the right, or for a unit outside the party tree.
    """
    capacity = capacity_at(actor, "open_plans", unit)
    path = path_of(unit.pk, day)
    if not path:
        raise ValidationError({"unit": _("%(unit)s không có trong cây tổ chức đảng.") % {"unit": unit.name}})
    with connection.cursor() as cursor:
        cursor.execute(
            _EXPECT,
            {
                "programme": programme.pk, "period": period.pk, "due": due_on, "day": day, "path": path,
                "state": PlanState.EXPECTED.value, "tree": TreeCode.PARTY.value, "nation": UnitKind.NATION.value,
            },
        )  # fmt: skip
        fresh = int(cursor.rowcount)
    if fresh:
        told = [
            (_("Đơn vị và các đơn vị bên dưới"), "", unit.name),
            (_("Năm"), "", str(period.year)),
            (_("Hạn ban hành"), "", date(due_on)),
            (_("Số kế hoạch phải xây dựng thêm"), "", number(fresh)),
        ]
        record(programme, "open_plans", actor=actor, now=now, capacity=capacity, data={"changes": told})
    return fresh
