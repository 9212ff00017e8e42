"""Reading notices."""

from typing import Any

from django.db.models import QuerySet

from neuguong.base.notices.models import Notice


def unread(user: Any) -> int:
    """How many notices the user has not read; 0 for nobody."""
    if not getattr(user, "is_authenticated", False):
        return 0
    return Notice.objects.filter(user=user, read_at=None).count()


def notices_of(user: Any) -> QuerySet[Notice]:
    """The user's own notices, newest first."""
    return Notice.objects.filter(user=user).order_by("-made_at", "-pk")
