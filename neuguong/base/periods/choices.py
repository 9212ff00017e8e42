"""Kinds of periods, what has a deadline, and the levels that have one each."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class PeriodKind(models.TextChoices):
    YEAR = "YEAR", _l("Năm")
    HALF = "HALF", _l("Sáu tháng")
    QUARTER = "QUARTER", _l("Quý")
    TERM = "TERM", _l("Nhiệm kỳ")


class Subject(models.TextChoices):
    REGISTER = "REGISTER", _l("Đăng ký")
    REPORT = "REPORT", _l("Báo cáo kết quả")


class CompilingLevel(models.IntegerChoices):
    """The levels of `orgs.choices.Level`, number for number: orgs stands above this slice, a test compares the two."""

    NATION = 0, _l("Trung ương")
    PROVINCE = 1, _l("Cấp tỉnh")
    DISTRICT = 2, _l("Cấp huyện")
    COMMUNE = 3, _l("Cấp xã")
    BASE = 4, _l("Cơ sở")
    CELL = 5, _l("Chi bộ")
