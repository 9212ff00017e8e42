"""A form whose service was a moment later than another: asked again with everything that was sent."""

from typing import Any

import pytest
from django import forms
from django.db import IntegrityError
from django.test import RequestFactory

from neuguong.kit.views import PUBLIC, FormPage, Request


class Sent(forms.Form):
    topic = forms.CharField()


class RefusedError(Exception):
    """What the driver says; `sqlstate` is what tells one refusal from another."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def page_that_meets(sqlstate: str) -> tuple[FormPage, list[str]]:
    """A page whose service the database refuses once; what each call was given."""
    given: list[str] = []

    class Meeting(FormPage):
        right = PUBLIC
        form_class = Sent

        def act(self, cleaned: dict[str, Any]) -> str:
            given.append(cleaned.pop("topic"))  # as views do with what the service does not take
            if len(given) == 1:
                raise IntegrityError from RefusedError(sqlstate)
            return "/xong/"

    return Meeting(), given


def posted(view: FormPage) -> Any:
    request: Request = RequestFactory().post("/", {"topic": "Nước sạch"})  # type: ignore[assignment]  # by the middleware
    view.setup(request)
    return view.post(request)


def test_what_was_taken_meanwhile_is_asked_again_whole() -> None:
    view, given = page_that_meets("23505")
    assert (posted(view)["Location"], given) == ("/xong/", ["Nước sạch", "Nước sạch"])


def test_any_other_refusal_of_the_database_is_a_fault() -> None:
    view, given = page_that_meets("23514")
    with pytest.raises(IntegrityError):
        posted(view)
    assert given == ["Nước sạch"]
