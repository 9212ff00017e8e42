"""Who oversees, in what manner; states of a plan, of a visit, of a finding; answers of a checklist."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class BodyKind(models.TextChoices):
    COMMITTEE = "COMMITTEE", _l("Cấp ủy")
    COMMISSION = "COMMISSION", _l("Ủy ban kiểm tra")
    COUNCIL = "COUNCIL", _l("Hội đồng nhân dân")
    FRONT = "FRONT", _l("Mặt trận Tổ quốc")
    AGENCY = "AGENCY", _l("Cơ quan được giao giám sát")


PLANNING = tuple(one for one in BodyKind.choices if one[0] != BodyKind.AGENCY)


class VisitKind(models.TextChoices):
    INSPECTION = "INSPECTION", _l("Kiểm tra")
    SUPERVISION = "SUPERVISION", _l("Giám sát")
    THEMATIC = "THEMATIC", _l("Giám sát chuyên đề")
    VOTERS = "VOTERS", _l("Tiếp xúc cử tri")


OVERSEEING = (VisitKind.INSPECTION, VisitKind.SUPERVISION, VisitKind.THEMATIC)


class PlanState(models.TextChoices):
    DRAFT = "DRAFT", _l("Dự thảo")
    ISSUED = "ISSUED", _l("Đã ban hành")


class VisitState(models.TextChoices):
    """PROPOSED stands in a plan that is not issued yet: nobody but its writers sees it, and no figure counts it."""

    PROPOSED = "PROPOSED", _l("Dự kiến")
    PLANNED = "PLANNED", _l("Chưa tiến hành")
    HELD = "HELD", _l("Đã tiến hành")
    CONCLUDED = "CONCLUDED", _l("Đã kết luận")
    CANCELLED = "CANCELLED", _l("Đã hủy")


DONE = (VisitState.HELD, VisitState.CONCLUDED)
COUNTED = (VisitState.PLANNED, *DONE)


class FindingState(models.TextChoices):
    """NOTED until the visit is concluded: what is not concluded is nobody's finding yet."""

    NOTED = "NOTED", _l("Chờ kết luận")
    OPEN = "OPEN", _l("Phải khắc phục")
    REMEDIED = "REMEDIED", _l("Đã báo khắc phục")
    VERIFIED = "VERIFIED", _l("Đã khắc phục xong")


STANDING = (FindingState.OPEN, FindingState.REMEDIED, FindingState.VERIFIED)
UNSETTLED = (FindingState.OPEN, FindingState.REMEDIED)


class Answer(models.TextChoices):
    MET = "MET", _l("Đạt")
    PARTLY = "PARTLY", _l("Đạt một phần")
    NOT_MET = "NOT_MET", _l("Chưa đạt")
    NOT_SEEN = "NOT_SEEN", _l("Không xem xét")
