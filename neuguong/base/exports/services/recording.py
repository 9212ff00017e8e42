"""What is kept of a list that went out: how many rows, who stood in it, and a line in the journal."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.db import connection
from django.utils.translation import gettext as _

from neuguong.base.exports.models import Export, ExportedPerson
from neuguong.base.exports.services.writing import About, Written
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Person
from neuguong.kit import numbers
from neuguong.kit.ui import moment


def told(export: Export, about: str, rows: int, now: dt.datetime, today: dt.date) -> About:
    """What the last sheet of a workbook says of it: pairs of a name and a value."""
    return (
        (_("Danh sách"), export.title),
        (_("Phạm vi"), about or _("Mọi dòng người xuất được xem")),
        (_("Điều kiện lọc"), export.filters or _("Không lọc")),
        (_("Số dòng"), numbers.number(rows)),
        (_("Người xuất"), str(export.asked_by)),
        (_("Số liệu lúc"), moment(now)),
        (_("Cây tổ chức"), _("theo ngày %(day)s") % {"day": numbers.date(today)}),
        (_("Lưu ý"), _("Lần xuất này được ghi nhật ký. Người có tên trong danh sách xem được ai đã xuất.")),
    )


def made(export: Export, written: Written, now: dt.datetime) -> None:
    """Write down that the list went out, and with whom; in the transaction that hands the file over."""
    export.rows = export.done_rows = written.rows
    export.sha256, export.size, export.made_at = written.sha256, written.size, now
    export.save()
    _name_people(export, written.people)
    data: dict[str, Any] = {
        "list": export.list_key,
        "page": urlsplit(export.address).path,
        "kind": export.kind,
        "rows": written.rows,
        "people": len(written.people),
        "sha256": written.sha256,
    }
    note = f"{export.title}; {export.filters}" if export.filters else export.title
    record(export, "exported", actor=export.asked_by, now=now, note=note, data=data)


def _name_people(export: Export, people: set[int]) -> None:
    """In one statement, and only those who are still there."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {ExportedPerson._meta.db_table} (export_id, person_id)"  # noqa: S608 (our own names)
            f" SELECT %s, id FROM {Person._meta.db_table} WHERE id = ANY(%s) ORDER BY id",
            [export.pk, sorted(people)],
        )
