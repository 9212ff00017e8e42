"""Everything that is kept about a person, for herself, and on paper for one without a login."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from neuguong.base.consents import queries as consents
from neuguong.base.consents.choices import Purpose
from neuguong.base.consents.lists import TONES
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Person
from neuguong.base.orgs.services import look_at_person
from neuguong.fronts.desk import rules
from neuguong.fronts.desk.documents import data_archive
from neuguong.fronts.desk.queries import data_of
from neuguong.kit.policy import capacity
from neuguong.kit.views import SIGNED_IN, Page, Request, page

SHOWN = 20


@method_decorator(never_cache, name="dispatch")
class MyData(Page):
    """What is kept about the reader, where from, who looked; what she agreed to and asked."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        user: Any = request.user
        person = own_person(user)
        context = {"is_own": True, "parts": data_of(person, user, most=SHOWN), **_asked(person, request)}
        return page(request, "desk/data.jinja", context)


@method_decorator(never_cache, name="dispatch")
class Download(Page):
    """All of it as one ZIP: JSON, a workbook, and the files that she uploaded."""

    right = SIGNED_IN

    def get(self, request: Request) -> FileResponse:
        user: Any = request.user
        person = own_person(user)
        if person is not None:
            record(person, "download_data", actor=user, now=request.now)
        stream = data_archive(data_of(person, user), user, request.now)
        return FileResponse(stream, as_attachment=True, filename=f"du-lieu-cua-toi-{request.today:%Y%m%d}.zip")


@method_decorator(never_cache, name="dispatch")
class DataOf(Page):
    """The same sheet for somebody who does not sign in, printed and handed to her by who keeps her cell's people."""

    right = (rules.speaking, "speak")

    def get(self, request: Request, pk: int) -> HttpResponse:
        reader: Any = request.user
        held = capacity(rules.speaking.rule("speak"), reader)
        person: Any = self.found(_people().annotate(held_as=held), pk=pk)
        if person.user_id == request.user.pk:
            return HttpResponseRedirect(reverse("desk:my_data"))
        look_at_person(person=person, by=request.user, now=request.now, capacity=person.held_as, step="print_data")
        sees = rules.records.can(request.user, "view", person)
        parts = data_of(person, person.user, most=SHOWN, sees_sensitive=sees, keeper=reader)
        return page(request, "desk/data.jinja", {"is_own": False, "parts": parts, **_asked(person, request)})


def _people() -> QuerySet[Person]:
    return Person.objects.select_related("home", "user")


def own_person(user: Any) -> Person | None:
    """The person that a login belongs to."""
    return _people().filter(user=user).first()


def _asked(person: Person | None, request: Request) -> dict[str, Any]:
    """What the person may agree to, and what she asked, with the clocks that run."""
    if person is None:
        return {"person": None, "consents": [], "requests": []}
    given = {one.purpose: one for one in consents.in_force(request.now).filter(person=person)}
    asked = list(consents.requests_of(person))
    clocks = consents.running(asked, request.today)
    offered = consents.wordings(request.today)
    return {
        "person": person,
        "consents": [(one, Purpose(one.purpose).label, given.get(one.purpose)) for one in offered],
        "requests": [(one, TONES[one.state], clocks.get(one.pk)) for one in asked],
    }
