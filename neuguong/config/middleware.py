"""What every request gets: the clock, the language, the menu, and a first password of one's own."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from neuguong.config.menu import for_request
from neuguong.kit import clock as wall

Next = Callable[[HttpRequest], HttpResponse]
_FREE = ("/mat-khau/", "/dang-xuat/", "/static/", "/ngon-ngu/")


def clock(get_response: Next) -> Next:
    """Read the wall clock once per request: `request.today` and `request.now`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.today, request.now = wall.today(), wall.now()  # type: ignore[attr-defined]  # makes it a kit.views.Request
        return get_response(request)

    return middleware


def language(get_response: Next) -> Next:
    """Vietnamese until the reader chooses otherwise (a cookie); what the browser would like is not asked.

    Many an office computer speaks English only because nobody ever set it; its reader reads Vietnamese.
    """
    known = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in known else settings.LANGUAGE_CODE
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def forced_password_change(get_response: Next) -> Next:
    """Whoever came in with a printed one-time code chooses a password before anything else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        owed = request.user.is_authenticated and request.user.must_change_password
        if owed and not request.path.startswith(_FREE):
            return redirect("account_set_own_password")
        return get_response(request)

    return middleware


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What the layouts need on every page: the reader and the menu with the current place marked.

    The menu is looked up when it is drawn: a part of a page that HTMX fetches, and a page without a menu, ask nothing.
    """
    user = getattr(request, "user", None)
    return {
        "user": user,
        "menu": SimpleLazyObject(lambda: _menu(request) if user else []),
        "unit_path": None,
        "theme": request.COOKIES.get("theme", ""),
        "today": getattr(request, "today", None) or wall.today(),
    }


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    return for_request(import_string(settings.NEUGUONG_MENU), request)
