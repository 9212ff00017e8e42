"""The English catalogue: brought up to date with the source, and judged.

    python tools/messages.py update    takes in new sentences (empty), drops those that are gone
    python tools/messages.py check     says what is missing, empty, fuzzy, stale or breaks a placeholder

The source language is Vietnamese: a sentence without translation is shown in Vietnamese. What is read, and how, stands
in pyproject.toml under [tool.babel]. locale/vi holds only what Django and allauth say in English, and is kept by hand.
"""

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from unicodedata import is_normalized

from babel.messages import extract
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **extract.DEFAULT_KEYWORDS,
    "_l": None,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
HEADER = """\
# English for Nêu Gương. The source strings are Vietnamese; `make messages` brings this file up to date.
#"""


def extracted(root: Path) -> Catalog:
    """Every sentence that the source under root/neuguong says, with the files that say it."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]
    methods = [(pattern, one["method"]) for one in settings["mappings"] for pattern in _patterns(one)]
    options = {pattern: one.get("options", {}) for one in settings["mappings"] for pattern in _patterns(one)}
    catalogue = Catalog(project="Nêu Gương", charset="utf-8", fuzzy=False)
    found = extract.extract_from_dir(root / "neuguong", methods, options, KEYWORDS, ("Dịch:",), None, True)
    for file, _line, message, comments, context in sorted(found, key=lambda it: (it[0], it[1])):
        catalogue.add(message, None, [(f"neuguong/{file}", 0)], auto_comments=comments, context=context)
    return catalogue


def _patterns(mapping: dict[str, str | list[str]]) -> list[str]:
    pattern = mapping["pattern"]
    return [pattern] if isinstance(pattern, str) else pattern


def updated(old: Catalog, source: Catalog) -> Catalog:
    """The sentences of `source` with the translations of `old`; nothing is guessed, what is gone is dropped."""
    fresh = Catalog(locale="en", project="Nêu Gương", charset="utf-8", fuzzy=False, header_comment=HEADER)
    for message in source:
        if message.id:
            known = old.get(message.id, message.context)
            fresh.add(
                message.id,
                known.string if known and not known.fuzzy else None,
                message.locations,
                auto_comments=message.auto_comments,
                user_comments=known.user_comments if known else (),
                context=message.context,
            )
    return fresh


def faults(catalogue: Catalog, source: Catalog) -> list[str]:
    """One line for each sentence that is not, or not rightly, said in English."""
    return [
        *(f"missing: {_short(it)}" for it in source if it.id and catalogue.get(it.id, it.context) is None),
        *(f"stale: {_short(it)}" for it in catalogue if it.id and source.get(it.id, it.context) is None),
        *(f"{fault}: {_short(it)}" for it in catalogue if it.id for fault in _faults_of(it)),
    ]


def _faults_of(message: Message) -> Iterator[str]:
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(said):
        yield "empty"
        return
    if message.fuzzy:
        yield "fuzzy"
    if not all(is_normalized("NFC", one) for one in said):
        yield "not NFC"
    yield from (f"placeholder ({error})" for error in message.check())


def _short(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    where = message.locations[0][0] if message.locations else ""
    return f"{where} {text[:100]!r}"


def read(path: Path) -> Catalog:
    """The catalogue of that file, empty if there is none yet."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as stream:
        return read_po(stream, locale="en")


def write(path: Path, catalogue: Catalog) -> None:
    """Stable text: no dates, no line numbers, so that only words make a difference between two versions."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=110, include_lineno=False, omit_header=False)
    lines = stream.getvalue().decode().splitlines(keepends=True)
    dropped = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team', '"Report-Msgid')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line for line in lines if not line.startswith(dropped)), "utf-8")


def main(verb: str) -> int:
    source = extracted(ROOT)
    if verb == "update":
        fresh = updated(read(ENGLISH), source)
        write(ENGLISH, fresh)
        left = [it for it in fresh if it.id and "empty" in _faults_of(it)]
        print(f"{len(fresh)} sentences, {len(left)} to translate in {ENGLISH.relative_to(ROOT)}")
        return 0
    found = faults(read(ENGLISH), source)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["update"], ["check"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
