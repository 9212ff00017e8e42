"""The committed workbooks are what the generator writes, with the headers agreed with the importers."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from demo import sheets
from demo.folk import Folk
from demo.indicators import indicator_rows, target_rows, value_rows
from demo.org import Org
from demo.plans import plan_rows
from demo.pledge import YEARS, Commitment
from demo.procedures import procedure_rows
from demo.programmes import communication_rows, programme_rows
from demo.results import result_rows
from demo.rows import commitment_rows, people_rows, succession_rows, unit_rows

from .conftest import WORKBOOKS, Rows

HEADERS = {
    "don-vi": "Mã đơn vị|Tên đơn vị|Tên viết tắt|Loại|Cây|Mã đơn vị cấp trên|Hiệu lực từ|Hiệu lực đến|Quyết định",
    "ke-thua": "Mã đơn vị cũ|Mã đơn vị mới|Hình thức|Ngày|Quyết định",
    "nguoi": "Mã người|Họ và tên|Ngày sinh|Giới tính|Ngày vào Đảng|Diện|Mã chi bộ|Sinh hoạt từ|Sinh hoạt đến"
    "|Chức vụ|Mã đơn vị giữ chức|Giữ chức từ|Giữ chức đến|Là người đứng đầu|Tên đăng nhập",
    "chuong-trinh": "Loại|Số, ký hiệu|Trích yếu|Mã đơn vị ban hành|Ngày ban hành|Từ năm|Đến năm|Thuộc văn bản",
    "ke-hoach": "Loại|Số, ký hiệu|Trích yếu|Mã đơn vị ban hành|Ngày ban hành|Từ năm|Đến năm|Thuộc văn bản",
    "van-ban-tuyen-truyen": "Mã đơn vị|Loại|Số, ký hiệu|Trích yếu|Ngày|Kênh|Số lượng",
    "chi-tieu": "Mã chỉ tiêu|Tên chỉ tiêu|Nhóm, lĩnh vực|Loại số|Đơn vị tính|Số chữ số lẻ|Chiều tốt|Tổng hợp theo cây"
    "|Tổng hợp theo thời gian|Kỳ ghi|Mã đơn vị ban hành|Loại đơn vị nhập|Áp dụng từ",
    "muc-phai-dat": "Mã chỉ tiêu|Mã đơn vị|Kỳ|Mức phải đạt|Mẫu số|Văn bản giao",
    "so-lieu-chi-tieu": "Mã chỉ tiêu|Mã đơn vị|Kỳ|Số|Mẫu số|Từ đi kèm số|Số như nguồn đã công bố|Nguồn|Ngày nộp"
    "|Trạng thái",
    "thu-tuc": "Mã thủ tục|Tên thủ tục|Lĩnh vực|Cấp thực hiện|Mã cơ quan chủ quản|Căn cứ|Mã đơn vị thực hiện|Kỳ"
    "|Ngày theo quy định|Ngày cam kết|Ngày thực tế",
    **dict.fromkeys(
        [f"dang-ky-{year}" for year in YEARS],
        "Mã đăng ký|Năm|Loại|Mã người|Mã đơn vị|Hạn đăng ký|Ngày trình|Ngày duyệt|Trạng thái|Khuyết điểm cần khắc phục"
        "|Vấn đề bức xúc|Sản phẩm dự kiến|Mã đơn vị theo dõi|TT|Nhóm|Chuẩn mực|Việc cụ thể|Biện pháp|Sản phẩm, chỉ tiêu"
        "|Số chỉ tiêu|Đơn vị tính|Thời hạn|Ngày họp quyết định|Số văn bản quyết định",
    ),
    **dict.fromkeys([f"ket-qua-{year}" for year in YEARS], "Mã đăng ký|TT|Quý|Nội dung kết quả|Số thực hiện|Ngày ghi"),
}


def padded(rows: list[tuple[str, ...]], header: list[str]) -> Rows:
    return [[*row, *[""] * (len(header) - len(row))] for row in rows]


@pytest.mark.parametrize("name", HEADERS)
def test_headers(name: str, workbook: Callable[[str], Rows]) -> None:
    assert "|".join(workbook(name)[0]) == HEADERS[name]


def test_no_other_workbook_and_all_below_12_mb() -> None:
    files = list(WORKBOOKS.glob("*.xlsx"))
    assert {file.stem for file in files} == set(HEADERS)
    assert sum(file.stat().st_size for file in files) < 12_000_000


def test_units_and_people_are_what_the_generator_writes(org: Org, folk: Folk, workbook: Callable[[str], Rows]) -> None:
    for name, rows in (
        ("don-vi", unit_rows(org)),
        ("ke-thua", succession_rows(org)),
        ("nguoi", people_rows(folk)),
        ("chuong-trinh", programme_rows()),
        ("ke-hoach", plan_rows(org)),
        ("van-ban-tuyen-truyen", communication_rows(org)),
        ("chi-tieu", indicator_rows()),
        ("muc-phai-dat", target_rows(org)),
        ("so-lieu-chi-tieu", value_rows(org)),
        ("thu-tuc", procedure_rows(org)),
    ):
        header, *kept = workbook(name)
        assert kept == padded(list(rows), header), name


@pytest.mark.parametrize("year", YEARS)
def test_commitments_are_what_the_generator_writes(
    year: int, org: Org, years: dict[int, list[Commitment]], workbook: Callable[[str], Rows]
) -> None:
    header, *kept = workbook(f"dang-ky-{year}")
    assert kept == padded(list(commitment_rows(years[year])), header)
    header, *kept = workbook(f"ket-qua-{year}")
    assert kept == padded(list(result_rows(org, years[year])), header)
    assert len(kept) <= 40_000


def test_same_rows_same_file(org: Org, tmp_path: Path) -> None:
    digests = set()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        sheets.write(tmp_path / name / "don-vi.xlsx", sheets.UNITS, unit_rows(org))
        digests.add(hashlib.sha256((tmp_path / name / "don-vi.xlsx").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_cells_are_text(tmp_path: Path) -> None:
    sheets.write(tmp_path / "x.xlsx", ("Số",), [("0012",), ("=1+1",), ("12,5",)])
    xml = zipfile.ZipFile(tmp_path / "x.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert xml.count('t="inlineStr"') == 4
