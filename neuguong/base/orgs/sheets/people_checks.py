"""What the rows of people must respect."""

from django.utils.translation import gettext as _

from neuguong.kit.sheets import Rows, day

# Each stay in a cell and each post once, with the end that the database knows if the row leaves it empty.
_HOMES = """
SELECT DISTINCT ON (r.code, r.cell, r.cell_since) r.line, r.code, p.id AS person_id, u.id AS unit_id,
       daterange(r.cell_since, COALESCE(r.cell_until, upper(m.valid))) AS valid
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.cell LEFT JOIN orgs_person p ON p.code = r.code
  LEFT JOIN orgs_membership m ON m.person_id = p.id AND m.unit_id = u.id AND lower(m.valid) = r.cell_since
 WHERE r.cell_since < COALESCE(r.cell_until, 'infinity')
 ORDER BY r.code, r.cell, r.cell_since, r.cell_until, r.line
"""
_POSTS = """
SELECT DISTINCT ON (r.code, r.post_unit, r.title, r.post_since) r.line, r.code, p.id AS person_id, u.id AS unit_id,
       r.title, r.head, daterange(r.post_since, COALESCE(r.post_until, upper(a.valid))) AS valid
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.post_unit LEFT JOIN orgs_person p ON p.code = r.code
  LEFT JOIN orgs_appointment a ON a.person_id = p.id AND a.unit_id = u.id AND a.title = r.title
        AND lower(a.valid) = r.post_since
 WHERE r.title IS NOT NULL AND r.post_since < COALESCE(r.post_until, 'infinity')
 ORDER BY r.code, r.post_unit, r.title, r.post_since, r.post_until, r.line
"""


def check(rows: Rows) -> None:
    """Facts of a person agree among her rows; cells and posts are whole, exist, live, and do not overlap."""
    _check_person(rows)
    _check_login(rows)
    for unit, since, until in (("cell", "cell_since", "cell_until"), ("post_unit", "post_since", "post_until")):
        _check_span(rows, unit, since, until)
    rows.fault("title", _("Thiếu tên chức vụ."), "r.title IS NULL AND (r.post_unit IS NOT NULL OR r.head)")
    rows.fault("post_unit", _("Thiếu mã đơn vị."), "r.title IS NOT NULL AND r.post_unit IS NULL")
    rows.table("sheet_homes", _HOMES)
    rows.table("sheet_posts", _POSTS)
    _check_homes(rows)
    _check_posts(rows)


def _check_person(rows: Rows) -> None:
    facts = ("name", "born", "sex", "admitted", "standing", "login", "ethnicity", "religion", "hometown")
    for key in facts:
        rows.fault(
            key,
            _("Khác với dòng %(line)s của cùng mã người."),
            f"f.line < r.line AND r.{key} <> f.{key}",
            tables=f"JOIN (SELECT DISTINCT ON (code) code, line, {key} FROM sheet_rows WHERE {key} IS NOT NULL"  # noqa: S608
            " ORDER BY code, line) f ON f.code = r.code",
            line="f.line::text",
        )
    rows.fault("born", _("Ngày sinh ở tương lai."), "r.born > %(today)s")
    rows.fault("admitted", _("Ngày vào Đảng phải sau ngày sinh."), "r.admitted <= r.born")


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


_LIVES = """LEFT JOIN (SELECT p.unit_id, range_agg(p.valid) AS days FROM orgs_placement p GROUP BY 1) l
            ON l.unit_id = s.unit_id"""


def _check_homes(rows: Rows) -> None:
    rows.fault(
        "cell",
        _("Chi bộ “%(code)s” không hoạt động suốt thời gian sinh hoạt đó."),
        "NOT s.valid <@ COALESCE(l.days, '{}'::datemultirange)",
        tables=f"JOIN sheet_homes s USING (line) {_LIVES}",
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
        tables=f"JOIN sheet_posts s USING (line) {_LIVES}",
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
