"""People, the cells they belong to, the posts they hold: all with dates, nothing overwritten."""

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import Sex, Standing
from neuguong.base.orgs.models.units import Unit


class Person(models.Model):
    """A person, with a login or without. `code` is our own identity, never the identity card. `home` is the cell
    she belongs to now; `Membership` has the history."""

    code = models.CharField(_l("Mã người"), max_length=40)
    full_name = models.CharField(_l("Họ và tên"), max_length=120)
    born_on = models.DateField(_l("Ngày sinh"), null=True, blank=True)
    sex = models.CharField(_l("Giới tính"), max_length=1, choices=Sex, blank=True)
    admitted_on = models.DateField(_l("Ngày vào Đảng"), null=True, blank=True)
    standing = models.CharField(_l("Diện"), max_length=12, choices=Standing, default=Standing.FULL)
    home = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="people",
        verbose_name=_l("Chi bộ sinh hoạt"),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_l("Tài khoản"),
    )
    search = models.CharField(max_length=120, editable=False)
    sort_key = models.CharField(max_length=260, editable=False, db_collation="C")

    class Meta:
        verbose_name = _l("Người")
        verbose_name_plural = _l("Người")
        indexes = [
            models.Index(fields=["home", "sort_key"], name="orgs_person_of_home"),
        ]
        # said here and not with the field, which would add an index of patterns that nobody asks for
        constraints = [models.UniqueConstraint(fields=["code"], name="orgs_person_code_once")]

    def __str__(self) -> str:
        return self.full_name


class Membership(models.Model):
    """In which cell a person lives her party life, from a day until a day (exclusive)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_l("Người"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name=_l("Chi bộ"))
    valid = DateRangeField(_l("Sinh hoạt"))
    note = models.CharField(_l("Ghi chú"), max_length=200, blank=True)

    class Meta:
        verbose_name = _l("Sinh hoạt đảng")
        verbose_name_plural = _l("Sinh hoạt đảng")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(valid__upper_inf=True),
                name="orgs_one_open_membership",
                violation_error_message=_l("Đồng chí này đang sinh hoạt ở một chi bộ khác; hãy chuyển sinh hoạt."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.unit_id}"


class Appointment(models.Model):
    """A post held by a person in a unit, from a day until a day (exclusive). Several at once are usual."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name=_l("Người"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments", verbose_name=_l("Đơn vị"))
    title = models.CharField(_l("Chức vụ"), max_length=200)
    is_head = models.BooleanField(_l("Là người đứng đầu"), default=False)
    valid = DateRangeField(_l("Giữ chức"))
    decision = models.CharField(_l("Quyết định"), max_length=120, blank=True)

    class Meta:
        verbose_name = _l("Chức vụ")
        verbose_name_plural = _l("Chức vụ")
        indexes = [models.Index(fields=["unit", "is_head"], name="orgs_posts_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "title"], condition=Q(valid__upper_inf=True), name="orgs_post_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SensitiveRecord(models.Model):
    """Ethnicity, religion, hometown: kept only where the installation turns them on, behind a narrower right of
    their own; never in search, lists, figures or exports (Law 91/2025/QH15).

    Known by its person, so that the journal tells who looked at it even when nothing is kept any more."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="sensitive", verbose_name=_l("Người")
    )
    ethnicity = models.CharField(_l("Dân tộc"), max_length=60, blank=True)
    religion = models.CharField(_l("Tôn giáo"), max_length=60, blank=True)
    hometown = models.CharField(_l("Quê quán"), max_length=200, blank=True)

    class Meta:
        verbose_name = _l("Thông tin nhạy cảm")
        verbose_name_plural = _l("Thông tin nhạy cảm")

    def __str__(self) -> str:
        return str(self.person_id)
