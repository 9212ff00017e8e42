"""The code of conduct as it hangs at the office: a page of A4 with a code to scan that leads to its public page."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from neuguong.base.orgs.queries import letterhead
from neuguong.kit.documents import Block, Bullets, Document, Head, Heading, Paragraph, QRCode
from neuguong.kit.numbers import date
from neuguong.work.programmes.choices import Side
from neuguong.work.programmes.models import ConductCode, ConductItem


def public_address(code: ConductCode) -> str:
    """The whole address of the page that is open to everybody."""
    return f"{settings.SITE_ADDRESS}{reverse('programmes:code_public', args=[code.pk])}"


def code_paper(code: ConductCode, items: list[ConductItem], on: dt.date) -> Document:
    """The poster; in Vietnamese, whatever the reader's screen speaks."""
    with translation.override("vi"):
        called = letterhead(code.unit, on)
        head = Head(
            called.system, called.issuer, "Chuẩn mực thực hiện", parent=called.superior, place=called.place, on=on,
            summary=code.title,
        )  # fmt: skip
        document = code.document
        basis = Paragraph(f"Ban hành theo {document} ngày {date(document.issued_on)}.")
        parts: list[Block] = [basis]
        for side in Side:
            texts = [one.text for one in items if one.side == side]
            if texts:
                title = f"{len(texts)} {str(side.label).lower()}"
                parts += [Heading(title), Bullets(tuple(texts))]
        parts.append(QRCode(public_address(code), "Quét mã để đọc trên mạng"))
        return Document(head, tuple(parts), base_url=settings.SITE_ADDRESS)
