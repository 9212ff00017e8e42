"""How many denunciations, at which stage, within their terms or not: numbers that name nobody."""

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.figures import Before, Cube, Measure, register
from neuguong.work.denunciations.choices import OPEN, RUNNING, State

DENUNCIATIONS = Cube("denunciations", "denunciations.Denunciation", dims=("state", "due_on"))

_NONE = _l("Năm này chưa nhận đơn tố cáo nào.")
_DONE = (State.CLOSED.value, State.TRANSFERRED.value, State.DECLINED.value, State.STOPPED.value)

MEASURES = register(
    (
        Measure("denunciations", _l("Đơn tố cáo đã nhận"), DENUNCIATIONS, zero=_NONE),
        Measure(
            "denunciations_open", _l("Đơn tố cáo đang giải quyết"), DENUNCIATIONS,
            {"state": tuple(one.value for one in OPEN)}, of="denunciations",
            zero=_l("Không có đơn nào đang giải quyết."),
        ),
        Measure(
            "denunciations_done", _l("Đơn tố cáo đã giải quyết"), DENUNCIATIONS, {"state": _DONE},
            of="denunciations", zero=_l("Chưa có đơn nào giải quyết xong."),
        ),
        Measure(
            "denunciations_overdue", _l("Đơn tố cáo quá hạn"), DENUNCIATIONS,
            {"state": tuple(one.value for one in RUNNING), "due_on": Before()}, of="denunciations",
            zero=_l("Không có đơn nào quá hạn."),
        ),
    )
)  # fmt: skip
