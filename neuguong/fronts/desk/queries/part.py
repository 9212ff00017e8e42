"""One part of what is kept about a person: where it comes from, and its rows; page, workbook and JSON show the same."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from neuguong.base.journal.models import Entry
from neuguong.kit.lists import show
from neuguong.kit.ui import moment

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Part:
    """`rows` hold plain values (text, number, day, instant, None), one for each of `columns`; `source` is a sentence.

    `has_more`: the reader of a page is shown the newest rows only; the download has all of them.
    """

    key: str
    title: str
    source: str
    columns: tuple[str, ...]
    rows: list[Row]
    has_more: bool = False
    hrefs: dict[int, str] = field(default_factory=dict)

    @property
    def words(self) -> list[list[str]]:
        """The rows as people read them."""
        return [[_told(value) for value in row] for row in self.rows]

    @property
    def heads(self) -> list[dict[str, str]]:
        """The columns as `ui/plain_table.jinja` draws them."""
        return [{"label": label} for label in self.columns]

    @property
    def table(self) -> list[dict[str, Any]]:
        """The rows as `ui/plain_table.jinja` draws them."""
        return [{"cells": cells, "href": self.hrefs.get(n)} for n, cells in enumerate(self.words)]

    @property
    def plain(self) -> dict[str, Any]:
        """The part as JSON holds it: days and instants in ISO 8601."""
        rows = [dict(zip(self.columns, map(_iso, row), strict=True)) for row in self.rows]
        return {"phan": self.title, "nguon": self.source, "dong": rows}


def cut(rows: Iterable[Row], most: int | None) -> tuple[list[Row], bool]:
    """At most `most` rows, and whether there were more; read one more than that."""
    found = list(rows)
    return (found, False) if most is None else (found[:most], len(found) > most)


def upto(most: int | None) -> slice:
    """What to read of a queryset to know whether there is more than `most`."""
    return slice(None if most is None else most + 1)


def who(user: Any) -> str:
    """Somebody by name; the installation itself where nobody is named."""
    return str(user) if user else _("Hệ thống")


def origin(load: Entry | None, otherwise: str) -> str:
    """The sentence that says where rows were loaded from, by the newest load that the journal tells of."""
    if load is None:
        return otherwise
    told = {"what": load.note, "at": moment(load.at), "who": who(load.actor)}
    return _("%(what)s, lúc %(at)s, người nạp: %(who)s.") % told


def label_of(model: type[Model], *names: str) -> tuple[str, ...]:
    """The Vietnamese names of fields, as the forms have them."""
    return tuple(str(model._meta.get_field(name).verbose_name) for name in names)  # type: ignore[union-attr]  # plain fields only


def sensitive_values_shown(reader_sees: bool, value: str) -> str:
    """A sensitive value for whoever may read it; for anybody else only that something is kept."""
    if reader_sees or not value:
        return value
    return _("Có ghi, chỉ cán bộ quản lý hồ sơ in được")


def _told(value: Any) -> str:
    return moment(value) if isinstance(value, dt.datetime) else show(value)


def _iso(value: Any) -> Any:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)
