"""Dated grants of a role on a unit and everything under it, and their dated delegation."""

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.choices import Role
from neuguong.base.orgs.models import Unit


class Grant(models.Model):
    """`user` has `role` on `unit` and everything under it in today's trees, on the days of `valid`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants", verbose_name=_l("Tài khoản")
    )
    role = models.CharField(_l("Vai trò"), max_length=14, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name=_l("Đơn vị"))
    valid = DateRangeField(_l("Hiệu lực"))
    title = models.CharField(_l("Chức danh"), max_length=200, blank=True)
    reason = models.CharField(_l("Căn cứ"), max_length=200, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người cấp")
    )

    class Meta:
        verbose_name = _l("Quyền")
        verbose_name_plural = _l("Quyền")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(valid__upper_inf=True),
                name="access_grant_once",
                violation_error_message=_l("Tài khoản này đã có quyền đó tại đơn vị."),
            ),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="access_grant_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.unit}"


class Delegation(models.Model):
    """A grant lent to somebody else for some days (acting head). Shown wherever it was used."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="delegations", verbose_name=_l("Quyền"))
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations", verbose_name=_l("Người được ủy quyền")
    )
    valid = DateRangeField(_l("Hiệu lực"))
    decision = models.CharField(_l("Văn bản ủy quyền"), max_length=120)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_l("Người lập")
    )
    revoked_at = models.DateTimeField(_l("Thu hồi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Ủy quyền")
        verbose_name_plural = _l("Ủy quyền")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid__isempty=False) & Q(valid__upper_inf=False),
                name="access_delegation_ends",
                violation_error_message=_l("Ủy quyền phải có ngày kết thúc."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} → {self.to}"
