"""Taking a batch back, while nothing rests on it."""

import datetime as dt
from contextlib import ExitStack
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.fields.reverse_related import ForeignObjectRel, ManyToManyRel
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import Outcome, take_steps
from neuguong.base.orgs.models import Path, Placement, Reach, Succession, Tree, Unit, UnitName, UnitWords, WordsDue
from neuguong.base.orgs.services import reorganise
from neuguong.base.reorganisations import rules
from neuguong.base.reorganisations.choices import State
from neuguong.base.reorganisations.flow import FLOW
from neuguong.base.reorganisations.models import Reorganisation
from neuguong.base.reorganisations.services.ledger import Ledger, disturbed, forget, put_back
from neuguong.kit.text import nfc_lines

_DERIVED = (Path, Reach, UnitWords, WordsDue)
_DATED = {Placement: "orgs_placement", UnitName: "orgs_unitname", Succession: "orgs_succession"}


@transaction.atomic
def undo(*, batch: Reorganisation, reason: str, by: Any, now: dt.datetime) -> Outcome:
    """Put the dated rows back as they were; the units that the batch opened are gone.

    ValidationError naming what rests on it: records, rights or people of a unit it opened, or a later change of a unit
    it touched. One that is undone already is refused in words.
    """
    row = Reorganisation.objects.select_for_update().get(pk=batch.pk)
    if row.state == State.APPLIED:
        capacity_of(by, rules.batches, "undo", row)
        _take_back(row.ledger)
    return take_steps(FLOW, Reorganisation.objects.filter(pk=row.pk), "undo", by, nfc_lines(reason), now=now)


def _take_back(ledger: Ledger) -> None:
    with ExitStack() as stack:
        touched = [stack.enter_context(reorganise(tree)) for tree in Tree.objects.order_by("pk")]
        reasons = what_rests_on(ledger)
        if reasons:
            raise ValidationError(reasons)
        put_back(ledger)
        for one in touched:
            one.update(ledger["units"])
    forget(ledger)


def what_rests_on(ledger: Ledger) -> list[str]:
    """Why the batch cannot be undone any more, one sentence for each kind of thing; [] if it can."""
    names = dict(Unit.objects.filter(pk__in=disturbed(ledger)).order_by("pk").values_list("pk", "name"))
    later = [_("Đơn vị “%(unit)s” đã được thay đổi sau đợt này.") % {"unit": name} for name in names.values()]
    return later + _users_of_new_units(ledger)


def _users_of_new_units(ledger: Ledger) -> list[str]:
    found = []
    for relation in Unit._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not isinstance(relation, ForeignObjectRel) or isinstance(relation, ManyToManyRel):
            continue
        if model in _DERIVED:
            continue
        rows = model._base_manager.filter(**{f"{relation.field.name}__in": ledger["opened"]})
        if model in _DATED:
            rows = rows.exclude(pk__in=[row["id"] for row in ledger["made"][_DATED[model]]])
        n = rows.count()
        if n:
            words = {"n": n, "what": str(model._meta.verbose_name_plural).lower()}
            found.append(_("Đơn vị lập trong đợt này đã có %(n)s %(what)s.") % words)
    return found
