"""What the five articles publish is printed to the letter, at its place and in its period."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from demo.content import bank
from demo.indicators import value_rows
from demo.org import Org
from demo.procedures import procedure_rows
from neuguong.base.figures.queries import figures
from neuguong.base.imports.services import load
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import quarter, year
from neuguong.base.periods.services import open_years
from neuguong.kit.figures import measure
from neuguong.work.indicators.models import Indicator, Value
from neuguong.work.indicators.queries import shown, totals
from neuguong.work.indicators.services import open_period
from tests.cast import NOW, TODAY

from .conftest import WORKBOOKS

BANDS = ("procedures", "procedures_shortened", "procedures_below_30", "procedures_from_30", "procedures_from_50")


def test_the_parts_add_up_to_what_was_published(org: Org) -> None:
    rows = list(value_rows(org))
    for place in bank("chi-tieu")["cong_bo"]:
        for figure in place["so"]:
            own = [
                Decimal(row[3].replace(",", "."))
                for row in rows
                if (row[0], row[2]) == (figure["ma"], place["ky"]) and f"{row[1]}/".startswith(f"{place['don_vi']}/")
            ]
            assert sum(own) == Decimal(figure["so"]), figure


def test_procedures_are_as_many_and_as_much_shorter_as_published(org: Org) -> None:
    rows = [row for row in procedure_rows(org) if row[7] == "2018"]
    cut = [1 - Decimal(row[9].replace(",", ".")) / Decimal(row[8].replace(",", ".")) for row in rows]
    assert (len({row[0] for row in rows}), len({row[1] for row in rows}), max(cut)) == (580, 580, Decimal("0.83"))
    bands = Counter("from 50" if one >= Decimal("0.5") else "from 30" if one >= Decimal("0.3") else "" for one in cut)
    assert bands == {"from 30": 440, "from 50": 82, "": 58}


def _load_everything() -> None:
    """The organisation, and everything about indicators."""
    open_years(years=range(2016, 2028), now=NOW)
    for name in ("don-vi", "chi-tieu", "muc-phai-dat", "so-lieu-chi-tieu", "thu-tuc"):
        if name == "so-lieu-chi-tieu":
            for number in (1, 2, 3, 4):
                open_period(
                    period=quarter(2026, number), issuer=Unit.objects.get(code="trung-uong"), actor=None, now=NOW
                )
        batch = load(WORKBOOKS / f"{name}.xlsx", now=NOW)
        assert (batch.phase, batch.bad_rows) == ("APPLIED", 0), batch.staged.exclude(errors={}).first()


def _period(text: str) -> Period:
    return Period.objects.get(kind="TERM", year=2015) if text.startswith("Nhiệm kỳ") else year(int(text))


@pytest.mark.django_db
def test_the_loaded_workbooks_say_what_was_published(settings: Any, tmp_path: Any) -> None:
    """In one test, for the loading takes longer than all the looking."""
    settings.DATA_DIR = tmp_path
    _load_everything()
    _every_published_figure_is_printed_as_published()
    _the_register_counts_580_procedures()
    states = set(Value.objects.filter(period__year=2026, expected=True).values_list("state", "timing"))
    assert states == {
        ("EXPECTED", "NONE"), ("SUBMITTED", "ON_TIME"), ("APPROVED", "ON_TIME"), ("APPROVED", "LATE"),
    }  # fmt: skip


def _every_published_figure_is_printed_as_published() -> None:
    wanted, printed = {}, {}
    known = {one.code: one for one in Indicator.objects.all()}
    for place in bank("chi-tieu")["cong_bo"]:
        unit, period = Unit.objects.get(code=place["don_vi"]), _period(place["ky"])
        asked = [known[figure["ma"]] for figure in place["so"]]
        found = totals(asked, unit.pk, period, today=TODAY)
        for figure in place["so"]:
            key = (figure["ma"], place["don_vi"])
            wanted[key] = figure["in"]
            printed[key] = shown(found[known[figure["ma"]].pk])
    assert printed == wanted
    assert len(wanted) == 41


def _the_register_counts_580_procedures() -> None:
    province, then = Unit.objects.get(code="tuyen-quang"), year(2018)
    found = figures([measure(key) for key in BANDS], province.pk, [then], today=TODAY)
    assert [found[key, then.pk] for key in BANDS] == [580, 580, 58, 440, 82]
