"""What the papers of a unit have in common: their head, who signs them, and the theme they are about.

The fixed words of papers are Vietnamese whatever language the screen speaks.
"""

import datetime as dt

from neuguong.base.orgs.queries import Letterhead, letterhead
from neuguong.kit.documents import Head, Signature, System
from neuguong.work.commitments.documents.decision import THEME

__all__ = ["THEME", "System", "by_hand", "head", "letterhead", "of_system", "signed_by"]

BY_HAND = "(Ký, ghi rõ họ tên)"


def head(called: Letterhead, title: str, summary: str, on: dt.date | None = None, *, draft: bool = False) -> Head:
    """The head of a paper without a number; without a day there is room to write one."""
    return Head(
        called.system, called.issuer, title, parent=called.superior, place=called.place, on=on, summary=summary,
        draft=draft,
    )  # fmt: skip


def of_system(called: Letterhead, system: System | None) -> Letterhead:
    """The same letterhead for a paper in another system's form; as it is without one."""
    return called if system in (None, called.system) else Letterhead(**{**vars(called), "system": system})


def signed_by(called: Letterhead) -> Signature:
    """Who signs for the unit."""
    authority = tuple(line for line in called.authority.split("\n") if line)
    return Signature(called.signer_title or "Thủ trưởng đơn vị", authority, called.signer_name)


def by_hand(position: str, authority: tuple[str, ...] = (), name: str = "") -> Signature:
    """A place to sign by hand."""
    return Signature(position, authority, name, BY_HAND)
