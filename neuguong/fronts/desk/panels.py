"""What the desk puts on pages below it."""

from typing import Any

from neuguong.fronts.desk.views.demo import demo_cast


def sign_in_as(request: Any, _subject: Any) -> tuple[str, dict[str, Any]] | None:
    """On the sign-in page of a demo: one button for each role."""
    cast = demo_cast(request)
    return ("desk/sign_in_as.jinja", {"cast": cast}) if cast else None
