"""Every component renders without an undefined name and reads well to a screen reader, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from neuguong.kit.tests.ui.browser import opened
from neuguong.kit.tests.ui.gallery import KIT, PAGES, render

MACROS = sorted(path.name for path in (KIT / "templates" / "ui").glob("*.jinja"))
# Drawn by every page of the gallery, or by the views that are tested with them.
LAYOUTS = {"base.jinja", "list.jinja", "form.page.jinja"}


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
    assert [name for name in MACROS if name not in LAYOUTS and f'"ui/{name}"' not in words] == []


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds, as (rule, first place)."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]


@pytest.mark.e2e
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("page", PAGES)
def test_page_has_no_axe_violation(browser: Browser, page: str, width: int, scheme: str) -> None:
    with opened(browser, page, width=width, scheme=scheme) as shown:
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
