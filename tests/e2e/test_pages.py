"""Every page, for who has it: no violation of axe, no fault of script, no sideways scroll; wide and narrow, dark."""

from collections.abc import Callable

import pytest

from tests.cast import Cast

pytestmark = pytest.mark.e2e

DESK = ("/", "/cam-ket/", "/cam-ket/moi/", "/don-vi/", "/chuong-trinh/", "/ky/", "/thong-bao/", "/tim-kiem/?q=thon")
OFFICE = (
    "/don-vi/bac-son/hoa-an/", "/don-vi/bac-son/hoa-an/thon-dong/", "/nguoi/", "/cam-ket/cho-quyet-dinh/", "/bao-cao/",
    "/nap-du-lieu/", "/cam-ket/mo-nam/",
)  # fmt: skip
RULE = ("/quan-tri/", "/bao-mat/")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
@pytest.mark.parametrize(("name", "paths"), [("lan", DESK), ("son", OFFICE), ("an", RULE)])
def test_pages_are_clean(
    enter: Callable[..., object], stage: Cast, name: str, paths: tuple[str, ...], width: int, dark: bool
) -> None:
    person = enter(name, width=width, dark=dark)
    for path in paths:
        page = person.go(path)  # type: ignore[attr-defined]
        person.check()  # type: ignore[attr-defined]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_page_of_one_registration_is_clean(enter: Callable[..., object], stage: Cast) -> None:
    hung = enter("hung")
    hung.go("/cam-ket/")  # type: ignore[attr-defined]
    hung.page.locator("a.row-link").first.click()  # type: ignore[attr-defined]
    hung.page.wait_for_load_state()  # type: ignore[attr-defined]
    hung.check()  # type: ignore[attr-defined]
    hung.press("Viết bản đăng ký")  # type: ignore[attr-defined]
    hung.check()  # type: ignore[attr-defined]
