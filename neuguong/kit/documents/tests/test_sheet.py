"""The style sheet and the writer of HTML speak of the same things."""

import dataclasses
import re
from importlib import resources

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser

from neuguong.kit.documents import QRCode, render_html
from neuguong.kit.documents.tests.samples import BLANK, PARTY, STATE, WALL
from neuguong.kit.documents.tests.test_pdf import pages

SHEET = resources.files("neuguong.kit") / "static" / "kit" / "documents.css"
AROUND = {"doc-frame", "doc-bar", "doc-period", "doc-files"}  # what pages put around a document


def test_every_class_of_the_sheet_stands_in_some_document() -> None:
    css = re.sub(r"/\*.*?\*/", "", SHEET.read_text(encoding="utf-8"), flags=re.S)
    styled = set(re.findall(r"\.(doc[a-z0-9-]*)", css))
    upright = dataclasses.replace(WALL, landscape=False)
    poster = dataclasses.replace(upright, blocks=(QRCode("https://neuguong.example/chuan-muc/1/", "Xem trên mạng"),))
    html = Markup().join(render_html(one) for one in (PARTY, STATE, BLANK, WALL, upright, poster))
    written = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    assert styled - AROUND <= written


def test_a_document_brings_no_style_of_its_own() -> None:
    html = render_html(PARTY) + render_html(STATE)
    assert re.search(r"\sstyle=|<style|<script", html) is None


@pytest.mark.e2e
def test_a_browser_prints_wide_appendices_across(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(f"<style>{SHEET.read_text(encoding='utf-8')}</style>{render_html(PARTY)}")
    printed = pages(page.pdf(prefer_css_page_size=True))
    page.close()
    assert set(printed[:2]) == {(210, 297)}
    assert set(printed[2:]) == {(297, 210)}


@pytest.mark.e2e
def test_a_browser_prints_on_a3(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(f"<style>{SHEET.read_text(encoding='utf-8')}</style>{render_html(WALL)}")
    printed = pages(page.pdf(prefer_css_page_size=True))
    page.close()
    assert printed == [(420, 297)]
