"""The stages of the law. Every step has a page of its own: its words are sealed beside it, the journal gets none."""

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.flow import Flow, Guard, Step, register
from neuguong.work.denunciations.choices import State
from neuguong.work.denunciations.rules import denunciations

_write = denunciations.rule("write")
_PAGE = "denunciations:step"

not_prolonged = Guard(Q(extensions=0), _l("Thời hạn xử lý ban đầu chỉ kéo dài được một lần."))
may_extend = Guard(Q(extensions__lt=2), _l("Luật chỉ cho gia hạn hai lần; đơn này đã gia hạn đủ."))
is_paused = Guard(Q(paused_on__lte=F("paused_on")), _l("Đơn không ở trạng thái tạm đình chỉ."))


def _step(name: str, label: Any, source: tuple[str, ...], target: str, says: Any, **more: Any) -> Step:
    return Step(name, label, source, target, _write, says=says, form=_PAGE, **more)


FLOW = register(
    Flow(
        key="to-cao",
        model="denunciations.Denunciation",
        states=State.choices,
        detail_url="denunciations:detail",
        steps=(
            _step(
                "accept", _l("Thụ lý"), (State.RECEIVED,), State.ACCEPTED,
                _l("Đơn đủ điều kiện, thuộc thẩm quyền. Từ ngày quyết định, thời hạn giải quyết bắt đầu chạy."),
            ),
            _step(
                "prolong", _l("Kéo dài xử lý ban đầu"), (State.RECEIVED,), State.RECEIVED,
                _l("Phải xác minh ở nhiều nơi. Ghi lý do; chỉ kéo dài được một lần."), guards=(not_prolonged,),
            ),
            _step(
                "transfer", _l("Chuyển cơ quan có thẩm quyền"), (State.RECEIVED,), State.TRANSFERRED,
                _l("Đơn không thuộc thẩm quyền của nơi tiếp nhận. Ghi nơi nhận và số văn bản chuyển."),
            ),
            _step(
                "decline", _l("Không thụ lý"), (State.RECEIVED,), State.DECLINED,
                _l("Đơn không đủ điều kiện. Ghi lý do và số thông báo cho người tố cáo."), tone="danger",
            ),
            _step(
                "extend", _l("Gia hạn giải quyết"), (State.ACCEPTED,), State.ACCEPTED,
                _l("Vụ việc phức tạp, đặc biệt phức tạp. Ghi số quyết định gia hạn và lý do."), guards=(may_extend,),
            ),
            _step(
                "pause", _l("Tạm đình chỉ"), (State.ACCEPTED,), State.PAUSED,
                _l("Thời hạn dừng cho đến khi giải quyết tiếp. Ghi số quyết định và căn cứ."),
            ),
            _step(
                "resume", _l("Giải quyết tiếp"), (State.PAUSED,), State.ACCEPTED,
                _l("Thời hạn chạy tiếp; số ngày tạm đình chỉ được cộng vào hạn."), guards=(is_paused,),
            ),
            _step(
                "stop", _l("Đình chỉ"), (State.ACCEPTED, State.PAUSED), State.STOPPED,
                _l("Người tố cáo rút toàn bộ nội dung, hoặc có căn cứ khác của luật. Ghi số quyết định và căn cứ."),
                tone="danger",
            ),
            _step(
                "conclude", _l("Kết luận nội dung tố cáo"), (State.ACCEPTED,), State.CONCLUDED,
                _l("Ghi số, ngày và nội dung chính của kết luận; sau đó là thời hạn xử lý kết luận."),
            ),
            _step(
                "finish", _l("Ghi xử lý xong kết luận"), (State.CONCLUDED,), State.CLOSED,
                _l("Ghi việc xử lý người vi phạm, bảo vệ và thông báo cho người tố cáo; hồ sơ khép lại."),
            ),
        ),
    )
)  # fmt: skip
