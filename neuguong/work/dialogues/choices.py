"""Kinds, channels and states of cases, of reception days, of dialogues."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class CaseKind(models.TextChoices):
    """A denunciation is no case of this slice: it has a compartment of its own."""

    UNSORTED = "UNSORTED", _l("Chưa phân loại")
    FEEDBACK = "FEEDBACK", _l("Phản ánh")
    PETITION = "PETITION", _l("Kiến nghị")
    COMPLAINT = "COMPLAINT", _l("Khiếu nại")


SORTED_KINDS = [one for one in CaseKind.choices if one[0] != CaseKind.UNSORTED]


class Sector(models.TextChoices):
    LAND = "LAND", _l("Đất đai, giải phóng mặt bằng")
    PROCEDURE = "PROCEDURE", _l("Thủ tục hành chính")
    CONDUCT = "CONDUCT", _l("Thái độ, tác phong cán bộ")
    BUILDING = "BUILDING", _l("Xây dựng, giao thông")
    ENVIRONMENT = "ENVIRONMENT", _l("Môi trường")
    WELFARE = "WELFARE", _l("Chính sách xã hội")
    SCHOOLS = "SCHOOLS", _l("Giáo dục, y tế")
    SAFETY = "SAFETY", _l("An ninh, trật tự")
    OTHER = "OTHER", _l("Việc khác")


class Channel(models.TextChoices):
    DESK = "DESK", _l("Trực tiếp tại cơ quan")
    RECEPTION = "RECEPTION", _l("Tại buổi tiếp công dân")
    POST = "POST", _l("Qua bưu điện")
    PORTAL = "PORTAL", _l("Trang công dân")
    WORKBOOK = "WORKBOOK", _l("Nạp từ sổ")


AT_DESK = [one for one in Channel.choices if one[0] not in (Channel.PORTAL, Channel.WORKBOOK)]


class CaseState(models.TextChoices):
    RECEIVED = "RECEIVED", _l("Mới tiếp nhận")
    HANDLING = "HANDLING", _l("Đang giải quyết")
    PAUSED = "PAUSED", _l("Tạm dừng thời hạn")
    ANSWERED = "ANSWERED", _l("Đã trả lời")
    REFUSED = "REFUSED", _l("Không thụ lý")
    MERGED = "MERGED", _l("Đã nhập vào vụ việc khác")


RUNNING = (CaseState.RECEIVED, CaseState.HANDLING)
OPEN = (*RUNNING, CaseState.PAUSED)


class Timing(models.TextChoices):
    """When a case was closed, against its deadline."""

    OPEN = "OPEN", _l("Chưa trả lời")
    ON_TIME = "ON_TIME", _l("Đúng hạn")
    LATE = "LATE", _l("Trả lời muộn")


class Rating(models.TextChoices):
    NONE = "NONE", _l("Chưa đánh giá")
    SATISFIED = "SATISFIED", _l("Hài lòng")
    NEUTRAL = "NEUTRAL", _l("Bình thường")
    DISSATISFIED = "DISSATISFIED", _l("Chưa hài lòng")


class Every(models.TextChoices):
    WEEK = "WEEK", _l("tuần")
    MONTH = "MONTH", _l("tháng")


class ReceptionKind(models.TextChoices):
    REGULAR = "REGULAR", _l("Định kỳ")
    EXTRA = "EXTRA", _l("Đột xuất")


class ReceptionState(models.TextChoices):
    PLANNED = "PLANNED", _l("Dự kiến")
    PUBLISHED = "PUBLISHED", _l("Đã công bố lịch")
    HELD = "HELD", _l("Đã tiếp")
    MISSED = "MISSED", _l("Không tổ chức")


class HeldBy(models.TextChoices):
    NOBODY = "NOBODY", _l("Chưa tiếp")
    HEAD = "HEAD", _l("Người đứng đầu")
    SUBSTITUTE = "SUBSTITUTE", _l("Người tiếp thay")


class DialogueKind(models.TextChoices):
    PEOPLE = "PEOPLE", _l("Đối thoại với Nhân dân")
    TOPIC = "TOPIC", _l("Đối thoại theo chuyên đề")
    VOTERS = "VOTERS", _l("Tiếp xúc cử tri")
    GROUP = "GROUP", _l("Đối thoại với đoàn viên, hội viên, doanh nghiệp")


class DialogueState(models.TextChoices):
    PLANNED = "PLANNED", _l("Dự kiến")
    HELD = "HELD", _l("Đã tổ chức")
    CANCELLED = "CANCELLED", _l("Không tổ chức")


class Outcome(models.TextChoices):
    """What became of a promise."""

    OPEN = "OPEN", _l("Đang thực hiện")
    KEPT = "KEPT", _l("Đã thực hiện đúng hạn")
    LATE = "LATE", _l("Đã thực hiện, muộn")
