"""One search over all that the reader may see."""

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from neuguong.base.access.rules import units
from neuguong.base.orgs.queries import search_people, search_units
from neuguong.fronts.desk import rules
from neuguong.kit.text import fold
from neuguong.kit.views import SIGNED_IN, Page, page
from neuguong.work.commitments.lists import TONES, who
from neuguong.work.commitments.models import Item
from neuguong.work.commitments.queries import listed
from neuguong.work.commitments.rules import items as item_policy
from neuguong.work.programmes.queries import documents_matching

SHOWN = 20


class Search(Page):
    """Units, people, registrations and documents; diacritics are ignored, document numbers are found whole."""

    right = SIGNED_IN

    def get(self, request: HttpRequest) -> HttpResponse:
        words = request.GET.get("q", "").strip()[:120]
        groups = _groups(words, request.user) if words else []
        context = {"words": words, "groups": [one for one in groups if one["rows"]], "limit": SHOWN}
        return page(request, "desk/search.jinja", context)


def _groups(words: str, user: Any) -> list[dict[str, Any]]:
    return [
        {"key": "units", "rows": _units(words, user)},
        {"key": "people", "rows": _people(words, user)},
        {"key": "commitments", "rows": _commitments(words, user)},
        {"key": "documents", "rows": _documents(words)},
    ]


def _units(words: str, user: Any) -> list[dict[str, Any]]:
    found = units.visible(search_units(words), user)[:SHOWN]
    return [
        {"href": reverse("desk:unit", args=[one.code]), "text": one.name, "side": str(one.get_kind_display())}
        for one in found
    ]


def _people(words: str, user: Any) -> list[dict[str, Any]]:
    found = rules.people.visible(search_people(words), user).select_related("home")[:SHOWN]
    return [
        {
            "href": reverse("desk:person", args=[one.pk]),
            "text": one.full_name,
            "side": one.home.name if one.home else "",
        }
        for one in found
    ]


def _commitments(words: str, user: Any) -> list[dict[str, Any]]:
    text = SearchVector("deed", "product", "measure_taken", config="vi")
    items = Item.objects.annotate(text=text).filter(text=SearchQuery(words, config="vi", search_type="websearch"))
    names = Q()
    for word in fold(words).split():
        names &= Q(person__search__contains=word)
    found = item_policy.visible(items, user).values("commitment")
    rows = listed(user).filter(Q(pk__in=found) | Q(code__iexact=words) | names)
    return [
        {
            "href": reverse("commitments:detail", args=[row.pk]), "text": f"{who(row)}, {row.period}",
            "side": row.unit.name, "state": str(row.get_state_display()), "tone": TONES[row.state],
        }
        for row in rows.order_by("-period__year", "pk")[:SHOWN]
    ]  # fmt: skip


def _documents(words: str) -> list[dict[str, Any]]:
    return [
        {"href": reverse("programmes:documents") + f"?q={row.number}", "text": str(row), "side": row.summary}
        for row in documents_matching(words)[:SHOWN]
    ]
