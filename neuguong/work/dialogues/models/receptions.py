"""Days on which a head receives citizens: planned, published, held or not."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.work.dialogues.choices import HeldBy, ReceptionKind, ReceptionState


class Reception(models.Model):
    """One day of one unit's head. `people` are those who came; a substitute is named with the reason."""

    kind = models.CharField(_l("Loại"), max_length=7, choices=ReceptionKind, default=ReceptionKind.REGULAR)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="receptions", verbose_name=_l("Đơn vị"))
    host = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_l("Người chủ trì")
    )
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_l("Năm"))
    on = models.DateField(_l("Ngày"))
    hours = models.CharField(_l("Giờ"), max_length=60)
    place = models.CharField(_l("Địa điểm"), max_length=200)
    state = models.CharField(_l("Trạng thái"), max_length=9, choices=ReceptionState, default=ReceptionState.PLANNED)
    held_by = models.CharField(_l("Người tiếp"), max_length=10, choices=HeldBy, default=HeldBy.NOBODY)
    substitute = models.CharField(_l("Người tiếp thay"), max_length=200, blank=True)
    reason = models.CharField(_l("Lý do"), max_length=300, blank=True)
    people = models.PositiveIntegerField(_l("Số lượt người được tiếp"), default=0)

    class Meta:
        verbose_name = _l("Buổi tiếp công dân")
        verbose_name_plural = _l("Buổi tiếp công dân")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "on"],
                name="dialogues_reception_once",
                violation_error_message=_l("Ngày này đơn vị đã có buổi tiếp công dân."),
            ),
            models.CheckConstraint(
                condition=~Q(held_by="SUBSTITUTE") | (~Q(substitute="") & ~Q(reason="")),
                name="dialogues_substitute_named",
                violation_error_message=_l("Tiếp thay phải ghi người tiếp và lý do."),
            ),
            models.CheckConstraint(
                condition=~Q(state="HELD") | ~Q(held_by="NOBODY"),
                name="dialogues_held_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["on", "unit"], name="dialogues_reception_day")]

    def __str__(self) -> str:
        return _("Buổi tiếp công dân ngày %(day)s") % {"day": f"{self.on:%d/%m/%Y}"}
