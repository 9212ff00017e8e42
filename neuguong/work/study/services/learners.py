"""Distinct people: one row for each person, theme and year, kept after her attendance."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from neuguong.work.study.choices import Status
from neuguong.work.study.models import Session

_ENTER = """
INSERT INTO study_learner (theme_id, person_id, period_id, unit_id, expected, has_studied, is_made_up)
SELECT a.theme_id, a.person_id, a.period_id, a.unit_id, a.expected, false, false
  FROM study_attendance a WHERE a.session_id = %(session)s AND a.theme_id IS NOT NULL
 ORDER BY a.person_id
ON CONFLICT (person_id, theme_id, period_id) DO UPDATE SET expected = true
 WHERE excluded.expected AND NOT study_learner.expected
"""
# Whoever reads what else a person attended does so after all others who write of her have committed.
_HOLD = """
SELECT FROM study_learner l
 WHERE l.person_id = ANY(%(people)s) AND l.theme_id = %(theme)s AND l.period_id = %(period)s
 ORDER BY l.person_id FOR NO KEY UPDATE
"""
_FOLLOW = """
WITH seen AS (
    SELECT a.person_id, a.theme_id, a.period_id, bool_or(a.status = %(present)s) AS has_studied,
           COALESCE(bool_and(a.is_make_up) FILTER (WHERE a.status = %(present)s), false) AS is_made_up
      FROM study_attendance a
     WHERE a.person_id = ANY(%(people)s) AND a.theme_id = %(theme)s AND a.period_id = %(period)s
     GROUP BY 1, 2, 3
)
UPDATE study_learner l SET has_studied = s.has_studied, is_made_up = s.is_made_up FROM seen s
 WHERE (l.person_id, l.theme_id, l.period_id) = (s.person_id, s.theme_id, s.period_id)
   AND (l.has_studied, l.is_made_up) IS DISTINCT FROM (s.has_studied, s.is_made_up)
"""


def enter(session: Session) -> None:
    """Everybody at the session is a learner of its theme; whoever is called together is so from now on."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, {"session": session.pk})


def follow(session: Session, people: Iterable[int]) -> None:
    """Whether these people (ids) have studied the session's theme, as their attendance stands now."""
    if session.theme_id is None:
        return
    known: dict[str, Any] = {
        "people": sorted(people), "theme": session.theme_id, "period": session.period_id,
        "present": Status.PRESENT.value,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, known)
        cursor.execute(_FOLLOW, known)
