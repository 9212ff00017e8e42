"""Workbooks damaged in every way we could think of, the same ones for the same seed."""

import io
import random
import re
import zipfile
from collections.abc import Callable

from neuguong.kit.sheets.tests.books import SHEET

Parts = dict[str, bytes]
_ATTRIBUTE = re.compile(rb'="([^"]*)"')
_VALUE = re.compile(rb"<v>[^<]*</v>")
_TEXT = re.compile(rb"<t[^>]*>[^<]*</t>")
EXTREME = (
    b"1e308", b"-1e308", b"NaN", b"inf", b"-1", b"0", b"2958466", b"99999999999999999999", b"0.1e-300", b"", b"x",
    b"1e999", b"-0", b"60", b"1,5", b"0x10", "số".encode(), b"4294967296", b"&#0;", b"9" * 400,
)  # fmt: skip
TYPES = (b"s", b"b", b"e", b"d", b"n", b"str", b"inlineStr", b"", b"zzz")
ODD_TEXT = (
    "\u0000",
    "\ud7ff",
    "x" * 40_000,
    "\u202e",
    "=1+1",
    "a\tb\\n\\",
    "_x0000_",
    "%s %(a)s {line}",
    "\\",
    '"',
    "'; --",
)


def damaged(source: bytes, seed: int) -> io.BytesIO:
    """One more way to break the workbook in `source`."""
    chance = random.Random(seed)
    change = chance.choice(_WAYS)
    for _again in range(chance.choice((1, 1, 1, 2, 3))):
        source = change(source, chance)
    return io.BytesIO(source)


def _flip(source: bytes, chance: random.Random) -> bytes:
    body = bytearray(source)
    for _ in range(chance.randrange(1, 40)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


def _cut(source: bytes, chance: random.Random) -> bytes:
    first, last = sorted((chance.randrange(len(source)), chance.randrange(len(source))))
    return chance.choice((source[:first], source[last:], source[:first] + source[last:], source + source[:last]))


def _inside(change: Callable[[Parts, random.Random], None]) -> Callable[[bytes, random.Random], bytes]:
    """A way that opens the archive, changes its parts and packs it anew."""

    def damage(source: bytes, chance: random.Random) -> bytes:
        made = io.BytesIO()
        try:
            with zipfile.ZipFile(io.BytesIO(source)) as old:
                parts = {name: old.read(name) for name in old.namelist()}
        except zipfile.BadZipFile:
            return _flip(source, chance)
        change(parts, chance)
        with zipfile.ZipFile(made, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as new:
            for name, body in parts.items():
                new.writestr(name, body)
        return made.getvalue()

    return damage


def _drop(parts: Parts, chance: random.Random) -> None:
    del parts[chance.choice(list(parts))]


def _swap(parts: Parts, chance: random.Random) -> None:
    one, other = chance.sample(list(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]


def _rename(parts: Parts, chance: random.Random) -> None:
    name = chance.choice(list(parts))
    new = chance.choice(
        (name.upper(), "../" + name, "/" + name, name + "x", name.replace("/", "\\"), "xl/vbaProject.bin")
    )
    parts[new] = parts.pop(name)


def _broken_xml(parts: Parts, chance: random.Random) -> None:
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    body, at = parts[name], chance.randrange(len(parts[name]) + 1)
    end = min(len(body), at + chance.randrange(1, 60))
    piece = chance.choice(
        (b"", b"<", b"&bad;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\xff\xfe", b"<a>" * 500, b"]]>", b"\0")
    )
    parts[name] = body[:at] + piece + body[end:]


def _attribute(parts: Parts, chance: random.Random) -> None:
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    found = list(_ATTRIBUTE.finditer(parts[name]))
    if found:
        match, value = (
            chance.choice(found),
            chance.choice((*EXTREME, b"XFD1048576", b"A0", b"A1:XFD1048576", b"../../etc/passwd")),
        )
        parts[name] = parts[name][: match.start(1)] + value + parts[name][match.end(1) :]


def _values(parts: Parts, chance: random.Random) -> None:
    sheet = parts.get(SHEET, b"")
    for match in reversed(chance.sample(found, min(5, len(found))) if (found := list(_VALUE.finditer(sheet))) else []):
        if sheet[match.start() : match.start() + 3] == b"<v>":
            sheet = sheet[: match.start()] + b"<v>" + chance.choice(EXTREME) + b"</v>" + sheet[match.end() :]
    parts[SHEET] = sheet


def _types(parts: Parts, chance: random.Random) -> None:
    kind = b' t="' + chance.choice(TYPES) + b'"'
    parts[SHEET] = re.sub(rb' t="[a-zA-Z]*"', lambda m: kind if chance.random() < 0.3 else m[0], parts.get(SHEET, b""))


def _styles(parts: Parts, chance: random.Random) -> None:
    style = f' s="{chance.choice((0, 1, 2, 9_999, -1))}" '.encode()
    parts[SHEET] = parts.get(SHEET, b"").replace(b"<c ", b"<c " + style, chance.randrange(1, 20))


def _texts(parts: Parts, chance: random.Random) -> None:
    name = "xl/sharedStrings.xml"
    odd = chance.choice(ODD_TEXT).replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "surrogatepass")
    parts[name] = _TEXT.sub(lambda m: b"<t>" + odd + b"</t>" if chance.random() < 0.2 else m[0], parts.get(name, b""))


def _far(parts: Parts, chance: random.Random) -> None:
    place = chance.choice((b"A1048576", b"XFD1", b"ZZZ999999", b"GR12", b"A200001", b"ABC1", b"A9999999"))
    extra = b'<row r="%d"><c r="%s"><v>1</v></c></row>' % (chance.randrange(1, 1_048_577), place)
    parts[SHEET] = parts.get(SHEET, b"").replace(b"</sheetData>", extra + b"</sheetData>")


def _more(parts: Parts, chance: random.Random) -> None:
    extra = chance.choice((
        b"<mergeCells><mergeCell ref=\"A1:ZZ9999\"/></mergeCells>", b"<mergeCells><mergeCell ref=\"x\"/></mergeCells>",
        b"<sheetData/>", b"<f>1+1</f>", b"<c/>" * 300, b"<row/>" * 3000,
    ))  # fmt: skip
    parts[SHEET] = parts.get(SHEET, b"").replace(
        b"</sheetData>", chance.choice((b"</sheetData>" + extra, extra + b"</sheetData>"))
    )


def _bomb(parts: Parts, chance: random.Random) -> None:
    name = chance.choice(("xl/sharedStrings.xml", SHEET, "xl/media/a.bin"))
    parts[name] = parts.get(name, b"") + b" " * (30_000_000 if chance.random() < 0.2 else 300_000)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _cut,
    *map(
        _inside,
        (_drop, _swap, _rename, _broken_xml, _attribute, _values, _types, _styles, _texts, _far, _more, _bomb, _values,
         _types, _attribute, _broken_xml),
    ),
)  # fmt: skip
