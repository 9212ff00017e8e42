"""A share is of those who should: volunteers are counted apart, what was withdrawn is not late."""

from collections.abc import Callable

import pytest

from neuguong.base.figures.queries import figures
from neuguong.base.journal.services import take_step
from neuguong.kit.figures import measures
from neuguong.work.commitments.choices import CONFIRMED, REGISTERED, State, Timing
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.measures import COMMITMENTS
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.panels import band
from tests.cast import TODAY, Cast

Make = Callable[..., Commitment]


def _read(cast: Cast, unit: str) -> dict[str, int]:
    period = cast.years[2026]
    asked = [one for one in measures() if one.cube is COMMITMENTS]
    read = figures(asked, cast.unit(unit).pk, [period], today=TODAY)
    return {one.key: int(read[one.key, period.pk]) for one in asked}


@pytest.mark.parametrize("state", [*REGISTERED, *CONFIRMED])
def test_no_share_passes_the_whole(opened: Cast, state: str) -> None:
    """Everybody in one state, half of them volunteers."""
    rows = Commitment.objects.filter(unit=opened.unit("thon-dong"))
    rows.update(state=state, timing=Timing.LATE, submitted_on=TODAY, ended_on=TODAY if state == State.ENDED else None)
    rows.filter(person__in=[opened.person("lan"), opened.person("mai")]).update(expected=False)
    read = _read(opened, "thon-dong")
    shares = {one.key: one.of for one in measures() if one.cube is COMMITMENTS and one.of}
    assert {key: (read[key], read[whole]) for key, whole in shares.items() if read[key] > read[whole]} == {}
    assert (read["should"], read["registered"], read["late"], read["volunteers"]) == (2, 2, 2, 2)


def test_what_was_withdrawn_is_missing_and_not_late(opened: Cast, written: Make) -> None:
    row, lan = written("lan"), opened.user("lan")
    take_step(FLOW, row, "submit", lan, now=opened.now)
    assert _read(opened, "thon-dong")["late"] == 1
    take_step(FLOW, row, "withdraw", lan, "Viết lại", now=opened.now)
    read = _read(opened, "thon-dong")
    assert (read["late"], read["registered"], read["missing"]) == (0, 0, 4)


def test_volunteers_are_told_where_there_are_any(opened: Cast, written: Make) -> None:
    captions = [one["caption"] for one in band(opened.unit("thon-dong"), opened.years[2026], TODAY)]
    assert "Tự nguyện đăng ký" not in captions
    take_step(FLOW, written("lan"), "submit", opened.user("lan"), now=opened.now)
    Commitment.objects.filter(person=opened.person("lan")).update(expected=False)
    told = {one["caption"]: one["value"] for one in band(opened.unit("thon-dong"), opened.years[2026], TODAY)}
    assert told["Tự nguyện đăng ký"] == 1
