"""Documents as the slices will build them, one in each form."""

import dataclasses
import datetime as dt
from decimal import Decimal

from neuguong.kit.documents.blocks import (
    Appendix,
    Blank,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Figure,
    Head,
    Heading,
    Paragraph,
    Share,
    Signature,
    Signing,
    System,
    Table,
)
from neuguong.kit.documents.clean import clean

AT = dt.datetime(2026, 11, 15, 8, 30, tzinfo=dt.UTC)
ROWS = "/so-lieu/"

COLUMNS = (
    Column("TT", numeric=True, width=0.6),
    Column("Đơn vị", width=3),
    Column("Phải đăng ký", numeric=True),
    Column("Đã duyệt", numeric=True),
    Column("Tỷ lệ", numeric=True),
    Column("Kinh phí (triệu đồng)", numeric=True, width=1.4, places=2),
    Column("Ngày chốt", width=1.4),
)
UNITS = ("Đảng ủy xã Quảng Hà", "Đảng ủy xã Đường Hoa", "Chi bộ Trung tâm Y tế", "Đảng ủy xã Quảng Đức")


def row(place: int) -> tuple[Cell, ...]:
    should, approved = 120 + place, 80 + place % 40
    return (
        place,
        UNITS[place % len(UNITS)],
        should,
        Figure.of(approved, f"{ROWS}{place}/"),
        Share(approved, should),
        Decimal(place) * Decimal("12.345"),
        dt.date(2026, 11, 14),
    )


def table(rows: int) -> Table:
    totals = (None, "Tổng số", 1234, Figure.of(1001, f"{ROWS}tong/", "A3", "Đã duyệt"), Share(1001, 1234), None, None)
    return Table(
        COLUMNS,
        tuple(row(place) for place in range(1, rows + 1)),
        totals,
        caption="Bảng 1. Kết quả đăng ký theo đơn vị trực thuộc",
        source="Sổ đăng ký làm theo, số liệu từ 15/12/2025 đến 14/11/2026",
    )


def body(rows: int = 4) -> tuple[Block, ...]:
    return (
        Heading("I. TÌNH HÌNH CHUNG"),
        Paragraph(
            (
                "Đến hết ngày 14/11/2026, toàn Đảng bộ có ",
                Figure.of(1234, f"{ROWS}phai-dang-ky/?nam=2026", "A1", "Phải đăng ký"),
                " đồng chí phải đăng ký; ",
                Figure("1.001", f"{ROWS}tong/", "A3", "Đã duyệt", 1001),
                " đồng chí đã được chi bộ duyệt, đạt 81,1%. Các chi bộ đã rà soát, bổ sung nội dung đăng ký "
                "của đảng viên mới chuyển đến, đôn đốc những trường hợp chậm so với kế hoạch.",
            )
        ),
        Heading("1. Công tác chỉ đạo", 2),
        Bullets(
            (
                "Ban hành kế hoạch và hướng dẫn đăng ký ngay từ quý I.",
                ("Tổ chức ", Figure.of(18, f"{ROWS}hoi-nghi/", "A2", "Hội nghị"), " hội nghị quán triệt."),
            )
        ),
        Heading("a) Kết quả cụ thể", 3),
        table(rows),
        Heading("II. HẠN CHẾ, NGUYÊN NHÂN"),
        Paragraph("Một số chi bộ chưa cập nhật kết quả hằng quý đúng hạn; minh chứng còn chung chung."),
        Facts((("Họ và tên người tổng hợp", "Nguyễn Thị Minh Ánh"), ("Chức vụ", ""))),
        Blank(2, "Ý kiến của cấp ủy:"),
    )


def wide_appendix(rows: int = 40) -> Appendix:
    quarters = (Column(f"Quý {quarter}", True) for quarter in ("I", "II", "III", "IV"))
    columns = (Column("TT", True, 0.5), Column("Họ và tên", width=3), *quarters)
    lines = tuple((place, "Nguyễn Hoàng Bảo Khánh", 1, 2, 3, 4) for place in range(1, rows + 1))
    return Appendix("Tổng hợp kết quả theo quý", (Table(columns, lines),), landscape=True)


PARTY = Document(
    Head(
        System.PARTY,
        issuer="Huyện ủy Hải Hà",
        title="Báo cáo",
        parent="Tỉnh ủy Quảng Ninh",
        number="9",
        symbol="BC/HU",
        place="Hải Hà",
        on=dt.date(2026, 2, 3),
        summary="kết quả đăng ký và thực hiện học tập, làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2026",
    ),
    body(),
    Signature("Phó Bí thư", ("T/M Ban Thường vụ",), "Hoàng Văn Mẫu"),
    ("Ban Thường vụ Tỉnh ủy (để báo cáo)", "Các chi bộ, đảng bộ trực thuộc", "Lưu Văn phòng Huyện ủy."),
    (wide_appendix(),),
    base_url="https://neuguong.example.vn",
)

STATE = Document(
    Head(
        System.STATE,
        issuer="Ủy ban nhân dân xã Kỳ Anh",
        title="Báo cáo",
        parent="Ủy ban nhân dân tỉnh Hà Tĩnh",
        number="",
        symbol="BC-UBND",
        place="Kỳ Anh",
        summary="Kết quả thực hiện nội dung đột phá của người đứng đầu quý III năm 2026",
        draft=True,
    ),
    body(),
    Signature("Phó Chủ tịch", ("TM. Ủy ban nhân dân", "KT. Chủ tịch"), "Trần Thị Mẫu"),
    ("Như trên;", "Chủ tịch, các Phó Chủ tịch;", "Lưu: VT."),
    base_url="https://neuguong.example.vn",
)

# A form to be filled in by hand, and a list to be read on a wall.
BLANK = Document(
    Head(System.PARTY, issuer="Chi bộ Thôn Đông", title="Bản đăng ký", parent="Đảng ủy xã Hòa An", place="Hòa An"),
    (
        Table(COLUMNS[:2], ((1, ""), (2, "")), points=10, row_height=20),
        Signing((Signature("Người đăng ký", note="(Ký, ghi rõ họ tên)"),), (Heading("Cam kết"),)),
        Blank(2, "Ý kiến của chi ủy:"),
    ),
    Signature("Bí thư", ("T/M Chi ủy",)),
)
WALL = dataclasses.replace(
    BLANK, blocks=(Table(COLUMNS[:2], ((1, UNITS[0]), (2, UNITS[1]))),), landscape=True, paper="A3"
)


def of(texts: list[str], *blocks: Block) -> Document:
    """A small document with six texts in every place that takes text, or with `blocks` instead of its own."""
    a, b, c, d, e, f = texts
    own = (
        Paragraph(a),
        Heading(b, 2),
        Bullets((c, (d, Figure(e, f"/{f}"[:2000], "A1", a)))),
        Facts(((a, b), (c, ""))),
        Table((Column(e), Column("Số", True)), ((f, 1), (a, Figure.of(2, "/so-lieu/"))), (b, 3), c, d),
        Blank(1, e),
    )
    head = Head(System.PARTY, a, b, parent=c, number=d, symbol=e, place=f, summary=a)
    appendices = () if blocks else (Appendix(b, own[:1]),)
    signature = Signature(c, (d, e), f)
    return Document(head, blocks or own, signature, (a, b), appendices, base_url="https://neuguong.example.vn")


def shown(text: str) -> str:
    """What a cell that was given `text` reads back as."""
    return clean(text)
