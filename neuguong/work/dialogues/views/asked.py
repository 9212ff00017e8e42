"""What the pages of this slice have in common."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import FileResponse

from neuguong.base.orgs.models import Path, Unit
from neuguong.kit.documents import Document
from neuguong.kit.numbers import whole
from neuguong.kit.papers import paper_file
from neuguong.kit.views import FormPage, require
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.forms import UnitField

SUGGESTED = 200


def may(user: Any, action: str) -> bool:
    """Whether there is a unit at which the reader may do it: what the page's main button asks."""
    return bool(rules.units.visible(Unit.objects.all(), user, action).exists())


def asked_id(request: Any) -> int:
    """The object that a step's own page is about."""
    return whole(request.GET.get("id") or request.POST.get("id") or "0")


def living(units: QuerySet[Unit], day: dt.date) -> QuerySet[Unit]:
    """Those of `units` that exist on a day."""
    standing = Path.objects.filter(alive=True, valid_from__lte=day, valid_to__gt=day).values("unit")
    return units.filter(pk__in=standing).order_by("level", "sort_key", "pk")


def said(units: QuerySet[Unit]) -> list[str]:
    """Units as they are suggested while one types."""
    return [UnitField.say(unit) for unit in units[:SUGGESTED]]


def hand_over(suffix: str, name: str, paper: Document, now: dt.datetime) -> FileResponse:
    """A paper as a file to keep, of which nothing between keeps a copy; `name` in words, without the ending."""
    answer = paper_file(paper, name, suffix, now)
    answer["Cache-Control"] = "private, no-store"
    return answer


class AtMyUnits(FormPage):
    """A form about one of the units at which the reader may do the page's action; 403 if there is none."""

    template = "dialogues/form.jinja"
    units: QuerySet[Unit]

    def prepare(self) -> None:
        self.units = living(self.allowed(Unit.objects.all()), self.request.today)
        require(self.units.exists())

    def more(self) -> dict[str, Any]:
        """What the form takes beside its units."""
        return {}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return self.form_class(data, files, initial=self.initial(), units=self.units, **self.more())  # type: ignore[call-arg]  # each form here takes its units
