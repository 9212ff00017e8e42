"""Three places with one of everything, so that a crawl can ask for what is its own, its sibling's and a stranger's.

Every row of a place has the same number (say 3000, 3100, 3200), so that one number in an address asks for all of them;
and every text has a word of its own (`Planted.words`), so that what leaks is recognised by what it says.
"""

import datetime as dt
import io
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model

from neuguong.base.access.models import Delegation, Grant
from neuguong.base.accounts.models import User
from neuguong.base.consents.models import DataRequest
from neuguong.base.consents.services import ask
from neuguong.base.figures.models import FigureCode, Seal
from neuguong.base.files.models import StoredFile
from neuguong.base.files.services import attach, store
from neuguong.base.notices.models import Notice, NoticeKind
from neuguong.base.notices.services import tell
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.services import add_person, link_user
from neuguong.base.periods.models import Period
from neuguong.base.reorganisations.models import Change, Reorganisation
from neuguong.work.commitments.choices import ItemStatus, State
from neuguong.work.commitments.models import Commitment, Decision, Item, Obstacle, Progress
from neuguong.work.denunciations.content import Told
from neuguong.work.denunciations.models import Trust
from neuguong.work.denunciations.services import receive
from neuguong.work.dialogues.models import Case, Dialogue, Promise, Reception, Sender
from neuguong.work.dialogues.services import prepare as load_dialogue_rules
from neuguong.work.indicators.models import Indicator, Procedure, ProcedureTime, Restatement, Value
from neuguong.work.oversight.models import Draw, Finding, Plan, Visit
from neuguong.work.programmes.models import ConductCode, Document, Movement, MovementModel, Programme
from neuguong.work.reports.models import Report, ReportState
from neuguong.work.study.models import Attendance, Conclusion, Minutes, Session, Theme
from tests.cast import SINCE, TODAY, Cast

PLACES = {"own": "thon-dong", "sibling": "thon-tay", "foreign": "thon-nam"}
_TABLES = (
    "orgs_person", "accounts_user", "access_grant", "access_delegation", "commitments_commitment", "commitments_item",
    "commitments_progress", "commitments_decision", "files_storedfile", "files_attachment", "reports_report",
    "notices_notice", "consents_datarequest", "reorganisations_reorganisation", "reorganisations_change",
    "figures_seal", "figures_figurecode",
    "dialogues_case", "dialogues_reception", "dialogues_dialogue", "dialogues_promise",
    "commitments_obstacle", "oversight_plan", "oversight_visit", "oversight_finding", "oversight_draw",
    "indicators_proceduretime", "indicators_indicator", "indicators_value", "indicators_restatement",
    "programmes_conductcode", "programmes_movement", "programmes_movementmodel", "denunciations_denunciation",
    "denunciations_evidence", "denunciations_trust",
    "study_theme", "study_session", "study_attendance", "study_conclusion",
)  # fmt: skip


@dataclass
class Planted:
    """The objects of a place by kind, and the word that only that object says."""

    number: int
    unit: Unit
    rows: dict[str, Model] = field(default_factory=dict)

    def word(self, kind: str) -> str:
        return f"zq{kind}{self.number}"

    @property
    def code(self) -> str:
        """The code of a figure of the place."""
        return f"CODE{self.number % 10_000:04}"

    @property
    def words(self) -> dict[str, Model]:
        """The words of the place, each with the object that it stands in."""
        return {self.word(kind): row for kind, row in self.rows.items()}


def plant(cast: Cast) -> dict[str, Planted]:
    """One of everything in each place."""
    load_dialogue_rules(now=cast.now)
    found, first = {}, _unused()
    for at, (name, unit) in enumerate(PLACES.items()):
        number = first + 100 * at
        with connection.cursor() as cursor:
            for table in _TABLES:
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {number}, false)")
        found[name] = _plant(cast, Planted(number, cast.unit(unit)))
    return found


def _unused() -> int:
    """A number from which on no table has rows: sequences go on from test to test."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_value) FROM pg_sequences WHERE schemaname = 'public'")
        (last,) = cursor.fetchone() or (0,)
    return (int(last or 0) // 1000 + 1) * 1000


def _plant(cast: Cast, at: Planted) -> Planted:
    person = add_person(code=f"BS-{at.number}", full_name=f"Vàng {at.word('person')}", home=at.unit, since=SINCE)
    user = User.objects.create_user(f"u{at.number}", "mat-khau-thu-1", display_name=person.full_name)
    link_user(person=person, user=user)
    at.rows |= {"person": Person.objects.get(pk=person.pk)}
    row = _registration(cast, at, person, 2026, State.APPROVED, "deed")
    _registration(cast, at, person, 2025, State.DRAFT, "draft")
    _carried_out(cast, at, row, user)
    _papers(cast, at, person, user)
    _sealed(cast, at)
    _drawn_up(cast, at, user)
    _procedure(cast, at)
    _closed(cast, at, user)
    _conduct(cast, at)
    _entered(cast, at, user)
    _overseen(cast, at, row)
    _heard(cast, at)
    _studied(cast, at, person)
    return at


def _registration(cast: Cast, at: Planted, person: Person, year: int, state: str, kind: str) -> Commitment:
    row = Commitment.objects.create(
        code=f"{year}-{at.number}", kind="INDIVIDUAL", period=cast.years[year], unit=at.unit, person=person,
        decider_unit=at.unit, state=state, due_on=dt.date(year, 2, 28), shortcomings=at.word(kind),
        supervisor=cast.unit("ubkt"),
    )  # fmt: skip
    Item.objects.create(
        commitment=row, unit=at.unit, period=row.period, number=1, deed=f"Việc {at.word(kind)}", due_on=TODAY,
        status=ItemStatus.OPEN if state == State.APPROVED else ItemStatus.PLANNED,
    )  # fmt: skip
    at.rows[kind] = row
    return row


def _carried_out(cast: Cast, at: Planted, row: Commitment, user: User) -> None:
    progress = Progress.objects.create(
        item=row.items.get(), unit=at.unit, period=cast.quarters[2026, 3], text=f"Đã làm {at.word('result')}",
        recorded_on=TODAY, recorded_by=user,
    )  # fmt: skip
    file = _file(cast, at, user)
    attach(file=file, obj=progress)
    decision = Decision.objects.create(
        kind="APPROVE", unit=at.unit, meeting_on=TODAY, number=at.word("decision"), made_at=cast.now
    )
    Commitment.objects.filter(pk=row.pk).update(approval=decision)
    at.rows |= {"result": row, "file": file, "decision": decision}


def _sealed(cast: Cast, at: Planted) -> None:
    year = cast.years[2025]
    at.rows["seal"] = Seal.objects.create(
        unit=at.unit, period=year, tree_on=year.tree_on, cubes=[], totals=[], rows=0, digest="0" * 64, version=1,
        sealed_by=cast.users["quang"], sealed_at=cast.now, note=at.word("seal"),
    )  # fmt: skip
    FigureCode.objects.create(code=at.code, measure="should", unit=at.unit, period=year)


def _drawn_up(cast: Cast, at: Planted, user: User) -> None:
    batch = Reorganisation.objects.create(
        unit=at.unit, title=at.word("batch"), decision="1", signed_on=TODAY, on=TODAY, made_by=user
    )
    Change.objects.create(reorganisation=batch, number=1, kind="RENAME", unit_code=at.unit.code, name=at.word("batch"))
    at.rows["batch"] = batch


def _overseen(cast: Cast, at: Planted, row: Commitment) -> None:
    """What the province looked at there, and what is blocked there."""
    body, year = cast.unit("bac-son"), cast.years[2026]
    plan = Plan.objects.create(
        unit=body, body_kind="COMMITTEE", period=year, title=at.word("plan"), themes="x", state="ISSUED", number="1",
        issued_on=TODAY,
    )  # fmt: skip
    visit = Visit.objects.create(
        plan=plan, body=body, body_kind="COMMITTEE", kind="INSPECTION", unit=at.unit, period=year,
        theme=at.word("visit"), planned_on=TODAY, held_on=TODAY, conclusion="x", state="CONCLUDED",
    )  # fmt: skip
    finding = Finding.objects.create(
        visit=visit, number=1, body=body, unit=at.unit, period=year, text=at.word("finding"), recommendation="x",
        due_on=TODAY, state="OPEN",
    )  # fmt: skip
    draw = Draw.objects.create(
        plan=plan, seed=at.word("draw"), root=at.unit, unit_kind="SUB_CELL", count=1, theme="x", planned_on=TODAY,
        seeded_at=cast.now,
    )  # fmt: skip
    obstacle = Obstacle.objects.create(
        commitment=row, item=row.items.get(), unit=at.unit, period=year, what=at.word("obstacle"), need="x",
        needed_by=TODAY, asked=body, owes=body, answer_due=TODAY, raised_on=TODAY,
    )  # fmt: skip
    at.rows |= {"plan": plan, "visit": visit, "finding": finding, "draw": draw, "obstacle": obstacle}


def _procedure(cast: Cast, at: Planted) -> None:
    procedure = Procedure.objects.create(
        code=at.word("code"), name=at.word("procedure"), sector="Xây dựng", level=5, unit=at.unit, sort_key="x"
    )
    at.rows["procedure"] = ProcedureTime.objects.create(
        procedure=procedure, unit=at.unit, period=cast.years[2026], statutory_days=10, committed_days=5
    )


def _closed(cast: Cast, at: Planted, user: User) -> None:
    """A denunciation whose handler is entrusted by a decision; no role opens it."""
    trust = Trust.objects.create(
        user=user, unit=at.unit, valid=(SINCE, None), decision="1", signed_on=SINCE, signer="A",
        given_by=cast.users["thuy"],
    )  # fmt: skip
    told = Told(matter=at.word("denunciation"), accused=at.word("denunciation"), is_anonymous=True)
    at.rows["denunciation"] = receive(
        unit=at.unit, told=told, received_on=TODAY, key=uuid.uuid4(), actor=trust.user, now=cast.now
    )


def _conduct(cast: Cast, at: Planted) -> None:
    """A code that is being drawn up, and a model of a movement."""
    year = cast.years[2026]
    paper = Document.objects.create(
        kind="DECISION", number=f"{at.number}-QĐ", number_key=f"{at.number}-QĐ", summary="x", unit=at.unit,
        issued_on=TODAY, period=year,
    )  # fmt: skip
    at.rows["conduct"] = ConductCode.objects.create(
        title=at.word("conduct"), unit=at.unit, document=paper, period=year, due_on=TODAY
    )
    movement = Movement.objects.create(
        title=f"Phong trào {at.number}", organisation="WOMEN", unit=at.unit, period=year, starts_on=TODAY
    )
    at.rows["model"] = MovementModel.objects.create(
        movement=movement, unit=at.unit, period=year, organisation="WOMEN", name=at.word("model"), since=TODAY
    )


def _entered(cast: Cast, at: Planted, user: User) -> None:
    """A number that is still being written, in a period of the same number."""
    issuer, calendar = cast.unit("bac-son"), cast.years[2025].calendar
    period = Period.objects.create(
        pk=at.number, calendar=calendar, kind="QUARTER", year=1900 + at.number // 100 % 100, number=1,
        starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2024, 3, 31), tree_on=dt.date(2024, 3, 31),
    )  # fmt: skip
    indicator = Indicator.objects.create(
        code=f"ct-{at.number}", name="Chỉ tiêu", kind="COUNT", every="QUARTER", issuer=issuer, valid=(SINCE, None),
        sort_key="x",
    )  # fmt: skip
    value = Value.objects.create(
        indicator=indicator, unit=at.unit, period=period, state="DRAFT", amount=7, explanation=at.word("number"),
        due_on=TODAY, decider_unit=issuer, entered_by=user,
    )  # fmt: skip
    correction = Restatement.objects.create(
        value=value, old_amount=7, amount=8, reason=at.word("correction"), asked_by=user, asked_at=cast.now
    )
    at.rows |= {"number": value, "correction": correction}


def _heard(cast: Cast, at: Planted) -> None:
    """A case with its sender, a reception day, a dialogue with a promise."""
    year = {"unit": at.unit, "period": cast.years[2026]}
    case = Case.objects.create(
        intake_unit=at.unit, channel="DESK", received_on=TODAY, due_on=TODAY, summary=at.word("case"), **year
    )
    sender = Sender.objects.create(
        case=case, code=f"CODE{at.number:08}", full_name=at.word("sender"), words=at.word("sender")
    )
    reception = Reception.objects.create(on=TODAY, hours="x", place=at.word("reception"), **year)
    dialogue = Dialogue.objects.create(kind="TOPIC", topic=at.word("dialogue"), chair="x", on=TODAY, **year)
    promise = Promise.objects.create(dialogue=dialogue, number=1, text=at.word("promise"), due_on=TODAY, **year)
    at.rows |= {
        "case": case, "sender": sender, "reception": reception, "dialogue": dialogue, "promise": promise,
    }  # fmt: skip


def _studied(cast: Cast, at: Planted, person: Person) -> None:
    """A cell meeting with its minutes, its roll and a task."""
    issuer, year = cast.unit("bac-son"), cast.years[2026]
    programme, _new = Programme.objects.get_or_create(kind="DIRECTIVE", title="Chỉ thị", issuer=issuer, first_year=2026)
    theme = Theme.objects.create(programme=programme, unit=issuer, period=year, title=f"Chuyên đề {at.number}")
    session = Session.objects.create(
        code=f"b-{at.number}", kind="CELL_MEETING", unit=at.unit, period=year, theme=theme, on=TODAY, state="HELD",
        title=at.word("session"),
    )  # fmt: skip
    Attendance.objects.create(
        session=session, person=person, unit=at.unit, period=year, theme=theme, kind=session.kind, status="ABSENT"
    )
    task = Conclusion.objects.create(
        session=session, unit=at.unit, period=year, number=1, text=at.word("task"), assignee=person, due_on=TODAY
    )
    minutes = Minutes.objects.create(session=session, agenda=at.word("minutes"))
    at.rows |= {"session": session, "task": task, "minutes": minutes}


def _file(cast: Cast, at: Planted, user: User) -> StoredFile:
    png = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
    return store(stream=io.BytesIO(png), name=f"{at.word('file')}.png", actor=user, now=cast.now)


def _papers(cast: Cast, at: Planted, person: Person, user: User) -> None:
    said: dict[str, Any] = {"kind": NoticeKind.TO_DO, "key": "x", "href": "/ky/", "now": cast.now}
    tell(users=[user.pk], text=at.word("notice"), **said)
    report = Report.objects.create(
        unit=at.unit,
        period=cast.years[2026],
        state=ReportState.DRAFT,
        situation=at.word("report"),
        due_on=TODAY,
        first_due_on=TODAY,
    )
    request = ask(person=person, kind="CORRECT", words=at.word("request"), by=user, now=cast.now)
    grant = Grant.objects.create(user=user, role="VIEWER", unit=at.unit, valid=(SINCE, None), title=at.word("grant"))
    Delegation.objects.create(
        grant=grant, to=user, valid=(TODAY, TODAY + dt.timedelta(days=9)), decision=at.word("lent"), made_by=user
    )
    at.rows |= {
        "report": report,
        "request": DataRequest.objects.get(pk=request.pk),
        "grant": grant,
        "notice": Notice.objects.get(user=user),
    }
