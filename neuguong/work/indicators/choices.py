"""What an indicator's number is, how numbers meet over the tree and over time, and the states of a value."""

from django.db import models
from django.utils.translation import gettext_lazy as _l

from neuguong.base.periods.choices import PeriodKind


class ValueKind(models.TextChoices):
    """A RATIO is a numerator and a denominator; a RANK is a place among so many ("34/63"), its `base` is how many."""

    COUNT = "COUNT", _l("Số lượng")
    TURNS = "TURNS", _l("Lượt")
    MONEY = "MONEY", _l("Tiền")
    AREA = "AREA", _l("Diện tích")
    LENGTH = "LENGTH", _l("Chiều dài")
    RATIO = "RATIO", _l("Tỷ lệ")
    RANK = "RANK", _l("Thứ hạng")
    SCORE = "SCORE", _l("Điểm, chỉ số")


WITH_BASE = (ValueKind.RATIO, ValueKind.RANK)


class Direction(models.TextChoices):
    UP = "UP", _l("Càng cao càng tốt")
    DOWN = "DOWN", _l("Càng thấp càng tốt")
    NONE = "NONE", _l("Không so tốt xấu")


class OverTree(models.TextChoices):
    """How the numbers of units make the number of the unit above them. WEIGHTED: sum of numerators over sum of
    denominators. NONE: a unit's number says nothing about the unit above (a rank)."""

    SUM = "SUM", _l("Cộng")
    MEAN = "MEAN", _l("Trung bình cộng")
    WEIGHTED = "WEIGHTED", _l("Tử số trên mẫu số")
    LATEST = "LATEST", _l("Số ghi sau cùng")
    MAX = "MAX", _l("Số lớn nhất")
    NONE = "NONE", _l("Không tổng hợp")


class OverTime(models.TextChoices):
    """How the numbers of the quarters make the year's."""

    SUM = "SUM", _l("Cộng các kỳ")
    MEAN = "MEAN", _l("Trung bình các kỳ")
    LATEST = "LATEST", _l("Kỳ sau cùng")
    MAX = "MAX", _l("Kỳ lớn nhất")
    NONE = "NONE", _l("Không tổng hợp")


class Every(models.TextChoices):
    """How often it is recorded."""

    QUARTER = PeriodKind.QUARTER.value, _l("Từng quý")
    HALF = PeriodKind.HALF.value, _l("Sáu tháng một lần")
    YEAR = PeriodKind.YEAR.value, _l("Hằng năm")
    TERM = PeriodKind.TERM.value, _l("Cả nhiệm kỳ")


class Qualifier(models.TextChoices):
    """The word before a figure is part of the figure."""

    EXACT = "EXACT", _l("đúng")
    OVER = "OVER", _l("trên")
    MORE = "MORE", _l("hơn")
    NEAR = "NEAR", _l("gần")
    ABOUT = "ABOUT", _l("khoảng")


class State(models.TextChoices):
    """EXPECTED is the row that opening a period writes: what a unit should report and has not begun. Only APPROVED is
    counted above; SUBMITTED is shown apart, as provisional."""

    EXPECTED = "EXPECTED", _l("Chưa nhập")
    DRAFT = "DRAFT", _l("Đang nhập")
    SUBMITTED = "SUBMITTED", _l("Chờ duyệt")
    RETURNED = "RETURNED", _l("Trả lại")
    APPROVED = "APPROVED", _l("Đã duyệt")


WRITABLE = (State.EXPECTED, State.DRAFT, State.RETURNED)
HANDED_IN = (State.SUBMITTED, State.APPROVED)


class Timing(models.TextChoices):
    """When it was first handed in, against its deadline."""

    NONE = "NONE", _l("Chưa nộp")
    ON_TIME = "ON_TIME", _l("Đúng hạn")
    LATE = "LATE", _l("Nộp muộn")


class RestatementState(models.TextChoices):
    PROPOSED = "PROPOSED", _l("Chờ duyệt")
    APPROVED = "APPROVED", _l("Đã đính chính")
    REFUSED = "REFUSED", _l("Không chấp nhận")


class Shortening(models.TextChoices):
    """By what share of the statutory days the committed days are fewer."""

    NONE = "NONE", _l("Không rút ngắn")
    BELOW_30 = "BELOW_30", _l("Dưới 30%")
    FROM_30 = "FROM_30", _l("Từ 30% đến dưới 50%")
    FROM_50 = "FROM_50", _l("Từ 50% trở lên")
