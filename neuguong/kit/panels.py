"""Named places on a page that slices above may fill.

A page of a lower slice renders `panels("orgs.unit", request, unit)`; `config/panels.py` lists who fills the place. A
panel returns the name of its template and the context, or None when it has nothing to say to this reader.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

Panel = Callable[[Any, Any], tuple[str, dict[str, Any]] | None]


def filled(place: str, request: Any, subject: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The panels of `place` for this subject and reader, in the order of the table."""
    table: Mapping[str, tuple[str, ...]] = import_string(settings.NEUGUONG_PANELS)
    for path in table.get(place, ()):
        panel: Panel = import_string(path)
        answer = panel(request, subject)
        if answer is not None:
            yield answer
