"""The states of a batch, the kinds of change, and what becomes of late records."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class State(models.TextChoices):
    DRAFT = "DRAFT", _l("Đang soạn")
    APPLIED = "APPLIED", _l("Đã áp dụng")
    UNDONE = "UNDONE", _l("Đã hoàn tác")


class ChangeKind(models.TextChoices):
    """What happens to a unit. MERGE: into a new unit, with others; ABSORB: into one that is there. Whoever takes over
    by either, or from a dissolved unit, takes what hangs under the old one as well, unless a line says otherwise."""

    OPEN = "OPEN", _l("Thành lập")
    MERGE = "MERGE", _l("Hợp nhất")
    ABSORB = "ABSORB", _l("Sáp nhập")
    SPLIT = "SPLIT", _l("Chia tách")
    RENAME = "RENAME", _l("Đổi tên")
    MOVE = "MOVE", _l("Chuyển cấp trên")
    LEVEL = "LEVEL", _l("Chuyển cấp")
    DISSOLVE = "DISSOLVE", _l("Giải thể")


class Late(models.TextChoices):
    """Where records count that a decision, arriving late, finds written to a unit after its end."""

    UNANSWERED = "", _l("Chưa chọn")
    SUCCESSOR = "SUCCESSOR", _l("Tính cho đơn vị kế thừa")
    KEEP = "KEEP", _l("Giữ ở chỗ cũ")


ENDING = (ChangeKind.MERGE, ChangeKind.ABSORB, ChangeKind.SPLIT, ChangeKind.DISSOLVE)
HANDING_OVER = (ChangeKind.MERGE, ChangeKind.ABSORB, ChangeKind.DISSOLVE)
NEEDS_TARGET = (ChangeKind.MERGE, ChangeKind.ABSORB, ChangeKind.SPLIT)
