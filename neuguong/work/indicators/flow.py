"""The life of a number: expected, entered, handed in, approved; and of a correction after its period was sealed."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models import Value as Sql
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.figures.queries import sealed_q
from neuguong.base.journal.services import record
from neuguong.kit.flow import Flow, Guard, Step, register
from neuguong.kit.numbers import number
from neuguong.work.indicators import notices
from neuguong.work.indicators.choices import HANDED_IN, WITH_BASE, WRITABLE, RestatementState, State, Timing
from neuguong.work.indicators.models import Restatement, Value
from neuguong.work.indicators.rules import OPEN, restatements, values

is_open = Guard(
    OPEN, _l("Đã hết hạn nhập số liệu. Muốn nhập tiếp, đơn vị đề nghị nơi duyệt cho phép nhập muộn, có ngày và lý do.")
)
has_number = Guard(Q(amount__isnull=False), _l("Chưa nhập số."))
has_base = Guard(
    Q(base__isnull=False) | ~Q(indicator__kind__in=WITH_BASE),
    _l("Chưa nhập mẫu số: tỷ lệ cần mẫu số, thứ hạng cần tổng số đơn vị được xếp hạng."),
)
has_source = Guard(Q(quoted="") | ~Q(source=""), _l("Có số như nguồn đã công bố thì phải ghi nguồn."))
is_explained = Guard(
    Q(question="") | ~Q(explanation=""), _l("Số này khác thường. Đồng chí kiểm tra lại; nếu đúng thì ghi giải trình.")
)

not_sealed = Guard(
    ~sealed_q(), _l("Số liệu kỳ này đã chốt. Muốn sửa thì đề nghị đính chính; số đã chốt và số mới đều còn thấy được.")
)


def _handed_in(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """The first time counts, against the deadline; leave to enter late does not make it early."""
    first = Value.objects.filter(pk__in=ids, submitted_on=None)
    fresh = list(first.order_by("pk").values_list("pk", flat=True))
    if fresh:
        today = timezone.localdate(now)
        on_time = Case(When(due_on__gte=today, then=Sql(Timing.ON_TIME.value)), default=Sql(Timing.LATE.value))
        Value.objects.filter(pk__in=fresh).update(submitted_on=today, timing=on_time)
    notices.handed_in(ids, actor, now)


def _sent_back(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    notices.sent_back(ids, note, now)


FLOW = register(
    Flow(
        key="so-lieu",
        model="indicators.Value",
        states=State.choices,
        detail_url="indicators:value",
        related=("indicator", "unit", "period"),
        steps=(
            Step(
                "enter",
                _l("Nhập số"),
                tuple(WRITABLE),
                State.DRAFT,
                values.rule("enter"),
                guards=(is_open, not_sealed),
                form="indicators:enter",
                says=_l("Ghi số vào biểu của đơn vị; chưa nộp thì chỉ đơn vị đọc được."),
            ),
            Step(
                "submit",
                _l("Nộp"),
                tuple(WRITABLE),
                State.SUBMITTED,
                values.rule("submit"),
                guards=(has_number, has_base, has_source, is_explained, is_open, not_sealed),
                done=_handed_in,
                says=_l("Số liệu chuyển đến nơi duyệt và được ghi là tạm tính cho đến khi được duyệt."),
            ),
            Step(
                "approve",
                _l("Duyệt"),
                (State.SUBMITTED,),
                State.APPROVED,
                values.rule("decide"),
                guards=(not_sealed,),
                form="indicators:approve",
                says=_l("Từ lúc này số liệu được tính vào tổng của các cấp trên."),
            ),
            Step(
                "send_back",
                _l("Trả lại"),
                tuple(HANDED_IN),
                State.RETURNED,
                values.rule("send_back"),
                note="required",
                guards=(not_sealed,),
                done=_sent_back,
                form="indicators:send_back",
                tone="danger",
                says=_l("Đơn vị nhập lại theo lý do được ghi; số đã duyệt thôi được tính cho đến khi duyệt lại."),
            ),
            Step(
                "take_back",
                _l("Rút về"),
                (State.SUBMITTED,),
                State.DRAFT,
                values.rule("take_back"),
                guards=(not_sealed,),
                tone="danger",
                says=_l("Đơn vị sửa rồi nộp lại; đến khi ấy số này coi như chưa nộp."),
            ),
        ),
    )
)


def _restated(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """The number becomes the corrected one, which no source has printed; state and seal stay as they are."""
    rows = list(Restatement.objects.filter(pk__in=ids).select_related("value").order_by("pk"))
    Restatement.objects.filter(pk__in=ids).update(decided_by=actor, decided_at=now)
    new = Restatement.objects.filter(pk__in=ids, value=OuterRef("pk"))
    Value.objects.filter(pk__in=[row.value_id for row in rows]).update(
        amount=Subquery(new.values("amount")), base=Subquery(new.values("base")), quoted="", edition=F("edition") + 1
    )
    for row in rows:
        changes = [(_("Số"), number(row.old_amount), number(row.amount))]
        if row.old_base != row.base:
            was, becomes = ("" if one is None else number(one) for one in (row.old_base, row.base))
            changes.append((_("Mẫu số"), was, becomes))
        record(row.value, "restate", actor=actor, now=now, note=row.reason, data={"changes": changes})
    notices.correction_answered(ids, now)


def _refused(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    Restatement.objects.filter(pk__in=ids).update(decided_by=actor, decided_at=now, answer=note)
    notices.correction_answered(ids, now)


# What the correction was asked for is still the number that stands; otherwise both would be right about nothing.
is_current = Guard(
    Q(value__amount=F("old_amount"))
    & (Q(value__base=F("old_base")) | Q(value__base=None, old_base=None))
    & Q(value__state=State.APPROVED),
    _l("Số liệu đã đổi từ khi có đề nghị này. Hãy từ chối và đề nghị lại theo số mới."),
)

RESTATEMENT_FLOW = register(
    Flow(
        key="dinh-chinh",
        model="indicators.Restatement",
        states=RestatementState.choices,
        detail_url="indicators:restatement",
        related=("value__indicator", "value__unit", "value__period"),
        steps=(
            Step(
                "approve",
                _l("Duyệt đính chính"),
                (RestatementState.PROPOSED,),
                RestatementState.APPROVED,
                restatements.rule("answer"),
                guards=(is_current,),
                done=_restated,
                says=_l("Số mới thay số cũ trong mọi bảng; bản chốt giữ số cũ, cả hai số cùng hiện ở trang số liệu."),
            ),
            Step(
                "refuse",
                _l("Không chấp nhận"),
                (RestatementState.PROPOSED,),
                RestatementState.REFUSED,
                restatements.rule("answer"),
                note="required",
                done=_refused,
                tone="danger",
                says=_l("Số liệu giữ nguyên; người đề nghị được báo lý do."),
            ),
        ),
    )
)
