"""What the rows of registrations must respect."""

from django.utils.translation import gettext as _

from neuguong.base.imports.services import check_unit, check_year
from neuguong.kit.sheets import Rows
from neuguong.work.commitments.choices import IN_FORCE, REGISTERED, Group, Kind, State
from neuguong.work.commitments.sheets.found import FACTS, FACTS_OF_DECISION, find, find_decided, state_words
from neuguong.work.commitments.sheets.terms import check_terms

_PLEDGE = "JOIN sheet_pledges s USING (line)"


def check(rows: Rows) -> None:
    """The registration: registrant, unit, year, days, state. The items. The decider. What is known already."""
    rows.fault("person", _("Thiếu mã người đăng ký."), "r.kind <> 'COLLECTIVE' AND r.person IS NULL")
    rows.fault("person", _("Đăng ký của tập thể không ghi mã người."), "r.kind = 'COLLECTIVE' AND r.person IS NOT NULL")
    rows.fault(
        "person",
        _("Không có người mã “%(code)s”."),
        "r.person IS NOT NULL AND NOT EXISTS (SELECT FROM orgs_person p WHERE p.code = r.person)",
        code="r.person",
    )
    check_unit(rows, "unit")
    check_unit(rows, "supervisor")
    check_year(rows, "year", "r.year")
    _check_repeated(rows)
    _check_days(rows)
    _check_items(rows)
    find(rows)
    _check_place(rows)
    _check_known(rows)
    check_terms(rows)
    if rows.actor is not None:
        _check_decided(rows)


def _check_repeated(rows: Rows) -> None:
    for key in (*FACTS, *FACTS_OF_DECISION):
        rows.fault(
            key,
            _("Khác với dòng %(line)s của cùng bản đăng ký."),
            f"f.line < r.line AND r.{key} IS DISTINCT FROM f.{key}",
            tables=f"JOIN (SELECT DISTINCT ON (code) code, line, {key} FROM sheet_rows ORDER BY code, line) f"  # noqa: S608
            " ON f.code = r.code",
            line="f.line::text",
        )


def _check_days(rows: Rows) -> None:
    states = {"registered": [s.value for s in REGISTERED], "in_force": [s.value for s in IN_FORCE]}
    met = "COALESCE(r.meeting, r.approved)"
    rows.fault("submitted", _("Ngày trình chưa tới."), "r.submitted > %(today)s")
    rows.fault("meeting", _("Ngày họp chưa tới."), f"{met} > %(today)s")
    rows.fault("meeting", _("Ngày họp trước ngày trình."), f"{met} < r.submitted")
    rows.fault(
        "submitted",
        _("Thiếu ngày trình."),
        "r.state = ANY(%(registered)s) AND r.submitted IS NULL",
        params=states,
    )
    rows.fault(
        "submitted",
        _("Bản đăng ký chưa trình thì không có ngày trình."),
        "r.state IN ('EXPECTED', 'DRAFT') AND r.submitted IS NOT NULL",
    )
    rows.fault(
        "meeting",
        _("Thiếu ngày họp quyết định."),
        f"r.state = ANY(%(in_force)s) AND {met} IS NULL",
        params=states,
    )
    rows.fault(
        "meeting",
        _("Bản đăng ký chưa duyệt thì không có ngày họp quyết định."),
        f"NOT r.state = ANY(%(in_force)s) AND r.state <> 'WITHDRAWN' AND {met} IS NOT NULL",
        params=states,
    )
    rows.fault(
        "decision",
        _("Quyết định của cấp ủy phải có số văn bản."),
        f"r.kind <> %(individual)s AND {met} IS NOT NULL AND r.decision IS NULL",
        params={"individual": Kind.INDIVIDUAL.value},
    )


def _check_items(rows: Rows) -> None:
    item = "COALESCE(r.deed, r.measure, r.product, r.measure_unit, r.group) IS NOT NULL OR r.item_due IS NOT NULL"
    rows.fault("number", _("Thiếu số thứ tự của nội dung."), f"r.number IS NULL AND ({item})")
    rows.fault("number", _("Số thứ tự bắt đầu từ 1."), "r.number = 0")
    rows.fault("target", _("Số chỉ tiêu không được âm."), "r.target < 0")
    rows.fault("deed", _("Thiếu việc cụ thể."), "r.number IS NOT NULL AND r.deed IS NULL")
    rows.fault("item_due", _("Thiếu thời hạn."), "r.number IS NOT NULL AND r.item_due IS NULL")
    rows.fault(
        "number",
        _("Bản đăng ký chưa viết thì không có nội dung."),
        "r.state = %(expected)s AND r.number IS NOT NULL",
        params={"expected": State.EXPECTED.value},
    )
    rows.fault(
        "number",
        _("Bản đăng ký đã trình phải có ít nhất một nội dung."),
        "r.state = ANY(%(registered)s) AND r.number IS NULL",
        params={"registered": [s.value for s in REGISTERED]},
    )
    rows.fault(
        "standard",
        _("Không có chuẩn mực số %(number)s."),
        "r.standard IS NOT NULL AND NOT EXISTS (SELECT FROM programmes_standard t WHERE t.code = r.standard)",
        number="r.standard::text",
    )
    rows.fault(
        "group",
        _("Bản đăng ký của cá nhân chỉ có nhóm “%(group)s”.") % {"group": Group.DEED.label},
        "r.kind = 'INDIVIDUAL' AND r.group <> 'DEED'",
    )
    rows.fault(
        "group",
        _("Mỗi bản đăng ký chỉ có một nội dung đột phá (dòng %(line)s đã có)."),
        "r.group = 'BREAKTHROUGH' AND o.line < r.line",
        tables="JOIN sheet_rows o ON o.code = r.code AND o.group = 'BREAKTHROUGH'",
        line="o.line::text",
    )


def _check_place(rows: Rows) -> None:
    rows.fault(
        "unit",
        _("Đơn vị “%(code)s” không hoạt động ngày nào trong năm %(year)s."),
        "NOT EXISTS (SELECT FROM orgs_placement p JOIN periods_period y ON y.id = s.period_id"
        " WHERE p.unit_id = s.unit_id AND p.valid && daterange(y.starts_on, y.ends_on, '[]'))",
        tables=_PLEDGE,
        code="r.unit",
        year="r.year::text",
    )
    rows.fault(
        "unit",
        _("Không có cấp ủy nào ở trên để phê duyệt bản đăng ký này."),
        "d.decider_id IS NULL",
        tables=f"{_PLEDGE} JOIN sheet_deciders d USING (line)",
    )
    rows.fault(
        "supervisor",
        _("Đơn vị giám sát không được là đơn vị đăng ký hay nơi phê duyệt."),
        "s.supervisor_id IN (s.unit_id, d.decider_id)",
        tables=f"{_PLEDGE} JOIN sheet_deciders d USING (line)",
    )
    rows.fault(
        "code",
        _("Cùng đối tượng, cùng năm đã có bản đăng ký ở dòng %(line)s."),
        "o.line < s.line AND (s.person_id IS NULL) = (s.person IS NULL)",
        tables=f"{_PLEDGE} JOIN sheet_pledges o ON o.line <> s.line AND (o.kind, o.period_id, o.unit_id) ="
        " (s.kind, s.period_id, s.unit_id) AND o.person_id IS NOT DISTINCT FROM s.person_id",
        line="o.line::text",
    )


def _check_known(rows: Rows) -> None:
    rows.fault(
        "code",
        _("Mã này đã dùng cho bản đăng ký của đối tượng, đơn vị hoặc năm khác."),
        "(c.kind, c.period_id, c.unit_id, c.person_id) IS DISTINCT FROM (s.kind, s.period_id, s.unit_id, s.person_id)",
        tables=f"{_PLEDGE} JOIN commitments_commitment c ON c.code = r.code",
    )
    rows.fault(
        "code",
        _("Đối tượng này đã có bản đăng ký “%(code)s” trong năm."),
        "c.id IS DISTINCT FROM s.known_id",
        tables=f"{_PLEDGE} JOIN commitments_commitment c ON (c.kind, c.period_id, c.unit_id) ="
        " (s.kind, s.period_id, s.unit_id) AND c.person_id IS NOT DISTINCT FROM s.person_id",
        code="c.code",
    )
    rows.fault(
        "state",
        _("Bản đăng ký đã được xử lý trên hệ thống và đang ở trạng thái “%(state)s”; không nạp đè."),
        "k.is_worked_on AND k.has_moved",
        tables="JOIN sheet_known k USING (line)",
        state=state_words("k.state"),
    )
    rows.fault(
        "code",
        _("Bản đăng ký đã được sửa trên hệ thống và khác với tệp; không nạp đè."),
        "k.is_worked_on AND k.differs AND NOT k.has_moved",
        tables="JOIN sheet_known k USING (line)",
    )


def _check_decided(rows: Rows) -> None:
    """A workbook is no way round the body that decides: its decisions are loaded by somebody whose reach takes it in,
    and never by the registrant. Rows that stay as they are are nobody's decision."""
    find_decided(rows)
    rows.fault(
        "state",
        _("Việc quyết định bản đăng ký này thuộc “%(unit)s”, ngoài phạm vi quyền của đồng chí."),
        "NOT EXISTS (SELECT FROM sheet_reach a WHERE a.id = d.decider_id)",
        tables="JOIN sheet_decided d USING (line) JOIN orgs_unit u ON u.id = d.decider_id",
        unit="u.name",
    )
    rows.fault(
        "state",
        _("Đồng chí không nạp quyết định về bản đăng ký của chính mình."),
        "p.user_id = %(actor)s",
        tables="JOIN sheet_decided d USING (line) JOIN orgs_person p ON p.id = d.person_id",
        params={"actor": rows.actor.pk},
    )
