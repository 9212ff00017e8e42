"""What a document's number tells: its letters say what kind of paper it is."""

import re

from neuguong.kit.sheets import Cells
from neuguong.work.programmes.choices import DocumentKind as D
from neuguong.work.programmes.services import number_key

_LETTERS = re.compile(r"[0-9]+(?:/[0-9]{4})?-([^/0-9]+)")
_KINDS = {
    "CT": D.DIRECTIVE,
    "KL": D.CONCLUSION,
    "QC": D.REGULATION,
    "HD": D.GUIDANCE,
    "KH": D.PLAN,
    "CTR": D.ACTION_PROGRAM,
    "CTHĐ": D.ACTION_PROGRAM,
    "NQ": D.RESOLUTION,
    "QĐ": D.DECISION,
    "BC": D.REPORT,
}


def kind_of(number: str, default: D = D.DISPATCH) -> str:
    """ "16-KH/TU" is a plan; what the letters do not tell is `default`."""
    found = _LETTERS.match(number_key(number))
    return _KINDS.get(found[1] if found else "", default).value


def derive_key(cells: Cells) -> Cells:
    """The number as it is compared, and the kind of paper."""
    number = cells.get("number", "")
    return {"number_key": number_key(number), "paper": kind_of(number)} if number else {}


# Papers of the sheet, in `sheet_papers` (unit_id, number, number_key, paper, summary, issued_on, line).
INSERT_PAPERS = """
INSERT INTO programmes_document (kind, number, number_key, summary, unit_id, issued_on, period_id)
SELECT s.paper, s.number, s.number_key, s.summary, s.unit_id, s.issued_on, s.period_id FROM sheet_papers s
 WHERE NOT EXISTS (SELECT FROM programmes_document d WHERE d.unit_id = s.unit_id AND d.number_key = s.number_key
                      AND d.issued_on = s.issued_on)
 ORDER BY s.line
RETURNING (SELECT code FROM orgs_unit WHERE id = unit_id) AS unit, number_key, issued_on
"""
UPDATE_PAPERS = """
UPDATE programmes_document d SET summary = s.summary, number = s.number FROM sheet_papers s
 WHERE d.unit_id = s.unit_id AND d.number_key = s.number_key AND d.issued_on = s.issued_on
   AND (d.summary, d.number) IS DISTINCT FROM (s.summary, s.number)
RETURNING s.line
"""
