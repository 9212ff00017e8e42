"""A small demo: the invented locality alone, brought in through the doors of the whole; its report keeps its word."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from demo import sheets
from demo.content import bank
from demo.folk import Folk
from demo.org import Org
from demo.plans import issued_on, party_line, plan_rows, planners
from demo.pledge import Commitment
from demo.programmes import communication_rows, programme_rows
from demo.results import result_rows
from demo.rows import commitment_rows, people_rows, succession_rows, unit_rows
from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.imports.services import load
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.queries import year
from neuguong.base.periods.services import open_years
from neuguong.work.programmes.models import Programme
from neuguong.work.programmes.services import open_plans, prepare
from neuguong.work.reports.tests.links import numbers_without_link, walk
from tests.cast import NOW, TODAY

ROOT, PLACE, COMMUNE = "trung-uong", "an-thinh-gia-dinh", "an-thinh-gia-dinh/xa-thanh-binh-gia-dinh"
Rows = Iterable[tuple[str, ...]]


def inside(code: str) -> bool:
    return code.split("/")[0] in (ROOT, PLACE)


@pytest.fixture
def demo(db: None, settings: object, tmp_path: Path, org: Org, folk: Folk, years: dict[int, list[Commitment]]) -> None:
    """The locality with its people, programmes, plans and the registrations of 2026."""
    settings.NEUGUONG_TODAY, settings.DATA_DIR = TODAY, tmp_path
    open_years(years=range(2015, 2028), now=NOW)
    prepare(now=NOW)
    ours = [one for one in years[2026] if inside(one.unit)]

    def bring(name: str, header: tuple[str, ...], rows: Rows, is_ours: Callable[[tuple[str, ...]], bool]) -> None:
        path = tmp_path / f"{name}.xlsx"
        sheets.write(path, header, [row for row in rows if is_ours(row)])
        batch = load(path, now=NOW)
        assert (batch.bad_rows, batch.rows > 0) == (0, True), name

    bring("don-vi", sheets.UNITS, unit_rows(org), lambda row: inside(row[0]))
    bring("ke-thua", sheets.SUCCESSIONS, succession_rows(org), lambda row: inside(row[0]))
    bring("nguoi", sheets.PEOPLE, people_rows(folk), lambda row: inside(row[6]))
    bring("chuong-trinh", sheets.PROGRAMMES, programme_rows(), lambda row: inside(row[3]))
    call = bank("chuong-trinh")["ke_hoach"]["giao"][-1]
    open_plans(
        programme=Programme.objects.get(document__number=call["chuyen_de"]), unit=Unit.objects.get(code=PLACE),
        period=year(2026), due_on=call["han"], day=call["ngay"], actor=None, now=NOW,
    )  # fmt: skip
    bring("ke-hoach", sheets.PROGRAMMES, plan_rows(org), lambda row: inside(row[3]) and row[5] == "2026")
    bring("van-ban", sheets.COMMUNICATIONS, communication_rows(org), lambda row: inside(row[0]))
    bring("dang-ky", sheets.COMMITMENTS, commitment_rows(ours), bool)
    bring("ket-qua", sheets.RESULTS, result_rows(org, ours), bool)


def test_every_sort_of_number_of_a_communes_report_opens_as_many_rows(demo: None, org: Org, client: Client) -> None:
    reader = User.objects.create_user("nguoi-xem", "mat-khau-thu-1", display_name="Người xem")
    Grant.objects.create(user=reader, role=Role.VIEWER, unit=Unit.objects.get(code=PLACE), valid=(TODAY, None))
    client.force_login(reader)
    page = BeautifulSoup(client.get(f"/bao-cao/xem/?don-vi={COMMUNE}").content, "html.parser")
    paper = str(page.select_one("article.doc"))
    assert numbers_without_link(paper) == []
    assert walk(client, paper, of_each_sort=2) > 40
    call = bank("chuong-trinh")["ke_hoach"]["giao"][-1]
    days = [
        issued_on(unit, call) for unit in planners(org, call) if COMMUNE in party_line(org, unit.code, call["ngay"])
    ]
    said = page.select_one(".doc-bullets li").text
    assert said.startswith(f"Kế hoạch: {len(days) - days.count(None)} trên {len(days)} kế hoạch phải xây dựng")
