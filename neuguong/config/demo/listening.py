"""What the demo's offices hear: meetings with voters, reception days of their heads, cases in every state, dialogues.

No workbook brings who sent a case, so each goes through the door that the office itself would use. The twenty meetings
of Hải Hà with voters stand in its council's register (`overseeing`): here they are the same twenty, each with its day
and with who came. The rest is made up.
"""

import datetime as dt
import tomllib
from collections.abc import Callable
from typing import Any

from django.conf import settings

from neuguong.base.accounts.models import User
from neuguong.base.journal.services import take_step, take_steps
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.queries import year
from neuguong.kit import clock
from neuguong.work.dialogues.choices import CaseKind, Channel, DialogueKind, HeldBy
from neuguong.work.dialogues.flow import CASE_FLOW, RECEPTION_FLOW
from neuguong.work.dialogues.models import Case, Dialogue, Promise, Reception
from neuguong.work.dialogues.services import (
    Answered,
    Promised,
    Sent,
    accept_case,
    answer_case,
    escalate,
    finish_promise,
    hold_reception,
    merge_case,
    open_case,
    plan_dialogue,
    plan_receptions,
    prepare,
    publish,
    rate,
    refuse_case,
    transfer_case,
    write_dialogue,
)
from neuguong.work.oversight.choices import VisitKind
from neuguong.work.oversight.models import Visit

CONTENT = settings.BASE_DIR / "demo" / "content" / "don-thu.toml"
DAY = dt.timedelta(days=1)
RECEIVING = 2  # so many of the offices keep reception days
_HANOI = dt.timezone(dt.timedelta(hours=7))


def listen(now: dt.datetime) -> None:
    """Write it all down, after the council's register. Does nothing where cases stand already."""
    if Case.objects.exists():
        return
    prepare(now=now)
    told = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    _meet_voters(told["tiep_xuc"], now)
    for place, office in enumerate(told["noi"]):
        unit, by = _office(office, now)
        if place < RECEIVING:
            _receive(unit, **by)
        for number, one in enumerate(office["vu_viec"], start=1):
            _hear(unit, Sent(told["nguoi_gui"], one["tom_tat"], address=unit.name), number, one, by)
    for one in told["doi_thoai"]:
        _talk(one, *_office(one, now))
    escalate(today=clock.today(), now=now)


def _office(told: dict[str, Any], now: dt.datetime) -> tuple[Unit, dict[str, Any]]:
    officer = User.objects.get(username=told["nguoi"])
    return Unit.objects.get(code=told["don_vi"]), {"actor": officer, "now": now}


def _ago(days: int) -> dt.date:
    return clock.today() - days * DAY


def _meet_voters(told: dict[str, Any], now: dt.datetime) -> None:
    by: dict[str, Any] = {"actor": User.objects.get(username=told["nguoi"]), "now": now}
    for visit in Visit.objects.filter(kind=VisitKind.VOTERS).select_related("body").order_by("held_on"):
        assert visit.held_on  # the register has its day
        row = plan_dialogue(
            unit=visit.body, kind=DialogueKind.VOTERS, topic=visit.theme, chair=told["chu_tri"], on=visit.held_on,
            place=visit.place, **by,
        )  # fmt: skip
        write_dialogue(dialogue=row, people=visit.attended or 0, questions=(), promises=(), edition=0, **by)


def _receive(unit: Unit, *, actor: User, now: dt.datetime) -> None:
    """The days of the whole year, announced; those past are held, every sixth by a substitute."""
    begun = dt.datetime(now.year, 1, 1, 8, tzinfo=_HANOI)
    said: dict[str, Any] = {"hours": "7 giờ 30 đến 11 giờ 30", "place": f"Trụ sở {unit.name}"}
    plan_receptions(unit=unit, period=year(now.year), weekday=1, **said, actor=actor, now=begun)
    days = Reception.objects.filter(unit=unit).order_by("on")
    take_steps(RECEPTION_FLOW, days, "publish", actor, now=now)
    for place, row in enumerate(days.filter(on__lt=clock.today()), start=1):
        stands_in = place % 6 == 0
        hold_reception(
            reception=row, held_by=HeldBy.SUBSTITUTE if stands_in else HeldBy.HEAD, people=2 + place % 5,
            substitute="Phó Bí thư Thường trực" if stands_in else "",
            reason="Người đứng đầu dự họp cấp trên" if stands_in else "", actor=actor, now=now,
        )  # fmt: skip


def _hear(unit: Unit, sent: Sent, number: int, told: dict[str, Any], by: dict[str, Any]) -> None:
    """One case, taken in and brought to where it stands."""
    case = open_case(
        unit=unit, sent=sent, channel=Channel.POST if told.get("moi") else Channel.RECEPTION,
        received_on=_ago(told["truoc"]), may_publish="hoi" in told, mark=f"demo-{unit.pk}-{number}", **by,
    )  # fmt: skip
    if told.get("moi"):
        return
    accept_case(
        case=case, kind=told.get("loai", CaseKind.FEEDBACK), sector=told["linh_vuc"], summary=told["tom_tat"],
        is_complex=told.get("phuc_tap", False), **by,
    )  # fmt: skip
    for word, act in _ACTS.items():
        if word in told:
            act(case, told, by)


def _answer(case: Case, told: dict[str, Any], by: dict[str, Any]) -> None:
    row = answer_case(case=case, answer=told["tra_loi"], answered_on=_ago(told["xong"]), answer_number="", **by)
    if "hoi" in told:
        publish(case=row, question=told["hoi"], answer=told["tra_loi"], edition=row.edition, **by)
    rate(case=case, rating=told["hai_long"])


def _pause(case: Case, told: dict[str, Any], by: dict[str, Any]) -> None:
    take_step(CASE_FLOW, case, "pause", by["actor"], told["dung"], now=by["now"])


def _transfer(case: Case, told: dict[str, Any], by: dict[str, Any]) -> None:
    transfer_case(case=case, unit=Unit.objects.get(code=told["chuyen"]), reason=told["ly_do"], **by)


def _merge(case: Case, told: dict[str, Any], by: dict[str, Any]) -> None:
    merge_case(case=case, into=Case.objects.get(unit=case.unit, summary=told["nhu"]), **by)


def _refuse(case: Case, told: dict[str, Any], by: dict[str, Any]) -> None:
    refuse_case(case=case, reason=told["tra_lai"], **by)


_ACTS: dict[str, Callable[[Case, dict[str, Any], dict[str, Any]], None]] = {
    "xong": _answer,
    "dung": _pause,
    "chuyen": _transfer,
    "nhu": _merge,
    "tra_lai": _refuse,
}


def _talk(told: dict[str, Any], unit: Unit, by: dict[str, Any]) -> None:
    """A dialogue: one that is to come is planned; one that was held has its questions and promises, kept or open."""
    row = plan_dialogue(
        unit=unit, kind=told.get("loai", DialogueKind.PEOPLE), topic=told["chu_de"], chair=told["chu_tri"],
        on=_ago(told["truoc"]), place="Nhà văn hóa", **by,
    )  # fmt: skip
    if told["truoc"] > 0:
        asked = [Answered(number, *pair) for number, pair in enumerate(told["hoi_dap"], start=1)]
        promised = [
            Promised(number, one["viec"], _ago(-one["han"])) for number, one in enumerate(told["viec_hua"], start=1)
        ]
        write_dialogue(dialogue=row, people=told["du"], questions=asked, promises=promised, edition=0, **by)
        _keep(row, told["viec_hua"], by)


def _keep(row: Dialogue, told: list[dict[str, Any]], by: dict[str, Any]) -> None:
    for promise, one in zip(Promise.objects.filter(dialogue=row).order_by("number"), told, strict=True):
        if "xong" in one:
            finish_promise(promise=promise, done_on=_ago(one["xong"]), result=one["da_lam"], edition=0, **by)
