"""The figures of documents, communication, plans, codes and movements: few cubes, everything else is a filter on them.

Plans are also told apart by programme: `measure("plans_should").only("programme_id", pk)`.
"""

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.figures import Before, Cube, Measure, register
from neuguong.work.programmes.choices import Channel, CodeState, DocumentKind, Organisation, PlanState, Timing

DOCUMENTS = Cube("documents", "programmes.Document", dims=("kind",))
COMMUNICATIONS = Cube("communications", "programmes.Communication", dims=("channel",), sums=("count",))
CODES = Cube("conduct_codes", "programmes.ConductCode", dims=("state",))
ACKNOWLEDGEMENTS = Cube("acknowledgements", "programmes.Acknowledgement", dims=("code_id", "is_done", "due_on"))
MOVEMENTS = Cube("movements", "programmes.Movement", dims=("organisation",))
MOVEMENT_MODELS = Cube(
    "movement_models", "programmes.MovementModel", dims=("organisation", "movement_id"), sums=("people",)
)
PLANS = Cube("plans", "programmes.Plan", dims=("programme_id", "state", "timing", "due_on"))

_NO_DOCUMENT = _l("Năm này chưa ghi văn bản nào vào sổ.")
_NO_SUCH_DOCUMENT = _l("Năm này chưa ghi văn bản nào thuộc loại này.")
_NO_ACTIVITY = _l("Năm này chưa ghi hoạt động tuyên truyền nào.")
_NO_SUCH_ACTIVITY = _l("Năm này chưa ghi hoạt động nào qua kênh này.")
_NO_MOVEMENT = _l("Năm này chưa ghi phong trào nào.")
_NO_SUCH_MOVEMENT = _l("Năm này chưa ghi phong trào nào của tổ chức này.")
_NO_MODEL = _l("Năm này chưa ghi mô hình nào.")
_NO_SUCH_MODEL = _l("Năm này chưa ghi mô hình nào của tổ chức này.")
_NOT_ISSUED = (PlanState.EXPECTED.value, PlanState.DRAFT.value)
_ISSUED = PlanState.ISSUED.value


def _of_kind(kind: DocumentKind) -> Measure:
    where = {"kind": kind.value}
    return Measure(
        f"documents_{kind.value.lower()}", kind.label, DOCUMENTS, where, of="documents", zero=_NO_SUCH_DOCUMENT
    )


def _through(channel: Channel, suffix: str = "", sum_of: str = "") -> Measure:
    return Measure(
        f"communications_{channel.value.lower()}{suffix}",
        channel.label,
        COMMUNICATIONS,
        {"channel": channel.value},
        sum_of=sum_of,
        of=f"communications{suffix}",
        zero=_NO_SUCH_ACTIVITY,
    )


PLAN_MEASURES = register(
    (
        Measure("plans_should", _l("Phải ban hành kế hoạch"), PLANS, zero=_l("Năm này chưa giao xây dựng kế hoạch.")),
        Measure(
            "plans_issued",
            _l("Đã ban hành kế hoạch"),
            PLANS,
            {"state": _ISSUED},
            of="plans_should",
            zero=_l("Chưa có kế hoạch nào được ban hành."),
        ),
        Measure(
            "plans_late",
            _l("Ban hành kế hoạch muộn"),
            PLANS,
            {"timing": Timing.LATE.value},
            of="plans_should",
            zero=_l("Không có kế hoạch nào ban hành sau hạn."),
        ),
        Measure(
            "plans_missing",
            _l("Quá hạn chưa ban hành kế hoạch"),
            PLANS,
            {"state": _NOT_ISSUED, "due_on": Before()},
            of="plans_should",
            zero=_l("Không có kế hoạch nào quá hạn."),
        ),
    )
)

DOCUMENT_MEASURES = register(
    (
        Measure("documents", _l("Văn bản đã ban hành"), DOCUMENTS, zero=_NO_DOCUMENT),
        *(_of_kind(kind) for kind in DocumentKind),
    )
)

COMMUNICATION_MEASURES = register(
    (
        Measure("communications", _l("Hoạt động tuyên truyền"), COMMUNICATIONS, zero=_NO_ACTIVITY),
        Measure("communications_count", _l("Số lượng tuyên truyền"), COMMUNICATIONS, sum_of="count", zero=_NO_ACTIVITY),
        *(_through(channel) for channel in Channel),
        *(_through(channel, "_count", "count") for channel in Channel),
    )
)

ISSUED_CODES = register(
    (
        Measure(
            "codes_issued",
            _l("Bộ chuẩn mực đã ban hành"),
            CODES,
            {"state": (CodeState.ISSUED.value, CodeState.ENDED.value)},
            zero=_l("Năm này chưa ban hành bộ chuẩn mực nào."),
        ),
    )
)

CODE_MEASURES = register(
    (
        Measure(
            "acknowledge_should",
            _l("Phải cam kết thực hiện chuẩn mực"),
            ACKNOWLEDGEMENTS,
            zero=_l("Năm này chưa ban hành bộ chuẩn mực nào."),
        ),
        Measure(
            "acknowledged",
            _l("Đã cam kết thực hiện chuẩn mực"),
            ACKNOWLEDGEMENTS,
            {"is_done": True},
            of="acknowledge_should",
            zero=_l("Chưa có ai cam kết."),
        ),
        Measure(
            "acknowledge_late",
            _l("Quá hạn chưa cam kết thực hiện chuẩn mực"),
            ACKNOWLEDGEMENTS,
            {"is_done": False, "due_on": Before()},
            of="acknowledge_should",
            zero=_l("Không có ai quá hạn."),
        ),
    )
)


def _led_by(one: Organisation, key: str, cube: Cube, zero: object) -> Measure:
    where = {"organisation": one.value}
    return Measure(f"{key}_{one.value.lower()}", one.label, cube, where, of=key, zero=zero)  # type: ignore[arg-type]  # lazy texts


MOVEMENT_MEASURES = register(
    (
        Measure("movements", _l("Phong trào thi đua"), MOVEMENTS, zero=_NO_MOVEMENT),
        Measure("movement_models", _l("Mô hình của phong trào"), MOVEMENT_MODELS, zero=_NO_MODEL),
        Measure(
            "movement_people",
            _l("Lượt người tham gia mô hình"),
            MOVEMENT_MODELS,
            sum_of="people",
            zero=_l("Năm này chưa ghi số người tham gia."),
        ),
    )
)

LEADER_MEASURES = register(
    (
        *(_led_by(one, "movements", MOVEMENTS, _NO_SUCH_MOVEMENT) for one in Organisation),
        *(_led_by(one, "movement_models", MOVEMENT_MODELS, _NO_SUCH_MODEL) for one in Organisation),
    )
)

ALL = (
    *PLAN_MEASURES,
    *DOCUMENT_MEASURES,
    *COMMUNICATION_MEASURES,
    *ISSUED_CODES,
    *CODE_MEASURES,
    *MOVEMENT_MEASURES,
    *LEADER_MEASURES,
)
