"""Every component renders without an undefined name and reads well to a screen reader, in light and in dark."""

from dataclasses import fields

import pytest
from playwright.sync_api import Browser

from neuguong.kit import flow, lists
from neuguong.kit.tests.ui import samples
from neuguong.kit.tests.ui.axe import violations
from neuguong.kit.tests.ui.browser import opened
from neuguong.kit.tests.ui.gallery import KIT, PAGES, context, environment, render

MACROS = sorted(path.name for path in (KIT / "templates" / "ui").glob("*.jinja"))


@pytest.mark.parametrize("page", PAGES)
def test_page_renders_in_words_only(page: str) -> None:
    html = render(page)
    assert "None" not in html
    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html


def test_every_component_is_in_the_gallery() -> None:
    inside = (path.read_text(encoding="utf-8") for path in (KIT / "templates" / "ui").glob("*.jinja"))
    shown = (path.read_text(encoding="utf-8") for path in (KIT / "tests" / "ui" / "templates").rglob("*.jinja"))
    words = "".join([*inside, *shown])
    # a page, not a component: shown by kit/errors.py and looked at in config/tests/test_errors.py
    assert [name for name in MACROS if f'"ui/{name}"' not in words] == ["error.jinja"]


def face(kind: type) -> set[str]:
    """The public names of a dataclass."""
    return {field.name for field in fields(kind)} | {name for name in dir(kind) if not name.startswith("_")}


def test_stand_ins_have_the_faces_of_the_real_ones() -> None:
    assert face(samples.Listing) - face(lists.Listing) == set()
    assert face(samples.Step) - face(flow.Step) == set()


def test_rows_of_a_list_render_alone() -> None:
    template = environment().get_template("gallery/plain_list.jinja")
    bound = template.new_context({**context(), "listing": samples.FULL_LIST})
    alone = "".join(environment().get_template("ui/list.jinja").blocks["rows"](bound)).strip()
    assert alone.startswith('<div id="rows"')
    assert "".join(alone.split()) in "".join(render("plain_list").split())


@pytest.mark.e2e
@pytest.mark.parametrize("page", PAGES)
def test_page_has_no_axe_violation(browser: Browser, page: str) -> None:
    with opened(browser, page) as shown:
        assert violations(shown) == []
        shown.set_viewport_size({"width": 390, "height": 860})
        shown.emulate_media(color_scheme="dark")
        assert violations(shown) == []


@pytest.mark.e2e
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_chosen_theme_beats_the_systems(browser: Browser, theme: str) -> None:
    with opened(browser, f"{theme}/unit", scheme="light" if theme == "dark" else "dark") as shown:
        paper = shown.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(22, 21, 20)"}[theme]
        assert violations(shown) == []


@pytest.mark.e2e
def test_open_dialog_has_no_axe_violation(browser: Browser) -> None:
    with opened(browser, "record", width=390) as shown:
        shown.get_by_role("link", name="Trả lại").click()
        assert violations(shown) == []
