"""What the demo's offices hear: meetings with voters, reception days of its heads, cases in every state.

No workbook brings who sent a case, so each goes through the door that the office itself would use. The twenty meetings
of Hải Hà with voters are those of its report on five years; names of senders are made up.
"""

import datetime as dt
from typing import Any

from neuguong.base.accounts.models import User
from neuguong.base.journal.services import take_steps
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.queries import year
from neuguong.kit import clock
from neuguong.work.dialogues.choices import CaseKind, Channel, DialogueKind, HeldBy, Sector
from neuguong.work.dialogues.flow import RECEPTION_FLOW
from neuguong.work.dialogues.models import Case, Reception
from neuguong.work.dialogues.services import (
    Answered,
    Promised,
    Sent,
    accept_case,
    answer_case,
    hold_reception,
    open_case,
    plan_dialogue,
    plan_receptions,
    prepare,
    publish,
    write_dialogue,
)

_HANOI = dt.timezone(dt.timedelta(hours=7))
_VOTERS = "quang-ninh/hai-ha"
_HEIR = "thuongvuquangha"  # the district is no more: a commune that took over from it keeps its papers
_YEARS = range(2017, 2022)  # four meetings a year are the twenty of the report
_SESSIONS = ((4, 20, "trước"), (7, 18, "sau"), (10, 15, "trước"), (12, 22, "sau"))
_OFFICES = (("gia-lai/xa-chu-puh", "banxaydungdang"), ("tuyen-quang", "tuyengiaotinh"))
_CASES = (
    ("Đường vào xóm hư hỏng, mưa là ngập", Sector.BUILDING, 40, 31, "Xã đã bố trí vốn sửa 350 m, xong trong tháng."),
    ("Chờ cấp đổi giấy chứng nhận quá hẹn", Sector.LAND, 36, 15, "Hồ sơ đã có kết quả, mời nhận tại bộ phận một cửa."),
    ("Điểm tập kết rác gần trường học", Sector.ENVIRONMENT, 6, None, ""),
    ("Đề nghị niêm yết lại mức thu các khoản đóng góp", Sector.PROCEDURE, 25, None, ""),
)


def listen(now: dt.datetime) -> None:
    """Write it all down. Does nothing where cases stand already."""
    if Case.objects.exists():
        return
    prepare(now=now)
    _meet_voters(User.objects.get(username=_HEIR), now)
    for code, username in _OFFICES:
        unit, officer = Unit.objects.get(code=code), User.objects.get(username=username)
        _receive(unit, officer, now)
        _hear(unit, officer, now)
        _promise(unit, officer, now)


def _meet_voters(officer: User, now: dt.datetime) -> None:
    unit = Unit.objects.get(code=_VOTERS)
    for number in _YEARS:
        for month, day, when in _SESSIONS:
            row = plan_dialogue(
                unit=unit, kind=DialogueKind.VOTERS, topic=f"Tiếp xúc cử tri {when} kỳ họp, tháng {month}/{number}",
                chair="Thường trực Hội đồng nhân dân huyện", on=dt.date(number, month, day), place="", actor=officer,
                now=now,
            )  # fmt: skip
            write_dialogue(dialogue=row, people=0, questions=(), promises=(), edition=0, actor=officer, now=now)


def _receive(unit: Unit, officer: User, now: dt.datetime) -> None:
    """The days of the whole year, announced; those past are held, every sixth by a substitute."""
    begun = dt.datetime(now.year, 1, 1, 8, tzinfo=_HANOI)
    said: dict[str, Any] = {"hours": "7 giờ 30 đến 11 giờ 30", "place": f"Trụ sở {unit.name}"}
    plan_receptions(unit=unit, period=year(now.year), weekday=1, **said, actor=officer, now=begun)
    days = Reception.objects.filter(unit=unit).order_by("on")
    take_steps(RECEPTION_FLOW, days, "publish", officer, now=now)
    for place, row in enumerate(days.filter(on__lt=clock.today()), start=1):
        stands_in = place % 6 == 0
        hold_reception(
            reception=row, held_by=HeldBy.SUBSTITUTE if stands_in else HeldBy.HEAD, people=2 + place % 5,
            substitute="Phó Bí thư Thường trực" if stands_in else "",
            reason="Người đứng đầu dự họp cấp trên" if stands_in else "", actor=officer, now=now,
        )  # fmt: skip


def _hear(unit: Unit, officer: User, now: dt.datetime) -> None:
    for place, (summary, sector, ago, answered_ago, answer) in enumerate(_CASES, start=1):
        received = clock.today() - dt.timedelta(days=ago)
        case = open_case(
            unit=unit, sent=Sent("Nguyễn Thị Sáng (ví dụ)", summary, address=unit.name), channel=Channel.RECEPTION,
            received_on=received, may_publish=True, mark=f"demo-{unit.pk}-{place}", actor=officer, now=now,
        )  # fmt: skip
        by: dict[str, Any] = {"actor": officer, "now": now}
        accept_case(case=case, kind=CaseKind.FEEDBACK, sector=sector, summary=summary, is_complex=False, **by)
        if answered_ago is not None:
            day = clock.today() - dt.timedelta(days=answered_ago)
            answer_case(case=case, answer=answer, answered_on=day, answer_number="", **by)
            publish(case=case, question=f"{summary}, bao giờ giải quyết xong?", answer=answer, **by)


def _promise(unit: Unit, officer: User, now: dt.datetime) -> None:
    day = clock.today() - dt.timedelta(days=45)
    row = plan_dialogue(
        unit=unit, kind=DialogueKind.PEOPLE, topic="Giải quyết thủ tục hành chính sau sắp xếp đơn vị",
        chair="Bí thư cấp ủy", on=day, place="Nhà văn hóa", actor=officer, now=now,
    )  # fmt: skip
    asked = (Answered(1, "Đi lại xa hơn sau khi sáp nhập thì nộp hồ sơ ở đâu?", "Nộp tại điểm tiếp nhận gần nhất."),)
    promised = (
        Promised(1, "Mở thêm một điểm tiếp nhận hồ sơ", clock.today() - dt.timedelta(days=5)),
        Promised(2, "Công khai thời gian giải quyết từng thủ tục", clock.today() + dt.timedelta(days=20)),
    )
    write_dialogue(dialogue=row, people=84, questions=asked, promises=promised, edition=0, actor=officer, now=now)
