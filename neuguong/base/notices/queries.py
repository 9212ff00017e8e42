"""Reading notices: a reader's own, never another's."""

from typing import Any

from django.db.models import QuerySet

from neuguong.base.notices.models import Notice


def notices_of(user: Any) -> QuerySet[Notice]:
    """What the user was told, newest first; nothing for nobody."""
    if not getattr(user, "is_authenticated", False):
        return Notice.objects.none()
    return Notice.objects.filter(user=user).order_by("-made_at", "-pk")


def unread_of(user: Any) -> QuerySet[Notice]:
    """What the user has not read yet, newest first."""
    return notices_of(user).filter(read_at=None)


def unread(user: Any) -> int:
    """How many notices the user has not read."""
    return unread_of(user).count()
