"""Writing the rows of people: persons, accounts, stays in cells, posts."""

import datetime as dt

from neuguong.base.orgs.choices import Standing
from neuguong.base.orgs.events import MemberMoved
from neuguong.base.orgs.services import tell_loaded
from neuguong.kit.events import publish
from neuguong.kit.sheets import ADDED, CHANGED, Rows

# One row for each person: any row of hers that says something is as good as another, the checks saw to that.
_ONCE = """
SELECT code, min(line) AS line, max(name) AS name, max(born) AS born, max(sex) AS sex, max(admitted) AS admitted,
       max(standing) AS standing, max(login) AS login, max(search) AS search, max(sort_key) AS sort_key,
       max(ethnicity) AS ethnicity, max(religion) AS religion, max(hometown) AS hometown
  FROM sheet_rows GROUP BY code
"""


def apply(rows: Rows) -> None:
    """Write everything; people whom the rows move to another cell are announced like a transfer."""
    rows.table("sheet_people", _ONCE)
    before = dict(rows.all("SELECT id, home_id FROM orgs_person JOIN sheet_people USING (code)"))
    _persons(rows)
    rows.settle("orgs_person")
    _accounts(rows)
    _stays(rows)
    _posts(rows)
    _sensitive(rows)
    _homes(rows, before)


def _persons(rows: Rows) -> None:
    rows.mark(
        CHANGED,
        """UPDATE orgs_person p SET full_name = s.name, born_on = COALESCE(s.born, p.born_on),
                  sex = COALESCE(s.sex, p.sex), admitted_on = COALESCE(s.admitted, p.admitted_on),
                  standing = COALESCE(s.standing, p.standing), search = s.search, sort_key = s.sort_key
             FROM sheet_people s
            WHERE p.code = s.code AND (p.full_name, p.born_on, p.sex, p.admitted_on, p.standing) IS DISTINCT FROM
                  (s.name, COALESCE(s.born, p.born_on), COALESCE(s.sex, p.sex), COALESCE(s.admitted, p.admitted_on),
                   COALESCE(s.standing, p.standing))
           RETURNING p.code""",
        "r.code = w.code",
    )
    rows.mark(
        ADDED,
        """INSERT INTO orgs_person (code, full_name, born_on, sex, admitted_on, standing, search, sort_key)
           SELECT s.code, s.name, s.born, COALESCE(s.sex, ''), s.admitted, COALESCE(s.standing, %(full)s), s.search,
                  s.sort_key
             FROM sheet_people s WHERE NOT EXISTS (SELECT FROM orgs_person p WHERE p.code = s.code) ORDER BY s.line
           RETURNING code""",
        "r.code = w.code",
        full=Standing.FULL.value,
    )


def _accounts(rows: Rows) -> None:
    """Accounts nobody can sign in to yet: a password that begins with "!" fits no input (Django's convention)."""
    rows.run(
        """INSERT INTO accounts_user
                  (username, password, email, display_name, is_active, must_change_password, joined_at)
           SELECT s.login, '!' || gen_random_uuid() || gen_random_uuid(), '', s.name, true, false, %(now)s
             FROM sheet_people s WHERE s.login IS NOT NULL ORDER BY s.line
           ON CONFLICT (username) DO NOTHING"""
    )
    rows.mark(
        CHANGED,
        """UPDATE orgs_person p SET user_id = u.id FROM sheet_people s JOIN accounts_user u ON u.username = s.login
            WHERE p.code = s.code AND p.user_id IS NULL RETURNING p.code""",
        "r.code = w.code",
    )


def _stays(rows: Rows) -> None:
    rows.mark(
        CHANGED,
        """UPDATE orgs_membership m SET valid = s.valid FROM sheet_homes s
            WHERE m.person_id = s.person_id AND m.unit_id = s.unit_id AND lower(m.valid) = lower(s.valid)
              AND m.valid <> s.valid
           RETURNING s.line""",
        "r.line = w.line",
    )
    rows.mark(
        ADDED,
        """INSERT INTO orgs_membership (person_id, unit_id, valid, note)
           SELECT p.id, s.unit_id, s.valid, '' FROM sheet_homes s JOIN orgs_person p ON p.code = s.code
            WHERE NOT EXISTS (SELECT FROM orgs_membership m WHERE m.person_id = p.id AND m.unit_id = s.unit_id
                                 AND lower(m.valid) = lower(s.valid))
            ORDER BY s.line
           RETURNING (SELECT code FROM orgs_person WHERE id = person_id) AS code,
                     (SELECT code FROM orgs_unit WHERE id = unit_id) AS cell, lower(valid) AS since""",
        "r.code = w.code AND r.cell = w.cell AND r.cell_since = w.since",
    )


def _posts(rows: Rows) -> None:
    rows.mark(
        CHANGED,
        """UPDATE orgs_appointment a SET valid = s.valid, is_head = COALESCE(s.head, a.is_head) FROM sheet_posts s
            WHERE a.person_id = s.person_id AND a.unit_id = s.unit_id AND a.title = s.title
              AND lower(a.valid) = lower(s.valid)
              AND (a.valid, a.is_head) IS DISTINCT FROM (s.valid, COALESCE(s.head, a.is_head))
           RETURNING s.line""",
        "r.line = w.line",
    )
    rows.mark(
        ADDED,
        """INSERT INTO orgs_appointment (person_id, unit_id, title, is_head, valid, decision)
           SELECT p.id, s.unit_id, s.title, COALESCE(s.head, false), s.valid, ''
             FROM sheet_posts s JOIN orgs_person p ON p.code = s.code
            WHERE NOT EXISTS (SELECT FROM orgs_appointment a WHERE a.person_id = p.id AND a.unit_id = s.unit_id
                                 AND a.title = s.title AND lower(a.valid) = lower(s.valid))
            ORDER BY s.line
           RETURNING (SELECT code FROM orgs_person WHERE id = person_id) AS code,
                     (SELECT code FROM orgs_unit WHERE id = unit_id) AS unit, title, lower(valid) AS since""",
        "r.code = w.code AND r.post_unit = w.unit AND r.title = w.title AND r.post_since = w.since",
    )


def _sensitive(rows: Rows) -> None:
    written = rows.all(
        """INSERT INTO orgs_sensitiverecord (person_id, ethnicity, religion, hometown)
           SELECT p.id, COALESCE(s.ethnicity, ''), COALESCE(s.religion, ''), COALESCE(s.hometown, '')
             FROM sheet_people s JOIN orgs_person p ON p.code = s.code
            WHERE COALESCE(s.ethnicity, s.religion, s.hometown) IS NOT NULL ORDER BY s.line
           ON CONFLICT (person_id) DO UPDATE
              SET ethnicity = COALESCE(NULLIF(EXCLUDED.ethnicity, ''), orgs_sensitiverecord.ethnicity),
                  religion = COALESCE(NULLIF(EXCLUDED.religion, ''), orgs_sensitiverecord.religion),
                  hometown = COALESCE(NULLIF(EXCLUDED.hometown, ''), orgs_sensitiverecord.hometown)
            WHERE (orgs_sensitiverecord.ethnicity, orgs_sensitiverecord.religion, orgs_sensitiverecord.hometown)
                  IS DISTINCT FROM
                  (COALESCE(NULLIF(EXCLUDED.ethnicity, ''), orgs_sensitiverecord.ethnicity),
                   COALESCE(NULLIF(EXCLUDED.religion, ''), orgs_sensitiverecord.religion),
                   COALESCE(NULLIF(EXCLUDED.hometown, ''), orgs_sensitiverecord.hometown))
           RETURNING person_id"""
    )
    people = [person for (person,) in written]
    if people:
        tell_loaded(people, origin=rows.origin, by=rows.actor, now=rows.now)
        rows.mark(CHANGED, "SELECT code FROM orgs_person WHERE id = ANY(%(people)s)", "r.code = w.code", people=people)


def _homes(rows: Rows, before: dict[int, int | None]) -> None:
    """`Person.home` repeats the open membership."""
    moved: list[tuple[int, int | None, dt.date]] = [
        (person, unit, since)
        for person, unit, since in rows.all(
            """WITH now AS (
                 SELECT p.id, m.unit_id, lower(m.valid) AS since FROM sheet_people s JOIN orgs_person p USING (code)
                   LEFT JOIN orgs_membership m ON m.person_id = p.id AND upper_inf(m.valid))
               UPDATE orgs_person p SET home_id = now.unit_id FROM now
                WHERE p.id = now.id AND p.home_id IS DISTINCT FROM now.unit_id
               RETURNING p.id, now.unit_id, now.since"""
        )
    ]
    for person, unit, since in moved:
        if unit is not None and before.get(person) is not None:
            publish(MemberMoved(person, before[person], unit, since))
