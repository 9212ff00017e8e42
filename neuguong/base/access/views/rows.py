"""The small tables and the timeline on one user's page."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.access import queries, rules
from neuguong.base.access.lists import TONES, first_day, last_day, standing
from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.kit.lists import show

Line = dict[str, Any]


def of_grants(user: User, reader: User, today: dt.date) -> list[Line]:
    """The grants of `user` that the reader may see, the latest first, each with what may be done (one query)."""
    seen = rules.grants.visible(queries.grants(today).filter(user=user), reader)
    return [_grant_line(row) for row in _with_steps(seen, reader).order_by("-valid", "pk")]


def own_grants(reader: User, today: dt.date) -> list[Line]:
    """What the reader holds herself and may lend."""
    mine = rules.grants.visible(queries.grants(today).filter(user=reader), reader, "delegate")
    return [_grant_line(row) for row in _with_steps(mine, reader).order_by("-valid", "pk")]


def _with_steps(rows: QuerySet[Grant], reader: User) -> QuerySet[Any]:
    return rules.grants.abilities(rows, reader, ["end", "delegate"])


def _whole(words: str) -> str:
    """Words that stay on one line in a narrow column."""
    return words.replace(" ", "\u00a0")


def _grant_line(row: Any) -> Line:
    steps = [
        {"text": _whole(_("Ủy quyền")), "href": reverse("access:delegate", args=[row.pk])} if row.can_delegate else "",
        {"text": _whole(_("Thôi quyền")), "href": reverse("access:grant_end", args=[row.pk])} if row.can_end else "",
    ]
    return {
        "cells": [
            str(row.get_role_display()),
            row.unit.name,
            row.title,
            show(first_day(row)),
            show(last_day(row)),
            {"text": standing(row), "tone": TONES[row.standing]},
            *steps,
        ]
    }


def of_delegations(user: User, reader: User, today: dt.date) -> list[Line]:
    """What `user` lent or was lent, as far as the reader may see it, the latest first."""
    rows = queries.delegations(today).filter(Q(grant__user=user) | Q(to=user))
    return [
        {
            "href": reverse("access:delegation_detail", args=[row.pk]),
            "cells": [
                row.grant.title or str(row.grant),
                str(row.grant.user),
                str(row.to),
                row.decision,
                show(first_day(row)),
                show(last_day(row)),
                {"text": standing(row), "tone": TONES[row.standing]},  # type: ignore[attr-defined]  # annotated by the queryset
            ],
        }
        for row in rules.delegations.visible(rows, reader).order_by("-valid", "pk")
    ]


def of_history(user: User) -> list[Line]:
    """What was done about the login and its grants, the latest first, fifty lines at most."""
    words = {
        "open": _("Mở tài khoản"),
        "print_code": _("In phiếu mã dùng một lần"),
        "drop_second_step": _("Bỏ xác minh hai bước"),
        "stop": _("Ngừng tài khoản"),
        "start": _("Cho tài khoản hoạt động lại"),
        "give": _("Cấp quyền %(role)s tại %(unit)s"),
        "end": _("Thôi quyền %(role)s tại %(unit)s"),
    }
    return [
        {
            "what": words.get(entry.step, entry.step) % {"role": "", "unit": "", **entry.data},
            "who": str(entry.actor or _("Hệ thống")),
            "capacity": entry.capacity,
            "note": entry.note,
            "at": entry.at,
        }
        for entry in queries.history_of(user)
    ]
