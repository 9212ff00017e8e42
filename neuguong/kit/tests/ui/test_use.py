"""The desk in the hand: on a phone, by keyboard, with script and without."""

import pytest
from playwright.sync_api import Browser, Page, expect

from neuguong.kit.tests.ui.browser import ORIGIN, opened
from neuguong.kit.tests.ui.gallery import PAGES

pytestmark = pytest.mark.e2e
# Links inside running text are as tall as their line; these are what a thumb aims at.
TARGETS = ".btn, .link, .rail-link, .bottom-link, .chip, .sort, .form-control, .form-select, .choice, summary"


@pytest.mark.parametrize("page", PAGES)
def test_phone_never_scrolls_sideways_and_a_thumb_hits(browser: Browser, page: str) -> None:
    script = """selector => [...document.querySelectorAll(selector)]
        .filter(place => place.checkVisibility() && place.getBoundingClientRect().height < 40)
        .map(place => place.outerHTML)"""
    with opened(browser, page, width=390) as shown:
        assert shown.evaluate("document.scrollingElement.scrollWidth") == 390
        assert shown.evaluate(script, TARGETS) == []


def test_row_is_a_link_by_mouse_and_by_arrows(browser: Browser) -> None:
    with opened(browser, "list") as page:
        page.locator("tr[data-href] .row-link").first.focus()
        page.keyboard.press("ArrowDown")
        expect(page.locator(".row-link").nth(1)).to_be_focused()
        with page.expect_navigation():
            page.get_by_text("Công an xã").click()
        assert page.url == f"{ORIGIN}/cam-ket/3/"


def test_ticks_are_counted_and_belong_to_the_batch(browser: Browser) -> None:
    with opened(browser, "list") as page:
        expect(page.locator("[data-batch-count]")).to_have_text("0")
        page.get_by_label("Chọn cả trang").check()
        expect(page.locator("[data-batch-count]")).to_have_text("6")
        assert page.evaluate("new FormData(document.getElementById('batch')).getAll('chon').length") == 6


def test_step_asks_in_a_dialog_and_closes_by_escape(browser: Browser) -> None:
    with opened(browser, "record") as page:
        page.get_by_role("link", name="Trả lại").click()
        dialog = page.get_by_role("dialog", name="Trả lại")
        expect(dialog.get_by_label("Lý do")).to_be_focused()
        assert dialog.locator("input[name=buoc]").input_value() == "send_back"
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_step_without_script_goes_to_its_page(browser: Browser) -> None:
    with opened(browser, "record", script=False) as page, page.expect_navigation():
        page.get_by_role("link", name="Trả lại").click()
        page.wait_for_url(f"{ORIGIN}/buoc/cam-ket/7/?buoc=send_back")


def test_step_with_a_form_of_its_own_always_goes_to_its_page(browser: Browser) -> None:
    with opened(browser, "record") as page:
        page.get_by_role("link", name="Phê duyệt").click()
        page.wait_for_url(f"{ORIGIN}/buoc/cam-ket/7/?buoc=approve")


def test_block_is_added_to_a_formset(browser: Browser) -> None:
    with opened(browser, "form") as page:
        page.locator("[data-formset=viec] [data-add-item]").click()
        expect(page.locator("#id_viec-2-deed")).to_be_focused()
        assert page.locator("[name=viec-TOTAL_FORMS]").input_value() == "3"
        assert page.locator("[data-formset=viec] legend").all_inner_texts() == ["Việc 1", "Việc 2", "Việc 3"]


def test_errors_are_focused_and_lead_to_their_fields(browser: Browser) -> None:
    with opened(browser, "form") as page:
        expect(page.locator("[data-error-summary]")).to_be_focused()
        page.get_by_role("link", name="Thời hạn").click()
        expect(page.locator("#id_due")).to_be_focused()
        assert page.locator("#id_due").get_attribute("aria-describedby") == "id_due_helptext id_due_error"


def test_unsent_words_are_not_left_without_a_question(browser: Browser) -> None:
    with opened(browser, "form") as page:
        page.locator("#id_title").fill("Giúp bốn hộ")
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.get_by_role("link", name="Báo cáo").first.click()
        page.wait_for_url(f"{ORIGIN}/bao-cao/")
        assert asked == ["beforeunload"]


def theme_cookie(page: Page) -> list[str]:
    return [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "theme"]


def test_theme_is_chosen_and_kept_in_a_cookie(browser: Browser) -> None:
    with opened(browser, "unit") as page:
        page.get_by_role("button", name="Nền tối").first.click()
        assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
        assert theme_cookie(page) == ["dark"]


def test_nothing_dead_is_shown_without_script(browser: Browser) -> None:
    with opened(browser, "list", script=False) as page:
        assert [place.is_visible() for place in page.locator("[data-with-script]").all()].count(True) == 0
        page.get_by_text("Thêm", exact=True)
        page.set_viewport_size({"width": 390, "height": 860})
        page.get_by_text("Thêm", exact=True).click()
        expect(page.locator(".bottom-sheet").get_by_role("button", name="Đăng xuất")).to_be_visible()


def test_sorting_replaces_only_the_rows(browser: Browser) -> None:
    with opened(browser, "list") as page:
        page.evaluate("document.querySelector('h1').dataset.kept = 'yes'")
        page.route("**/list?sort=person", lambda route: route.fulfill(body='<div id="rows">mới</div>'))
        page.evaluate(
            "for (const name of ['href', 'hx-get'])"
            "  document.getElementById('rows-sort-person').setAttribute(name, '/list?sort=person')"
        )
        page.evaluate("htmx.process(document.getElementById('rows-sort-person'))")
        page.get_by_role("link", name="Đồng chí", exact=True).click()
        expect(page.locator("#rows")).to_have_text("mới")
        assert page.locator("h1").get_attribute("data-kept") == "yes"
        assert page.url == f"{ORIGIN}/list?sort=person"
