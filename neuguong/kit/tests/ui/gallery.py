"""Every component and layout in its full, empty and failing states, drawn with plain Jinja2 and invented data.

    python -m neuguong.kit.tests.ui.gallery FOLDER      writes the pages and pictures of them

Open a picture before and after touching a macro or a style sheet: what is ugly shows here first.
"""

import datetime as dt
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
from django.conf import settings
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from neuguong.kit import charts, numbers

if not settings.configured:
    settings.configure(LANGUAGE_CODE="vi")
    django.setup()

from neuguong.kit.tests.ui import samples  # Django's forms want settings first

HERE = Path(__file__).parent
KIT = HERE.parents[1]
STATIC = KIT / "static"
PAGES = ("unit", "list", "form", "flow", "states", "record", "plain_list", "plain_form", "sign_in")


def moment(value: dt.datetime) -> str:
    """A moment as the project's `datetime` writes it."""
    return f"{value:%H:%M} {numbers.date(value)}"


def environment() -> Environment:
    """Strict, autoescaped, with stand-ins for what the project's environment and requests provide."""
    env = Environment(
        loader=FileSystemLoader([KIT / "templates", HERE / "templates"]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_null_translations(newstyle=True)
    env.globals.update(
        static=lambda path: f"/static/{path}",
        url=lambda name: f"/{name}/",
        chart_svg=charts.svg,
        chart_table=charts.table,
        number=numbers.number,
        date=numbers.date,
        datetime=moment,
        percent=numbers.percent,
    )
    return env


def context(theme: str = "") -> dict[str, Any]:
    """What the layouts get on every page, with the reader's choice of light or dark."""
    return {
        "request": SimpleNamespace(
            COOKIES={"theme": theme} if theme else {},
            LANGUAGE_CODE="vi",
            GET={},
            path="/don-vi/12/",
            get_full_path=lambda: "/don-vi/12/",
        ),
        "csrf_token": "token-of-the-gallery",
        "csrf_input": Markup('<input type="hidden" name="csrfmiddlewaretoken" value="token-of-the-gallery">'),
        "user": "Nguyễn Thị Lan Anh",
        "messages": [],
        "menu": samples.MENU,
        "unit_path": samples.PATH[:2],
        "samples": samples,
    }


def render(page: str, theme: str = "") -> str:
    """One page of the gallery as HTML; an undefined name in any macro it uses raises."""
    return environment().get_template(f"gallery/{page}.jinja").render(context(theme))


if __name__ == "__main__":
    from neuguong.kit.tests.ui.browser import photograph  # a browser is wanted only here

    photograph(Path(sys.argv[1]))
