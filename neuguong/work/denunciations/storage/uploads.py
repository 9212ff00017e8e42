"""Uploads that no disk may see in plain: kept in memory on the addresses of the closed compartment.

Django writes an upload of more than two megabytes into a temporary file before any view is asked. Under
`settings.NEUGUONG_IN_MEMORY` nothing is written; of a request that is larger than such a page takes, the files are
dropped before they are read, and the view says so (`is_too_large`).
"""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile

MOST = 60 * 1024 * 1024


class InMemory(MemoryFileUploadHandler):
    """The first handler: takes whatever is sent to a closed address, and nothing else."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (named so by Django)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.activated = self.request is not None and self.request.path_info.startswith(settings.NEUGUONG_IN_MEMORY)
        self._is_too_large = content_length > MOST

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.activated and self._is_too_large:
            raise SkipFile
        super().new_file(*args, **kwargs)


def is_too_large(request: Any) -> bool:
    """Whether the files of this request were dropped for their size."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > MOST
