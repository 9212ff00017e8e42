"""What may not stand in the repository: a machine's path, a sentence of the published texts, a private registry.

And what must: Vietnamese letters in one form (NFC), or two equal words would differ to a search.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, tracked

SEEDS = ROOT.parent / "shared" / "seeds"
REGISTRY = ("https://pypi.org/simple", "https://files.pythonhosted.org/")
MACHINE = re.compile(r"(?<![\w.\-/<{}])/(?:work|farm|home|root|Users)/[\w.-]+")
# Shorter sentences are names of directives, themes and bodies: facts, which may stand anywhere.
WORDS = 12
LEFT_OUT = ("uv.lock", ".svg", ".min.css", ".min.js")


def texts() -> list[Path]:
    """Our own text files."""
    return [path for path in tracked() if not path.name.endswith(LEFT_OUT) and "vendor" not in path.parts]


def machine_paths(paths: Iterable[Path]) -> list[str]:
    """Absolute paths that exist on somebody's machine only."""
    return [f"{path.name}: {found.group()}" for path in paths for found in MACHINE.finditer(path.read_text("utf-8"))]


def not_nfc(paths: Iterable[Path]) -> list[str]:
    """Files with letters in another form than NFC."""
    return [path.name for path in paths if not unicodedata.is_normalized("NFC", path.read_text("utf-8"))]


def sentences(text: str) -> set[str]:
    """The long sentences of a text, as words in lower case."""
    parts = (re.findall(r"\w+", part) for part in re.split(r"[.!?;:\n]", unicodedata.normalize("NFC", text).lower()))
    return {" ".join(words) for words in parts if len(words) >= WORDS}


def quoted(paths: Iterable[Path], known: set[str]) -> list[str]:
    """Sentences of `known` that stand in these files."""
    faults = []
    for path in paths:
        words = " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", path.read_text("utf-8")).lower()))
        faults += [f"{path.name}: {one}" for one in sorted(known) if one in words]
    return faults


def other_sources(lock: str) -> list[str]:
    """Every place that the lock file takes a package from and that is not the public registry or this folder."""
    addresses = re.findall(r'(?:registry|url|git|direct)\s*=\s*"([^"]+)"', lock)
    paths = re.findall(r'(?:path|editable|virtual|directory)\s*=\s*"([^"]+)"', lock)
    return [it for it in addresses if not it.startswith(REGISTRY)] + [it for it in paths if it != "."]


def test_no_machine_paths() -> None:
    here = Path(__file__)
    assert machine_paths(path for path in texts() if path != here) == []


def test_letters_in_one_form() -> None:
    assert not_nfc(texts()) == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the published texts are not beside this repository")
def test_no_sentence_of_the_published_texts() -> None:
    known = {one for seed in SEEDS.glob("*.txt") for one in sentences(seed.read_text("utf-8"))}
    assert known
    assert quoted(texts(), known) == []


def test_the_lock_file_names_the_public_registry_only() -> None:
    lock = (ROOT / "uv.lock").read_text("utf-8")
    assert tomllib.loads(lock)["package"]
    assert other_sources(lock) == []


def test_planted(tmp_path: Path) -> None:
    sentence = "Một hai ba bốn năm sáu bảy tám chín mười mười một mười hai"
    file = tmp_path / "a.md"
    file.write_text(
        f"See /work/x/y and neuguong/work/x.\n{unicodedata.normalize('NFD', sentence.upper())},\nvà nữa.", "utf-8"
    )
    assert machine_paths([file]) == ["a.md: /work/x"]
    assert not_nfc([file]) == ["a.md"]
    assert quoted([file], sentences(f"Trước. {sentence}. Sau.")) == [f"a.md: {sentence.lower()}"]
    assert quoted([file], sentences("Ngắn thôi.")) == []


def test_planted_lock() -> None:
    lock = (
        '{ registry = "https://pypi.org/simple" } { editable = "." } { path = "../wheels" }\n'
        'wheels = [{ url = "https://files.pythonhosted.org/a.whl" }, { url = "https://mirror.example/a.whl" }]'
    )
    assert other_sources(lock) == ["https://mirror.example/a.whl", "../wheels"]
