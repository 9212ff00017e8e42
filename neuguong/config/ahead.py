"""What an installation has before anybody asks for it: this year and the next, and what the slices ship."""

from neuguong.base.periods.services import open_years
from neuguong.kit import clock
from neuguong.work.dialogues.services import prepare as load_dialogue_rules
from neuguong.work.programmes.services import prepare
from neuguong.work.study.services import prepare as load_score_sheets


def look_ahead() -> None:
    """Open this year and the next, so that the first of January finds a year, and load what is shipped. Idempotent."""
    today, now = clock.today(), clock.now()
    open_years(years=(today.year, today.year + 1), now=now)
    prepare(now=now)
    load_score_sheets(now=now)
    load_dialogue_rules(now=now)
