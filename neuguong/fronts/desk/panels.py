"""What the desk puts on pages below it."""

from typing import Any

from neuguong.fronts.desk.views.demo import demo_cast


def sign_in_as(request: Any, _subject: Any) -> tuple[str, dict[str, Any]] | None:
    """On the sign-in page of a demo: one button for each role, by province in the order of the cast."""
    cast = demo_cast(request)
    places: dict[str, list[dict[str, str]]] = {}
    for one in cast:
        places.setdefault(one.get("place", ""), []).append(one)
    return ("desk/sign_in_as.jinja", {"places": places}) if cast else None
