"""The vendored files are, byte for byte, those that were brought in, each with its licence."""

import hashlib
import tomllib

from neuguong.kit.tests.ui.gallery import KIT, STATIC

VENDOR = STATIC / "vendor"
RECORDS = tomllib.loads((VENDOR / "VENDORED.toml").read_text(encoding="utf-8"))["file"]


def test_hashes_hold() -> None:
    changed = [
        record["file"]
        for record in RECORDS
        if hashlib.sha256((KIT / record["file"]).read_bytes()).hexdigest() != record["sha256"]
    ]
    assert changed == []


def test_every_file_is_recorded_and_licensed() -> None:
    folders = [*(path for path in VENDOR.iterdir() if path.is_dir()), *(KIT / "fonts").iterdir()]
    kept = {
        path.relative_to(KIT).as_posix()
        for folder in folders
        for path in folder.iterdir()
        if path.name != "LICENSE.txt"
    }
    assert kept == {record["file"] for record in RECORDS}
    assert [folder.name for folder in folders if not (folder / "LICENSE.txt").is_file()] == []


def test_nothing_points_outside() -> None:
    sheets = [*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]
    assert [path.name for path in sheets if b"sourceMappingURL" in path.read_bytes()] == []
    own = [*(STATIC / "kit").rglob("*.css"), *(VENDOR / "be-vietnam-pro").glob("*.css")]
    assert [path.name for path in own if b"http" in path.read_bytes()] == []
