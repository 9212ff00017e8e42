"""The web server. To import once Django is set up; it opens no connection and reads no static file."""

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from neuguong.config import urls

ADDRESSES = urls.urlpatterns  # every view is read here, and not in each worker at its first request


def web(host: str, port: int) -> None:
    """Answer requests until SIGTERM. The workers are forks again, and share the application."""
    from neuguong.config import wsgi  # noqa: PLC0415 (not sooner: it looks through the static files)

    Granian(
        f"{wsgi.__name__}:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
