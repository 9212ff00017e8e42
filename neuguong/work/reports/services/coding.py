"""A report that leaves the screen: its figures get the codes by which they are looked up."""

from dataclasses import replace

from django.urls import reverse

from neuguong.base.figures.queries.codes import spaced
from neuguong.base.figures.services import codes_of
from neuguong.kit.documents import Document, Lookup


def coded(document: Document) -> Document:
    """The document with a code for each figure that bears a mark; a figure keeps its code for ever."""
    given = codes_of({figure.href for figure in document.figures() if figure.code})
    codes = {href: spaced(code) for href, code in given.items()}
    return replace(document, lookup=Lookup(reverse("figures:type_code"), codes))
