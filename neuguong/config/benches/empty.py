"""The application as it is served, with one more address: a view that does nothing, behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from neuguong.config.wsgi import application as application  # this comes first: it sets Django up

__all__ = ["application"]


def empty(_request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse("")


def _added() -> None:
    from neuguong.config import urls  # noqa: PLC0415 (needs Django set up)

    urls.urlpatterns.append(path("bench/empty/", empty))  # type: ignore[arg-type]  # inferred from its first entries


_added()
