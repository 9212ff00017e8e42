"""Pages of a cell meeting: minutes, conclusions and who carries them out, points."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person
from neuguong.kit.papers import paper_file
from neuguong.kit.views import FormPage, ListPage, Page, Request
from neuguong.work.commitments.choices import Taken
from neuguong.work.commitments.services import paper_taken
from neuguong.work.study import lists, queries, rules
from neuguong.work.study.choices import SessionState, Side
from neuguong.work.study.documents import SUFFIXES, minutes_paper
from neuguong.work.study.forms import ConclusionForm, FinishForm, MinutesForm, ScoreForm
from neuguong.work.study.models import Attendance, Conclusion, Minutes, ScoreSheet, Session
from neuguong.work.study.services import SCORES, conclude, finish, score, sheet_for, write_minutes


class _OfMeeting(FormPage):
    """A form about one cell meeting."""

    template = "study/form.jinja"

    def prepare(self) -> None:
        self.session: Session = self.found(Session.objects.select_related("unit"), pk=self.kwargs["pk"])

    def back(self) -> str:
        return reverse("study:session", args=[self.session.pk])

    def extra(self) -> dict[str, Any]:
        lead = f"{self.session.title}, {self.session.on:%d/%m/%Y}"
        return {"lead": lead, "back": self.back(), "suggestions": ()}

    def people(self) -> QuerySet[Person]:
        """Who may be named: those who live in the cell and those on the roll."""
        there = Attendance.objects.filter(session=self.session).values("person")
        return Person.objects.filter(Q(home=self.session.unit_id) | Q(pk__in=there)).select_related("home")


class WriteMinutes(_OfMeeting):
    """Write agenda and minutes."""

    right = (rules.sessions, "write_minutes")
    title = _l("Chương trình và biên bản")
    submit_label = _l("Lưu biên bản")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        minutes = Minutes.objects.filter(session=self.session).select_related("chair", "clerk").first()
        return MinutesForm(data, people=self.people(), minutes=minutes)

    def act(self, cleaned: dict[str, Any]) -> str:
        write_minutes(session=self.session, **cleaned, actor=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã lưu biên bản."))
        return self.back()


class MinutesFile(Page):
    """The minutes as a paper, to be signed and kept; of a meeting to come a form to fill in by hand."""

    right = (rules.sessions, "read_minutes")

    def get(self, request: Request, pk: int, suffix: str) -> FileResponse:
        rows = Session.objects.exclude(state=SessionState.CANCELLED).select_related("unit", "theme", "period")
        session: Session = self.found(rows, pk=pk)
        if suffix not in SUFFIXES:
            raise Http404
        said = queries.minuted(session, request.user)
        named = [*(row.person_id for row in said.absent), *(one.assignee_id for one in said.conclusions)]
        answer = paper_file(minutes_paper(said), f"bien-ban {session.unit.code} {session.on}", suffix, request.now)
        paper_taken(
            unit=session.unit, year=session.period.year, paper=Taken.MINUTES, suffix=suffix, people=named,
            actor=request.user, now=request.now,
        )  # fmt: skip
        return answer


class Conclude(_OfMeeting):
    """Write down a conclusion with who carries it out by when."""

    right = (rules.sessions, "write_minutes")
    title = _l("Ghi kết luận")
    submit_label = _l("Giao việc")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return ConclusionForm(data, people=self.people())

    def act(self, cleaned: dict[str, Any]) -> str:
        made = conclude(session=self.session, **cleaned, actor=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã giao đồng chí %(who)s.") % {"who": made.assignee})
        return f"{self.back()}#ket-luan"


class Conclusions(ListPage):
    """The conclusions that the reader may see."""

    right = (rules.conclusions, "view")
    spec = lists.CONCLUSIONS

    def get_queryset(self) -> QuerySet[Conclusion]:
        return Conclusion.objects.select_related("assignee", "unit", "session")


class Finish(FormPage):
    """Say that a conclusion was carried out, or that it was not after all."""

    right = (rules.conclusions, "finish")
    form_class = FinishForm
    template = "study/form.jinja"
    title = _l("Kết quả thực hiện kết luận")
    submit_label = _l("Ghi lại")

    def prepare(self) -> None:
        self.row: Conclusion = self.found(Conclusion.objects.select_related("session"), pk=self.kwargs["pk"])

    def initial(self) -> dict[str, Any]:
        return {"done_on": self.row.done_on or self.request.today, "result": self.row.result}

    def extra(self) -> dict[str, Any]:
        return {"lead": self.row.text, "back": self._back(), "suggestions": ()}

    def _back(self) -> str:
        is_keeper = rules.sessions.can(self.request.user, "view", self.row.session)
        return reverse("study:session", args=[self.row.session_id]) if is_keeper else reverse("study:conclusions")

    def act(self, cleaned: dict[str, Any]) -> str:
        finish(conclusion=self.row, **cleaned, actor=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã ghi kết quả."))
        return self._back()


class Score(_OfMeeting):
    """Give a meeting its points, for the side that the reader stands on."""

    right = (rules.sessions, "view")
    title = _l("Chấm điểm buổi sinh hoạt")
    submit_label = _l("Ghi điểm")

    def prepare(self) -> None:
        super().prepare()
        user = self.request.user
        sides = [side for side, action in SCORES.items() if rules.sessions.can(user, action, self.session)]
        if not sides:
            raise PermissionDenied
        self.side: Side = sides[0]
        if self.request.method == "GET" and self.session.scorings.count() == len(Side):
            raise Http404(_("Buổi này đã có đủ phiếu chấm của hai bên."))  # what is sent is refused with all its words

    @cached_property
    def sheet(self) -> ScoreSheet:
        """The sheet of the day; 404, with a sentence, if there is none."""
        try:
            return sheet_for(self.session)
        except ValidationError as error:
            raise Http404(" ".join(error.messages)) from error

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        given = self.session.scorings.filter(side=self.side).first()
        self.form = ScoreForm(data, sheet=self.sheet, given=given)
        return self.form

    def saved(self) -> tuple[int, list[tuple[Any, Any]]]:
        given = self.session.scorings.select_related("scored_by").get(side=self.side)
        points = [(f"{one.number}. {one.text}", given.points.get(str(one.number))) for one in self.form.criteria]
        return given.edition, [(_("Người chấm"), given.scored_by), *points, (_("Nhận xét"), given.comment)]

    def extra(self) -> dict[str, Any]:
        words = {"side": self.side.label, "basis": self.sheet.basis}
        lead = _("%(side)s. Căn cứ: %(basis)s.") % words
        if not self.sheet.is_verified:
            lead += " " + _("Căn cứ này chưa được đối chiếu với văn bản gốc.")
        return super().extra() | {"lead": lead}

    def act(self, cleaned: dict[str, Any]) -> str:
        made = score(
            session=self.session, side=self.side, points=self.form.points(), comment=cleaned["comment"],
            edition=cleaned["edition"], actor=self.request.user, now=self.request.now,
        )  # fmt: skip
        words = {"total": made.total, "rating": str(made.get_rating_display()).lower()}
        messages.success(self.request, _("Đã ghi %(total)s điểm, xếp loại %(rating)s.") % words)
        return f"{self.back()}#cham-diem"


def meeting_context(session: Session, user: Any) -> dict[str, Any]:
    """What the page of a session shows of it as a cell meeting, as far as the reader may know."""
    is_read = rules.sessions.can(user, "read_minutes", session)
    rows = rules.conclusions.visible(session.conclusions.select_related("assignee"), user).order_by("number")
    mine = rules.conclusions.abilities(rows, user, ["finish"])
    return {
        "is_meeting": True,
        "minutes": Minutes.objects.filter(session=session).select_related("chair", "clerk").first()
        if is_read
        else None,
        "conclusions": list(mine),
        "scorings": queries.scorings_shown(session, user),
        "papers": [(one.upper(), reverse("study:minutes_file", args=[session.pk, one])) for one in SUFFIXES]
        if is_read and session.state != SessionState.CANCELLED
        else [],
        "can_write": rules.sessions.can(user, "write_minutes", session),
        "can_score": any(rules.sessions.can(user, action, session) for action in SCORES.values())
        and session.scorings.count() < len(Side),
    }
