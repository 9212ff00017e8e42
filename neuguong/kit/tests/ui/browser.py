"""The gallery in Chromium, served from memory under the project's own content security policy."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright

from neuguong.kit.tests.ui import axe
from neuguong.kit.tests.ui.gallery import PAGES, STATIC, render

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ORIGIN = "http://gallery.test"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
SILENT = ("--disable-component-update", "--disable-sync")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def answer(route: Route) -> None:
    """Answer one request: /<theme>/<page>, a static file, or a blank page for any address outside the gallery."""
    parts = urlsplit(route.request.url).path.strip("/").split("/")
    if parts[0] == "static":
        file = STATIC.joinpath(*parts[1:])
        route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
    elif parts[-1] in PAGES:
        theme = parts[0] if parts[0] in ("light", "dark") else ""
        headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
        route.fulfill(body=render(parts[-1], theme), headers=headers)
    else:
        route.fulfill(body="<title>Trang khác</title>", content_type="text/html; charset=utf-8")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without windows, which opens a page in a third of the time; else the whole one; else the one
    that playwright finds."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*QUIET, *SILENT])
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, path: str, *, width: int = 1280, scheme: str = "light", script: bool = True
) -> Iterator[Page]:
    """A page of the gallery, and afterwards the certainty that nothing was refused or failed on it."""
    context = browser.new_context(
        viewport={"width": width, "height": 860},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    axe.ready(context)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route("**/*", answer)
    page.goto(f"{ORIGIN}/{path}")
    yield page
    context.close()
    assert complaints == []


def photograph(folder: Path) -> None:
    """Write every page as HTML and as pictures: phone and desk, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for name in PAGES:
            (folder / f"{name}.html").write_text(render(name), encoding="utf-8")
            for width in (390, 1280):
                for scheme in ("light", "dark"):
                    with opened(browser, name, width=width, scheme=scheme) as page:
                        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
