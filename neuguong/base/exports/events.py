"""What this slice announces."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class ExportEnded:
    """A list asked for apart from a request is ready, or could not be made: the sentence, and where to go."""

    export_id: int
    user_id: int
    text: str
    href: str
    at: dt.datetime
