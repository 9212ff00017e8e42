"""Figures follow the tree: settled before it changes, counted again after it has changed.

`config/reactions.py` calls the first two within the reorganisation's transaction, under its exclusive lock.
"""

import datetime as dt
from collections.abc import Collection

from django.db import connection, transaction

from neuguong.base.figures.facts import facts_of, model_of
from neuguong.base.figures.services.fold import fold_all
from neuguong.base.figures.services.locks import fold_alone, stop_writers
from neuguong.base.figures.services.recount import rebuild
from neuguong.base.orgs.models import Tree
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Cube, cubes


def before_reorganisation(*, tree_id: int) -> None:
    """Fold everything: a delta's path holds only until the tree changes."""
    if _rolling_in(tree_id):
        fold_all()


def after_reorganisation(*, tree_id: int, unit_ids: Collection[int]) -> None:
    """Count again the periods in which any of the units whose paths changed has facts. Nothing to do for new units."""
    for cube in _rolling_in(tree_id):
        facts = model_of(cube)._default_manager.filter(**{f"{cube.unit}__in": list(unit_ids)})
        touched = sorted(facts.order_by().values_list(cube.period, flat=True).distinct())
        if touched:
            rebuild(only=[cube], periods=touched)


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
