"""The question that every service here asks first."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange  # type: ignore[import-untyped]  # the stubs leave it out
from django.db.models import Model
from django.utils.translation import gettext as _

from neuguong.base.accounts.models import User
from neuguong.kit.policy import Policy, capacity


def capacity_of(by: User, policy: Policy, action: str, obj: Model) -> str:
    """In what capacity `by` may do `action` on `obj`; ValidationError if she may not."""
    rule = policy.rule(action)
    rows = type(obj)._default_manager.filter(rule(by), pk=obj.pk).annotate(_capacity=capacity(rule, by))
    found = rows.values_list("_capacity", flat=True).first()
    if found is None:
        raise ValidationError(_("Việc này nằm ngoài phạm vi quyền của đồng chí."), code="right")
    return str(found)


def span(starts_on: dt.date, ends_on: dt.date | None) -> DateRange:
    """The days from `starts_on` until and including `ends_on`, as stored; ValidationError if there are none."""
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": _("Ngày cuối phải sau hoặc trùng ngày đầu.")})
    return DateRange(starts_on, ends_on and ends_on + dt.timedelta(days=1))
