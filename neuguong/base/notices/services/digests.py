"""One mail a person a day with what is new. The `Digest` row is the lock, and remembers that it was sent."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.accounts.models import User
from neuguong.base.notices.models import Digest, Notice, NoticeKind

RECENT = dt.timedelta(days=14)
MOST = 50


def waiting(*, now: dt.datetime) -> list[int]:
    """The users with an address who have something unread to be mailed, and were not mailed everything yet."""
    rows = _fresh(now).filter(user__is_active=True).exclude(user__email="")
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())


def _fresh(now: dt.datetime) -> Any:
    """Unread and unmailed. Older ones are left in the system: a first mail after long must not be a book."""
    return Notice.objects.filter(mailed_at=None, read_at=None, made_at__gt=now - RECENT)


def send(*, user_id: int, on: dt.date, now: dt.datetime) -> bool:
    """Send the digest of day `on`, once; whether a mail went out.

    What the mail server answers comes through as its exception and nothing is marked, so that another try sends the
    same. Two workers at once: the second waits for the first and then finds it sent.
    """
    with transaction.atomic():
        Digest.objects.bulk_create([Digest(user_id=user_id, on=on)], ignore_conflicts=True)
        digest = Digest.objects.select_for_update().get(user_id=user_id, on=on)
        user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
        notices = list(_fresh(now).filter(user_id=user_id).order_by("made_at", "pk"))
        if digest.sent_at or user is None or not notices:
            return False
        _mail(user, notices).send()
        digest.sent_at = now
        digest.save(update_fields=["sent_at"])
        Notice.objects.filter(pk__in=[row.pk for row in notices]).update(mailed_at=now)
    return True


def _mail(user: User, notices: list[Notice]) -> EmailMultiAlternatives:
    order = list(NoticeKind.values)
    ranked = sorted(notices, key=lambda row: order.index(row.kind))[:MOST]
    context = {
        "user": user,
        "site": settings.SITE_ADDRESS,
        "all_href": reverse("notices:list"),
        "groups": [(NoticeKind(kind).label, list(rows)) for kind, rows in groupby(ranked, key=lambda row: row.kind)],
        "more": len(notices) - len(ranked),
    }
    subject = _("Nêu Gương: %(n)s thông báo mới") % {"n": len(notices)}
    mail = EmailMultiAlternatives(subject, render_to_string("notices/digest.txt.jinja", context), to=[user.email])
    mail.attach_alternative(render_to_string("notices/digest.html.jinja", context), "text/html")
    return mail
