"""What stands between the public forms and whoever sends ten thousand of them.

In order, the cheapest first: a field that only a machine fills in; a signed mark that is a few seconds old at least and
a few hours at most; so many from one address; and when very many have come in all, a small sum in words, so that
neither a flood nor the measure against it keeps a person out. Counts stand in the cache that all web processes share.
No script is needed for any of it.
"""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from django.core import signing
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

SOONEST = dt.timedelta(seconds=4)
LATEST = dt.timedelta(hours=6)
WINDOW = dt.timedelta(minutes=10)
FROM_ADDRESS = 5  # forms in one window; a whole village may share an address, a clerk helps at the desk
LOOKS = 20
IN_ALL = 60
_SALT = "portal.form"
_WORDS = (
    _l("không"), _l("một"), _l("hai"), _l("ba"), _l("bốn"), _l("năm"), _l("sáu"), _l("bảy"), _l("tám"), _l("chín"),
)  # fmt: skip


class GateError(Exception):
    """A form that is not taken; its text is for whoever sent it."""


@dataclass(frozen=True)
class Mark:
    """What a form carries: `nonce` tells one form from another, `sum` is what it asks."""

    nonce: str
    sum: tuple[int, int]

    @property
    def question(self) -> str:
        """The small sum in words."""
        first, second = (str(_WORDS[one]) for one in self.sum)
        return _("%(first)s cộng %(second)s bằng mấy?") % {"first": first.capitalize(), "second": second}

    def is_answered(self, text: str) -> bool:
        """Whether somebody can add up, in figures or in words up to nine."""
        total = sum(self.sum)
        return text.strip().lower() in {str(total), *([str(_WORDS[total])] if total < len(_WORDS) else [])}


def new_mark(now: dt.datetime) -> str:
    """A fresh signed mark for a form that is handed out now."""
    numbers = [secrets.randbelow(8) + 1, secrets.randbelow(8) + 1]
    return signing.dumps([secrets.token_urlsafe(12), int(now.timestamp()), numbers], salt=_SALT)


def read_mark(text: str, now: dt.datetime) -> Mark:
    """The mark of a form that came back; `GateError` for one that is not ours, too fresh or too old."""
    try:
        nonce, made, numbers = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        raise GateError(_("Biểu mẫu này không còn dùng được. Quý vị tải lại trang rồi gửi lại.")) from None
    age = now.timestamp() - made
    if age < SOONEST.total_seconds():
        raise GateError(_("Biểu mẫu được gửi quá nhanh. Quý vị đợi vài giây rồi bấm gửi lại."))
    if age > LATEST.total_seconds():
        raise GateError(_("Trang đã mở quá lâu. Quý vị bấm gửi lại một lần nữa; nội dung vẫn còn ở dưới."))
    return Mark(nonce, (numbers[0], numbers[1]))


def refuse_machine(honey: str) -> None:
    """`GateError` where the field that no person sees was filled in."""
    if honey:
        raise GateError(_("Không gửi được. Quý vị để trống ô cuối cùng rồi gửi lại."))


def let_through(request: Any, mark: Mark, answer: str, now: dt.datetime) -> None:
    """Count one form that is otherwise in order; `GateError` for one too many. A sum is asked when very many came."""
    if not _takes(f"gui:{address_of(request)}", FROM_ADDRESS, now):
        words = _(
            "Từ đường mạng này đã gửi %(n)s đơn trong ít phút. Quý vị gửi lại sau 10 phút, hoặc đến trực tiếp cơ quan."
        )
        raise GateError(words % {"n": FROM_ADDRESS})
    if is_crowded(now) and not mark.is_answered(answer):
        raise GateError(_("Đang có rất nhiều đơn gửi đến. Quý vị trả lời phép tính ở cuối biểu mẫu rồi gửi lại."))
    _count("tat-ca", now)


def look(request: Any, now: dt.datetime) -> None:
    """Count one code that is asked about; `GateError` for one too many from an address."""
    if not _takes(f"ma:{address_of(request)}", LOOKS, now):
        raise GateError(_("Đã tra cứu quá nhiều lần. Quý vị thử lại sau 10 phút."))


def is_crowded(now: dt.datetime) -> bool:
    """Whether so many forms have come in this window that a sum is asked."""
    return int(cache.get(_name("tat-ca", now), 0)) >= IN_ALL


def address_of(request: Any) -> str:
    """The sender's address: the socket's, or what our own proxies say (`settings.PROXIES`)."""
    return str(get_adapter().get_client_ip(request))


def _takes(key: str, most: int, now: dt.datetime) -> bool:
    """Take one of `most` places in this window, if there is one: a place is a row, so that two processes never take
    the same."""
    name, seconds = _name(key, now), int(WINDOW.total_seconds())
    if cache.get(f"{name}:full"):
        return False
    if any(cache.add(f"{name}:{place}", True, seconds) for place in range(most)):
        return True
    cache.set(f"{name}:full", True, seconds)
    return False


def _count(key: str, now: dt.datetime) -> None:
    """Add one; two at the very same instant may count as one, which here only asks the sum a little later."""
    name = _name(key, now)
    cache.add(name, 0, int(WINDOW.total_seconds()))
    cache.incr(name)


def _name(key: str, now: dt.datetime) -> str:
    return f"portal:{key}:{int(now.timestamp() // WINDOW.total_seconds())}"


def question_of(text: str) -> str:
    """The sum that a mark of ours asks, whatever its age; "" for any other text."""
    try:
        nonce, _made, numbers = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return ""
    return Mark(nonce, (numbers[0], numbers[1])).question
