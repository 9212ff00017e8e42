"""Jinja2 for every page of ours: strict, with blocks that can be rendered alone.

Only names that end in `.jinja` are looked up here, so that the templates of Django and of third parties, written in
another language, are never mistaken for ours.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends.jinja2 import Jinja2, Template
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined, pass_context
from markupsafe import Markup

from neuguong.kit import charts, numbers, panels


class Page(Template):
    """A template whose blocks can be rendered alone."""

    def _whole(self, context: dict[str, Any] | None, request: HttpRequest | None) -> dict[str, Any]:
        whole: dict[str, Any] = {"request": request}
        if request is not None:
            whole["csrf_input"] = csrf_input_lazy(request)
            whole["csrf_token"] = csrf_token_lazy(request)
            for processor in self.backend.template_context_processors:
                whole.update(processor(request))
        whole.update(context or {})
        return whole

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> str:
        """The whole page."""
        return str(self.template.render(self._whole(context, request)))

    def render_block(self, name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """One block alone, its own or inherited; KeyError if there is none of that name."""
        bound = self.template.new_context(self._whole(context, request))
        next(self.template.root_render_func(bound), None)  # walks up to the skeleton: inherited blocks are known then
        return "".join(bound.blocks[name][0](bound))


class Backend(Jinja2):
    """Django's Jinja2 backend for our own `.jinja` files in each app's templates folder."""

    app_dirname = "templates"

    def get_template(self, template_name: str) -> Page:
        if not template_name.endswith(".jinja"):
            raise TemplateDoesNotExist(template_name, backend=self)
        return Page(super().get_template(template_name).template, self)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@pass_context
def fill(context: Any, place: str, subject: Any) -> Markup:
    """Render the panels that slices above put in `place` for `subject`."""
    return Markup("").join(_rendered(context, place, subject))


def _rendered(context: Any, place: str, subject: Any) -> Iterator[Markup]:
    for template, own in panels.filled(place, context["request"], subject):
        loaded = context.environment.get_template(template)
        yield Markup(loaded.render({**context.parent, **own}))  # noqa: S704 (rendered by this autoescaping environment)


def moment(value: dt.datetime) -> str:
    """An instant as people read it, in Vietnam's time: 15/11/2026 08:05."""
    return timezone.localtime(value).strftime("%d/%m/%Y %H:%M")


def environment(**options: Any) -> Environment:
    """The Jinja2 environment of the project: autoescaped, strict, in the reader's language."""
    options |= {"undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"]}
    env = Environment(**options)  # noqa: S701 (Django's backend passes autoescape=True)
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(
        static=static,
        url=url,
        chart_svg=charts.svg,
        chart_table=charts.table,
        panels=fill,
        number=numbers.number,
        date=numbers.date,
        datetime=moment,
        percent=numbers.percent,
        long_date=numbers.long_date,
    )
    env.trim_blocks = env.lstrip_blocks = True
    return env
