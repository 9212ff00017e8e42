"""What is told, as it is sealed: one record, one token. The database and the journal see neither names nor lengths of
single fields."""

from typing import TypeVar

import msgspec

from neuguong.work.denunciations.storage import cipher


class Told(msgspec.Struct, frozen=True):
    """Who told, of whom, of what. Whoever gives no name has `is_anonymous`."""

    matter: str
    accused: str
    accused_post: str = ""
    is_anonymous: bool = False
    name: str = ""
    address: str = ""
    contact: str = ""
    evidence: str = ""
    wants_protection: bool = False


class Doing(msgspec.Struct, frozen=True):
    """The paper of an act and its words."""

    words: str
    paper: str = ""


class PaperName(msgspec.Struct, frozen=True):
    """What a file is called and is."""

    name: str
    content_type: str
    size: int


T = TypeVar("T", Told, Doing, PaperName)


def seal(value: Told | Doing | PaperName) -> bytes:
    """The record as a token; `cipher.Closed` without a key."""
    return cipher.encrypt(msgspec.json.encode(value))


def read(kind: type[T], sealed: bytes | memoryview) -> T:
    """The record of a token; `cipher.Closed` where no key opens it."""
    return msgspec.json.decode(cipher.decrypt(bytes(sealed)), type=kind)
