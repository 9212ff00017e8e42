"""The colours are those of the house, dark is said the same twice, and every pair of text and ground is readable."""

import re

import pytest

from neuguong.kit.tests.ui.gallery import STATIC

SHEET = (STATIC / "kit" / "tokens.css").read_text(encoding="utf-8")
TEXTS = ("ink", "ink-2", "red", "red-deep", "gold", "good", "warn", "late", "none")
Colours = dict[str, str]


def block(opening: str) -> Colours:
    """The variables set in the first rule whose selector ends with `opening`."""
    body = SHEET.split(f"{opening} {{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z0-9-]+):\s*([^;]+);", body))


LIGHT = block('[data-bs-theme="light"]')
DARK = block('\n[data-bs-theme="dark"]')


def test_dark_by_the_system_is_dark_by_choice() -> None:
    assert block(":root:not([data-bs-theme])") == DARK


def test_colours_are_those_of_the_house() -> None:
    named = ("ink", "ink-2", "paper", "mist", "line", "red", "red-deep", "gold", "field")
    assert [LIGHT[name] for name in named] == [
        "#1c1b1a", "#5c5751", "#ffffff", "#f6f4f0", "#ddd8cf", "#a61b1f", "#7c1215", "#8a6410", "#7d776e",
    ]  # fmt: skip
    assert [DARK[name] for name in named] == [
        "#f2efe9", "#b4ada3", "#161514", "#1f1d1b", "#393530", "#e5686b", "#f08c8e", "#d9b45a", "#8d867b",
    ]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_fields_pass_wcag_aa(colours: Colours) -> None:
    grounds = (colours["paper"], colours["mist"])
    assert [name for name in TEXTS for ground in grounds if contrast(colours[name], ground) < 4.5] == []
    assert contrast(colours["on-red"], colours["red"]) >= 4.5
    assert contrast(colours["on-red"], colours["red-deep"]) >= 4.5
    assert contrast(colours["field"], colours["paper"]) >= 3
