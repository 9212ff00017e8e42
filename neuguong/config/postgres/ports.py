"""Which TCP port of 127.0.0.1 a start may try."""

import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

from neuguong.config.postgres import messages

# Below the range from which the system takes ports for outgoing connections, so a remembered port tends to stay free.
OURS = range(15432, 15632)


def asked(environ: Mapping[str, str]) -> int | None:
    """The port of NEUGUONG_PG_PORT, None if the choice is ours."""
    text = environ.get("NEUGUONG_PG_PORT", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1024 <= int(text) <= 65535):
        raise messages.bad_port(text)
    return int(text)


def candidates(remembered: int | None) -> Iterator[int]:
    """Ports that are free at the moment of asking: the remembered one, then ours in order, then any."""
    for port in (*([] if remembered is None else [remembered]), *OURS):
        if _bind(port):
            yield port
    if port := _bind(0):
        yield port


def remembered(file: Path) -> int | None:
    try:
        return int(file.read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return None


def _bind(port: int) -> int:
    """The port bound for a moment (0 asks for any), 0 if it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as PostgreSQL itself binds
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
        return int(probe.getsockname()[1])
