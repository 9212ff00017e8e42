"""The numbers of a chart as a workbook to calculate with."""

from typing import BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from neuguong.kit.charts.model import Chart
from neuguong.kit.charts.table import table

_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def write_workbook(chart: Chart, stream: BinaryIO) -> None:
    """A sheet of the numbers as the chart's table has them, and one that says what they are."""
    found = table(chart)
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        bold, wrap = (
            book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            book.add_format({"text_wrap": True}),
        )
        data = book.add_worksheet(_("Số liệu"))
        data.set_column(0, 0, 40)
        data.set_column(1, max(1, len(found.heads) - 1), 18)
        data.freeze_panes(1, 0)
        for at, head in enumerate(found.heads):
            data.write_string(0, at, head, bold)
        for line, row in enumerate(found.rows, 1):
            for at, cell in enumerate(row):
                if cell.value is None:
                    data.write_string(line, at, cell.text)
                else:
                    data.write_number(line, at, cell.value)
        about = book.add_worksheet(_("Thông tin"))
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 80, wrap)
        said = ((_("Biểu đồ"), chart.title), (_("Phạm vi"), chart.caption), (_("Đơn vị tính"), chart.measure_unit))
        for line, (name, words) in enumerate(said):
            about.write_string(line, 0, name, bold)
            about.write_string(line, 1, words, wrap)
