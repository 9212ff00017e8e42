"""The few shapes of a page. A view names its right, calls one service or query, and renders one template.

`right` is `(policy, action)`, `SIGNED_IN` (anybody with a session; the view narrows by itself) or `PUBLIC`; a test
walks the URL tree and refuses a view without one.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import get_template
from django.urls import resolve
from django.utils.module_loading import import_string
from django.views.generic import View

from neuguong.kit import errors
from neuguong.kit.lists import Listing, ListSpec
from neuguong.kit.policy import Policy

EXPORTS = ("xlsx", "csv")
UNIQUE_VIOLATION = "23505"  # of PostgreSQL
_FRAGMENTS = {"rows": "rows", "total": "total"}  # id of the element that HTMX replaces -> block of ui/list.jinja

SIGNED_IN = "signed-in"
PUBLIC = "public"
Right = tuple[Policy, str] | str


class Request(HttpRequest):
    """What a view is handed: the clock was read once, by `config.middleware.clock`."""

    today: dt.date
    now: dt.datetime


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, block: str = "", status: int = 200
) -> HttpResponse:
    """Render a Jinja2 template, or one of its blocks alone (the HTMX fragment is never a second copy)."""
    loaded: Any = get_template(template)
    text = loaded.render_block(block, context, request) if block else loaded.render(context, request)
    return HttpResponse(text, status=status)


def fragment_of(request: HttpRequest) -> str:
    """The id of the element that HTMX wants replaced, which is the name of a block; "" for a whole page."""
    htmx: Any = getattr(request, "htmx", None)
    return str(htmx.target or "") if htmx and not htmx.boosted and not htmx.history_restore_request else ""


class Page(View):
    """The base of every view: signed in unless PUBLIC, and allowed by its right."""

    right: Right
    request: Request

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404  # no address of ours; PostgreSQL takes no text with it
        if self.right != PUBLIC and not request.user.is_authenticated:
            return redirect("/dang-nhap/?" + urlencode({"next": request.get_full_path()}))
        return super().dispatch(request, *args, **kwargs)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return errors.wrong_method(request, self._allowed_methods())  # type: ignore[attr-defined]  # of Django

    def allowed(self, queryset: QuerySet[Any], action: str = "") -> QuerySet[Any]:
        """The rows on which the reader may do this view's action (or another of the same policy)."""
        if isinstance(self.right, str):
            return queryset
        policy, own = self.right
        return policy.visible(queryset, self.request.user, action or own)

    def found(self, queryset: QuerySet[Any], **lookup: Any) -> Any:
        """One object the reader may act on; 404 if it is not there or not for them (which of the two is not told)."""
        return get_object_or_404(self.allowed(queryset), **lookup)


class ListPage(Page):
    """A list of one's own right: page, HTMX refresh of its rows, XLSX and CSV from one declaration.

    A slice says what the list is about in `prepare`, never in `get`: a job that writes the list into a file asks for
    it by `listing_at`, without a page. Who makes the file is named by `settings.NEUGUONG_EXPORTER`.
    """

    spec: ListSpec[Any]
    template = "ui/list.jinja"
    title: Any = ""

    def prepare(self) -> None:
        """Load what the list is about (raise Http404 or PermissionDenied here)."""

    def get_queryset(self) -> QuerySet[Any]:
        raise NotImplementedError

    def about(self) -> str:
        """What narrows the list beside its filters, in words, for who reads it as a file; "" for nothing."""
        return ""

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        """What the template needs beside the list."""
        return {}

    def listing(self) -> Listing[Any]:
        """The list as its address asks for it, narrowed to what the reader may see; after `prepare`."""
        return self.spec.bind(self.allowed(self.get_queryset()), self.request.GET.dict(), self.request.path)

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        self.prepare()
        listing = self.listing()
        wanted = request.GET.get("tai", "")
        if wanted in EXPORTS:
            exporter: Callable[[ListPage, Listing[Any], str], HttpResponseBase]
            exporter = import_string(settings.NEUGUONG_EXPORTER)
            return exporter(self, listing, wanted)
        listing.exports = [(kind.upper(), listing.export_href(kind)) for kind in EXPORTS]
        context = {"listing": listing, "title": self.title or listing.caption, **self.extra(listing)}  # noqa: S610 (our own method, not the queryset's)
        return page(request, self.template, context, block=_FRAGMENTS.get(fragment_of(request), ""))


def listing_at(address: str, user: Any, *, today: dt.date, now: dt.datetime) -> tuple[ListPage, Listing[Any]] | None:
    """The list at an address of ours as `user` would get it there, with its page; None if there is none for her."""
    path, _mark, query = address.partition("?")
    try:
        match = resolve(path)
        view_class: Any = getattr(match.func, "view_class", View)
        if not issubclass(view_class, ListPage):
            return None
        request = Request()
        request.method, request.path, request.path_info = "GET", path, path
        request.user, request.GET, request.today, request.now = user, QueryDict(query), today, now
        view: ListPage = view_class(**match.func.view_initkwargs)  # type: ignore[attr-defined]  # set by as_view
        view.setup(request, *match.args, **match.kwargs)
        view.prepare()
        return view, view.listing()
    except (Http404, PermissionDenied):
        return None


class FormPage(Page):
    """A form that calls one service. `act` returns the address to go to; a ValidationError goes back to its field.

    If the service says (code "edition") that another saved meanwhile and the form knows `saved`, both texts are shown.
    """

    form_class: type[Form]
    template = "ui/form.page.jinja"
    title: Any = ""
    submit_label: Any = ""
    meanwhile: Sequence[tuple[Any, Any]] = ()

    def prepare(self) -> None:
        """Load what the form is about (raise Http404 or PermissionDenied here)."""

    def initial(self) -> dict[str, Any]:
        return {}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return self.form_class(data, files, initial=self.initial())

    def act(self, cleaned: dict[str, Any]) -> str:
        raise NotImplementedError

    def extra(self) -> dict[str, Any]:
        return {}

    def saved(self) -> tuple[int, list[tuple[Any, Any]]] | None:
        """The edition that stands now, read anew, and its words as facts; having seen them, she may save over it."""
        return None

    def answer(self, form: Form, status: int = 200) -> HttpResponse:
        context = {"form": form, "title": self.title, "submit_label": self.submit_label, "saved": self.meanwhile}
        context |= self.extra()
        return page(self.request, self.template, context, status=status)

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        self.prepare()
        return self.answer(self.make_form())

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        self.prepare()
        form = self.make_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.answer(form, 422)
        try:
            return HttpResponseRedirect(self._acted(form.cleaned_data))
        except ValidationError as error:
            if getattr(error, "code", "") == "edition" and (kept := self.saved()):
                self.meanwhile, data = kept[1], request.POST.copy()
                data["edition"] = str(kept[0])
                form = self.make_form(data, request.FILES)
            form.add_error(None, error)
            return self.answer(form, 409 if self.meanwhile else 422)

    def _acted(self, cleaned: dict[str, Any]) -> str:
        """Of two who write the same at one moment the database lets one through; the other service is asked again, and
        says what stands there now. The first takes nothing out of what the second needs."""
        try:
            return self.act(dict(cleaned))
        except IntegrityError as error:
            if getattr(error.__cause__, "sqlstate", "") != UNIQUE_VIOLATION:
                raise
            return self.act(cleaned)


def require(condition: bool) -> None:
    """Refuse with 403 unless `condition` holds."""
    if not condition:
        raise PermissionDenied


Handler = Callable[..., HttpResponse]
