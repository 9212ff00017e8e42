"""The roles that a grant can give."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class Role(models.TextChoices):
    MEMBER = "MEMBER", _l("Đảng viên")
    SECRETARY = "SECRETARY", _l("Bí thư chi bộ")
    STAFF = "STAFF", _l("Cán bộ tổng hợp")
    APPROVER = "APPROVER", _l("Ban thường vụ (phê duyệt)")
    SUPERVISOR = "SUPERVISOR", _l("Cơ quan theo dõi, giám sát")
    VIEWER = "VIEWER", _l("Người xem")
    RECORDS = "RECORDS", _l("Cán bộ quản lý hồ sơ đảng viên")
    ADMINISTRATOR = "ADMINISTRATOR", _l("Quản trị")


class Standing(models.TextChoices):
    """How a grant or a delegation stands on a day; computed, never stored."""

    LIVE = "live", _l("Đang hiệu lực")
    COMING = "coming", _l("Chưa đến ngày")
    OVER = "over", _l("Đã hết")
    REVOKED = "revoked", _l("Đã thu hồi")
