"""axe-core on a page: what keeps somebody from reading or using it."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

_RUN = "options => axe.run(document, options).then(found => found.violations)"
_COLOURS = ["color-contrast", "link-in-text-block", "target-size"]


def ready(context: BrowserContext) -> None:
    """Every page of the context gets axe as it opens: half the time of sending it into each page afterwards."""
    context.add_init_script(AXE_SCRIPT)


def violations(page: Page, *, colours_alone: bool = False) -> list[tuple[str, str]]:
    """What axe finds, as (rule, first place); `colours_alone` for the other theme of a page that was looked at whole.

    Only the violations come back over the wire: what passed is some hundred times as much.
    """
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if colours_alone:
        options["runOnly"] = {"type": "rule", "values": _COLOURS}
    page.wait_for_load_state()
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in page.evaluate(_RUN, options)]
