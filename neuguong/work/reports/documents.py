"""The list of those who are told on paper, as a paper: they have no login, and nobody writes for them."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.utils import translation

from neuguong.base.orgs.queries import letterhead
from neuguong.kit.documents import Column, Document, Head, Paragraph, Signature, Table
from neuguong.work.reports.queries import Place, in_sentence


def paper_list(at: Place, found: Sequence[tuple[str, str, str]], *, on: dt.date) -> Document:
    """`found` are (name, unit, what is late). Whatever language the screen speaks, the paper is in Vietnamese."""
    with translation.override("vi"):
        head = letterhead(at.unit, on)
        columns = (
            Column("TT", True, 0.4), Column("Họ và tên", width=2), Column("Đơn vị", width=2.4),
            Column("Việc chậm", width=3), Column("Ký nhận", width=1.2),
        )  # fmt: skip
        rows = tuple((place, *one, "") for place, one in enumerate(found, 1))
        return Document(
            head=Head(
                system=head.system,
                issuer=head.issuer,
                title="Danh sách",
                parent=head.superior,
                place=head.place,
                on=on,
                summary=f"Nhắc bằng giấy, {in_sentence(at.period)}",
            ),
            blocks=(
                Paragraph("Người, đơn vị có việc quá hạn nhưng chưa có tài khoản và chưa có người nhập thay."),
                Table(columns, rows),
            ),
            signature=Signature(head.signer_title, (head.authority,) if head.authority else (), head.signer_name),
            base_url=settings.SITE_ADDRESS,
        )
