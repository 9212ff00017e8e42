"""A paper handed over as a file."""

import datetime as dt
import io

from django.http import FileResponse, Http404
from django.utils.text import slugify

from neuguong.kit.documents import FILE_FORMATS, Document


def paper_file(paper: Document, name: str, suffix: str, at: dt.datetime) -> FileResponse:
    """The paper as DOCX, PDF or XLSX, to keep; `name` in words, without the ending. 404 for another form."""
    if suffix not in FILE_FORMATS:
        raise Http404
    stream = io.BytesIO()
    FILE_FORMATS[suffix].write(paper, stream, at)
    stream.seek(0)
    called = slugify(name.replace("/", "-"))
    return FileResponse(
        stream, as_attachment=True, filename=f"{called}.{suffix}", content_type=FILE_FORMATS[suffix].media_type
    )
