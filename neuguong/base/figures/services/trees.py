"""Figures follow the tree: settled before it changes, moved from the old ancestors to the new after it has.

`config/reactions.py` calls the first two within the reorganisation's transaction, under its exclusive lock.
"""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import connection, transaction

from neuguong.base.figures.facts import facts_of
from neuguong.base.figures.services.carrying import carries
from neuguong.base.figures.services.fold import fold_all
from neuguong.base.figures.services.locks import fold_alone, stop_writers
from neuguong.base.figures.services.recount import count_units, has_facts, rebuild
from neuguong.base.figures.services.transfers import transfer
from neuguong.base.orgs.events import Shift
from neuguong.base.orgs.models import Tree, Unit
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Cube, cubes


def before_reorganisation(*, tree_id: int) -> None:
    """Fold everything: a delta's path holds only until the tree changes."""
    if _rolling_in(tree_id):
        fold_all()


def after_reorganisation(*, tree_id: int, shifts: Mapping[int, tuple[Shift, ...]], rolled: Collection[int]) -> None:
    """Take what has moved away from its old ancestors and give it to the new ones, in the periods whose tree stands
    on a day on which it moved; no other period is touched. Units that begin to store balances are counted."""
    rolling = [cube for cube in _rolling_in(tree_id) if has_facts(facts_of(cube))]
    if not rolling or not (shifts or rolled):
        return
    fold_all()  # what the reorganisation itself has written
    days = sorted(set(Period.objects.values_list("tree_on", flat=True)))
    stored = set(Unit.objects.filter(rolled=True, pk__in=shifts).values_list("pk", flat=True)) - set(rolled)
    moving = carries(shifts, days, stored)
    for cube in rolling:
        transfer(facts_of(cube), moving)
        count_units(facts_of(cube), rolled)


@transaction.atomic
def set_tree_date(*, period: Period, tree_on: dt.date) -> Period:
    """Move a period's cut-off: its figures stand in the tree of another day from now on."""
    stop_writers(cubes())
    fold_alone()
    fold_all()
    period.tree_on = tree_on
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('neuguong.tree_date', 'on', true)")
        period.save(update_fields=["tree_on"])
        cursor.execute("SELECT set_config('neuguong.tree_date', '', true)")
    rebuild(periods=[period.pk])
    return period


def _rolling_in(tree_id: int) -> list[Cube]:
    code = Tree.objects.values_list("code", flat=True).get(pk=tree_id)
    return [cube for cube in cubes() if facts_of(cube).tree == code]
