"""Kinds of programmes, documents, channels; states and timing of a plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class ProgrammeKind(models.TextChoices):
    DIRECTIVE = "DIRECTIVE", _l("Chỉ thị")
    CONCLUSION = "CONCLUSION", _l("Kết luận")
    TERM_THEME = "TERM_THEME", _l("Chuyên đề toàn khóa")
    ANNUAL_THEME = "ANNUAL_THEME", _l("Chuyên đề năm")


class DocumentKind(models.TextChoices):
    DIRECTIVE = "DIRECTIVE", _l("Chỉ thị")
    CONCLUSION = "CONCLUSION", _l("Kết luận")
    REGULATION = "REGULATION", _l("Quy định")
    GUIDANCE = "GUIDANCE", _l("Hướng dẫn")
    PLAN = "PLAN", _l("Kế hoạch")
    ACTION_PROGRAM = "ACTION_PROGRAM", _l("Chương trình hành động")
    RESOLUTION = "RESOLUTION", _l("Nghị quyết")
    DECISION = "DECISION", _l("Quyết định")
    REPORT = "REPORT", _l("Báo cáo")
    DISPATCH = "DISPATCH", _l("Công văn")


PLAN_PAPERS = (DocumentKind.PLAN, DocumentKind.ACTION_PROGRAM)


class Channel(models.TextChoices):
    CONFERENCE = "CONFERENCE", _l("Hội nghị")
    WEBSITE = "WEBSITE", _l("Trang thông tin điện tử")
    SOCIAL = "SOCIAL", _l("Mạng xã hội")
    LOUDSPEAKER = "LOUDSPEAKER", _l("Loa truyền thanh")
    PRESS = "PRESS", _l("Báo, đài")
    POSTER = "POSTER", _l("Pa nô, áp phích")


class PlanState(models.TextChoices):
    EXPECTED = "EXPECTED", _l("Chưa có kế hoạch")
    DRAFT = "DRAFT", _l("Đang dự thảo")
    ISSUED = "ISSUED", _l("Đã ban hành")


class Timing(models.TextChoices):
    """When a plan was issued, against its deadline."""

    NONE = "NONE", _l("Chưa ban hành")
    ON_TIME = "ON_TIME", _l("Đúng hạn")
    LATE = "LATE", _l("Ban hành muộn")


class CodeState(models.TextChoices):
    """Where a code of conduct stands."""

    DRAFT = "DRAFT", _l("Dự thảo")
    ISSUED = "ISSUED", _l("Đang thực hiện")
    ENDED = "ENDED", _l("Hết hiệu lực")


class Side(models.TextChoices):
    """What a code asks for, and what it asks to stop."""

    BUILD = "BUILD", _l("Xây")
    FIGHT = "FIGHT", _l("Chống")


class Organisation(models.TextChoices):
    """Who leads a movement."""

    FRONT = "FRONT", _l("Mặt trận Tổ quốc")
    UNION = "UNION", _l("Công đoàn")
    YOUTH = "YOUTH", _l("Đoàn Thanh niên")
    WOMEN = "WOMEN", _l("Hội Liên hiệp Phụ nữ")
    FARMERS = "FARMERS", _l("Hội Nông dân")
    VETERANS = "VETERANS", _l("Hội Cựu chiến binh")
    PARTY = "PARTY", _l("Cấp ủy, cơ quan")
