"""The life of a registration, as a table."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.flow import Flow, Guard, Step, register
from neuguong.work.commitments.choices import RUNNING, UNDECIDED, WRITABLE, AmendmentState, Group, Kind, State
from neuguong.work.commitments.flow import effects
from neuguong.work.commitments.flow.items import unedited, unfinished
from neuguong.work.commitments.models import Amendment, Item, Progress
from neuguong.work.commitments.rules import policy

_items = Item.objects.filter(commitment=OuterRef("pk"))
has_items = Guard(
    Q(Exists(_items)), _l("Bản đăng ký chưa có nội dung nào. Hãy ghi ít nhất một việc cụ thể rồi trình lại.")
)
_unfinished = unfinished(_items)
has_whole_items = Guard(
    ~Q(Exists(_unfinished)),
    _l("Nội dung %(which)s chưa ghi đủ: nội dung nào cũng cần việc cụ thể và thời hạn, ghi đúng mẫu."),
    ArraySubquery(_unfinished.order_by("number").values("number")),
)
is_read = Guard(
    Q(unread={}), _l("Phần chung còn chỗ chưa đọc được. Hãy sửa chỗ được đánh dấu ở bản đăng ký rồi trình.")
)
_unedited = unedited(_items)
is_edited = Guard(
    ~Q(Exists(_unedited)),
    _l(
        "Nội dung %(which)s còn nguyên như năm trước. Hãy sửa việc cụ thể, sản phẩm hoặc chỉ tiêu cho hợp với năm nay; "
        "chỉ đổi thời hạn thì chưa đủ."
    ),
    ArraySubquery(_unedited.order_by("number").values("number")),
)
has_breakthrough = Guard(
    ~Q(kind=Kind.HEAD) | Q(Exists(_items.filter(group=Group.BREAKTHROUGH))),
    _l("Người đứng đầu phải đăng ký đúng một nội dung đột phá. Hãy chọn nhóm “Nội dung đột phá” cho một nội dung."),
)
has_key_tasks = Guard(
    ~Q(kind=Kind.HEAD) | Q(Exists(_items.filter(group=Group.KEY_TASK))),
    _l("Người đứng đầu phải đăng ký nhiệm vụ trọng tâm. Hãy thêm ít nhất một nhiệm vụ trọng tâm."),
)
has_issue = Guard(
    ~Q(kind=Kind.HEAD) | (~Q(pressing_issue="") & ~Q(expected_product="")),
    _l("Hãy ghi vấn đề bức xúc cần giải quyết và sản phẩm dự kiến của nội dung đột phá."),
)
has_supervisor = Guard(
    ~Q(kind=Kind.HEAD) | Q(supervisor__isnull=False),
    _l("Hãy giao một đơn vị theo dõi, giám sát trước khi phê duyệt đăng ký của người đứng đầu."),
)
has_progress = Guard(
    Q(Exists(Progress.objects.filter(item__commitment=OuterRef("pk")))),
    _l("Chưa có kết quả quý nào được ghi. Hãy ghi kết quả rồi báo cáo."),
)
no_amendment = Guard(
    ~Q(Exists(Amendment.objects.filter(commitment=OuterRef("pk"), state=AmendmentState.PROPOSED))),
    _l("Có đề nghị điều chỉnh đang chờ quyết định. Hãy chờ quyết định, hoặc rút đề nghị rồi báo cáo."),
)


FLOW = register(
    Flow(
        key="cam-ket",
        model="commitments.Commitment",
        states=State.choices,
        detail_url="commitments:detail",
        named=lambda row: row.title,
        related=("person", "unit", "period"),
        steps=(
            Step(
                "begin",
                _l("Bắt đầu viết"),
                (State.EXPECTED, State.WITHDRAWN),
                State.DRAFT,
                policy.rule("begin"),
                done=effects.begun,
                form="commitments:edit",
                says=_l("Mở bản đăng ký để viết. Chỉ đồng chí và người nhập giúp thấy bản dự thảo."),
            ),
            Step(
                "submit",
                _l("Trình duyệt"),
                WRITABLE,
                State.SUBMITTED,
                policy.rule("submit"),
                guards=(has_items, has_whole_items, is_read, is_edited, has_breakthrough, has_key_tasks, has_issue),
                done=effects.submitted,
                says=_l("Bản đăng ký được gửi tới nơi quyết định và không sửa được cho đến khi có ý kiến."),
            ),
            Step(
                "approve",
                _l("Phê duyệt"),
                (State.SUBMITTED,),
                State.APPROVED,
                policy.rule("decide"),
                note="optional",
                guards=(has_supervisor,),
                done=effects.approved,
                form="commitments:approve",
                says=_l("Ghi quyết định của tập thể: ngày họp, số văn bản. Các nội dung bắt đầu được theo dõi."),
            ),
            Step(
                "send_back",
                _l("Trả lại"),
                (State.SUBMITTED,),
                State.RETURNED,
                policy.rule("decide"),
                note="required",
                done=effects.sent_back,
                form="commitments:send_back",
                tone="quiet",
                says=_l("Bản đăng ký được trả lại cho người đăng ký cùng lý do; bản đã trình được giữ lại."),
            ),
            Step(
                "report",
                _l("Báo cáo kết quả"),
                (State.APPROVED,),
                State.REPORTED,
                policy.rule("report"),
                guards=(has_progress, no_amendment),
                done=effects.reported,
                form="commitments:report",
                says=_l("Gửi kết quả tự đánh giá tới nơi quyết định để xác nhận."),
            ),
            Step(
                "confirm_achieved",
                _l("Xác nhận đạt"),
                (State.REPORTED,),
                State.ACHIEVED,
                policy.rule("confirm"),
                note="optional",
                done=effects.confirmed,
                says=_l("Tập thể xác nhận đã đạt nội dung đăng ký."),
                form="commitments:confirm",
            ),
            Step(
                "confirm_partly",
                _l("Xác nhận đạt một phần"),
                (State.REPORTED,),
                State.PARTLY,
                policy.rule("confirm"),
                note="required",
                done=effects.confirmed,
                tone="quiet",
                says=_l("Tập thể xác nhận đạt một phần; ghi rõ phần chưa đạt."),
                form="commitments:confirm",
            ),
            Step(
                "ask_again",
                _l("Yêu cầu bổ sung"),
                (State.REPORTED,),
                State.APPROVED,
                policy.rule("confirm"),
                note="required",
                done=effects.asked_again,
                tone="quiet",
                says=_l("Báo cáo được trả lại cho người đăng ký để bổ sung kết quả, minh chứng."),
            ),
            Step(
                "confirm_not_achieved",
                _l("Xác nhận không đạt"),
                (State.REPORTED,),
                State.NOT_ACHIEVED,
                policy.rule("confirm"),
                note="required",
                done=effects.confirmed,
                tone="danger",
                says=_l("Tập thể xác nhận không đạt; ghi rõ lý do."),
                form="commitments:confirm",
            ),
            Step(
                "end",
                _l("Kết thúc do thôi chức vụ"),
                RUNNING,
                State.ENDED,
                policy.rule("end"),
                note="optional",
                done=effects.ended,
                form="commitments:end_post",
                tone="quiet",
                says=_l("Bản đăng ký kết thúc từ ngày thôi chức vụ với kết quả đã có; người kế nhiệm phải đăng ký."),
            ),
            Step(
                "leave",
                _l("Không phải đăng ký nữa do thôi chức vụ"),
                UNDECIDED,
                State.WITHDRAWN,
                policy.rule("leave"),
                note="optional",
                done=effects.withdrawn,
                form="commitments:end_post",
                tone="quiet",
                says=_l("Bản đăng ký chưa duyệt được rút; người kế nhiệm phải đăng ký."),
            ),
            Step(
                "withdraw",
                _l("Rút bản đăng ký"),
                (State.DRAFT, State.SUBMITTED, State.RETURNED),
                State.WITHDRAWN,
                policy.rule("withdraw"),
                note="required",
                done=effects.withdrawn,
                tone="danger",
                says=_l("Bản đăng ký không còn hiệu lực; đồng chí vẫn thuộc diện phải đăng ký và có thể viết lại."),
            ),
        ),
    )
)
