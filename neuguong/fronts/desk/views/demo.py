"""One click signs in as a role: only where the demo's mark stands in the database, and only on loopback.

A proxy on the same machine would lend its loopback address to everybody, so that whatever shows a proxy is refused:
the headers that proxies add, and HTTP/1.0, which no browser speaks and bare nginx does. A tunnel that passes bytes
through (ssh, socat) cannot be told from a browser; see docs/decisions/demo-sign-in.md.
"""

import ipaddress

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from neuguong.base.accounts.models import DemoMark, User
from neuguong.kit.views import PUBLIC, Page


def demo_cast(request: HttpRequest) -> list[dict[str, str]]:
    """Who can be signed in as, by this request; [] in a real installation and from another machine."""
    if not (_is_loopback(request.META.get("REMOTE_ADDR", "")) and _names_loopback(request.get_host())):
        return []
    if _shows_a_proxy(request):
        return []
    mark = DemoMark.objects.first()
    return mark.cast if mark and isinstance(mark.cast, list) else []


def _shows_a_proxy(request: HttpRequest) -> bool:
    marks = ("Forwarded", "Via", "X-Real-Ip", "X-Client-Ip", "True-Client-Ip", "Cf-Connecting-Ip")
    named = any(name in marks or name.startswith("X-Forwarded-") for name in request.headers)
    return named or request.META.get("SERVER_PROTOCOL") in ("HTTP/1.0", "HTTP/0.9")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _names_loopback(host: str) -> bool:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return name in ("localhost", "[::1]") or _is_loopback(name)


class SignInAs(Page):
    """Become one of the demo's people."""

    right = PUBLIC

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = request.POST.get("username", "")
        if wanted not in {row["username"] for row in demo_cast(request)}:
            raise Http404
        user = get_object_or_404(User, username=wanted, is_active=True)
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return redirect("desk:home")
