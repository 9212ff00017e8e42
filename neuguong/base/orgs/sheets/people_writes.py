"""Writing the rows of people: persons, accounts, stays in cells, posts."""

import datetime as dt

from neuguong.base.journal.services import adopt
from neuguong.base.orgs.choices import Standing
from neuguong.base.orgs.events import MemberMoved
from neuguong.base.orgs.models import Person
from neuguong.base.orgs.services import tell_loaded
from neuguong.kit.events import publish
from neuguong.kit.sheets import ADDED, CHANGED, Rows

# One row for each person: any row of hers that says something is as good as another, the checks saw to that. With it
# her id and home before anything is written (none: she is new), and the cell where she lives now, as the rows have it.
_ONCE = """
WITH once AS (
    SELECT line, code, name, born, sex, admitted, standing, login, search, sort_key, ethnicity, religion, hometown
      FROM sheet_rows WHERE code NOT IN (SELECT code FROM sheet_several)
    UNION ALL
    SELECT min(line), code, max(name), max(born), max(sex), max(admitted), max(standing), max(login), max(search),
           max(sort_key), max(ethnicity), max(religion), max(hometown) FROM sheet_several GROUP BY code
)
SELECT o.*, p.id AS person_id, p.home_id AS home_before, h.unit_id AS home_id
  FROM once o LEFT JOIN orgs_person p ON p.code = o.code
  LEFT JOIN sheet_homes h ON h.code = o.code AND upper_inf(h.valid)
"""


# What each statement below is to change: compared once, so that what is foretold is what is done.
_DIFFERS = """
s.person_id = p.id AND (p.full_name, p.born_on, p.sex, p.admitted_on, p.standing) IS DISTINCT FROM
    (s.name, COALESCE(s.born, p.born_on), COALESCE(s.sex, p.sex), COALESCE(s.admitted, p.admitted_on),
     COALESCE(s.standing, p.standing))
"""
_HEAD = "COALESCE(s.head, a.is_head)"


def foretell(rows: Rows) -> None:
    """Say what will become of each row. The checks have seen to every constraint, so nothing needs to be tried."""
    rows.table("sheet_people", _ONCE)
    mine = "SELECT r.line FROM sheet_rows r JOIN sheet_people s USING (code)"
    rows.tell(ADDED, f"{mine} WHERE s.person_id IS NULL")
    rows.tell(CHANGED, f"{mine} JOIN orgs_person p ON {_DIFFERS}")
    rows.tell(CHANGED, f"{mine} JOIN orgs_person p ON s.person_id = p.id AND p.user_id IS NULL AND s.login IS NOT NULL")
    stays = "SELECT r.line FROM sheet_homes s JOIN sheet_rows r ON r.code = s.code AND r.cell = s.cell"
    more = "s.known_id IS NULL AND s.person_id IS NOT NULL"  # the rows of new people are told already
    rows.tell(ADDED, f"{stays} AND r.cell_since = lower(s.valid) WHERE {more}")
    rows.tell(
        CHANGED, "SELECT s.line FROM sheet_homes s JOIN orgs_membership m ON m.id = s.known_id AND m.valid <> s.valid"
    )
    posts = "SELECT r.line FROM sheet_posts s JOIN sheet_rows r ON r.code = s.code AND r.post_unit = s.post_unit"
    rows.tell(ADDED, f"{posts} AND r.title = s.title AND r.post_since = lower(s.valid) WHERE {more}")
    ended = "SELECT s.line FROM sheet_posts s JOIN orgs_appointment a ON a.id = s.known_id"
    rows.tell(CHANGED, f"{ended} AND (a.valid, a.is_head) IS DISTINCT FROM (s.valid, {_HEAD})")
    rows.tell(CHANGED, f"{mine} LEFT JOIN orgs_sensitiverecord k USING (person_id) WHERE {_TELLS_MORE}")


def apply(rows: Rows) -> None:
    """Write everything, and journal of each person that is new or changed where that comes from; people whom the rows
    move to another cell are announced like a transfer."""
    foretell(rows)
    _persons(rows)
    rows.settle("orgs_person")
    _accounts(rows)
    _stays(rows)
    _posts(rows)
    _sensitive(rows)
    _homes(rows)
    _journal(rows)


def _persons(rows: Rows) -> None:
    rows.run(
        f"""UPDATE orgs_person p SET full_name = s.name, born_on = COALESCE(s.born, p.born_on),
                  sex = COALESCE(s.sex, p.sex), admitted_on = COALESCE(s.admitted, p.admitted_on),
                  standing = COALESCE(s.standing, p.standing), search = s.search, sort_key = s.sort_key
             FROM sheet_people s WHERE {_DIFFERS}"""  # noqa: S608 (SQL of our own)
    )
    # The home comes in with the person: written afterwards, every row and its indexes would be written twice.
    rows.run(
        """INSERT INTO orgs_person
                  (code, full_name, born_on, sex, admitted_on, standing, search, sort_key, home_id)
           SELECT s.code, s.name, s.born, COALESCE(s.sex, ''), s.admitted, COALESCE(s.standing, %(full)s), s.search,
                  s.sort_key, s.home_id
             FROM sheet_people s WHERE s.person_id IS NULL ORDER BY s.line""",
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
    rows.run(
        """UPDATE orgs_person p SET user_id = u.id FROM sheet_people s JOIN accounts_user u ON u.username = s.login
            WHERE p.code = s.code AND p.user_id IS NULL"""
    )


def _stays(rows: Rows) -> None:
    rows.run(
        """UPDATE orgs_membership m SET valid = s.valid FROM sheet_homes s
            WHERE m.id = s.known_id AND m.valid <> s.valid"""
    )
    rows.run(
        """INSERT INTO orgs_membership (person_id, unit_id, valid, note)
           SELECT p.id, s.unit_id, s.valid, '' FROM sheet_homes s JOIN orgs_person p ON p.code = s.code
            WHERE s.known_id IS NULL ORDER BY s.line"""
    )


def _posts(rows: Rows) -> None:
    rows.run(
        f"""UPDATE orgs_appointment a SET valid = s.valid, is_head = {_HEAD} FROM sheet_posts s
            WHERE a.id = s.known_id AND (a.valid, a.is_head) IS DISTINCT FROM (s.valid, {_HEAD})"""  # noqa: S608
    )
    rows.run(
        """INSERT INTO orgs_appointment (person_id, unit_id, title, is_head, valid, decision)
           SELECT p.id, s.unit_id, s.title, COALESCE(s.head, false), s.valid, ''
             FROM sheet_posts s JOIN orgs_person p ON p.code = s.code WHERE s.known_id IS NULL ORDER BY s.line"""
    )


_TELLS_MORE = """
COALESCE(s.ethnicity, s.religion, s.hometown) IS NOT NULL AND
(COALESCE(s.ethnicity, k.ethnicity, ''), COALESCE(s.religion, k.religion, ''), COALESCE(s.hometown, k.hometown, ''))
IS DISTINCT FROM (COALESCE(k.ethnicity, ''), COALESCE(k.religion, ''), COALESCE(k.hometown, ''))
"""


def _sensitive(rows: Rows) -> None:
    written = rows.all(
        f"""INSERT INTO orgs_sensitiverecord (person_id, ethnicity, religion, hometown)
           SELECT p.id, COALESCE(s.ethnicity, k.ethnicity, ''), COALESCE(s.religion, k.religion, ''),
                  COALESCE(s.hometown, k.hometown, '')
             FROM sheet_people s JOIN orgs_person p ON p.code = s.code
             LEFT JOIN orgs_sensitiverecord k ON k.person_id = p.id WHERE {_TELLS_MORE} ORDER BY s.line
           ON CONFLICT (person_id) DO UPDATE
              SET ethnicity = EXCLUDED.ethnicity, religion = EXCLUDED.religion, hometown = EXCLUDED.hometown
           RETURNING person_id"""  # noqa: S608 (SQL of our own)
    )
    if written:
        tell_loaded([person for (person,) in written], origin=rows.origin, by=rows.actor, now=rows.now)


def _journal(rows: Rows) -> None:
    people = rows.all(
        """SELECT p.id, '' FROM orgs_person p WHERE p.code IN (
             SELECT r.code FROM sheet_fates f JOIN sheet_rows r USING (line)) ORDER BY p.id"""
    )
    adopt(Person, people, origin=rows.origin, now=rows.now, actor=rows.actor)


def _homes(rows: Rows) -> None:
    """`Person.home` repeats the open membership; of those who were known it may be another now."""
    moved: list[tuple[int, int | None, int | None, dt.date]] = [
        (person, before, unit, since)
        for person, before, unit, since in rows.all(
            """WITH now AS (
                 SELECT s.person_id, s.home_before, m.unit_id, lower(m.valid) AS since FROM sheet_people s
                   LEFT JOIN orgs_membership m ON m.person_id = s.person_id AND upper_inf(m.valid)
                  WHERE s.person_id IS NOT NULL AND s.home_before IS DISTINCT FROM m.unit_id)
               UPDATE orgs_person p SET home_id = now.unit_id FROM now WHERE p.id = now.person_id
               RETURNING p.id, now.home_before, now.unit_id, now.since"""
        )
    ]
    for person, before, unit, since in moved:
        if unit is not None and before is not None:
            publish(MemberMoved(person, before, unit, since))
