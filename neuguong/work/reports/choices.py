"""States of a report and of a request for a later day; how a report stands to its deadlines."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class ReportState(models.TextChoices):
    """EXPECTED is the expectation row that asking for reports writes; RECEIVED came on paper, its words stand there."""

    EXPECTED = "EXPECTED", _l("Chưa lập")
    DRAFT = "DRAFT", _l("Dự thảo")
    ISSUED = "ISSUED", _l("Đã ban hành")
    RECEIVED = "RECEIVED", _l("Đã nhận bản giấy")


OWED = (ReportState.EXPECTED, ReportState.DRAFT)
SENT = (ReportState.ISSUED, ReportState.RECEIVED)


class System(models.TextChoices):
    PARTY = "PARTY", _l("Đảng (Hướng dẫn 36-HD/VPTW)")
    STATE = "STATE", _l("Nhà nước (Nghị định 30/2020/NĐ-CP)")


class Timing(models.TextChoices):
    """When a report was issued, against both its deadlines: EXTENDED is after the first and within the granted one."""

    NONE = "NONE", _l("Chưa báo cáo")
    ON_TIME = "ON_TIME", _l("Đúng hạn ban đầu")
    EXTENDED = "EXTENDED", _l("Trong hạn được gia hạn")
    LATE = "LATE", _l("Báo cáo muộn")


class ExtensionState(models.TextChoices):
    ASKED = "ASKED", _l("Chờ trả lời")
    GRANTED = "GRANTED", _l("Đồng ý")
    REFUSED = "REFUSED", _l("Không đồng ý")
    TAKEN_BACK = "TAKEN_BACK", _l("Đã rút")
