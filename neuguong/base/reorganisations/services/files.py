"""A batch written as a readable file: see data/tinh-2025.toml for the form."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.orgs.queries import find_unit
from neuguong.base.reorganisations.choices import ChangeKind
from neuguong.base.reorganisations.models import Reorganisation
from neuguong.base.reorganisations.services.drafting import Line, add_change, open_batch

PROVINCES_2025 = Path(__file__).parents[1] / "data" / "tinh-2025.toml"


def lines_in(described: dict[str, Any]) -> list[Line]:
    """The lines of a file that was read; the first line of each merger describes the new unit."""
    found = []
    for merger in described["merge"]:
        for at, old in enumerate(merger["from"]):
            line = Line(ChangeKind.MERGE, unit_code=old["code"], target_code=merger["code"])
            new = {"name": merger["name"], "unit_kind": merger["kind"], "parent_code": merger["parent"]}
            found.append(line if at else Line(line.kind, line.unit_code, line.target_code, **new))
    return found


@transaction.atomic
def draw_up(*, path: Path, by: Any, now: dt.datetime) -> Reorganisation:
    """A draft from a file. ValidationError without the right, or for a unit or a form that is not known."""
    try:
        described = tomllib.loads(path.read_text(encoding="utf-8"))
        head = {name: described[name] for name in ("title", "decision", "signed_on", "on")}
        unit, lines = find_unit(described["unit"]), lines_in(described)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        words = {"name": path.name, "error": error}
        raise ValidationError(_("Tệp “%(name)s” không đúng mẫu: %(error)s") % words) from error
    if unit is None:
        raise ValidationError(_("Không có đơn vị mã “%(code)s”.") % {"code": described["unit"]})
    batch = open_batch(unit=unit, by=by, now=now, **head)
    for line in lines:
        add_change(batch=batch, line=line, by=by, now=now)
    return batch
