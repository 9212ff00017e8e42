"""Directives, conclusions and themes; the documents behind them; each unit's plan; communication activities.

None of these is a label in code: what comes after Directive 05 is another row.
"""

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _l

from neuguong.base.accounts.models import folded
from neuguong.base.files.models import StoredFile
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.work.programmes.choices import (
    Channel,
    CodeState,
    DocumentKind,
    Organisation,
    PlanState,
    ProgrammeKind,
    Side,
    Timing,
)

_APART = Func(
    Concat(F("number"), Value(" "), F("summary")), Value("[^[:alnum:]]+"), Value(" "), Value("g"),
    function="REGEXP_REPLACE", output_field=models.TextField(),
)  # fmt: skip


class Document(models.Model):
    """An issued document: number, date, issuer, kind. `number_key` is the number without blanks, in upper case.

    It is found by `plain_number` (the number's letters and digits alone, folded) and by `words` (as `orgs.Sought`).
    """

    kind = models.CharField(_l("Loại văn bản"), max_length=14, choices=DocumentKind)
    number = models.CharField(_l("Số, ký hiệu"), max_length=60)
    number_key = models.CharField(max_length=60, editable=False)
    summary = models.CharField(_l("Trích yếu"), max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="issued_documents", verbose_name=_l("Đơn vị ban hành"))
    issued_on = models.DateField(_l("Ngày ban hành"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Tệp")
    )
    plain_number = models.GeneratedField(
        expression=Func(folded(F("number")), Value("[^a-z0-9]+"), Value(""), Value("g"), function="REGEXP_REPLACE"),
        output_field=models.CharField(max_length=60),
        db_persist=True,
    )
    words = models.GeneratedField(
        expression=SearchVector(_APART, config="vi"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        verbose_name = _l("Văn bản")
        verbose_name_plural = _l("Văn bản")
        constraints = [
            models.UniqueConstraint(fields=["unit", "number_key", "issued_on"], name="programmes_document_once")
        ]
        indexes = [
            models.Index(fields=["number_key"], name="programmes_document_number"),
            models.Index(OpClass("plain_number", name="text_pattern_ops"), name="programmes_document_whole"),
            models.Index(fields=["-issued_on", "id"], name="programmes_document_newest"),
            GinIndex(fields=["words"], name="programmes_document_sought"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Standard(models.Model):
    """A moral standard that a commitment item can be tagged with: the five of Regulation 144-QĐ/TW by default."""

    code = models.PositiveSmallIntegerField(_l("Thứ tự"))
    name = models.CharField(_l("Chuẩn mực"), max_length=200)
    basis = models.CharField(_l("Căn cứ"), max_length=120)
    valid = DateRangeField(_l("Hiệu lực"))

    class Meta:
        verbose_name = _l("Chuẩn mực")
        verbose_name_plural = _l("Chuẩn mực")
        constraints = [models.UniqueConstraint(fields=["basis", "code"], name="programmes_standard_once")]

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """A directive, conclusion, term-long or annual theme, issued at some level, in force for some years."""

    kind = models.CharField(_l("Loại"), max_length=14, choices=ProgrammeKind)
    title = models.CharField(_l("Tên"), max_length=500)
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="programmes", verbose_name=_l("Đơn vị ban hành"))
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="programmes", verbose_name=_l("Văn bản")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_l("Thực hiện")
    )
    first_year = models.PositiveSmallIntegerField(_l("Từ năm"))
    last_year = models.PositiveSmallIntegerField(_l("Đến năm"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Chương trình")
        verbose_name_plural = _l("Chương trình")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "kind", "title", "first_year"], name="programmes_programme_once"),
            models.CheckConstraint(
                condition=Q(last_year=None) | Q(last_year__gte=F("first_year")), name="programmes_years_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Plan(models.Model):
    """A unit's plan for a programme and a year. The row stands from the opening of the year: should, has, missing.

    `timing` compares the day of its paper with the deadline, and is kept by the flow.
    `edition` counts the writings, so that nobody writes over what another has just saved.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="plans", verbose_name=_l("Chương trình"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    state = models.CharField(_l("Trạng thái"), max_length=8, choices=PlanState, default=PlanState.EXPECTED)
    due_on = models.DateField(_l("Hạn ban hành"))
    timing = models.CharField(
        _l("Thời điểm ban hành"), max_length=7, choices=Timing, default=Timing.NONE, db_default=Timing.NONE.value,
        editable=False,
    )  # fmt: skip
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_l("Văn bản")
    )
    edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _l("Kế hoạch")
        verbose_name_plural = _l("Kế hoạch")
        constraints = [
            models.UniqueConstraint(fields=["programme", "unit", "period"], name="programmes_plan_once"),
            models.CheckConstraint(
                condition=~Q(state=PlanState.ISSUED) | Q(document__isnull=False),
                name="programmes_issued_has_document",
                violation_error_message=_l("Kế hoạch đã ban hành phải có số, ngày văn bản."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.programme}"


class PlanTask(models.Model):
    """A task of a plan, with its owner and deadline."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks", verbose_name=_l("Kế hoạch"))
    number = models.PositiveSmallIntegerField(_l("TT"))
    text = models.CharField(_l("Nhiệm vụ"), max_length=500)
    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Đơn vị chủ trì")
    )
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="plan_tasks", verbose_name=_l("Người phụ trách")
    )
    due_on = models.DateField(_l("Thời hạn"))
    done_on = models.DateField(_l("Hoàn thành ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Nhiệm vụ của kế hoạch")
        verbose_name_plural = _l("Nhiệm vụ của kế hoạch")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="programmes_task_once")]

    def __str__(self) -> str:
        return self.text


class Communication(models.Model):
    """A communication activity: through which channel, how many."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="communications", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    channel = models.CharField(_l("Kênh"), max_length=12, choices=Channel)
    title = models.CharField(_l("Nội dung"), max_length=500)
    on = models.DateField(_l("Ngày"))
    count = models.PositiveIntegerField(_l("Số lượng"), default=1)

    class Meta:
        verbose_name = _l("Hoạt động tuyên truyền")
        verbose_name_plural = _l("Hoạt động tuyên truyền")
        constraints = [
            models.UniqueConstraint(fields=["unit", "channel", "title", "on"], name="programmes_communication_once")
        ]

    def __str__(self) -> str:
        return self.title


class ConductCode(models.Model):
    """Standards of conduct that a unit issues for itself and all under it ("9 xây, 9 chống"), for a sector or for all.

    What is issued is public: it hangs at the office, and its page is open without signing in. `edition` counts the
    writings of the draft, so that nobody writes over what another has just saved.
    """

    title = models.CharField(_l("Tên"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="conduct_codes", verbose_name=_l("Đơn vị ban hành"))
    sector = models.CharField(_l("Ngành, lĩnh vực"), max_length=120, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="conduct_codes", verbose_name=_l("Quyết định ban hành")
    )
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    due_on = models.DateField(_l("Hạn cam kết thực hiện"))
    state = models.CharField(_l("Trạng thái"), max_length=8, choices=CodeState, default=CodeState.DRAFT)
    edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _l("Bộ chuẩn mực")
        verbose_name_plural = _l("Bộ chuẩn mực")
        constraints = [models.UniqueConstraint(fields=["unit", "title"], name="programmes_conduct_once")]

    def __str__(self) -> str:
        return self.title


class ConductItem(models.Model):
    """One line of a code: something to build, or something to fight."""

    code = models.ForeignKey(ConductCode, models.CASCADE, related_name="items", verbose_name=_l("Bộ chuẩn mực"))
    side = models.CharField(_l("Xây hay chống"), max_length=5, choices=Side)
    number = models.PositiveSmallIntegerField(_l("TT"))
    text = models.CharField(_l("Nội dung"), max_length=500)

    class Meta:
        verbose_name = _l("Điều của bộ chuẩn mực")
        verbose_name_plural = _l("Điều của bộ chuẩn mực")
        ordering = ["side", "number"]
        constraints = [models.UniqueConstraint(fields=["code", "side", "number"], name="programmes_conduct_item_once")]

    def __str__(self) -> str:
        return self.text


class Acknowledgement(models.Model):
    """Somebody should acknowledge a code: the row stands from its issue; `is_done` from the day she did."""

    code = models.ForeignKey(
        ConductCode, models.PROTECT, related_name="acknowledgements", verbose_name=_l("Bộ chuẩn mực")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="acknowledgements", verbose_name=_l("Người"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    due_on = models.DateField(_l("Hạn"))
    is_done = models.BooleanField(_l("Đã cam kết"), default=False)
    done_on = models.DateField(_l("Cam kết ngày"), null=True)

    class Meta:
        verbose_name = _l("Cam kết thực hiện chuẩn mực")
        verbose_name_plural = _l("Cam kết thực hiện chuẩn mực")
        constraints = [
            models.UniqueConstraint(fields=["code", "person"], name="programmes_acknowledged_once"),
            models.CheckConstraint(
                condition=Q(is_done=True, done_on__isnull=False) | Q(is_done=False, done_on__isnull=True),
                name="programmes_acknowledged_on",
            ),
        ]
        indexes = [models.Index(fields=["unit", "is_done"], name="programmes_acknowledged_unit")]

    def __str__(self) -> str:
        return f"{self.person}: {self.code}"


class Movement(models.Model):
    """An emulation movement or campaign that the Front or a mass organisation leads."""

    title = models.CharField(_l("Tên phong trào"), max_length=300)
    organisation = models.CharField(_l("Tổ chức chủ trì"), max_length=8, choices=Organisation)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="movements", verbose_name=_l("Đơn vị phát động"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="movements", verbose_name=_l("Văn bản phát động")
    )
    aim = models.TextField(_l("Mục tiêu"), blank=True)
    starts_on = models.DateField(_l("Từ ngày"))
    ends_on = models.DateField(_l("Đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _l("Phong trào")
        verbose_name_plural = _l("Phong trào")
        constraints = [
            models.UniqueConstraint(fields=["unit", "title", "starts_on"], name="programmes_movement_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="programmes_movement_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MovementModel(models.Model):
    """A model (mô hình) that a unit runs in a movement: what it is, how many take part."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="models", verbose_name=_l("Phong trào"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_l("Đơn vị thực hiện"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    organisation = models.CharField(_l("Tổ chức chủ trì"), max_length=8, choices=Organisation)
    name = models.CharField(_l("Tên mô hình"), max_length=300)
    since = models.DateField(_l("Từ ngày"))
    people = models.PositiveIntegerField(_l("Số người tham gia"), default=0)
    result = models.TextField(_l("Kết quả"), blank=True)

    class Meta:
        verbose_name = _l("Mô hình của phong trào")
        verbose_name_plural = _l("Mô hình của phong trào")
        constraints = [
            models.UniqueConstraint(fields=["movement", "unit", "name"], name="programmes_movement_model_once")
        ]

    def __str__(self) -> str:
        return self.name
