"""Every thing the system keeps has one Vietnamese name, and the glossary says which English word stands for it."""

import re
from collections.abc import Iterable, Mapping

from django.db import models
from django.utils import translation

from tests.architecture.source import PACKAGE, ROOT, python_files
from tests.architecture.test_foreign_keys import our_models

ROW = re.compile(r"^\| *([^|]+?) *\| *[^|]+? *\| *([^|]+?) *\|", re.M)


def glossary(text: str) -> dict[str, set[str]]:
    """Vietnamese word, in lower case, to the identifiers that stand for it."""
    rows = ROW.findall(text)
    return {
        word.strip().lower(): set(re.findall(r"`([^`]+)`", identifiers))
        for words, identifiers in rows
        for word in words.split(" / ")
    }


def unexplained(ours: Iterable[type[models.Model]], words: Mapping[str, set[str]]) -> list[str]:
    """Models whose Vietnamese name is not in the glossary, or stands there for another word."""
    with translation.override("vi"):
        return [
            f"{model._meta.label}: {model._meta.verbose_name}"
            for model in ours
            if model.__name__ not in words.get(str(model._meta.verbose_name).lower(), set())
        ]


def gone(words: Mapping[str, set[str]], source: str) -> set[str]:
    """Identifiers that the glossary explains and the code no longer uses."""
    named = {part for identifiers in words.values() for one in identifiers for part in re.findall(r"[A-Za-z_]+", one)}
    return named - set(re.findall(r"[A-Za-z_]+", source))


def test_every_word_is_in_use() -> None:
    source = "\n".join(path.read_text("utf-8") for path in python_files(PACKAGE, tests=False))
    assert gone(glossary((ROOT / "docs" / "glossary.md").read_text("utf-8")), source) == set()


def test_house() -> None:
    words = glossary((ROOT / "docs" / "glossary.md").read_text("utf-8"))
    assert unexplained([it for it in our_models() if not it._meta.auto_created], words) == []


def test_planted() -> None:
    class Pledge(models.Model):
        class Meta:
            app_label = "orgs"
            abstract = True
            verbose_name = "Bản đăng ký"

    text = "| Tiếng Việt | English | In the code |\n|---|---|---|\n| bản đăng ký / bản cam kết | pledge | `Pledge` |\n"
    assert unexplained([Pledge], glossary(text)) == []
    assert unexplained([Pledge], glossary(text.replace("`Pledge`", "`Commitment`"))) == ["orgs.Pledge: Bản đăng ký"]
    assert unexplained([Pledge], {}) == ["orgs.Pledge: Bản đăng ký"]
    assert gone(glossary(text), "class Pledge: ...") == set()
    assert gone(glossary(text), "class Commitment: ...") == {"Pledge"}
