"""People: the list, one person with posts, cells and registrations, and the move to another cell."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import within
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.services import look_at_person, transfer_member
from neuguong.fronts.desk import rules
from neuguong.fronts.desk.forms import TransferForm
from neuguong.fronts.desk.lists import PEOPLE
from neuguong.kit.policy import capacity
from neuguong.kit.views import FormPage, ListPage, Page, Request, page
from neuguong.work.commitments.lists import TONES
from neuguong.work.commitments.queries import listed


class PeopleList(ListPage):
    """Everybody one may look at."""

    right = (rules.people, "view")
    spec = PEOPLE
    title = _l("Danh sách người")

    def get_queryset(self) -> QuerySet[Person]:
        return Person.objects.select_related("home", "user")


class PersonPage(Page):
    """One person: posts and cells with their dates, registrations by year. She is told who looked, on her own page."""

    right = (rules.people, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        held = capacity(rules.people.rule("view"), request.user)
        person: Any = self.found(Person.objects.select_related("home", "user").annotate(held_as=held), pk=pk)
        look_at_person(person=person, by=request.user, now=request.now, capacity=person.held_as)
        registered = listed(request.user).filter(person=person).order_by("-period__year", "kind", "pk")
        context: dict[str, Any] = {
            "person": person,
            "posts": rules.posts.abilities(person.appointments.select_related("unit"), request.user).order_by(
                "-valid", "pk"
            ),
            "cells": person.memberships.select_related("unit").order_by("-valid", "pk"),
            "registrations": [
                {
                    "href": reverse("commitments:detail", args=[row.pk]),
                    "cells": [
                        str(row.period), str(row.get_kind_display()), row.unit.name,
                        {"text": str(row.get_state_display()), "tone": TONES[row.state]},
                    ],
                }
                for row in registered
            ],
            "can_open_record": rules.records.can(request.user, "view", person),
            "is_own": person.user_id == request.user.pk,
            "can_print_data": rules.speaking.can(request.user, "speak", person),
            "can_transfer": rules.people.can(request.user, "transfer", person),
        }  # fmt: skip
        return page(request, "desk/person.jinja", context)


class Transfer(FormPage):
    """Move a member; both cells keep what is theirs, up to the day and from the day."""

    right = (rules.people, "transfer")
    form_class = TransferForm
    title = _l("Chuyển sinh hoạt đảng")
    submit_label = _l("Chuyển sinh hoạt")
    template = "desk/transfer.jinja"

    def prepare(self) -> None:
        self.person: Person = self.found(Person.objects.select_related("home"), pk=self.kwargs["pk"])

    def make_form(self, data: Any = None, files: Any = None) -> TransferForm:
        reach = Unit.objects.filter(within(Role.STAFF, Role.ADMINISTRATOR, unit="pk")(self.request.user))
        return TransferForm(data, cells=reach, initial={"on": self.request.today})

    def extra(self) -> dict[str, Any]:
        return {"person": self.person}

    @transaction.atomic
    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        old = self.person.home
        transfer_member(person=self.person, to=cleaned["to"], on=cleaned["on"], note=cleaned["note"])
        record(
            self.person, "transfer", actor=request.user, now=request.now, note=cleaned["note"],
            data={"from": old.code if old else "", "to": cleaned["to"].code, "on": cleaned["on"].isoformat()},
        )  # fmt: skip
        messages.success(
            request, _("Đã chuyển đồng chí %(who)s về %(to)s.") % {"who": self.person, "to": cleaned["to"]}
        )
        return reverse("desk:person", args=[self.person.pk])
