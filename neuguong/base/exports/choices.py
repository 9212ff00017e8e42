"""How far an export is, and what it comes out as."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class Phase(models.TextChoices):
    """How far the machine is with an export. No flow: nobody takes steps here, services move it along."""

    WAITING = "WAITING", _l("Đang chờ")
    RUNNING = "RUNNING", _l("Đang xuất")
    READY = "READY", _l("Tải về được")
    HANDED = "HANDED", _l("Đã giao ngay")
    EXPIRED = "EXPIRED", _l("Đã hết hạn")
    FAILED = "FAILED", _l("Không xuất được")
    CANCELLED = "CANCELLED", _l("Đã hủy")


UNFINISHED = (Phase.WAITING, Phase.RUNNING)
MADE = (Phase.READY, Phase.HANDED, Phase.EXPIRED)  # the rows have left the house, or could


class FileKind(models.TextChoices):
    """What a list comes out as; the value is the ending of the file's name."""

    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"
