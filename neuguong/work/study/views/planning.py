"""Pages on which themes are set, sessions planned and people called together."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from neuguong.base.files.services import store
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import children
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import number
from neuguong.kit.views import FormPage, require
from neuguong.work.programmes.queries import in_force, living
from neuguong.work.study import queries, rules
from neuguong.work.study.choices import Audience, SessionKind
from neuguong.work.study.forms import (
    EditSessionForm,
    InviteForm,
    InvitePersonForm,
    MakeUpForm,
    MaterialForm,
    SessionForm,
    ThemeForm,
    UnitField,
)
from neuguong.work.study.models import Session, Theme
from neuguong.work.study.services import (
    add_material,
    change_session,
    invite,
    invite_people,
    make_up,
    plan_session,
    set_theme,
)

SUGGESTED = 200
_CELLS = (UnitKind.BASE_CELL, UnitKind.SUB_CELL)


class _StudyForm(FormPage):
    """A form of this slice, with a way out and, where a unit is typed, suggestions."""

    template = "study/form.jinja"
    lead = ""

    def back(self) -> str:
        return reverse("study:list")

    def extra(self) -> dict[str, Any]:
        return {"lead": self.lead, "back": self.back(), "suggestions": ()}


class _AtMyUnits(_StudyForm):
    """A form about one of the units at which the reader may do the page's action; 403 if there is none."""

    units: QuerySet[Unit]

    def prepare(self) -> None:
        self.units = living(self.allowed(Unit.objects.all()), self.request.today)
        require(self.units.exists())
        self.year = periods.containing(self.request.today, "YEAR")


class AddTheme(_AtMyUnits):
    """Set a theme for one's own committee and everything under it."""

    right = (rules.units, "set_theme")
    title = _l("Đặt chuyên đề học tập")
    submit_label = _l("Đặt chuyên đề")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        ids = [one.pk for one in periods.years()]
        asked = {"unit": self.units.first(), "period": self.year}
        return ThemeForm(
            data,
            units=self.units,
            programmes=in_force(self.year.year),
            periods=Period.objects.filter(pk__in=ids).order_by("-year"),
            initial={**asked, "programme": self.request.GET.get("chuong-trinh")},
        )

    def act(self, cleaned: dict[str, Any]) -> str:
        made = set_theme(**cleaned, actor=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã đặt chuyên đề. Việc tiếp theo: thêm tài liệu và lên lịch các buổi học."))
        return reverse("study:theme", args=[made.pk])


class AddMaterial(_StudyForm):
    """Give a theme a material."""

    right = (rules.themes, "write")
    form_class = MaterialForm
    title = _l("Thêm tài liệu học tập")
    submit_label = _l("Thêm tài liệu")

    def prepare(self) -> None:
        self.theme: Theme = self.found(Theme.objects.all(), pk=self.kwargs["pk"])
        self.lead = self.theme.title

    def back(self) -> str:
        return reverse("study:theme", args=[self.theme.pk])

    def act(self, cleaned: dict[str, Any]) -> str:
        user, now, sent = self.request.user, self.request.now, cleaned["file"]
        file = store(stream=sent, name=sent.name, actor=user, now=now)
        add_material(theme=self.theme, file=file, note=cleaned["note"], actor=user, now=now)
        messages.success(self.request, _("Đã thêm tài liệu “%(name)s”.") % {"name": file.name})
        return self.back()


class AddSession(_AtMyUnits):
    """Plan a session of one's own unit."""

    right = (rules.units, "call_together")
    title = _l("Lên lịch buổi học tập, sinh hoạt")
    submit_label = _l("Lên lịch")

    def back(self) -> str:
        return reverse("study:sessions")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        first = self.units.first()
        kind = SessionKind.CELL_MEETING if first and first.kind in _CELLS else SessionKind.CONFERENCE
        asked = {"unit": first, "kind": kind, "theme": self.request.GET.get("chuyen-de"), "on": self.request.today}
        themes = queries.themes_for(self.units, self.year)
        return SessionForm(data, units=self.units, themes=themes, initial=asked)

    def act(self, cleaned: dict[str, Any]) -> str:
        made = plan_session(**cleaned, actor=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã lên lịch. Việc tiếp theo: mời người dự."))
        return reverse("study:invite", args=[made.pk])


class _OfSession(_StudyForm):
    """A form about one session."""

    def prepare(self) -> None:
        self.session: Session = self.found(
            Session.objects.select_related("unit", "theme", "period"), pk=self.kwargs["pk"]
        )
        self.lead = f"{self.session.title}, {self.session.on:%d/%m/%Y}"

    def back(self) -> str:
        return reverse("study:session", args=[self.session.pk])

    def say_invited(self, fresh: int) -> None:
        if fresh:
            words = ngettext("Đã mời thêm %(n)s đồng chí.", "Đã mời thêm %(n)s đồng chí.", fresh)
            messages.success(self.request, words % {"n": number(fresh)})
        else:
            messages.info(self.request, _("Những đồng chí này đã được mời từ trước."))


class EditSession(_OfSession):
    """Move a planned session, or write it anew."""

    right = (rules.sessions, "change")
    title = _l("Sửa, dời buổi")
    submit_label = _l("Lưu và báo người được mời")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        row = self.session
        home = Unit.objects.filter(pk=row.unit_id)
        themes = None if row.attendances.exists() else queries.themes_for(home, row.period)
        kept = {name: getattr(row, name) for name in ("title", "theme", "on", "starts_at")}
        places = "\n".join(row.places.values_list("name", flat=True))
        return EditSessionForm(data, themes=themes, initial={**kept, "places": places})

    def act(self, cleaned: dict[str, Any]) -> str:
        given = {"theme": self.session.theme, **cleaned}
        changes = change_session(session=self.session, **given, actor=self.request.user, now=self.request.now)
        words = _("Đã lưu và báo cho những đồng chí được mời.") if changes else _("Không có gì thay đổi.")
        messages.success(self.request, words)
        return self.back()


class Invite(_OfSession):
    """Call together a branch of the tree."""

    right = (rules.sessions, "invite")
    title = _l("Mời dự theo cây tổ chức")
    submit_label = _l("Mời dự")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        reached = rules.units.visible(Unit.objects.all(), self.request.user, "invite")
        asked = {"unit": self.session.unit, "audience": Audience.MEMBERS}
        return InviteForm(data, units=reached, places=self.session.places.all(), initial=asked)

    def extra(self) -> dict[str, Any]:
        near = children(self.session.unit_id, self.request.today)[:SUGGESTED]
        return super().extra() | {"suggestions": [UnitField.say(unit) for unit in (self.session.unit, *near)]}

    def act(self, cleaned: dict[str, Any]) -> str:
        self.say_invited(invite(session=self.session, **cleaned, actor=self.request.user, now=self.request.now))
        return self.back()


class InvitePerson(_OfSession):
    """Call together one person by name."""

    right = (rules.sessions, "invite")
    title = _l("Mời thêm một đồng chí")
    submit_label = _l("Mời dự")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        people = queries.invitable(self.request.user)
        return InvitePersonForm(data, people=people, places=self.session.places.all())

    def act(self, cleaned: dict[str, Any]) -> str:
        people, place = [cleaned["person"]], cleaned.get("place")
        request = self.request
        self.say_invited(
            invite_people(session=self.session, people=people, place=place, actor=request.user, now=request.now)
        )
        return self.back()


class MakeUp(_OfSession):
    """A day on which those who missed the session make up for it."""

    right = (rules.sessions, "make_up")
    form_class = MakeUpForm
    title = _l("Tổ chức học bù")
    submit_label = _l("Lên lịch học bù")

    def act(self, cleaned: dict[str, Any]) -> str:
        made = make_up(session=self.session, **cleaned, actor=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã lên lịch học bù và mời những đồng chí đã vắng."))
        return reverse("study:session", args=[made.pk])
