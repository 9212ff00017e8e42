"""Bring the few front-end files and the document font into the repository, each with its version, hash and licence.

    python tools/vendor.py NODE_MODULES TINOS_FOLDER

NODE_MODULES is where `npm install bootstrap@5.3.9 htmx.org@2.0.11 @fontsource/be-vietnam-pro@5.3.0` unpacked them,
TINOS_FOLDER holds Tinos-*.ttf. Nothing is built: files are copied, only source map comments are dropped (the maps are
not served) and the font's style sheets are joined without their old formats. See docs/decisions/front-end-files.md.
"""

import hashlib
import json
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KIT = Path(__file__).parents[1] / "neuguong" / "kit"
STATIC = KIT / "static" / "vendor"
TINOS = KIT / "fonts" / "tinos"
FONT = "be-vietnam-pro"
WEIGHTS = (400, 500, 700)
# The last face that covers a letter is the one fetched: with Vietnamese last, "đ" never costs the latin-ext file.
SUBSETS = ("latin-ext", "latin", "vietnamese")
SOURCE_MAP = re.compile(rb"\n?(?:/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$")
WOFF = re.compile(r", url\([^)]*\.woff\) format\('woff'\)")
FACE = re.compile(rf"/\* {FONT}-([a-z-]+)-\d+-normal \*/\n@font-face {{.*?}}", re.DOTALL)


@dataclass(frozen=True)
class Package:
    """One npm package: where it is kept here, its licence, and the files we take."""

    name: str
    folder: str
    licence: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Vendored:
    """One file as recorded in VENDORED.toml; `file` is relative to neuguong/kit."""

    name: str
    version: str
    licence: str
    file: str
    sha256: str


PACKAGES = (
    Package(
        "bootstrap",
        "bootstrap",
        "MIT",
        ("dist/css/bootstrap.min.css", "dist/js/bootstrap.bundle.min.js"),
    ),
    Package("htmx.org", "htmx", "0BSD", ("dist/htmx.min.js",)),
    Package(
        "@fontsource/be-vietnam-pro",
        FONT,
        "OFL-1.1",
        tuple(f"files/{FONT}-{subset}-{weight}-normal.woff2" for weight in WEIGHTS for subset in SUBSETS),
    ),
)


def main(node_modules: Path, tinos: Path) -> None:
    """Copy everything and write VENDORED.toml anew."""
    kept = [record for package in PACKAGES for record in vendor_package(package, node_modules)]
    kept += vendor_tinos(tinos, licence_of(node_modules / "@fontsource" / FONT))
    (STATIC / "VENDORED.toml").write_text(as_toml(kept), encoding="utf-8")
    print(f"{len(kept)} files")


def vendor_package(package: Package, node_modules: Path) -> Iterator[Vendored]:
    """Copy the files and the licence of one npm package."""
    source = node_modules / package.name
    version = json.loads((source / "package.json").read_text(encoding="utf-8"))["version"]
    for file in package.files:
        text = SOURCE_MAP.sub(b"\n", (source / file).read_bytes())
        yield keep(package.name, version, package.licence, STATIC / package.folder / Path(file).name, text)
    if package.folder == FONT:
        yield keep(package.name, version, package.licence, STATIC / FONT / f"{FONT}.css", font_css(source).encode())
    (STATIC / package.folder / "LICENSE.txt").write_text(licence_of(source), encoding="utf-8")


def font_css(source: Path) -> str:
    """The @font-face rules of our three weights, WOFF2 only, beside the files they name."""
    sheets = "\n".join((source / f"{weight}.css").read_text(encoding="utf-8") for weight in WEIGHTS)
    faces = [face for face in FACE.finditer(sheets) if face[1] in SUBSETS]
    faces.sort(key=lambda face: SUBSETS.index(face[1]))
    return WOFF.sub("", "\n\n".join(face[0] for face in faces)).replace("./files/", "") + "\n"


def vendor_tinos(folder: Path, font_licence: str) -> Iterator[Vendored]:
    """Copy the four faces of Tinos, from which documents are set, and the licence its own name table states."""
    faces = sorted(folder.glob("Tinos-*.ttf"))
    names = name_table(faces[0])
    for face in faces:
        yield keep(
            "Tinos", names[5].split(";")[0].removeprefix("Version "), "OFL-1.1", TINOS / face.name, face.read_bytes()
        )
    body = font_licence[font_licence.index("This Font Software is licensed") :]
    (TINOS / "LICENSE.txt").write_text(f"{names[0]}\n{names[7]}\n\n{body}", encoding="utf-8")


def name_table(face: Path) -> dict[int, str]:
    """The Unicode entries of a TrueType font's `name` table by their number (0 copyright, 5 version, 7 trademark)."""
    data = face.read_bytes()
    tables = (
        struct.unpack(">4sLLL", data[12 + 16 * n : 28 + 16 * n]) for n in range(struct.unpack(">H", data[4:6])[0])
    )
    start = next(offset for tag, _sum, offset, _length in tables if tag == b"name")
    _format, count, strings = struct.unpack(">HHH", data[start : start + 6])
    records = (struct.unpack(">6H", data[start + 6 + 12 * n : start + 18 + 12 * n]) for n in range(count))
    at = start + strings
    return {
        number: data[at + offset : at + offset + length].decode("utf-16-be")
        for platform, _encoding, _language, number, length, offset in records
        if platform == 3
    }


def licence_of(source: Path) -> str:
    """The licence text a package ships."""
    return (source / "LICENSE").read_text(encoding="utf-8")


def keep(name: str, version: str, licence: str, target: Path, content: bytes) -> Vendored:
    """Write one file and return its record."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return Vendored(
        name,
        version,
        licence,
        target.relative_to(KIT).as_posix(),
        hashlib.sha256(content).hexdigest(),
    )


def as_toml(records: list[Vendored]) -> str:
    """The records as an array of tables."""
    lines = ["# Written by tools/vendor.py. Paths are relative to neuguong/kit.\n"]
    for record in records:
        lines.append("[[file]]")
        lines += [f"{key} = {json.dumps(value)}" for key, value in vars(record).items()]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
