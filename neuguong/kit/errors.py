"""Pages for what went wrong: what happened, what is kept, what to do, and a way back.

What citizens may meet too, on the public site, addresses nobody by a title.

They stand around the desk for whoever is signed in, on a page of their own for everybody else. The page of a fault of
ours (500) asks neither the database nor the menu: one of the two may be the fault.
"""

import logging
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from neuguong.kit import clock, ui

logger = logging.getLogger(__name__)

_OF_DJANGO = re.compile(r"No \w+ matches the given query\.")  # get_object_or_404 speaks to programmers
_BARE = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Nêu Gương</title>'
    "<h1>Hệ thống gặp sự cố</h1>"
    "<p>Những gì đã lưu vẫn còn nguyên. Hãy báo quản trị hệ thống, rồi thử lại sau ít phút.</p>"
    '<p><a href="/">Về trang chính</a></p></html>'
)


@dataclass(frozen=True)
class Words:
    """What an error page says."""

    title: str
    happened: str
    kept: str
    todo: str


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: an address or a form that no page of ours makes."""
    words = Words(
        _("Yêu cầu không đọc được"),
        _("Địa chỉ hoặc dữ liệu gửi lên không đúng dạng, có thể do đường truyền bị ngắt hoặc địa chỉ bị cắt bớt."),
        _("Những gì đã lưu vẫn còn nguyên; việc vừa gửi chưa được ghi."),
        _("Hãy quay lại trang trước, tải lại trang rồi làm lại."),
    )
    return _answer(request, words, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, and not allowed."""
    words = Words(
        _("Đồng chí không có quyền làm việc này"),
        _said(exception) or _("Trang này hoặc việc này không thuộc quyền của đồng chí, hoặc quyền vừa thay đổi."),
        _("Những gì đã lưu vẫn còn nguyên; việc vừa gửi chưa được ghi."),
        _("Nếu việc này thuộc trách nhiệm của mình, đồng chí đề nghị cán bộ quản trị của đơn vị cấp quyền."),
    )
    return _answer(request, words, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for this reader; which of the two is not told."""
    words = Words(
        _("Không có trang này"),
        _said(exception)
        or _(
            "Địa chỉ không đúng; hoặc hồ sơ đã sang bước khác (vừa được trình, quyết định, chuyển đi nơi khác); "
            "hoặc hồ sơ ngoài phạm vi được xem."
        ),
        _("Những gì đã lưu vẫn còn nguyên."),
        _("Đồng chí về trang chính, hoặc tìm theo tên người, đơn vị ở ô tìm kiếm.")
        if _is_signed_in(request)
        else _("Hãy xem lại địa chỉ, hoặc đăng nhập rồi mở từ danh sách."),
    )
    return _answer(request, words, 404)


def wrong_method(request: HttpRequest, allowed: list[str]) -> HttpResponse:
    """405: an address that only takes the press of a button, opened by itself (as it is after signing in again)."""
    words = Words(
        _("Việc này phải bấm nút trên trang"),
        _("Địa chỉ này chỉ nhận một việc do người dùng bấm nút. Thường gặp khi vừa đăng nhập lại."),
        _("Những gì đã lưu vẫn còn nguyên; việc vừa bấm trước khi đăng nhập lại chưa được ghi."),
        _("Hãy mở lại hồ sơ từ trang chính rồi bấm nút một lần nữa."),
    )
    response = _answer(request, words, 405)
    response["Allow"] = ", ".join(allowed)
    return response


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token is not this session's: signed in anew elsewhere, or cookies are refused."""
    words = Words(
        _("Biểu mẫu này đã cũ"),
        _("Vừa có lần đăng nhập khác, hoặc trang mở quá lâu, nên biểu mẫu vừa gửi không còn dùng được."),
        _("Những gì đã lưu vẫn còn nguyên; việc vừa gửi chưa được ghi."),
        _("Hãy quay lại trang trước, tải lại trang rồi gửi lại. Nếu vẫn gặp, hãy cho trình duyệt nhận cookie."),
    )
    return _answer(request, words, 403)


def fault(request: HttpRequest) -> HttpResponse:
    """500: something of ours broke. Drawn without database, reader or menu; bare if even the template fails."""
    words = Words(
        _("Hệ thống gặp sự cố"),
        _("Máy chủ không làm xong việc vừa rồi, lúc %(at)s.") % {"at": ui.moment(clock.now())},
        _("Những gì đã lưu vẫn còn nguyên. Việc vừa gửi có thể chưa được ghi; hãy xem lại trước khi gửi lần nữa."),
        _("Hãy thử lại sau ít phút. Nếu vẫn gặp, hãy báo quản trị hệ thống giờ xảy ra."),
    )
    context = {"request": request, "words": words, "layout": "ui/plain.jinja", "back": "", "sign_in": ""}
    try:
        return HttpResponse(get_template("ui/error.jinja").render(context), status=500)
    except Exception:
        logger.exception("the page about a fault could not be drawn")
        return HttpResponse(_BARE, status=500)


def _answer(request: HttpRequest, words: Words, status: int) -> HttpResponse:
    is_in = _is_signed_in(request)
    context: dict[str, Any] = {
        "words": words,
        "layout": "ui/desk.jinja" if is_in else "ui/plain.jinja",
        "back": _page_before(request),
        "sign_in": "" if is_in else "/dang-nhap/",
    }
    return HttpResponse(get_template("ui/error.jinja").render(context, request), status=status)


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)  # none yet where a middleware before it refused
    return bool(user and user.is_authenticated)


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the reader came from, if the browser says so and it is not this one again."""
    came = request.headers.get("Referer", "")
    try:
        here = request.build_absolute_uri()
        is_ours = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    except SuspiciousOperation:  # the host's name is what was refused
        return ""
    return came if is_ours and (came != here or request.method != "GET") else ""


def _said(exception: Exception | None) -> str:
    """The sentence for people that a view of ours raised with, if any."""
    words = exception.args[0] if exception and exception.args else ""
    is_ours = isinstance(words, str) and not _OF_DJANGO.fullmatch(words)
    return str(words) if is_ours else ""
