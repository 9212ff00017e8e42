"""QR codes: what stands on the page and what stands in the picture is the same code."""

import struct
import zlib

from neuguong.kit import qr

ADDRESS = "https://neuguong.example/chuong-trinh/chuan-muc/12/"


def pixels(picture: bytes) -> list[list[bool]]:
    """The dark pixels of a PNG of one bit a pixel, one of each eight in both directions."""
    size = struct.unpack(">I", picture[16:20])[0]
    start = picture.index(b"IDAT") + 4
    lines = zlib.decompress(picture[start:-16])
    wide = -(-size // 8) + 1
    rows = [lines[at + 1 : at + wide] for at in range(0, len(lines), wide)]
    return [[not row[x // 8] >> (7 - x % 8) & 1 for x in range(0, size, 8)] for row in rows[::8]]


def test_modules_have_finders_and_a_quiet_margin() -> None:
    rows = qr.modules(ADDRESS)
    finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
    assert ["".join("#" if one else "." for one in row[4:11]) for row in rows[4:11]] == finder
    assert not any(any(row) for row in rows[:4]) and not any(row[0] for row in rows)


def test_picture_shows_the_same_modules() -> None:
    assert pixels(qr.png(ADDRESS)) == qr.modules(ADDRESS)


def test_label_is_text_and_nothing_is_styled_inline() -> None:
    drawn = qr.svg(ADDRESS, 'Chuẩn mực "9 xây" <b>')
    assert 'aria-label="Chuẩn mực &#34;9 xây&#34; &lt;b&gt;"' in drawn
    assert "style" not in drawn
