"""Values of indicators: one row for each indicator, unit, period and part.

A person's upload hands numbers in (SUBMITTED), within her reach, before the deadline and before the seal, and never
over what was approved. The command line adopts them as they stood on paper: approved unless the row says otherwise.
"""

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.sheets import Kind, Sheet, SheetColumn, choices_of, register
from neuguong.work.indicators.choices import Qualifier, State
from neuguong.work.indicators.sheets.checks import check
from neuguong.work.indicators.sheets.periods import derive_period
from neuguong.work.indicators.sheets.writes import apply, foretell

_READ = _l("Chỉ để người ghi dễ đọc; hệ thống nhận theo mã.")
_COLUMNS = (
    SheetColumn("indicator", "Mã chỉ tiêu", Kind.CODE, True, max=60, offers="indicator", width=24),
    SheetColumn("name", "Tên chỉ tiêu", Kind.TEXT, max=400, width=44, help=_READ),
    SheetColumn("unit", "Mã đơn vị", Kind.CODE, True, max=160, offers="unit", width=30),
    SheetColumn("period", "Kỳ", Kind.TEXT, True, max=40, example="Quý I/2026"),
    SheetColumn("category", "Phân tổ", Kind.TEXT, max=60, help=_l("Để trống là toàn bộ.")),
    SheetColumn("amount", "Số", Kind.DECIMAL, True, help=_l("Với tỷ lệ là tử số, với thứ hạng là vị trí.")),
    SheetColumn("base", "Mẫu số", Kind.DECIMAL, help=_l("Chỉ với tỷ lệ và thứ hạng.")),
    SheetColumn(
        "measure_unit", "Đơn vị tính", Kind.TEXT, max=40, help=_l("Nếu ghi thì phải đúng đơn vị tính của chỉ tiêu.")
    ),
    SheetColumn("qualifier", "Từ đi kèm số", Kind.CHOICE, choices=choices_of(Qualifier.choices)),
    SheetColumn(
        "quoted", "Số như nguồn đã công bố", Kind.TEXT, max=60, width=24, example="37,210",
        help=_l("Chép nguyên văn con số của nguồn; để trống nếu là số của đơn vị."),
    ),
    SheetColumn("source", "Nguồn", Kind.TEXT, max=200, width=30),
    SheetColumn("explanation", "Giải trình", Kind.TEXT, max=500, width=40),
    SheetColumn("handed_in", "Ngày nộp", Kind.DATE, help=_l("Để trống là ngày nạp tệp.")),
    SheetColumn(
        "state", "Trạng thái", Kind.CHOICE,
        choices=choices_of([one for one in State.choices if one[0] in (State.SUBMITTED, State.APPROVED)]),
        help=_l("Để trống: số liệu chờ duyệt."),
    ),
)  # fmt: skip
_REACHED = "SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit"

VALUES = register(
    Sheet(
        key="so-lieu-chi-tieu",
        title=_l("Số liệu chỉ tiêu"),
        lead=_l("Mỗi dòng là số của chính đơn vị, không gồm số của các đơn vị cấp dưới."),
        order=84,
        columns=_COLUMNS,
        identity=("indicator", "unit", "period_key", "category"),
        check=check,
        apply=apply,
        foretell=foretell,
        places=_REACHED,
        derive=derive_period,
        derived=("period_key",),
    )
)
