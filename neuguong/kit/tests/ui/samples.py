"""Invented people, units and figures for the gallery. Nobody here exists."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import formset_factory

from neuguong.kit.charts import Against, Bars, Heat, HeatRow, Mark, Pair, Point, Share, Trend
from neuguong.kit.forms import DateField, InputForm, NumberField, ParagraphField, TextField
from neuguong.kit.lists import Cell, Column, Row

MENU = [
    {"label": "Việc của tôi", "href": "/", "icon": "home", "current": False},
    {"label": "Đăng ký", "href": "/cam-ket/", "icon": "commitment", "current": False},
    {"label": "Đơn vị", "href": "/don-vi/", "icon": "unit", "current": True},
    {"label": "Chờ quyết định", "href": "/cho/", "icon": "decide", "current": False},
    {"label": "Báo cáo", "href": "/bao-cao/", "icon": "report", "current": False},
    {"label": "Chương trình", "href": "/chuong-trinh/", "icon": "programme", "current": False},
    {"label": "Nạp dữ liệu", "href": "/nap-du-lieu/", "icon": "import", "current": False},
    {"label": "Quản trị", "href": "/quan-tri/", "icon": "admin", "current": False},
]
PATH = [
    {"label": "Tỉnh ủy Vân Sơn", "href": "/don-vi/1/"},
    {"label": "Đảng ủy xã Bản Lầu", "href": "/don-vi/12/"},
    {"label": "Chi bộ thôn Nà Pắc"},
]
TODAY = dt.date(2026, 11, 15)


@dataclass
class Listing:
    """A stand-in for kit.lists.Listing with the same face."""

    caption: str
    columns: list[Column[Any]]
    rows: list[Row]
    total: int
    page: int = 1
    pages: int = 1
    is_more: bool = False
    is_counted: bool = True
    total_href: str = "?dem=1"
    kept: list[tuple[str, str]] = field(default_factory=list)
    sort: str = ""
    path: str = "/cam-ket/"
    chips: list[tuple[str, str]] = field(default_factory=list)
    foot: list[str] | None = None
    exports: list[tuple[str, str]] = field(default_factory=lambda: [("XLSX", "?tai=xlsx"), ("CSV", "?tai=csv")])
    empty: tuple[str, str] = ("", "")
    selectable: bool = False
    filterset: Any = None

    def sort_href(self, key: str) -> str:
        return f"?sort={key}"

    def page_href(self, number: int) -> str:
        return f"?page={number}"


def column(key: str, label: str, *, numeric: bool = False, sortable: bool = False) -> Column[Any]:
    return Column(key, label, value=str, numeric=numeric, order=(key,) if sortable else ())


COLUMNS = [
    column("name", "Nội dung đăng ký", sortable=True),
    column("person", "Đồng chí", sortable=True),
    column("unit", "Chi bộ"),
    column("due", "Thời hạn", numeric=True, sortable=True),
    column("done", "Đã đạt", numeric=True),
    column("state", "Trạng thái"),
]
_LINES = [
    ("Vận động 12 hộ hiến đất mở rộng đường thôn, hoàn thành trước mùa mưa", "Lò Văn Phương", "Thôn Nà Pắc"),
    ("Giải quyết dứt điểm hồ sơ đất đai tồn đọng từ năm 2024", "Hoàng Thị Mai", "Văn phòng Đảng ủy"),
    ("Mỗi tuần một buổi tiếp dân ngoài giờ hành chính", "Trần Quốc Bình", "Công an xã"),
    ("Giúp ba hộ nghèo có địa chỉ thoát nghèo bền vững", "Nguyễn Thị Lan Anh", "Thôn Khe Tung"),
    ("Học tập tác phong nói đi đôi với làm", "Vi Văn Sáng", "Trường THCS Bản Lầu"),
    ("Phục dựng lớp dạy hát Then cho thiếu nhi trong xã", "Triệu Thị Hoa", "Hội Phụ nữ xã"),
]
_RESULTS = [
    ("30/06/2026", "12", "Hoàn thành", "good"),
    ("30/09/2026", "41", "Quá hạn", "late"),
    ("31/12/2026", "38", "Đang thực hiện", "info"),
    ("31/12/2026", "2", "Cần chú ý", "warn"),
    ("31/12/2026", "", "Chưa trình", "none"),
    ("20/11/2026", "24", "Được biểu dương", "gold"),
]
ROWS = [
    Row(id=at, href=f"/cam-ket/{at}/", cells=[*map(Cell, (*words, *result[:2])), Cell(result[2], tone=result[3])])
    for at, (words, result) in enumerate(zip(_LINES, _RESULTS, strict=True), start=1)
]
FULL_LIST = Listing(
    "Đăng ký làm theo năm 2026",
    COLUMNS,
    ROWS,
    total=784,
    page=2,
    pages=16,
    is_more=True,
    sort="-due",
    chips=[("Năm: 2026", "?"), ("Trạng thái: đã duyệt", "?")],
    foot=["Cộng", "", "", "", "117", ""],
    selectable=True,
)
EMPTY_LIST = Listing(
    "Đăng ký làm theo năm 2027",
    COLUMNS,
    [],
    total=0,
    empty=(
        "Chưa có đăng ký nào của năm 2027",
        "Đăng ký của các đồng chí trong chi bộ sẽ hiện ở đây sau khi đợt đăng ký mở.",
    ),
)
NOTHING_FOUND = Listing("Đăng ký làm theo", COLUMNS, [], total=0, chips=[("Đồng chí: Lò Văn Phượng", "?")])
SUB_UNITS = [
    {"href": "/don-vi/21/", "cells": ["Chi bộ thôn Nà Pắc", "33", "33", "31", {"text": "0", "href": "/tre/"}, "93,9%"]},
    {
        "href": "/don-vi/22/",
        "cells": ["Chi bộ thôn Khe Tung", "28", "26", "20", {"text": "6", "href": "/tre/"}, "71,4%"],
    },
    {
        "href": "/don-vi/23/",
        "cells": ["Chi bộ Trường THCS Bản Lầu", "19", "19", "19", {"text": "0", "href": "/tre/"}, "100%"],
    },
    {"href": "/don-vi/24/", "cells": ["Chi bộ Công an xã", "14", "0", "0", {"text": "14", "href": "/tre/"}, "0,0%"]},
]
SUB_UNIT_COLUMNS = [
    {"label": "Đơn vị"},
    {"label": "Phải đăng ký", "numeric": True},
    {"label": "Đã đăng ký", "numeric": True},
    {"label": "Đã duyệt", "numeric": True},
    {"label": "Chậm", "numeric": True},
    {"label": "Tỷ lệ duyệt", "numeric": True},
]
WIDE_COLUMNS = [{"label": "Đơn vị"}, *({"label": f"Tháng {month}", "numeric": True} for month in range(1, 13))]
WIDE_ROWS = [
    {"cells": ["Đảng ủy xã Bản Lầu", *(f"{1000 + 137 * month:,}".replace(",", ".") for month in range(1, 13))]},
    {"cells": ["Đảng ủy xã Nậm Khoa", *(f"{900 + 91 * month}" for month in range(1, 13))]},
]


@dataclass(frozen=True)
class Message:
    """A stand-in for a message of django.contrib.messages."""

    level_tag: str
    words: str

    def __str__(self) -> str:
        return self.words


MESSAGES = [
    Message("success", "Đã ghi bản đăng ký của đồng chí Lò Văn Phương."),
    Message("error", "Chưa gửi được thư nhắc tới 2 đồng chí <chưa có thư điện tử>."),
]
TREE_CHOICE = {
    "is_todays": False,
    "tree_on": dt.date(2024, 12, 31),
    "today": TODAY,
    "href": "/don-vi/1/?nam=2024",
    "todays_href": "/don-vi/1/?nam=2024&cay=nay",
    "was_born": False,
}
CHARTS = (
    Trend(
        key="ket-qua",
        title="Kết quả được ghi theo quý",
        names="Quý",
        caption="Từ quý I/2025 đến quý II/2026, theo cây tổ chức của từng quý",
        measure_unit="lượt ghi",
        address="/so-lieu/bieu-do/?ky=1",
        points=(
            Point("I/2025", 212, href="/so-lieu/?quy=1", mark=Mark.SEALED),
            Point("II/2025", 251, mark=Mark.SEALED),
            Point("III/2025", None),
            Point("IV/2025", 188),
            Point("I/2026", 240),
            Point("II/2026", 264, mark=Mark.PROVISIONAL),
        ),
    ),
    Bars(
        key="chi-bo",
        title="Đã đăng ký theo chi bộ",
        names="Chi bộ",
        measure_unit="bản đăng ký",
        points=(
            Point("Chi bộ thôn Nà Pắc", 12),
            Point("Chi bộ Trường phổ thông dân tộc bán trú tiểu học và trung học cơ sở Bản Lầu", 31),
            Point("Chi bộ Công an xã", 9),
            Point("Chi bộ thôn Cốc Phương", None),
        ),
    ),
    Against(
        key="chi-tieu",
        title="Thực hiện so với chỉ tiêu",
        names="Chỉ tiêu",
        pairs=(
            Pair("Đường giao thông nông thôn (km)", Decimal("75.666"), Decimal(70), href="/so-lieu/?ct=1"),
            Pair("Đường điện chiếu sáng thôn, bản (km)", Decimal("12.4"), Decimal(20)),
        ),
    ),
    Heat(
        key="do-phu",
        title="Có kết quả quý, theo chi bộ",
        names="Chi bộ",
        caption="Tỷ lệ việc có ghi kết quả",
        columns=("Quý I", "Quý II", "Quý III", "Quý IV"),
        rows=(
            HeatRow("Chi bộ thôn Nà Pắc", (Share(9, 9), Share(8, 9), Share(4, 9), Share(0, 9))),
            HeatRow("Chi bộ Trường tiểu học số 1 Bản Lầu", (Share(20, 30), Share(29, 30), Share(30, 30), Share(0, 0))),
        ),
    ),
)
TREND = [("Quý I", 12), ("Quý II", 30), ("Quý III", 44), ("Quý IV", 78)]

STEPS = [
    {"label": "Đăng ký", "state": "done", "who": "Lò Văn Phương", "at": dt.date(2026, 1, 12)},
    {"label": "Chi bộ thống nhất", "state": "done", "who": "Chi bộ thôn Nà Pắc", "at": dt.date(2026, 1, 20)},
    {
        "label": "Thường vụ phê duyệt",
        "state": "current",
        "who": "Ban Thường vụ Đảng ủy xã Bản Lầu",
        "at": "chờ từ 22/01/2026",
    },
    {"label": "Báo cáo kết quả", "state": "todo", "who": "Lò Văn Phương", "at": "trước 05/12/2026"},
    {"label": "Xác nhận kết quả", "state": "todo"},
]


@dataclass(frozen=True)
class Step:
    """A stand-in for kit.flow.Step: what a page reads of it."""

    name: str
    label: str
    says: str = ""
    note: str = ""
    tone: str = "primary"
    form: str = ""


OPEN_STEPS = [
    Step(
        "approve",
        "Phê duyệt",
        says="Ghi nhận nghị quyết của Ban Thường vụ; đồng chí Phương và chi bộ nhận thông báo ngay.",
        form="approvals.Form",
    ),
    Step(
        "send_back",
        "Trả lại",
        note="required",
        says="Bản đăng ký về lại đồng chí Phương để sửa; bản cũ được giữ.",
    ),
    Step(
        "withdraw",
        "Rút đăng ký",
        note="optional",
        tone="danger",
        says="Bản đăng ký không còn tính vào năm 2026; lịch sử được giữ.",
    ),
]
JOURNAL = [
    {
        "who": "Hoàng Thị Mai",
        "capacity": "Phó Bí thư Đảng ủy, thay mặt Ban Thường vụ",
        "what": "Trả lại để sửa",
        "note": "Việc thứ hai chưa có sản phẩm đo được. Đề nghị ghi rõ số hộ và thời hạn.",
        "at": dt.datetime(2026, 1, 25, 14, 5),
        "changes": [("Trạng thái", "Chờ phê duyệt", "Trả lại")],
    },
    {
        "who": "Lò Văn Phương",
        "capacity": "Bí thư Chi bộ thôn Nà Pắc",
        "what": "Sửa bản đăng ký",
        "note": None,
        "at": dt.datetime(2026, 1, 18, 9, 30),
        "changes": [
            ("Số hộ hiến đất", "10", "12"),
            ("Thời hạn", None, "30/06/2026"),
            ("Đơn vị giám sát", "", "Ban Kiểm tra Đảng ủy"),
        ],
    },
    {"who": "Lò Văn Phương", "capacity": "", "what": "Lập bản đăng ký", "at": "12/01/2026"},
]


class CommitmentForm(InputForm):
    """Every kind of field there is."""

    title = TextField(label="Nội dung đăng ký", help_text="Một việc cụ thể, ai đọc cũng hiểu sẽ làm gì.")
    reason = ParagraphField(label="Vấn đề bức xúc cần giải quyết", required=False)
    standard = forms.ChoiceField(
        label="Chuẩn mực",
        choices=[("", "Chọn một chuẩn mực"), ("1", "Yêu nước, trung thành"), ("2", "Gắn bó với nhân dân")],
    )
    due = DateField(label="Thời hạn", help_text="Không quá ngày 31/12 của năm đăng ký.")
    target = NumberField(label="Con số phải đạt", required=False)
    kind = forms.ChoiceField(
        label="Loại đăng ký",
        choices=[("p", "Cá nhân"), ("h", "Người đứng đầu"), ("c", "Tập thể")],
        widget=forms.RadioSelect,
        help_text="Người đứng đầu chọn đúng một khâu đột phá.",
    )
    themes = forms.MultipleChoiceField(
        label="Chuyên đề",
        required=False,
        choices=[("1", "Chuyên đề 2026"), ("2", "Chuyên đề toàn khóa")],
        widget=forms.CheckboxSelectMultiple,
    )
    file = forms.FileField(label="Minh chứng", required=False, help_text="Tệp PDF hoặc ảnh, không quá 10 MB.")
    is_public = forms.BooleanField(
        label="Đồng ý nêu tên trên trang chung", required=False, help_text="Đồng chí rút lại được bất cứ lúc nào."
    )


class ItemForm(InputForm):
    """One deed of a commitment."""

    deed = TextField(label="Việc làm")
    product = TextField(label="Sản phẩm", required=False)


class SignInForm(InputForm):
    """User name and password."""

    login = TextField(label="Tên đăng nhập hoặc thư điện tử")
    password = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)


class FilterForm(forms.Form):
    """The filters of a list."""

    q = forms.CharField(label="Tìm trong danh sách", required=False)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Tất cả"), ("a", "Đã duyệt")])
    year = forms.ChoiceField(label="Năm", required=False, choices=[("2026", "2026"), ("2025", "2025")])


ItemSet = formset_factory(ItemForm, extra=1, can_delete=True, max_num=10)
FIELDS = [("Đăng ký làm gì", ["title", "reason", "standard"]), ("Kết quả và thời hạn", ["due", "target"])]


def empty_form() -> CommitmentForm:
    return CommitmentForm(prefix="moi")


def wrong_form() -> CommitmentForm:
    """Sent with a day that does not exist, no kind, and a conflict between fields."""
    form = CommitmentForm({"title": "Giúp ba hộ thoát nghèo", "due": "31/02/2026", "target": "ba"})
    form.full_clean()
    form.add_error(None, "Người đứng đầu phải có đúng một khâu đột phá.")
    return form


def items() -> Any:
    return ItemSet(prefix="viec", initial=[{"deed": "Họp dân, thống nhất phương án", "product": "Biên bản họp"}])


def wrong_items() -> Any:
    return ItemSet(
        {"w-TOTAL_FORMS": "1", "w-INITIAL_FORMS": "0", "w-0-deed": "", "w-0-product": "Biên bản"}, prefix="w"
    )
