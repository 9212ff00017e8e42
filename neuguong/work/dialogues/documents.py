"""The answer to who sent a case, as an official letter in the form of the unit's own system."""

import datetime as dt

from django.conf import settings
from django.utils import translation

from neuguong.base.orgs.queries import letterhead
from neuguong.kit import numbers
from neuguong.kit.documents import Document, Head, Paragraph, Signature
from neuguong.work.dialogues.models import Case, Sender

PAPERS = ("docx", "pdf")


def answer_letter(case: Case, sender: Sender | None, *, rating_href: str, on: dt.date) -> Document:
    """The letter. Whatever language the screen speaks, it is in Vietnamese. `rating_href` is where the reader says
    whether she is content; without a `sender` (forgotten since) it is addressed to nobody."""
    with translation.override("vi"):
        day = case.answered_on or on
        head = letterhead(case.unit, day)
        number, _slash, rest = case.answer_number.partition("/")
        greeting = f"Kính gửi: {sender.full_name}" if sender else "Kính gửi: Quý công dân"
        address = f", {sender.address}" if sender and sender.address else ""
        kind = str(case.get_kind_display()).lower()
        answered = f"{head.issuer} đã nhận {kind} ngày {numbers.date(case.received_on)} và trả lời như sau:"
        asked = f"Quý vị cho biết mức độ hài lòng tại: {settings.SITE_ADDRESS.rstrip('/')}{rating_href}"
        lines = [line for line in case.answer.split("\n") if line]
        return Document(
            head=Head(
                system=head.system, issuer=head.issuer, title="Công văn", parent=head.superior,
                number=number if rest else "", symbol=rest or head.symbol("CV"), place=head.place, on=day,
                summary=f"V/v trả lời {kind} của công dân",
            ),
            blocks=tuple(Paragraph(line) for line in (f"{greeting}{address}", answered, *lines, asked)),
            signature=Signature(head.signer_title, (head.authority,) if head.authority else (), head.signer_name),
            recipients=("Như trên;", *(line for line in head.recipients.splitlines() if line.strip())),
            base_url=settings.SITE_ADDRESS,
        )  # fmt: skip
