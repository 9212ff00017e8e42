"""Templates: nothing that our content security policy would refuse, none unused, none reaching into another slice."""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth

from tests.architecture.source import PACKAGE, plant, python_files, templates

INLINE = re.compile(
    r"""<script(?![^>]*\ssrc=) | <style[\s>] | <[a-z][^>]*\sstyle\s*= | <[a-z][^>]*\son[a-z]+\s*= | javascript:""",
    re.X | re.I,
)
COMMENT = re.compile(r"{#.*?#}", re.S)
EXPRESSION = re.compile(r"{%.*?%}|{{.*?}}", re.S)
REFERENCE = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
# allauth looks these up by its own names; the twin is the same name in its own templates.
ALLAUTH = Path(allauth.__file__).parent / "templates"
SHARED = {"ui"}
# Found by their folder: the page of each refusal, which Django names by its number.
BY_CODE = re.compile(r"^\d{3}\.jinja$")


def text_of(path: Path) -> str:
    """The template without its comments, line numbers kept."""
    return COMMENT.sub(_blank, path.read_text("utf-8"))


def _blank(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def name_of(path: Path) -> str:
    """The name a template is asked for by: what follows the folder `templates`."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def inline(folder: Path) -> list[str]:
    """Scripts and styles written into a page."""
    return [
        f"{path.relative_to(folder)}:{text[: found.start()].count(chr(10)) + 1}"
        for path in templates(folder)
        for text in (EXPRESSION.sub(_blank, text_of(path)),)
        for found in INLINE.finditer(text)
    ]


def strangers(folder: Path) -> list[str]:
    """Templates that take in a template of another slice."""
    return [
        f"{path.relative_to(folder)} -> {wanted}"
        for path in templates(folder)
        for wanted in REFERENCE.findall(text_of(path))
        if wanted.split("/")[0] not in SHARED | _own(path)
    ]


def _own(path: Path) -> set[str]:
    """The names under which the slice that this template lies in keeps its templates."""
    home = Path(*path.parts[: len(path.parts) - path.parts[::-1].index("templates")])
    return {one.name for one in home.iterdir()}


def unused(folder: Path) -> list[str]:
    """Templates that no code and no other template names."""
    paths = list(templates(folder))
    named = set(_named(folder, paths))
    return [name_of(path) for path in paths if not _used(name_of(path), named)]


def _named(folder: Path, paths: list[Path]) -> Iterator[str]:
    for path in python_files(folder, tests=False):
        yield from re.findall(r'"([\w./-]+\.jinja)"', path.read_text("utf-8"))
    for path in paths:
        yield from REFERENCE.findall(text_of(path))


def _used(name: str, named: set[str]) -> bool:
    twin = ALLAUTH / name.replace(".jinja", ".html")
    return name in named or twin.exists() or bool(BY_CODE.match(name))


def test_no_inline_script_or_style() -> None:
    assert inline(PACKAGE) == []


def test_each_keeps_to_its_own_slice() -> None:
    assert strangers(PACKAGE) == []


def test_every_template_is_used() -> None:
    assert unused(PACKAGE) == []


def test_planted(tmp_path: Path) -> None:
    house = {
        "work/a/templates/a/page.jinja": (
            '{% extends "ui/desk.jinja" %}{% from "b/parts.jinja" import x %}{% include "a/row.jinja" %}\n'
            '<script src="{{ x }}"></script>{# style="" #}\n<p style="color: red">\n<script>\n<a onclick="x()">'
            '<a{% if one == 1 %} class="b"{% endif %}>'
        ),
        "work/a/templates/a/row.jinja": "<tr>",
        "work/a/templates/a/dead.jinja": "<tr>",
        "work/a/templates/404.jinja": "",
        "work/a/templates/account/login.jinja": "",
        "work/a/views.py": 'template = "a/page.jinja"',
        "work/b/templates/b/parts.jinja": "",
    }
    plant(tmp_path, house)
    page = "work/a/templates/a/page.jinja"
    assert inline(tmp_path) == [f"{page}:3", f"{page}:4", f"{page}:5"]
    assert strangers(tmp_path) == [f"{page} -> b/parts.jinja"]
    assert unused(tmp_path) == ["a/dead.jinja"]
