"""What the rows of people must respect."""

from django.utils.translation import gettext as _

from neuguong.kit.numbers import date
from neuguong.kit.sheets import Rows, day

# The rows of people who have more than one.
_SEVERAL = """
SELECT r.* FROM sheet_rows r JOIN (SELECT code FROM sheet_rows GROUP BY code HAVING count(*) > 1) d USING (code)
"""
# Each stay in a cell and each post once, with the end that the database knows if the row leaves it empty. Sorted as
# bytes: which comes first does not matter, and it takes a third of the time.
_HOMES = """
SELECT DISTINCT ON (r.code COLLATE "C", r.cell COLLATE "C", r.cell_since)
       r.line, r.code, r.cell, p.id AS person_id, u.id AS unit_id, m.id AS known_id,
       daterange(r.cell_since, COALESCE(r.cell_until, upper(m.valid))) AS valid
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.cell LEFT JOIN orgs_person p ON p.code = r.code
  LEFT JOIN orgs_membership m ON m.person_id = p.id AND m.unit_id = u.id AND lower(m.valid) = r.cell_since
 WHERE r.cell_since < COALESCE(r.cell_until, 'infinity')
 ORDER BY r.code COLLATE "C", r.cell COLLATE "C", r.cell_since, r.cell_until, r.line
"""
_POSTS = """
SELECT DISTINCT ON (r.code COLLATE "C", r.post_unit COLLATE "C", r.title COLLATE "C", r.post_since)
       r.line, r.code, p.id AS person_id, u.id AS unit_id, r.title, r.head, r.post_unit, a.id AS known_id,
       daterange(r.post_since, COALESCE(r.post_until, upper(a.valid))) AS valid
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.post_unit LEFT JOIN orgs_person p ON p.code = r.code
  LEFT JOIN orgs_appointment a ON a.person_id = p.id AND a.unit_id = u.id AND a.title = r.title
        AND lower(a.valid) = r.post_since
 WHERE r.title IS NOT NULL AND r.post_since < COALESCE(r.post_until, 'infinity')
 ORDER BY r.code COLLATE "C", r.post_unit COLLATE "C", r.title COLLATE "C", r.post_since, r.post_until, r.line
"""
# The days on which the units of those stays and posts live.
_LIVES = """
SELECT p.unit_id, range_agg(p.valid) AS days FROM orgs_placement p
 WHERE p.unit_id IN (SELECT unit_id FROM sheet_homes UNION SELECT unit_id FROM sheet_posts) GROUP BY 1
"""


# The same name and birthday under two codes: within the file, or with somebody known whom the loader may see.
_TWINS = """
SELECT min(r.line), max(r.line), r.name, r.born, min(r.code), max(r.code) FROM sheet_rows r
 WHERE r.born IS NOT NULL GROUP BY r.name, r.born HAVING min(r.code) <> max(r.code) ORDER BY 1 LIMIT 4
"""
_KNOWN_TWINS = """
SELECT min(r.line), NULL, r.name, r.born, min(r.code), p.code FROM sheet_rows r
  JOIN orgs_person p ON p.full_name = r.name AND p.born_on = r.born AND p.code <> r.code
 WHERE NOT EXISTS (SELECT FROM sheet_rows o WHERE o.code = p.code) AND {seen}
 GROUP BY r.name, r.born, p.code ORDER BY 1 LIMIT 4
"""
SHOWN_TWINS = 3


def check(rows: Rows) -> None:
    """Facts of a person agree among her rows; cells and posts are whole, exist, live, and do not overlap."""
    rows.table("sheet_several", _SEVERAL)
    _check_agreement(rows)
    rows.fault("born", _("Ngày sinh ở tương lai."), "r.born > %(today)s")
    rows.fault("admitted", _("Ngày vào Đảng phải sau ngày sinh."), "r.admitted <= r.born")
    _check_login(rows)
    for unit, since, until in (("cell", "cell_since", "cell_until"), ("post_unit", "post_since", "post_until")):
        _check_span(rows, unit, since, until)
    rows.fault("title", _("Thiếu tên chức vụ."), "r.title IS NULL AND (r.post_unit IS NOT NULL OR r.head)")
    rows.fault("post_unit", _("Thiếu mã đơn vị."), "r.title IS NOT NULL AND r.post_unit IS NULL")
    rows.table("sheet_homes", _HOMES)
    rows.table("sheet_posts", _POSTS)
    rows.table("sheet_lives", _LIVES)
    _check_homes(rows)
    _check_posts(rows)
    _ask_about_twins(rows)


def _check_agreement(rows: Rows) -> None:
    """Facts of a person are the same in all her rows."""
    if not rows.all("SELECT FROM sheet_several LIMIT 1"):
        return
    facts = ("name", "born", "sex", "admitted", "standing", "login", "ethnicity", "religion", "hometown")
    for key in facts:
        rows.fault(
            key,
            _("Khác với dòng %(line)s của cùng mã người."),
            f"f.line < r.line AND r.{key} <> f.{key}",
            tables=f"JOIN (SELECT DISTINCT ON (code) code, line, {key} FROM sheet_several WHERE {key} IS NOT NULL"  # noqa: S608
            " ORDER BY code, line) f ON f.code = r.code",
            line="f.line::text",
        )


def _check_login(rows: Rows) -> None:
    rows.fault(
        "login",
        _("Tên đăng nhập này đã ghi cho người khác (dòng %(line)s)."),
        "o.line < r.line",
        tables="JOIN sheet_rows o ON o.login = r.login AND o.code <> r.code",
        line="o.line::text",
    )
    rows.fault("login", _("Tên đăng nhập không được có khoảng trắng."), "r.login LIKE '%% %%'")
    rows.fault(
        "login",
        _("Đồng chí này đã có tài khoản “%(login)s”."),
        "u.username <> r.login",
        tables="JOIN orgs_person p ON p.code = r.code JOIN accounts_user u ON u.id = p.user_id",
        login="u.username",
    )
    # An account that somebody has is not given away by a workbook; the command line may link one that nobody has.
    rows.fault(
        "login",
        _("Tài khoản “%(login)s” đã có người dùng."),
        "COALESCE(p.code, '') <> r.code AND (p.id IS NOT NULL OR NOT %(alone)s)",
        tables="JOIN accounts_user u ON u.username = r.login LEFT JOIN orgs_person p ON p.user_id = u.id",
        params={"alone": rows.actor is None},
        login="r.login",
    )


def _check_span(rows: Rows, unit: str, since: str, until: str) -> None:
    rows.fault(since, _("Thiếu ngày bắt đầu."), f"r.{unit} IS NOT NULL AND r.{since} IS NULL")
    rows.fault(unit, _("Thiếu mã đơn vị."), f"r.{unit} IS NULL AND (r.{since} IS NOT NULL OR r.{until} IS NOT NULL)")
    rows.fault(until, _("Ngày kết thúc phải sau ngày bắt đầu."), f"r.{until} <= r.{since}")
    rows.fault(
        unit,
        _("Không có đơn vị mã “%(code)s”."),
        f"r.{unit} IS NOT NULL AND NOT EXISTS (SELECT FROM orgs_unit u WHERE u.code = r.{unit})",
        code=f"r.{unit}",
    )


def _check_homes(rows: Rows) -> None:
    rows.fault(
        "cell",
        _("Chi bộ “%(code)s” không hoạt động suốt thời gian sinh hoạt đó."),
        "NOT s.valid <@ COALESCE(l.days, '{}'::datemultirange)",
        tables="JOIN sheet_homes s USING (line) LEFT JOIN sheet_lives l USING (unit_id)",
        code="r.cell",
    )
    rows.fault(
        "cell_until",
        _("Cùng một lần sinh hoạt mà ngày kết thúc khác dòng %(line)s."),
        "r.cell_until IS NOT NULL AND r.cell_until IS DISTINCT FROM upper(s.valid)",
        tables="JOIN sheet_homes s ON s.code = r.code AND lower(s.valid) = r.cell_since AND s.line <> r.line"
        " JOIN orgs_unit u ON u.id = s.unit_id AND u.code = r.cell",
        line="s.line::text",
    )
    rows.fault(
        "cell_since",
        _("Đồng chí sinh hoạt ở hai chi bộ cùng lúc (dòng %(line)s)."),
        "o.line < s.line",
        tables="JOIN sheet_homes s USING (line) JOIN sheet_homes o"
        " ON o.code = s.code AND o.line <> s.line AND o.valid && s.valid",
        line="o.line::text",
    )
    rows.fault(
        "cell_since",
        _("Hệ thống đã ghi đồng chí này sinh hoạt tại “%(unit)s” từ %(since)s."),
        "NOT EXISTS (SELECT FROM sheet_homes o WHERE o.person_id = m.person_id AND o.unit_id = m.unit_id"
        " AND lower(o.valid) = lower(m.valid))",
        tables="JOIN sheet_homes s USING (line)"
        " JOIN orgs_membership m ON m.person_id = s.person_id AND m.valid && s.valid"
        " JOIN orgs_unit u ON u.id = m.unit_id",
        unit="u.name",
        since=day("lower(m.valid)"),
    )


def _check_posts(rows: Rows) -> None:
    rows.fault(
        "post_unit",
        _("Đơn vị “%(code)s” không hoạt động suốt thời gian giữ chức đó."),
        "NOT s.valid <@ COALESCE(l.days, '{}'::datemultirange)",
        tables="JOIN sheet_posts s USING (line) LEFT JOIN sheet_lives l USING (unit_id)",
        code="r.post_unit",
    )
    rows.fault(
        "post_since",
        _("Đồng chí đang giữ chức vụ này ở đơn vị từ %(since)s."),
        "upper_inf(s.valid) AND upper_inf(a.valid) AND lower(a.valid) <> lower(s.valid)"
        " AND NOT EXISTS (SELECT FROM sheet_posts o WHERE o.person_id = a.person_id AND o.unit_id = a.unit_id"
        "  AND o.title = a.title AND lower(o.valid) = lower(a.valid))",
        tables="JOIN sheet_posts s USING (line) JOIN orgs_appointment a"
        " ON a.person_id = s.person_id AND a.unit_id = s.unit_id AND a.title = s.title",
        since=day("lower(a.valid)"),
    )
    rows.fault(
        "post_since",
        _("Chức vụ này còn mở ở dòng %(line)s."),
        "upper_inf(s.valid) AND upper_inf(o.valid) AND o.line < s.line",
        tables="JOIN sheet_posts s USING (line) JOIN sheet_posts o"
        " ON o.code = s.code AND o.unit_id = s.unit_id AND o.title = s.title AND o.line <> s.line",
        line="o.line::text",
    )


def _ask_about_twins(rows: Rows) -> None:
    """One person under two codes would be two people for good; but two people may share name and birthday."""
    seen = "true" if rows.actor is None else "p.home_id IN (SELECT id FROM sheet_reach)"
    within = _(
        "Dòng %(line)s và dòng %(other)s cùng họ tên %(name)s, ngày sinh %(born)s mà hai mã %(code)s, %(known)s."
    )
    known_as = _(
        "Dòng %(line)s: %(name)s, ngày sinh %(born)s đã có trong hệ thống với mã %(known)s, không phải %(code)s."
    )
    for query, sentence in ((_TWINS, within), (_KNOWN_TWINS.format(seen=seen), known_as)):
        found = rows.all(query)
        for line, other, name, born, code, known in found[:SHOWN_TWINS]:
            words = {"line": line, "other": other, "name": name, "born": date(born), "code": code, "known": known}
            rows.doubts.append(sentence % words + " " + _("Có đúng là hai người khác nhau không?"))
        if len(found) > SHOWN_TWINS:
            rows.doubts.append(_("Còn những trường hợp khác trùng họ tên và ngày sinh như vậy."))
