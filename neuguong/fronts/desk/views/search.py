"""One search over all that the reader may see."""

from django.http import HttpResponse

from neuguong.fronts.desk.queries import Search as Asked
from neuguong.kit.search import LONGEST
from neuguong.kit.views import SIGNED_IN, Page, Request, fragment_of, page

SHOWN, AT_A_GLANCE = 20, 5


class Search(Page):
    """Units, people, registrations and documents by their words; under the box, while one types, the first few."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        typed = " ".join(request.GET.get("q", "").split())[:LONGEST]
        is_glance = fragment_of(request) == "search-found"
        asked = Asked(typed, request.user, request.today, AT_A_GLANCE if is_glance else SHOWN)
        context = {"typed": typed, "words": asked.words, "groups": asked.groups()}
        return page(request, "desk/search_glance.jinja" if is_glance else "desk/search.jinja", context)
