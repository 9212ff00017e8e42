"""The base of pages about the registrations of one unit in a year: its ledger, its forms, the list at its office."""

import io
from typing import Any, Protocol

from django.db.models import Q
from django.http import FileResponse, Http404
from django.utils.text import slugify
from django.utils.translation import gettext as _

from neuguong.base.orgs.models import Unit
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.documents import FILE_FORMATS
from neuguong.kit.numbers import whole
from neuguong.kit.views import Page, Request
from neuguong.work.commitments.rules import units


class UnitYear(Page):
    """A page of one unit, named by its code or its number, in the year `?nam=` (this year without it)."""

    right = (units, "ledger")
    unit: Unit
    period: Period

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.code: str = kwargs.get("code", "")

    def prepare(self) -> None:
        """Find the unit and the year; 404 for a unit that is not the reader's to see, for a year that is not open."""
        named = Unit.objects.filter(Q(code=self.code) | Q(pk=whole(self.code)))
        self.unit = self.found(Unit.objects.filter(pk__in=named.values("pk")))
        try:
            self.period = periods.year(whole(self.request.GET.get("nam", ""), self.request.today.year))
        except Period.DoesNotExist as error:
            raise Http404(_("Năm này chưa được mở.")) from error

    def years(self) -> list[int]:
        """The years that one may turn to, newest first."""
        return [one.year for one in periods.years() if one.year <= max(self.request.today.year, self.period.year)]


class Writer(Protocol):
    """A writer of documents, its document already given."""

    def __call__(self, stream: io.BytesIO, /) -> None: ...


def hand_over(suffix: str, name: str, write: Writer) -> FileResponse:
    """A document as a file to keep; `name` in words, without the ending."""
    stream = io.BytesIO()
    write(stream)
    stream.seek(0)
    return FileResponse(
        stream, as_attachment=True, filename=f"{slugify(name)}.{suffix}", content_type=FILE_FORMATS[suffix].media_type
    )


def known(suffix: str, among: tuple[str, ...] = tuple(FILE_FORMATS)) -> str:
    """The suffix of a file that there is; 404 for others."""
    if suffix not in among:
        raise Http404
    return suffix


def asked(request: Request, name: str, among: tuple[str, ...], otherwise: str) -> str:
    """A word of the address, if it is one of those that mean something."""
    word = request.GET.get(name, "")
    return word if word in among else otherwise
