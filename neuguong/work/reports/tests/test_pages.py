"""Who reaches which page, and what it costs."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from neuguong.base.files.queries import may_open
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import open_unit
from neuguong.work.reports.choices import ReportState
from neuguong.work.reports.flow import FLOW
from neuguong.work.reports.models import Report
from neuguong.work.reports.rules import policy
from neuguong.work.reports.tests.conftest import report_for
from neuguong.work.reports.tests.links import sort_of
from neuguong.work.reports.tests.test_issuing import SIGNED, signed
from tests.cast import SINCE, TODAY, Cast

Enter = Callable[[str], Client]
EVERYBODY = ("lan", "ha", "hung", "son", "thuy", "quang", "van", "an", "binh")


@pytest.fixture
def enter(filled: Cast) -> Enter:
    """A browser in which that person is signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        if name:
            client.force_login(filled.users[name])
        return client

    return sign_in


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def test_the_ladder(filled: Cast) -> None:
    report = report_for(filled)
    able = {
        action: {name for name in EVERYBODY if policy.can(filled.user(name), action, report)}
        for action in policy.actions
    }
    assert able == {
        "view": {"son", "thuy", "quang", "van", "an"},
        "begin": set(),
        "write": {"son", "thuy"},
        "issue": {"son", "thuy"},
        "receive": set(),
        "ask": set(),
    }


def test_a_secretary_writes_the_report_of_her_cell_and_staff_above_write_but_do_not_issue_it(filled: Cast) -> None:
    report = report_for(filled, "thon-dong", "hung")
    able = {
        action: {name for name in EVERYBODY if policy.can(filled.user(name), action, report)}
        for action in policy.actions
    }
    assert able == {
        "view": {"hung", "son", "thuy", "quang", "van", "an"},
        "begin": set(),
        "write": {"hung", "son"},
        "issue": {"hung"},
        "receive": {"son"},
        "ask": set(),
    }


def test_an_issued_report_is_only_read(filled: Cast) -> None:
    report = signed(filled, report_for(filled))
    assert [action for action in policy.actions if policy.can(filled.user("thuy"), action, report)] == ["view"]
    assert FLOW.open_to(report, filled.user("thuy")) == []


@pytest.mark.parametrize(("name", "status"), [("", 302), ("lan", 404), ("ha", 404), ("son", 200), ("van", 200)])
def test_preview_saves_nothing_and_opens_to_readers_of_the_unit(
    filled: Cast, enter: Enter, name: str, status: int
) -> None:
    client = enter(name)
    query = {"don-vi": "bac-son/hoa-an", "ky": filled.years[2026].pk}
    assert client.get(reverse("reports:preview"), query).status_code == status
    assert client.get(reverse("reports:preview_file", args=["docx"]), query).status_code == status
    assert Report.objects.count() == 0


def test_preview_takes_this_year_by_itself_and_knows_no_other_periods(filled: Cast, enter: Enter) -> None:
    client = enter("thuy")
    page = soup(client.get(reverse("reports:preview"), {"don-vi": "bac-son/hoa-an"}))
    assert page.select_one("option[selected]").text == "Năm 2026"
    strange = client.get(reverse("reports:preview"), {"don-vi": "bac-son/hoa-an", "ky": "999999"})
    assert strange.status_code == 404


def test_preview_leads_to_the_report_that_was_begun(filled: Cast, enter: Enter) -> None:
    report = report_for(filled)
    query = {"don-vi": "bac-son/hoa-an", "ky": filled.years[2026].pk}
    assert enter("van").get(reverse("reports:preview"), query).url == reverse("reports:detail", args=[report.pk])


def test_every_link_of_the_paper_opens(filled: Cast, enter: Enter) -> None:
    client = enter("thuy")
    page = soup(client.get(reverse("reports:preview"), {"don-vi": "bac-son/hoa-an"}))
    addresses = {link["href"] for link in page.select("a.doc-figure")}
    assert len(addresses) > 30
    one_of_each = {sort_of(address): address for address in sorted(addresses) if address.startswith("/so-lieu/")}
    others = {address for address in addresses if not address.startswith("/so-lieu/")}
    opened = {*one_of_each.values(), *others}
    assert {address: client.get(address).status_code for address in opened} == dict.fromkeys(opened, 200)


def test_from_the_list_to_the_issued_paper(filled: Cast, enter: Enter) -> None:
    client = enter("thuy")
    assert "Chưa có báo cáo nào" in client.get(reverse("reports:list")).content.decode()
    began = client.post(reverse("reports:new"), {"unit": filled.unit("hoa-an").pk, "period": filled.years[2026].pk})
    detail = began.url
    report = Report.objects.get()
    written = {**_form(client, report), "shortcomings": "Ghi kết quả chưa kịp thời."}
    assert client.post(reverse("reports:edit", args=[report.pk]), written).url == detail
    page = soup(client.get(detail))
    assert "Ghi kết quả chưa kịp thời." in page.select_one("article.doc").text
    (step,) = page.select(".step-buttons a")
    ask = client.get(step["href"]).url
    assert client.get(ask).status_code == 200
    done = client.post(ask, {**SIGNED, "issued_on": "15/11/2026"})
    assert done.url == detail
    page = soup(client.get(detail))
    assert "Số 12-BC/ĐU" in page.select_one("article.doc").text
    assert "Số liệu đứng đúng như sổ lúc 15/11/2026" in page.text
    assert page.select(".step-buttons") == []
    assert "12-BC/ĐU" in client.get(reverse("reports:list")).content.decode()


def _form(client: Client, report: Report) -> dict[str, str]:
    page = soup(client.get(reverse("reports:edit", args=[report.pk])))
    fields = page.select("form[data-guard] [name]")
    return {
        str(one["name"]): str(one.get("value", one.text)) for one in fields if one["name"] not in ("system", "")
    } | {"system": "PARTY"}


def test_files_of_an_issued_report_open_to_its_readers(filled: Cast, enter: Enter) -> None:
    report = signed(filled, report_for(filled))
    for suffix in ("pdf", "docx", "xlsx"):
        file = getattr(report, suffix)
        found = enter("van").get(reverse("reports:file", args=[report.pk, suffix]))
        assert (found.status_code, found.url) == (302, f"/tep/{file.pk}/")
        opened = enter("van").get(f"/tep/{file.pk}/")
        assert (opened.status_code, b"".join(opened.streaming_content)[:2]) == (
            200,
            b"%P" if suffix == "pdf" else b"PK",
        )
        openers = {name for name in EVERYBODY if may_open(filled.user(name), file)}
        assert openers == {"son", "thuy", "quang", "van", "an"}
        assert enter("ha").get(reverse("reports:file", args=[report.pk, suffix])).status_code == 404
    assert enter("van").get(reverse("reports:file", args=[report.pk, "odt"])).status_code == 404


def test_quiet_saving_never_hands_out_the_edition_of_somebody_else(filled: Cast, enter: Enter) -> None:
    report, client = report_for(filled), enter("thuy")
    data = {**_form(client, report), "tu_dong": "1"}
    quiet = {"HX-Request": "true"}
    address = reverse("reports:edit", args=[report.pk])
    saved = soup(client.post(address, {**data, "causes": "Một."}, headers=quiet))
    assert saved.select_one("#id_edition")["value"] == "1"
    refused = soup(client.post(address, {**data, "causes": "Hai."}, headers=quiet))
    assert refused.select_one("#id_edition") is None
    assert "Có người vừa lưu" in refused.text
    assert Report.objects.get().causes == "Một."


def test_a_paper_is_not_issued_before_its_day(filled: Cast, enter: Enter) -> None:
    report = report_for(filled)
    answer = enter("thuy").post(reverse("reports:issue") + f"?id={report.pk}", {**SIGNED, "issued_on": "16/11/2026"})
    assert (answer.status_code, Report.objects.get().state) == (422, ReportState.DRAFT)


@pytest.mark.parametrize("name", ["list", "detail", "preview"])
def test_pages_cost_the_same_however_many_stand_below(filled: Cast, enter: Enter, name: str) -> None:
    client = enter("quang")
    report_for(filled, "thon-dong", "hung")
    report = report_for(filled) if name != "preview" else None
    address = reverse(f"reports:{name}", args=[report.pk] if name == "detail" and report else [])
    query = {"don-vi": "bac-son/hoa-an"} if name == "preview" else {}
    first = _queries(client, address, query)
    tree = Tree.objects.get(code="party")
    for number in range(3):
        cell = open_unit(
            code=f"bac-son/hoa-an/moi-{number}", name=f"Chi bộ Mới {number}", kind=UnitKind.SUB_CELL, tree=tree,
            parent=filled.unit("hoa-an"), since=SINCE,
        )  # fmt: skip
        Report.objects.create(unit=cell, period=filled.years[2026], first_due_on=TODAY, due_on=TODAY)
    assert _queries(client, address, query) == first <= 47


def _queries(client: Client, address: str, query: dict[str, str]) -> int:
    client.get(address, query)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address, query).status_code == 200
    return len(seen)
