"""Values that the database and the disk must never read: encrypted here, with keys that only the environment knows.

Fernet of the package `cryptography` (AES-128-CBC with an HMAC-SHA256 over it). `NEUGUONG_CLOSED_KEYS` names one or more
keys separated by commas, the newest first: it encrypts, all of them decrypt, so that a key can be changed without a
stop. A key is never written anywhere by us, but for the demo's own, which locks nothing but made-up words.
"""

from collections.abc import Callable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _


class Closed(Exception):  # noqa: N818 (what is said, not a fault)
    """There is no key, or none that opens what was asked for; `str` is a sentence for people."""


def _box() -> MultiFernet:
    keys: list[str] = settings.NEUGUONG_CLOSED_KEYS
    if not keys:
        raise Closed(
            _("Máy chủ chưa có khóa nên khu hồ sơ kín đang đóng. Phần còn lại của hệ thống không bị ảnh hưởng.")
        )
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:  # what is wrong with it is not told: the message would quote the key
        raise Closed(_("Khóa của khu hồ sơ kín không đúng dạng nên khu này đang đóng.")) from None


def closed() -> str:
    """Why nothing can be read or written, in words; "" if it can."""
    try:
        _box()
    except Closed as reason:
        return str(reason)
    return ""


def new_key() -> str:
    """A fresh key, for the environment."""
    return Fernet.generate_key().decode()


def encrypt(value: bytes) -> bytes:
    """A token of `value` under the newest key."""
    return _box().encrypt(value)


def decrypt(token: bytes) -> bytes:
    """What the token holds; `Closed` if no key of ours made it, or somebody changed it."""
    return _opened(lambda box: box.decrypt(token))


def rotate(token: bytes) -> bytes:
    """A token of the same value under the newest key."""
    return _opened(lambda box: box.rotate(token))


def _opened(act: Callable[[MultiFernet], bytes]) -> bytes:
    box = _box()
    try:
        return act(box)
    except InvalidToken:
        raise Closed(
            _("Không mở được hồ sơ này: khóa đã ghi nó không có trên máy chủ, hoặc dữ liệu đã bị sửa.")
        ) from None
