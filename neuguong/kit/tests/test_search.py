"""Words typed into a search box, and the same words shown in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuguong.kit.search import excerpt, marked, words_in, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Môi trường", ["moi", "truong"]),
        ("05-CT/TW", ["05", "ct", "tw"]),
        ("Đảng & 'bộ' | !xã:* (a <-> b)", ["dang", "bo", "xa", "a", "b"]),
        ("  \x00 – “ ” … ", []),
        ("lan Lan LAN", ["lan"]),
        ("e\u0302\u0301m", ["em"]),
        (" ".join(f"w{n}" for n in range(40)), [f"w{n}" for n in range(12)]),
    ],
)
def test_what_is_typed_is_words(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


def test_words_stand_out_and_stay_text() -> None:
    assert marked("Bảo vệ môi trường <b>", ["moi", "truong"]) == [
        ("Bảo vệ ", False),
        ("môi trường", True),
        (" <b>", False),
    ]
    assert marked("Nguyễn Thị Lan", ["nguy"], unfinished=True) == [("Nguyễn", True), (" Thị Lan", False)]
    assert marked("Nguyễn Thị Lan", ["ng"], unfinished=True) == [("Nguyễn Thị Lan", False)]


@given(st.text(), st.lists(st.text(max_size=5), max_size=3))
def test_pieces_joined_are_the_text_again(text: str, words: list[str]) -> None:
    assert "".join(piece for piece, _hit in marked(text, words, unfinished=True)) == text


def test_an_excerpt_shows_the_word() -> None:
    text = "đầu " * 100 + "môi trường " + "cuối " * 100
    shown = excerpt(text, ["moi"])
    assert ("moi" in words_in(shown), len(shown) < 170, shown[:2], shown[-2:]) == (True, True, "… ", " …")
    assert excerpt("ngắn", ["moi"]) == "ngắn"
