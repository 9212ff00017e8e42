"""QR codes: finders, quiet margin, and words that stay words."""

from neuguong.kit import qr

ADDRESS = "https://neuguong.example/chuong-trinh/chuan-muc/12/"


def test_modules_have_finders_and_a_quiet_margin() -> None:
    rows = qr.modules(ADDRESS)
    finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
    assert ["".join("#" if one else "." for one in row[4:11]) for row in rows[4:11]] == finder
    assert not any(any(row) for row in rows[:4]) and not any(row[0] for row in rows)


def test_label_is_text_and_nothing_is_styled_inline() -> None:
    drawn = qr.svg(ADDRESS, 'Chuẩn mực "9 xây" <b>')
    assert 'aria-label="Chuẩn mực &#34;9 xây&#34; &lt;b&gt;"' in drawn
    assert "style" not in drawn
