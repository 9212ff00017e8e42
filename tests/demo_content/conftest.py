"""The demo's world, generated once, and the committed workbooks as rows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

import demo
from demo.folk import Folk
from demo.org import Org
from demo.pledge import Commitment
from demo.world import world
from demo.years import build_years

WORKBOOKS = Path(demo.__file__).parent / "workbooks"
Rows = list[list[str]]


@pytest.fixture(scope="session")
def built() -> tuple[Org, Folk]:
    return world()


@pytest.fixture(scope="session")
def org(built: tuple[Org, Folk]) -> Org:
    return built[0]


@pytest.fixture(scope="session")
def folk(built: tuple[Org, Folk]) -> Folk:
    return built[1]


@pytest.fixture(scope="session")
def years(org: Org, folk: Folk) -> dict[int, list[Commitment]]:
    return build_years(org, folk)


@pytest.fixture(scope="session")
def workbook() -> Callable[[str], Rows]:
    """Rows of a committed workbook, header first."""
    known: dict[str, Rows] = {}

    def rows(name: str) -> Rows:
        if name not in known:
            book = CalamineWorkbook.from_path(str(WORKBOOKS / f"{name}.xlsx"))
            known[name] = book.get_sheet_by_name("Dữ liệu").to_python()
        return known[name]

    return rows
