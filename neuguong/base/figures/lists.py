"""What every list of rows behind a figure says beside the columns of its slice."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.flow import flows
from neuguong.kit.lists import Column
from neuguong.kit.numbers import date


def provenance(model: str) -> tuple[Column[Any], ...]:
    """The column "Nhật ký" (who did the latest, how many files stand there; leads to the page of all of it), on
    rows that `queries.provenance` has annotated; the files alone of a model without a flow, and so without a page."""
    pages = [one.detail_url for one in flows() if one.model == model and one.detail_url]
    files: Column[Any] = Column("files", _l("Tệp kèm theo"), lambda row: row.files_count, numeric=True)
    if not pages:
        return (files,)
    journal: Column[Any] = Column(
        "journal", _l("Nhật ký"), _latest, href=lambda row: reverse(pages[0], args=[row.pk]) if row.acted_at else None
    )
    return (journal,)


def _latest(row: Any) -> str:
    """Who did something with it last, and when; and how many files."""
    files = _("%(n)s tệp") % {"n": row.files_count} if row.files_count else ""
    if row.acted_at is None:
        return files
    said = f"{row.acted_by or _('Hệ thống')}, {date(timezone.localdate(row.acted_at))}"
    return f"{said}; {files}" if files else said
