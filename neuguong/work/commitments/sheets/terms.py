"""Registrations for the term among the rows, and what later years add to them."""

from django.utils.translation import gettext as _

from neuguong.base.periods.choices import PeriodKind
from neuguong.kit.sheets import Rows
from neuguong.work.commitments.choices import Kind, State

YEAR, TERM = "YEAR", "TERM"
SPANS = {"Một năm": YEAR, "Cả nhiệm kỳ": TERM}

# What each addition names, in the sheet or already known, as far as it is the same registrant's and of the same term.
_ADDED_TO = """
WITH named AS (
    SELECT t.code, t.kind, t.person_id, t.unit_id, t.period_id, t.span = %(span)s AS for_term FROM sheet_pledges t
    UNION ALL
    SELECT c.code, c.kind, c.person_id, c.unit_id, c.period_id, c.for_term FROM commitments_commitment c
      JOIN sheet_pledges s ON s.adds_to = c.code
     WHERE NOT EXISTS (SELECT FROM sheet_pledges t WHERE t.code = c.code AND t.span IS NOT NULL)
)
SELECT DISTINCT s.line FROM sheet_pledges s
  JOIN named t ON t.code = s.adds_to AND t.for_term AND t.kind = s.kind
   AND t.person_id IS NOT DISTINCT FROM s.person_id AND (s.kind = %(individual)s OR t.unit_id = s.unit_id)
  JOIN periods_period y ON y.id = s.period_id
  JOIN periods_period b ON b.id = t.period_id AND b.starts_on < y.starts_on
  JOIN periods_period term ON term.calendar_id = y.calendar_id AND term.kind = %(term)s
   AND term.starts_on <= b.starts_on AND term.ends_on >= y.ends_on
"""
# Written after all rows stand: a sheet may hold both sides.
LINK = """
UPDATE commitments_commitment c SET adds_to_id = t.id
  FROM sheet_wanted s JOIN commitments_commitment t ON t.code = s.adds_to
  LEFT JOIN sheet_known k USING (line)
 WHERE c.code = s.code AND c.adds_to_id IS DISTINCT FROM t.id AND NOT COALESCE(k.is_worked_on, false)
"""


def check_terms(rows: Rows) -> None:
    """An addition names a registration for the term by the same registrant; neither changes into the other."""
    rows.table(
        "sheet_added_to", _ADDED_TO, span=TERM, individual=Kind.INDIVIDUAL.value, term=PeriodKind.TERM.value
    )  # fmt: skip
    rows.fault(
        "span",
        _("Bản bổ sung hằng năm không đăng ký cho cả nhiệm kỳ."),
        "r.span = %(span)s AND r.adds_to IS NOT NULL",
        params={"span": TERM},
    )
    rows.fault(
        "span",
        _("Bản đăng ký chưa viết thì chưa đăng ký cho cả nhiệm kỳ."),
        "r.span = %(span)s AND r.state = %(expected)s",
        params={"span": TERM, "expected": State.EXPECTED.value},
    )
    rows.fault(
        "span",
        _("Đã có bản bổ sung hằng năm nên vẫn là đăng ký cho cả nhiệm kỳ."),
        "(r.span = %(span)s OR r.adds_to IS NOT NULL)"
        " AND EXISTS (SELECT FROM commitments_commitment a WHERE a.adds_to_id = s.known_id)",
        tables="JOIN sheet_pledges s USING (code)",
        params={"span": YEAR},
    )
    rows.fault(
        "adds_to",
        _("Không có bản đăng ký cả nhiệm kỳ mã “%(code)s” của chính đối tượng này, ở năm trước trong cùng nhiệm kỳ."),
        "r.adds_to IS NOT NULL AND a.line IS NULL",
        tables="JOIN sheet_pledges s USING (code) LEFT JOIN sheet_added_to a ON a.line = s.line",
        code="r.adds_to",
    )
