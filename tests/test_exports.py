"""Every list of the house goes out whole: as many rows in its file as in the list, for whoever may open it."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from neuguong.base.accounts.models import User
from neuguong.base.exports.models import Export, ExportedPerson
from neuguong.base.imports.services import upload
from neuguong.base.imports.tests.loading import workbook
from neuguong.base.imports.tests.test_batches import person
from neuguong.base.notices.models import NoticeKind
from neuguong.base.notices.services import tell
from neuguong.kit.views import ListPage, listing_at
from neuguong.work.commitments.services import open_year
from neuguong.work.indicators.tests.planting import indicator, value
from tests.architecture.test_views import routes
from tests.cast import NOW, TODAY, Cast

READERS = ("lan", "hung", "son", "van", "an")
# Whoever stands in these is told who took the list out; a new list decides where it belongs.
NAMING_PEOPLE = {
    "access:delegations", "access:grants", "access:users", "commitments:list", "commitments:obstacles",
    "commitments:queue", "consents:requests", "desk:people", "dialogues:receptions", "figures:rows",
    "oversight:findings", "oversight:list", "reports:silent", "study:attendances", "study:conclusions",
}  # fmt: skip
NAMING_NOBODY = {
    "dialogues:cases", "dialogues:dialogues", "dialogues:promises", "exports:list", "imports:list", "indicators:list",
    "indicators:missing", "indicators:procedures", "indicators:queue", "notices:list", "oversight:plans",
    "programmes:codes", "programmes:communications", "programmes:documents", "programmes:movements",
    "programmes:plans", "reorganisations:list", "reports:extensions", "reports:list", "study:sessions",
}  # fmt: skip
# Nothing in them here; the tests of their slices fill them.
EMPTY = {
    "access:delegations", "commitments:obstacles", "commitments:queue", "consents:requests", "dialogues:cases",
    "dialogues:dialogues", "dialogues:promises", "dialogues:receptions", "indicators:procedures", "indicators:queue",
    "oversight:findings", "oversight:list", "oversight:plans", "programmes:codes", "programmes:communications",
    "programmes:documents", "programmes:movements", "programmes:plans", "reorganisations:list",
    "reports:extensions", "reports:list", "reports:silent", "study:attendances", "study:conclusions", "study:sessions",
}  # fmt: skip


def list_pages() -> Iterator[tuple[str, type[ListPage]]]:
    """Every list of the house, by the name of its address."""
    for name, pattern in routes(get_resolver().url_patterns):
        view = getattr(pattern.callback, "view_class", object)
        if issubclass(view, ListPage):
            yield name, view


@pytest.fixture
def lived_in(cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    """The cast with something in its lists."""
    settings.DATA_DIR = tmp_path
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=TODAY, day=TODAY)
    value(indicator(cast.unit("bac-son")), cast.unit("hoa-an"), cast.years[2026])
    everybody = list(User.objects.values_list("pk", flat=True))
    tell(users=everybody, kind=NoticeKind.NEWS, key="a", text="Có việc", href="/", now=NOW)
    upload(kind="nguoi", name="a.xlsx", stream=workbook("nguoi", [person("N1")]), actor=cast.user("son"), now=NOW)
    return cast


def address_of(name: str, cast: Cast) -> str:
    if name == "figures:rows":
        asked = {"don-vi": "bac-son/hoa-an", "ky": str(cast.years[2026].pk)}
        return reverse(name, args=["should"], query=asked)
    if name == "reports:silent":
        return reverse(name, query={"don-vi": "bac-son/hoa-an", "ky": str(cast.quarters[2026, 3].pk)})
    if name == "study:attendances":
        return reverse(name, args=[0])  # of one session, and there is none
    return reverse(name)


def test_as_many_rows_go_out_as_are_in_the_list(lived_in: Cast, client: Client) -> None:
    filled = set()
    for who in READERS:
        user = lived_in.user(who)
        client.force_login(user)
        for name in sorted(NAMING_PEOPLE | NAMING_NOBODY):
            total = same_rows(client, user, name, address_of(name, lived_in))
            if total:
                filled.add(name)
    assert filled == (NAMING_PEOPLE | NAMING_NOBODY) - EMPTY


def same_rows(client: Client, user: User, name: str, address: str) -> int:
    """Page, list and file are there or not there together, and of one length, which is given."""
    status = client.get(address).status_code
    found = listing_at(address, user, today=TODAY, now=NOW)
    answer = client.get(f"{address}{'&' if '?' in address else '?'}tai=csv")
    assert (status == 200, status) == (found is not None, answer.status_code), (user, name)
    if found is None:
        return 0
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    export, total = Export.objects.latest("pk"), found[1].total
    if name == "exports:list":
        total -= 1  # this very export came after
    assert (len(rows), export.rows, export.asked_by) == (1 + total, total, user), (user, name)
    people = ExportedPerson.objects.filter(export=export).count()
    assert bool(people) is (name in NAMING_PEOPLE and total > 0), (user, name)
    page = client.get(address).content.decode()
    assert all(f"tai={kind}" in page for kind in ("xlsx", "csv")) or not total, (user, name)
    return total


def test_every_list_is_here() -> None:
    assert {name for name, _view in list_pages()} == NAMING_PEOPLE | NAMING_NOBODY


def test_a_list_can_be_asked_for_without_its_page() -> None:
    """What a view does in `get`, a job that writes its file would never do."""
    assert [name for name, view in list_pages() if view.get is not ListPage.get] == []
