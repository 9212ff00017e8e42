"""Reading batches, and from which day one may change the trees."""

import datetime as dt

from django.db.models import Count, Max, Q, QuerySet

from neuguong.base.figures.models import Seal
from neuguong.base.orgs.models import Path, Unit
from neuguong.base.orgs.queries import ids_in
from neuguong.base.reorganisations.models import Reorganisation


def last_sealed_day(unit: Unit) -> dt.date | None:
    """The latest day whose tree is sealed at the unit, above it or under it; None if none is."""
    paths = list(Path.objects.filter(unit=unit).values_list("tree_id", "path"))
    near = Q(unit__in={one for _tree, path in paths for one in ids_in(path)})
    for tree, path in paths:
        below = Path.objects.filter(tree=tree, path__gte=path, path__lt=f"{path}g")
        near |= Q(unit__in=below.values("unit_id"))
    found: dt.date | None = Seal.objects.filter(near).aggregate(last=Max("tree_on"))["last"]
    return found


def counting_from(batch: Reorganisation) -> dt.date:
    """The day from which the trees change: the decision's, or the first after what is sealed."""
    sealed = last_sealed_day(batch.unit)
    return max(batch.on, sealed + dt.timedelta(days=1)) if sealed else batch.on


def batches() -> QuerySet[Reorganisation]:
    """All batches with their unit, author and number of lines."""
    return Reorganisation.objects.select_related("unit", "made_by", "applied_by").annotate(lines=Count("changes"))
