"""A list declared once: columns, filters and order give the page, its HTMX refresh, XLSX, CSV and the API's filters.

A slice's lists.py holds `ListSpec`s; a view binds one to a queryset that the policy has already narrowed, and gets a
`Listing`, which `ui/table.jinja` draws and the exports stream.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import django_filters
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from neuguong.kit import numbers

M = TypeVar("M", bound=Model)
PAGE_SIZE = 50
LAST_PAGE = 10**6  # a number nobody pages to, and PostgreSQL still takes as an offset
CHUNK = 2000


@dataclass(frozen=True)
class Column(Generic[M]):
    """One column. `order` names the fields it sorts by (empty: not sortable); `value` returns a plain value."""

    key: str
    label: str | Promise
    value: Callable[[M], Any]
    numeric: bool = False
    order: tuple[str, ...] = ()
    href: Callable[[M], str | None] | None = None
    tone: Callable[[M], str | None] | None = None
    export_only: bool = False

    @property
    def sortable(self) -> bool:
        """Whether the head of the column offers sorting."""
        return bool(self.order)


@dataclass(frozen=True)
class ListSpec(Generic[M]):
    """A list's declaration. `order` is the default order and must be total (end it with "pk"); `export_related` names
    the relations that only `export_only` columns read. `people` leads from a row to the ids of the people it names
    ("commitment__person_id"): whoever takes the list out of the house is told to them."""

    key: str
    caption: str | Promise
    columns: tuple[Column[M], ...]
    order: tuple[str, ...]
    filters: type[django_filters.FilterSet] | None = None
    export_related: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    row_href: Callable[[M], str] | None = None
    empty: tuple[str | Promise, str | Promise] = ("", "")
    selectable: bool = False

    def bind(self, queryset: QuerySet[M], params: Mapping[str, Any], path: str = "") -> "Listing[M]":
        """The list of `queryset` as asked for by the query string `params`."""
        return Listing(self, queryset, params, path)


@dataclass(frozen=True)
class Head:
    """The head of a column as the page shows it, in the reader's language."""

    key: str
    label: str
    numeric: bool
    sortable: bool


@dataclass(frozen=True)
class Cell:
    """What stands in one place of the table."""

    text: str
    href: str | None = None
    tone: str | None = None


@dataclass(frozen=True)
class Row:
    """One row of the page."""

    id: Any
    href: str | None
    cells: list[Cell]


@dataclass
class Listing(Generic[M]):
    """A list bound to rows and a query string.

    A page reads one row more than it shows, to know whether another follows; how many there are in all is counted
    only when asked (`total`), which on a list of a million is a second request of its own (see ui/table.jinja).
    """

    spec: ListSpec[M]
    queryset: QuerySet[M]
    params: Mapping[str, Any]
    path: str = ""
    countable: QuerySet[M] | None = None  # the same rows said with less, for counting
    foot: list[str] | None = None
    exports: list[tuple[str, str]] = field(default_factory=list)

    @property
    def caption(self) -> str:
        return str(self.spec.caption)

    @property
    def empty(self) -> tuple[str, str]:
        title, text = self.spec.empty
        return str(title), str(text)

    @property
    def selectable(self) -> bool:
        return self.spec.selectable

    @cached_property
    def columns(self) -> list[Head]:
        """The heads of the page's columns."""
        return [Head(one.key, str(one.label), one.numeric, one.sortable) for one in self._shown]

    @cached_property
    def _shown(self) -> list[Column[M]]:
        return [column for column in self.spec.columns if not column.export_only]

    @cached_property
    def filterset(self) -> django_filters.FilterSet | None:
        """The bound filters, whose `.form` the page shows; None if the list has none."""
        return self.spec.filters(self.params, queryset=self.queryset) if self.spec.filters else None

    @cached_property
    def found(self) -> QuerySet[M]:
        """All rows that pass the filters, ordered; a wrong filter value finds nothing and its form says why."""
        return self._passing(self.filterset, self.queryset).order_by(*self._order())

    @staticmethod
    def _passing(filters: django_filters.FilterSet | None, rows: QuerySet[M]) -> QuerySet[M]:
        if filters is None:
            return rows
        found: QuerySet[M] = filters.qs if filters.is_valid() else rows.none()
        return found

    @property
    def sort(self) -> str:
        """The key of the column sorted by, with "-" in front if downwards; "" for the default order."""
        asked = str(self.params.get("sort", ""))
        keys = {column.key for column in self.columns if column.sortable}
        return asked if asked.removeprefix("-") in keys else ""

    def _order(self) -> tuple[str, ...]:
        if not self.sort:
            return self.spec.order
        column = next(c for c in self._shown if c.key == self.sort.removeprefix("-"))
        down = self.sort.startswith("-")
        flipped = tuple(name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in column.order)
        return (*(flipped if down else column.order), "pk")

    @cached_property
    def total(self) -> int:
        """How many rows there are in all: a count of its own, unless they all stand on this page."""
        if "_window" in self.__dict__ and self._is_whole:
            return len(self.objects)
        if self.countable is None:
            return self.found.order_by().count()
        filters = self.spec.filters(self.params, queryset=self.countable) if self.spec.filters else None
        return self._passing(filters, self.countable).order_by().count()

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def page(self) -> int:
        """The page shown; one beyond the end becomes the last."""
        return self._window[0]

    @property
    def is_more(self) -> bool:
        """Whether rows follow after this page."""
        return len(self._window[1]) > PAGE_SIZE

    @property
    def is_counted(self) -> bool:
        """Whether the total is known without counting (everything stands on the only page), or was asked for."""
        return bool(self.params.get("dem")) or self._is_whole

    @property
    def _is_whole(self) -> bool:
        return self.page == 1 and not self.is_more

    @cached_property
    def _window(self) -> tuple[int, list[M]]:
        asked = str(self.params.get("page", "1"))
        wanted = min(max(numbers.whole(asked, 1), 1), LAST_PAGE)
        objects = self._read(wanted)
        if not objects and wanted > 1:
            wanted = min(wanted, self.pages)
            objects = self._read(wanted)
        return wanted, objects

    def _read(self, number: int) -> list[M]:
        start = (number - 1) * PAGE_SIZE
        return list(self.found[start : start + PAGE_SIZE + 1])

    @cached_property
    def objects(self) -> list[M]:
        """The objects of the page, 50 at most."""
        return self._window[1][:PAGE_SIZE]

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(obj) for obj in self.objects]

    def _row(self, obj: M) -> Row:
        href = self.spec.row_href(obj) if self.spec.row_href else None
        return Row(id=obj.pk, href=href, cells=[_cell(column, obj) for column in self._shown])

    def _query(self, **changes: Any) -> str:
        kept = {key: value for key, value in self.params.items() if value not in ("", None)}
        merged = {**kept, **changes}
        return f"{self.path}?" + urlencode({k: v for k, v in merged.items() if v is not None}, doseq=True)

    def sort_href(self, key: str) -> str:
        """The address of the same list sorted by `key`; a second press turns the order round."""
        return self._query(sort=f"-{key}" if self.sort == key else key, page=None)

    @property
    def total_href(self) -> str:
        """The address of the total alone, a fragment that comes after the page."""
        return self._query(dem="1")

    def page_href(self, number: int) -> str:
        """The address of the page `number` of the same list."""
        return self._query(page=number)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What of the query string a new filtering keeps: all that is no filter and no place in the list."""
        own = {*(self.filterset.form.fields if self.filterset else ()), "page", "dem", "tai"}
        return [(key, str(value)) for key, value in self.params.items() if key not in own and value]

    @property
    def chips(self) -> list[tuple[str, str]]:
        """The filters in force, each with the address without it."""
        if self.filterset is None or not self.filterset.is_valid():
            return []
        return [
            (
                f"{self.filterset.form.fields[name].label}: {_words(self.filterset, name, value)}",
                self._query(**{name: None}),
            )
            for name, value in self.filterset.form.cleaned_data.items()
            if value not in (None, "", []) and name in self.params
        ]

    def export_href(self, kind: str) -> str:
        """The address of the whole list as a file."""
        return self._query(tai=kind, dem=None, page=None)

    @property
    def address(self) -> str:
        """The list's own address: its filters and order, on whatever page one stands."""
        return self._query(tai=None, dem=None, page=None).removesuffix("?")

    def every(self) -> Iterator[M]:
        """Every found row, in chunks: the whole list, never cut."""
        rows = self.found.select_related(*self.spec.export_related) if self.spec.export_related else self.found
        return rows.iterator(chunk_size=CHUNK)


def _words(filterset: django_filters.FilterSet, name: str, value: Any) -> str:
    choices = getattr(filterset.form.fields[name], "choices", None)
    labels = {str(key): str(label) for key, label in choices} if choices is not None else {}
    # a number as it was typed: most are years, which no point parts
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    plain = str(filterset.data.get(name, "")) if is_number else show(value)
    return labels.get(str(getattr(value, "pk", value)), plain)


def _cell(column: Column[M], obj: M) -> Cell:
    return Cell(
        text=show(column.value(obj)),
        href=column.href(obj) if column.href else None,
        tone=column.tone(obj) if column.tone else None,
    )


def show(value: Any) -> str:
    """A plain value as people read it in Vietnamese: "" for None, có/không, dd/mm/yyyy, 1.234,5."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, dt.datetime | dt.date):
        return numbers.date(value)
    if isinstance(value, int | Decimal):
        return numbers.number(value)
    return str(value)
