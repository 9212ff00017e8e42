"""The rest of the yearly loop in the demo: what its functions write, counted by the engine of figures.

Of the committed workbooks only the units, people and registrations that this needs come in, through the same door.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from demo import sheets
from demo.content import FOLDER, bank
from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.figures.queries import figures
from neuguong.base.imports.services import load
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.queries import year
from neuguong.base.periods.services import open_years
from neuguong.config.demo.confiding import confide
from neuguong.config.demo.listening import listen
from neuguong.config.demo.moving import move
from neuguong.config.demo.overseeing import oversee
from neuguong.kit.figures import measure
from neuguong.work.commitments.models import Obstacle
from neuguong.work.programmes.models import ConductCode
from neuguong.work.programmes.services import prepare
from tests.cast import NOW, TODAY

from .conftest import Rows

HAI_HA, CHU_PUH, KY_ANH = "quang-ninh/hai-ha", "gia-lai/chu-puh", "ha-tinh/tx-ky-anh"
COMMUNE, INVENTED = "gia-lai/xa-chu-puh", "an-thinh-gia-dinh/xa-thanh-binh-gia-dinh"
INVENTED_PLACE = "an-thinh-gia-dinh/"
PLACES = {"trung-uong", "quang-ninh", "gia-lai", "ha-tinh", "tuyen-quang", "an-thinh-gia-dinh"}
CALLED = {
    "banxaydungdang", "bithuxa", "dangvien2", "giamdocso", "thanhbinh", "theodoi", "thuongvugialai",
    "thuongvuquangha", "tonghopthanhbinh", "tuyengiaotinh",
}  # fmt: skip


@pytest.fixture
def demo(db: None, settings: object, tmp_path: Path, workbook: Callable[[str], Rows]) -> None:
    settings.NEUGUONG_TODAY, settings.DATA_DIR = TODAY, tmp_path
    open_years(years=range(2015, 2028), now=NOW)
    prepare(now=NOW)

    def bring(name: str, is_needed: Callable[[list[str]], bool]) -> Rows:
        header, *rows = workbook(name)
        needed = [row for row in rows if is_needed(row)]
        sheets.write(tmp_path / f"{name}.xlsx", tuple(header), [tuple(row) for row in needed])
        assert load(tmp_path / f"{name}.xlsx", now=NOW).bad_rows == 0, name
        return needed

    cells = _cells(workbook("nguoi"))
    codes = {row[0] for row in bring("don-vi", lambda row: _is_needed(row[0], row[3], cells))}
    bring("ke-thua", lambda row: {row[0], row[1]} <= codes)
    people = {row[0] for row in bring("nguoi", lambda row: row[14] in CALLED or row[6].startswith(INVENTED_PLACE))}
    bring("dang-ky-2026", lambda row: row[3] in people and row[4] in codes)
    _grant()
    for write in (oversee, listen, move, confide):
        write(NOW)
        write(NOW)  # a second time changes nothing


def _cells(people: Rows) -> set[str]:
    """Where those who are called live, and where a model is run."""
    told = bank("phong-trao")["phong_trao"]
    run = {one["don_vi"] for one in (*told, *(model for row in told for model in row.get("mo_hinh", ())))}
    return run | {row[6] for row in people if row[14] in CALLED}


def _is_needed(code: str, kind: str, cells: set[str]) -> bool:
    in_place = code.split("/")[0] in PLACES and (not kind.startswith("Chi bộ") or code in cells)
    return in_place or code.startswith(INVENTED_PLACE)


def _grant() -> None:
    described = tomllib.loads((FOLDER / "cast.toml").read_text(encoding="utf-8"))
    for row in described["cast"]:
        if row["username"] in CALLED:
            Grant.objects.create(
                user=User.objects.get(username=row["username"]), role=row["role"],
                unit=Unit.objects.get(code=row["unit"]), valid=(row["from"], None), title=row["label"],
            )  # fmt: skip


def _counted(unit: str, number: int, keys: Iterable[str]) -> Iterator[tuple[str, int]]:
    asked = [measure(key) for key in keys]
    period = year(number)
    found = figures(asked, Unit.objects.get(code=unit).pk, [period], today=TODAY)
    return ((one.key, int(found[one.key, period.pk])) for one in asked)


def counted(unit: str, number: int, **expected: int) -> None:
    assert dict(_counted(unit, number, expected)) == expected


def test_the_rest_of_the_loop_is_counted(demo: None) -> None:
    for number in range(2017, 2021):
        counted(HAI_HA, number, oversight_plans=1, held_thematic=5, held_voters=4, voters_attended=282)
        counted(HAI_HA, number, dialogues_voters=4, dialogues_attended=282)
    counted(HAI_HA, 2021, oversight_plans=1, held_thematic=6, held_voters=4, dialogues_voters=4)

    counted(CHU_PUH, 2022, movements=9, movements_front=1, movements_women=3, movements_farmers=2)
    counted(CHU_PUH, 2022, movements_veterans=1, movements_party=2, movement_models=8, movement_people=496)
    counted(HAI_HA, 2022, movements=1, movement_models=2)
    counted(KY_ANH, 2021, movements=1, movement_models=3, codes_issued=1)
    code = ConductCode.objects.get(unit__code=KY_ANH)
    assert [code.items.filter(side=side).count() for side in ("BUILD", "FIGHT")] == [9, 9]
    counted(INVENTED, 2026, movements=1, codes_issued=1, acknowledge_should=181, acknowledged=150, acknowledge_late=31)

    counted(COMMUNE, 2026, cases=7, cases_answered=2, cases_on_time=1, cases_late=1, cases_paused=1, cases_merged=1)
    counted(COMMUNE, 2026, cases_overdue=1, cases_rated=2, cases_satisfied=1, dialogues=1, promises=3, promises_kept=1)
    counted("gia-lai", 2026, cases=8, cases_dissatisfied=0, promises_overdue=1)
    counted(INVENTED, 2026, cases=3, cases_refused=1, cases_overdue=1, cases_dissatisfied=1)
    counted("tuyen-quang", 2026, cases=5, promises=3, promises_kept=2, promises_overdue=0)

    lain = {(one.asked.code, one.owes.code, one.state) for one in Obstacle.objects.select_related("asked", "owes")}
    assert lain == {
        ("tuyen-quang", "tuyen-quang", "OPEN"), (COMMUNE, "gia-lai", "OPEN"), ("gia-lai", "gia-lai", "SETTLED"),
    }  # fmt: skip
    counted(COMMUNE, 2026, obstacles=2, obstacles_open=1, obstacles_settled=1, answers_passed=1)
    counted(INVENTED, 2026, denunciations=3, denunciations_open=2, denunciations_done=1, denunciations_overdue=0)
