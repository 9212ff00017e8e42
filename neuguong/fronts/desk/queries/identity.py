"""Who a person is: her row, her login, rights, cells, posts, and what is kept that is sensitive."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from neuguong.base.access.models import Delegation, Grant
from neuguong.base.accounts.models import CalendarLink, OneTimeCode, User
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.models import Person, SensitiveRecord
from neuguong.fronts.desk.queries.part import Part, label_of, origin, sensitive_values_shown, who
from neuguong.kit.numbers import date


def person_part(person: Person, load: Entry | None) -> Part:
    """The row of the person."""
    names = ("code", "full_name", "born_on", "sex", "admitted_on", "standing", "home")
    values = (
        person.code,
        person.full_name,
        person.born_on,
        person.get_sex_display(),
        person.admitted_on,
        person.get_standing_display(),
        person.home.name if person.home else None,
    )
    source = origin(load, _("Do tổ chức đảng lập danh sách; nhật ký chưa ghi tệp nào đã nạp dòng này."))
    rows = list(zip(label_of(Person, *names), values, strict=True))
    return Part("nguoi", _("Lý lịch ngắn"), source, (_("Mục"), _("Nội dung")), list(rows))


def sensitive_part(record: SensitiveRecord | None, load: Entry | None, is_shown: bool) -> Part:
    """Ethnicity, religion, hometown, if they are kept; in full only for who may read them."""
    names = ("ethnicity", "religion", "hometown")
    rows = [
        (label, sensitive_values_shown(is_shown, getattr(record, name)))
        for label, name in zip(label_of(SensitiveRecord, *names), names, strict=True)
        if record
    ]
    source = origin(load, _("Do cán bộ quản lý hồ sơ đảng viên nhập."))
    return Part("nhay-cam", _("Thông tin nhạy cảm"), source, (_("Mục"), _("Nội dung")), rows)


def login_part(user: User | None) -> Part:
    """The login, and the codes that were printed for it."""
    rows: list[tuple[Any, ...]] = []
    if user is not None:
        names = ("username", "email", "display_name", "joined_at", "last_login")
        rows += zip(label_of(User, *names), (getattr(user, name) for name in names), strict=True)
        codes = OneTimeCode.objects.filter(user=user).select_related("made_by").order_by("made_at")
        rows += [(_("Mã dùng một lần in lúc"), f"{date(localdate(one.made_at))}, {who(one.made_by)}") for one in codes]
        links = CalendarLink.objects.filter(user=user)
        rows += [(_("Đường dẫn lịch tạo lúc"), date(localdate(one.made_at))) for one in links]
    source = _("Do cán bộ quản trị hoặc bí thư chi bộ mở, hoặc nạp cùng danh sách. Mật khẩu chỉ giữ dạng băm.")
    return Part("tai-khoan", _("Tài khoản"), source, (_("Mục"), _("Nội dung")), rows)


def rights_part(user: User | None) -> Part:
    """What the login may do, given and lent."""
    columns = (_("Quyền"), _("Từ ngày"), _("Đến trước ngày"), _("Căn cứ"), _("Người cấp"))
    return Part("quyen", _("Quyền và ủy quyền"), _("Do cán bộ quản trị cấp."), columns, list(_rights(user)))


def _rights(user: User | None) -> Iterator[tuple[Any, ...]]:
    if user is None:
        return
    for one in Grant.objects.filter(user=user).select_related("unit", "given_by").order_by("pk"):
        yield str(one), one.valid.lower, one.valid.upper, one.reason, who(one.given_by)
    lent = Delegation.objects.filter(to=user).select_related("grant__unit", "made_by").order_by("pk")
    for row in lent:
        yield str(row.grant), row.valid.lower, row.valid.upper, row.decision, who(row.made_by)


def cells_part(person: Person) -> Part:
    """In which cells she lived."""
    rows: list[tuple[str, dt.date | None, dt.date | None, str]] = [
        (one.unit.name, one.valid.lower, one.valid.upper, one.note)
        for one in person.memberships.select_related("unit").order_by("-valid", "pk")
    ]
    columns = (_("Chi bộ"), _("Từ ngày"), _("Đến trước ngày"), _("Ghi chú"))
    source = _("Theo danh sách đảng viên đã nạp và các lần chuyển sinh hoạt.")
    return Part("sinh-hoat", _("Sinh hoạt đảng"), source, columns, list(rows))


def posts_part(person: Person) -> Part:
    """Which posts she held."""
    rows: list[tuple[str, str, dt.date | None, dt.date | None, str]] = [
        (one.title, one.unit.name, one.valid.lower, one.valid.upper, one.decision)
        for one in person.appointments.select_related("unit").order_by("-valid", "pk")
    ]
    columns = (_("Chức vụ"), _("Đơn vị"), _("Từ ngày"), _("Đến trước ngày"), _("Quyết định"))
    return Part("chuc-vu", _("Chức vụ"), _("Theo danh sách đảng viên đã nạp."), columns, list(rows))
