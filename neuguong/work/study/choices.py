"""Kinds and states of sessions; how somebody attended, and how that was noted."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class SessionKind(models.TextChoices):
    CONFERENCE = "CONFERENCE", _l("Hội nghị")
    CELL_MEETING = "CELL_MEETING", _l("Sinh hoạt chi bộ")
    SEMINAR = "SEMINAR", _l("Tọa đàm, hội thảo")
    TRAINING = "TRAINING", _l("Lớp bồi dưỡng, tập huấn")
    CONTEST = "CONTEST", _l("Hội thi, cuộc thi tìm hiểu")


class SessionState(models.TextChoices):
    PLANNED = "PLANNED", _l("Đã lên lịch")
    HELD = "HELD", _l("Đã tổ chức")
    CLOSED = "CLOSED", _l("Đã chốt điểm danh")
    CANCELLED = "CANCELLED", _l("Đã hủy")


OPEN = (SessionState.PLANNED, SessionState.HELD)
TOOK_PLACE = (SessionState.HELD, SessionState.CLOSED)


class Status(models.TextChoices):
    EXPECTED = "EXPECTED", _l("Chưa điểm danh")
    PRESENT = "PRESENT", _l("Có mặt")
    EXCUSED = "EXCUSED", _l("Vắng có lý do")
    ABSENT = "ABSENT", _l("Vắng không lý do")


CALLED = (Status.PRESENT, Status.EXCUSED, Status.ABSENT)
MISSED = (Status.EXCUSED, Status.ABSENT)


class Way(models.TextChoices):
    """How somebody's attendance came to be noted."""

    ROLL = "ROLL", _l("Điểm danh trên trang")
    DEVICE = "DEVICE", _l("Điểm danh trên máy")
    SELF = "SELF", _l("Tự xác nhận bằng mã QR")
    SHEET = "SHEET", _l("Nạp từ tệp")


class Audience(models.TextChoices):
    """Who of a branch is called together."""

    MEMBERS = "MEMBERS", _l("Mọi người sinh hoạt ở các chi bộ")
    HEADS = "HEADS", _l("Người đứng đầu các đơn vị")


class Side(models.TextChoices):
    """Who scores a cell meeting: the cell itself, or the committee above it."""

    CELL = "CELL", _l("Chi bộ tự chấm")
    ABOVE = "ABOVE", _l("Cấp ủy cấp trên chấm")


class Rating(models.TextChoices):
    """What the points of a cell meeting come to."""

    GOOD = "GOOD", _l("Tốt")
    FAIR = "FAIR", _l("Khá")
    AVERAGE = "AVERAGE", _l("Trung bình")
    POOR = "POOR", _l("Kém")
