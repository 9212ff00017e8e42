"""The English catalogue says everything, and tools/messages.py sees what it does not say."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.architecture.source import ROOT, plant
from tools.messages import ENGLISH, extracted, faults, read, updated, write

SOURCE = {
    "pyproject.toml": (ROOT / "pyproject.toml").read_text("utf-8"),
    "neuguong/a/models.py": 'x = _l("Đơn vị")\ny = ngettext("%(n)s người", "%(n)s người", 3)\n',
    "neuguong/a/templates/a.jinja": '{{ ui.button(_("Gửi"), x=1) }}{{ _("Có %(n)s đồng chí", n=3) }}',
    "neuguong/a/tests/test_a.py": '_("Không đọc")',
}


@pytest.fixture
def source(tmp_path: Path) -> Catalog:
    return extracted(plant(tmp_path, SOURCE))


def english(**changes: str) -> Catalog:
    """The whole of SOURCE in English, with some translations changed."""
    said = {"Đơn vị": "Unit", "Gửi": "Send", "Có %(n)s đồng chí": "%(n)s comrades"} | changes
    catalogue = Catalog(locale="en")
    for sentence, translation in said.items():
        catalogue.add(sentence, translation)
    catalogue.add(("%(n)s người", "%(n)s người"), ("%(n)s person", "%(n)s people"))
    return catalogue


def test_house() -> None:
    assert faults(read(ENGLISH), extracted(ROOT)) == []


def test_the_source_is_read_whole(source: Catalog) -> None:
    assert faults(english(), source) == []


def test_planted(source: Catalog) -> None:
    catalogue = english(**{"Gửi": "", "Có %(n)s đồng chí": "%(m)s comrades", "Đã bỏ": "Gone"})
    catalogue["Đơn vị"].flags.add("fuzzy")
    del catalogue["%(n)s người"]
    assert [fault.split(":")[0].split(" (")[0] for fault in faults(catalogue, source)] == [
        "missing",
        "stale",
        "fuzzy",
        "empty",
        "placeholder",
    ]


def test_update_keeps_what_is_said_and_guesses_nothing(source: Catalog, tmp_path: Path) -> None:
    file = tmp_path / "en.po"
    write(file, updated(english(**{"Đơn vị": "Unit", "Đã bỏ": "Gone"}), source))
    assert faults(read(file), source) == []
    assert "2026" not in file.read_text("utf-8")
