"""A registration: whose it is, where and in which year it counts, what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Appointment, Person, Unit
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import Kind, State, Timing
from neuguong.work.commitments.models.decisions import Decision
from neuguong.work.programmes.models import Programme

# Filled in at few registrations: an index of the others would be written with every step and never be read.
_SELDOM = {
    "programme": "programme", "appointment": "post", "adds_to": "term", "continues": "earlier", "steering": "steering",
    "decided_by": "chair", "approval": "approval", "confirmed_by": "confirmer", "confirmation": "confirmation",
    "written_by": "writer",
}  # fmt: skip


class Commitment(models.Model):
    """A registration. `decider_unit` is found from the dated tree and the kind; the registrant never decides.

    One made `for_term` is in force to the end of its year's term, and results are recorded on it all that time; what a
    later year adds is a registration of that year which `adds_to` it. A trigger (migration 0004) holds the two to the
    same registrant. A head's ends (`ended_on`) with his post; his successor's `continues` it.
    """

    code = models.CharField(_l("Mã đăng ký"), max_length=60)
    kind = models.CharField(_l("Loại"), max_length=10, choices=Kind)
    period = models.ForeignKey(
        Period, models.PROTECT, db_index=False, related_name="commitments", verbose_name=_l("Năm")
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="commitments",
        verbose_name=_l("Chuyên đề"),
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, db_index=False, related_name="commitments", verbose_name=_l("Đơn vị")
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="commitments",
        verbose_name=_l("Người đăng ký"),
    )
    appointment = models.ForeignKey(
        Appointment,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="commitments",
        verbose_name=_l("Chức vụ"),
    )
    state = models.CharField(_l("Trạng thái"), max_length=12, choices=State, default=State.EXPECTED)
    expected = models.BooleanField(_l("Thuộc diện phải đăng ký"), default=True)
    due_on = models.DateField(_l("Hạn đăng ký"))
    submitted_on = models.DateField(_l("Ngày trình"), null=True, blank=True)
    timing = models.CharField(_l("Nộp"), max_length=8, choices=Timing, default=Timing.NONE)
    for_term = models.BooleanField(_l("Đăng ký cho cả nhiệm kỳ"), default=False)
    adds_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="additions",
        verbose_name=_l("Bổ sung cho"),
    )
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="continued_by",
        verbose_name=_l("Tiếp nối bản của người tiền nhiệm"),
    )
    ended_on = models.DateField(_l("Kết thúc ngày"), null=True, blank=True)
    shortcomings = models.TextField(_l("Hạn chế, khuyết điểm cần khắc phục"), blank=True)
    mend_by = models.DateField(_l("Thời hạn khắc phục"), null=True, blank=True)
    pressing_issue = models.TextField(_l("Vấn đề bức xúc, tồn đọng"), blank=True)
    expected_product = models.TextField(_l("Sản phẩm dự kiến"), blank=True)
    steering = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_l("Đồng chí chỉ đạo"),
    )
    cooperating = models.TextField(_l("Đơn vị phối hợp"), blank=True)
    resources = models.TextField(_l("Nguồn lực"), blank=True)
    supervisor = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="supervised",
        verbose_name=_l("Đơn vị theo dõi, giám sát"),
    )
    decider_unit = models.ForeignKey(
        Unit, models.PROTECT, db_index=False, related_name="to_decide", verbose_name=_l("Nơi quyết định")
    )
    decided_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_l("Đồng chí chủ trì quyết định"),
    )
    approval = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="approved",
        verbose_name=_l("Quyết định phê duyệt"),
    )
    confirmed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_l("Đồng chí chủ trì xác nhận"),
    )
    confirmation = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="confirmed",
        verbose_name=_l("Quyết định xác nhận"),
    )
    result = models.TextField(_l("Kết quả tự đánh giá"), blank=True)
    comment = models.TextField(_l("Nhận xét của nơi quyết định"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_l("Người nhập"),
    )
    written_at = models.DateTimeField(_l("Lưu lúc"), null=True, blank=True)
    edition = models.PositiveIntegerField(_l("Lần sửa"), default=0)
    unread = models.JSONField(_l("Chữ chưa đọc được"), default=dict, db_default={}, blank=True)

    class Meta:
        verbose_name = _l("Bản đăng ký")
        verbose_name_plural = _l("Bản đăng ký")
        indexes = [
            models.Index(fields=["unit", "period", "kind", "state"], name="commitments_of_unit"),
            models.Index(fields=["decider_unit", "state"], name="commitments_to_decide"),
            models.Index(
                fields=["supervisor", "period"], condition=Q(supervisor__isnull=False), name="commitments_supervised"
            ),
            models.Index(fields=["kind", "person"], condition=Q(for_term=True), name="commitments_for_term"),
            models.Index(fields=["period", "unit"], condition=Q(kind=Kind.HEAD), name="commitments_of_heads"),
            *(
                models.Index(fields=[name], condition=Q(**{f"{name}__isnull": False}), name=f"commitments_by_{short}")
                for name, short in _SELDOM.items()
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="commitments_code_once"),
            models.UniqueConstraint(fields=["person", "kind", "period", "unit"], name="commitments_one_a_year"),
            models.UniqueConstraint(
                fields=["unit", "period"], condition=Q(kind=Kind.COLLECTIVE), name="commitments_one_collective_a_year"
            ),
            models.UniqueConstraint(fields=["id", "unit", "period"], name="commitments_place"),
            models.CheckConstraint(
                condition=Q(kind=Kind.COLLECTIVE, person=None) | (~Q(kind=Kind.COLLECTIVE) & Q(person__isnull=False)),
                name="commitments_registrant",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(person=None) | ~Q(decided_by=F("person")),
                name="commitments_maker_is_never_checker",
                violation_error_message=_l("Người đăng ký không tự quyết định bản đăng ký của mình."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(person=None) | ~Q(confirmed_by=F("person")),
                name="commitments_maker_never_confirms",
                violation_error_message=_l("Người đăng ký không tự xác nhận kết quả của mình."),
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.INDIVIDUAL) | ~Q(decider_unit=F("unit")),
                name="commitments_unit_never_decides_itself",
                violation_error_message=_l("Đơn vị không tự phê duyệt bản đăng ký của mình."),
            ),
            models.CheckConstraint(
                condition=Q(supervisor=None) | (~Q(supervisor=F("unit")) & ~Q(supervisor=F("decider_unit"))),
                name="commitments_supervisor_is_third",
                violation_error_message=_l("Đơn vị giám sát không được là đơn vị đăng ký hay nơi phê duyệt."),
            ),
            models.CheckConstraint(
                condition=Q(timing=Timing.NONE, submitted_on=None)
                | (~Q(timing=Timing.NONE) & Q(submitted_on__isnull=False)),
                name="commitments_timing_has_day",
            ),
            models.CheckConstraint(
                condition=Q(adds_to=None) | ~Q(adds_to=F("id")),
                name="commitments_adds_to_another",
                violation_error_message=_l("Bản đăng ký không tự bổ sung cho chính nó."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.ENDED, ended_on__isnull=False) | (~Q(state=State.ENDED) & Q(ended_on=None)),
                name="commitments_ended_has_day",
            ),
            models.CheckConstraint(
                condition=Q(adds_to=None) | Q(for_term=False),
                name="commitments_addition_is_yearly",
                violation_error_message=_l("Bản bổ sung hằng năm không đăng ký cho cả nhiệm kỳ."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        """What people call it: whose, of which kind, of which year (reads the person, the unit and the period)."""
        whose = self.person.full_name if self.person else self.unit.name
        return f"{whose}, {self.get_kind_display().lower()} {self.period.year}"
