from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from neuguong.kit.documents.clean import breakable, clean

anything = st.text(st.characters(exclude_categories=()))


@given(anything)
def test_what_is_left_is_what_xml_allows(text: str) -> None:
    etree.Element("a").text = clean(text)
    clean(text).encode()


def test_lines_stay_lines() -> None:
    assert clean("a\r\nb\rc\u2028d\x0be\tf\x00") == "a\nb\nc\nd\ne f"


@given(anything)
def test_places_to_break_are_all_that_is_added(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == clean(text).replace("\u200b", "")


def test_addresses_break_at_their_joints_and_endless_words_anywhere() -> None:
    assert breakable("https://neuguong.vn/so-lieu/") == "https://\u200bneuguong.\u200bvn/\u200bso-\u200blieu/"
    assert breakable("x" * 24) == "\u200b".join("x" * 24)
    assert breakable("Ủy ban nhân dân thị xã") == "Ủy ban nhân dân thị xã"
