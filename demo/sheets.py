"""The workbooks: their headers, and how rows are written so that the same rows give the same bytes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

SHEET = "Dữ liệu"
BORN = datetime(2026, 11, 15, 8, 0, 0)

UNITS = (
    "Mã đơn vị",
    "Tên đơn vị",
    "Tên viết tắt",
    "Loại",
    "Cây",
    "Mã đơn vị cấp trên",
    "Hiệu lực từ",
    "Hiệu lực đến",
    "Quyết định",
)
SUCCESSIONS = ("Mã đơn vị cũ", "Mã đơn vị mới", "Hình thức", "Ngày", "Quyết định")
PEOPLE = (
    "Mã người", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đảng", "Diện", "Mã chi bộ", "Sinh hoạt từ",
    "Sinh hoạt đến", "Chức vụ", "Mã đơn vị giữ chức", "Giữ chức từ", "Giữ chức đến", "Là người đứng đầu",
    "Tên đăng nhập",
)  # fmt: skip
PROGRAMMES = (
    "Loại",
    "Số, ký hiệu",
    "Trích yếu",
    "Mã đơn vị ban hành",
    "Ngày ban hành",
    "Từ năm",
    "Đến năm",
    "Thuộc văn bản",
)
COMMUNICATIONS = ("Mã đơn vị", "Loại", "Số, ký hiệu", "Trích yếu", "Ngày", "Kênh", "Số lượng")
COMMITMENTS = (
    "Mã đăng ký", "Năm", "Loại", "Mã người", "Mã đơn vị", "Hạn đăng ký", "Ngày trình", "Ngày duyệt", "Trạng thái",
    "Khuyết điểm cần khắc phục", "Vấn đề bức xúc", "Sản phẩm dự kiến", "Mã đơn vị theo dõi", "TT", "Nhóm", "Chuẩn mực",
    "Việc cụ thể", "Biện pháp", "Sản phẩm, chỉ tiêu", "Số chỉ tiêu", "Đơn vị tính", "Thời hạn",
    "Ngày họp quyết định", "Số văn bản quyết định",
)  # fmt: skip
RESULTS = ("Mã đăng ký", "TT", "Quý", "Nội dung kết quả", "Số thực hiện", "Ngày ghi")

INDICATORS = (
    "Mã chỉ tiêu", "Tên chỉ tiêu", "Nhóm, lĩnh vực", "Loại số", "Đơn vị tính", "Số chữ số lẻ", "Chiều tốt",
    "Tổng hợp theo cây", "Tổng hợp theo thời gian", "Kỳ ghi", "Mã đơn vị ban hành", "Loại đơn vị nhập", "Áp dụng từ",
)  # fmt: skip
TARGETS = ("Mã chỉ tiêu", "Mã đơn vị", "Kỳ", "Mức phải đạt", "Mẫu số", "Văn bản giao")
VALUES = (
    "Mã chỉ tiêu", "Mã đơn vị", "Kỳ", "Số", "Mẫu số", "Từ đi kèm số", "Số như nguồn đã công bố", "Nguồn", "Ngày nộp",
    "Trạng thái",
)  # fmt: skip
PROCEDURES = (
    "Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Cấp thực hiện", "Mã cơ quan chủ quản", "Căn cứ", "Mã đơn vị thực hiện",
    "Kỳ", "Ngày theo quy định", "Ngày cam kết", "Ngày thực tế",
)  # fmt: skip


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write one workbook of text cells and return how many rows it holds."""
    book = xlsxwriter.Workbook(
        path,
        {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False},
    )
    book.set_properties({"title": path.stem, "created": BORN})
    sheet = book.add_worksheet(SHEET)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, header, book.add_format({"bold": True}))
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if value:
                sheet.write_string(count, column, value)
    book.close()
    return count
