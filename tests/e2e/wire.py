"""The wire between a browser and the server, which a test can cut: whatever part of the browser asks, nothing comes
through. (Chromium's own emulation leaves out what a service worker asks.)"""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit


class Wire:
    """Carries bytes between a port of its own and the server's; `url` is what a browser opens."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname or "localhost", parts.port or 80)
        self._door = socket.create_server(("localhost", 0))
        self._open: list[socket.socket] = []
        self._is_cut = False
        self.url = f"http://localhost:{self._door.getsockname()[1]}"
        threading.Thread(target=self._answer, daemon=True).start()

    def cut(self) -> None:
        """End every connection, and let none through."""
        self._is_cut = True
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def mend(self) -> None:
        """Let connections through again."""
        self._is_cut = False

    def close(self) -> None:
        self.cut()
        self._door.close()

    def _answer(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._door.accept()
                if self._is_cut:
                    near.close()
                    continue
                far = socket.create_connection(self._server)
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=ends, daemon=True).start()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
