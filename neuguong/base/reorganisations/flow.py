"""The life of a batch: drafted, applied, undone."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.base.reorganisations.choices import State
from neuguong.base.reorganisations.models import Change
from neuguong.base.reorganisations.rules import batches
from neuguong.kit.flow import Flow, Guard, Step, register

has_lines = Guard(
    Q(Exists(Change.objects.filter(reorganisation=OuterRef("pk")))),
    _l("Đợt sắp xếp chưa có thay đổi nào. Hãy thêm ít nhất một dòng."),
)

FLOW = register(
    Flow(
        key="sap-xep",
        model="reorganisations.Reorganisation",
        states=State.choices,
        detail_url="reorganisations:detail",
        steps=(
            Step(
                "apply",
                _l("Áp dụng"),
                (State.DRAFT,),
                State.APPLIED,
                batches.rule("apply"),
                guards=(has_lines,),
                form="reorganisations:apply",
                says=_l("Cây tổ chức đổi từ ngày ghi trong báo cáo; hồ sơ, quyền và tệp theo đơn vị kế thừa."),
            ),
            Step(
                "undo",
                _l("Hoàn tác"),
                (State.APPLIED,),
                State.UNDONE,
                batches.rule("undo"),
                note="required",
                tone="danger",
                form="reorganisations:undo",
                says=_l("Cây tổ chức trở lại đúng như trước, nếu chưa có gì dựa vào đợt sắp xếp này."),
            ),
        ),
    )
)
