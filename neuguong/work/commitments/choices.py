"""Kinds, states, groups of items and timing of commitments."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class Kind(models.TextChoices):
    INDIVIDUAL = "INDIVIDUAL", _l("Cá nhân")
    HEAD = "HEAD", _l("Người đứng đầu")
    COLLECTIVE = "COLLECTIVE", _l("Tập thể")


class State(models.TextChoices):
    """EXPECTED is the expectation row that opening a year writes: who should register and has not begun. ENDED is a
    head's registration that was in force when he left the post: it stays, with the result so far."""

    EXPECTED = "EXPECTED", _l("Chưa đăng ký")
    DRAFT = "DRAFT", _l("Dự thảo")
    SUBMITTED = "SUBMITTED", _l("Chờ duyệt")
    RETURNED = "RETURNED", _l("Trả lại")
    APPROVED = "APPROVED", _l("Đã duyệt")
    REPORTED = "REPORTED", _l("Đã báo cáo")
    ACHIEVED = "ACHIEVED", _l("Đạt")
    PARTLY = "PARTLY", _l("Đạt một phần")
    NOT_ACHIEVED = "NOT_ACHIEVED", _l("Không đạt")
    WITHDRAWN = "WITHDRAWN", _l("Rút")
    ENDED = "ENDED", _l("Kết thúc do thôi chức vụ")


WRITABLE = (State.DRAFT, State.RETURNED)
IN_HAND = (State.EXPECTED, State.WITHDRAWN, *WRITABLE)
REGISTERED = (
    State.SUBMITTED,
    State.RETURNED,
    State.APPROVED,
    State.REPORTED,
    State.ACHIEVED,
    State.PARTLY,
    State.NOT_ACHIEVED,
    State.ENDED,
)
IN_FORCE = (State.APPROVED, State.REPORTED, State.ACHIEVED, State.PARTLY, State.NOT_ACHIEVED, State.ENDED)
HANDED_IN = (State.SUBMITTED, *IN_FORCE)
RUNNING = (State.APPROVED, State.REPORTED)
UNDECIDED = (State.EXPECTED, State.SUBMITTED, *WRITABLE)
CONFIRMED = (State.ACHIEVED, State.PARTLY, State.NOT_ACHIEVED)
OWED = (State.EXPECTED, State.DRAFT, State.WITHDRAWN)


class Timing(models.TextChoices):
    """When it was first handed in, against its registration deadline."""

    NONE = "NONE", _l("Chưa nộp")
    ON_TIME = "ON_TIME", _l("Đúng hạn")
    LATE = "LATE", _l("Nộp muộn")


class Group(models.TextChoices):
    KEY_TASK = "KEY_TASK", _l("Nhiệm vụ trọng tâm")
    BREAKTHROUGH = "BREAKTHROUGH", _l("Nội dung đột phá")
    DEED = "DEED", _l("Việc làm theo")


class ItemStatus(models.TextChoices):
    """PLANNED until the commitment is approved, then OPEN until its result is confirmed; DROPPED when it is withdrawn
    before that, CUT when it was in force and an amendment, or the end of a head's post, ended it."""

    PLANNED = "PLANNED", _l("Chưa hiệu lực")
    OPEN = "OPEN", _l("Đang thực hiện")
    DONE = "DONE", _l("Đã xong")
    DROPPED = "DROPPED", _l("Đã thôi")
    CUT = "CUT", _l("Thôi thực hiện")


class Taken(models.TextChoices):
    """A paper with people in it that was taken out of the house as a file, as the journal names it."""

    LEDGER = "ledger", _l("Sổ theo dõi")
    NAMES = "names", _l("Mẫu ghi sẵn họ tên")
    FORMS = "forms", _l("Bản đăng ký")
    DECISION = "decision", _l("Quyết định kèm danh sách")
    BOARD = "board", _l("Bảng theo dõi đột phá của người đứng đầu")
    MINUTES = "minutes", _l("Biên bản sinh hoạt chi bộ")
    CHECK = "check", _l("Biên bản kiểm tra, giám sát")


class ReturnReason(models.TextChoices):
    """Why a registration is sent back, as it is counted; the decider's own words stand beside the code."""

    VAGUE = "VAGUE", _l("Chung chung, không đo được")
    COPIED = "COPIED", _l("Sao chép của người khác hoặc năm trước")
    NO_TASK = "NO_TASK", _l("Không gắn với nhiệm vụ được giao")
    NO_DEADLINE = "NO_DEADLINE", _l("Thiếu thời hạn")
    NO_TARGET = "NO_TARGET", _l("Thiếu sản phẩm, chỉ tiêu")
    NOT_OURS = "NOT_OURS", _l("Trái thẩm quyền, không đúng nơi trình")
    OTHER = "OTHER", _l("Lý do khác")


class ObstacleState(models.TextChoices):
    """ANSWERED is not over yet: who raised it says whether the answer helped."""

    OPEN = "OPEN", _l("Chờ trả lời")
    ANSWERED = "ANSWERED", _l("Đã trả lời")
    SETTLED = "SETTLED", _l("Đã tháo gỡ")
    WITHDRAWN = "WITHDRAWN", _l("Đã rút")


class TurnOutcome(models.TextChoices):
    """What came of an obstacle at one level. PASSED: unanswered in time, it went one level up."""

    WAITING = "WAITING", _l("Đang chờ trả lời")
    IN_TIME = "IN_TIME", _l("Trả lời đúng hạn")
    LATE = "LATE", _l("Trả lời quá hạn")
    PASSED = "PASSED", _l("Không trả lời, chuyển cấp trên")
    ENDED = "ENDED", _l("Người nêu đã rút")


class DecisionKind(models.TextChoices):
    APPROVE = "APPROVE", _l("Phê duyệt đăng ký")
    CONFIRM = "CONFIRM", _l("Xác nhận kết quả")
    AMEND = "AMEND", _l("Điều chỉnh đăng ký")


class AmendmentState(models.TextChoices):
    PROPOSED = "PROPOSED", _l("Chờ quyết định")
    APPROVED = "APPROVED", _l("Đồng ý")
    REFUSED = "REFUSED", _l("Không đồng ý")
    WITHDRAWN = "WITHDRAWN", _l("Đã rút")
