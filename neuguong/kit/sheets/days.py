"""Columns of days: each cell read, and whether day and month may have changed places somewhere in the column.

Excel set to English turns 03/04/2026 into 4 March without a word and leaves 25/12/2025 a text, because it knows no 25th
month. What is left of a column then is real days up to the 12th beside texts from the 13th on.
"""

import datetime as dt
import re

from django.utils.translation import gettext as _

from neuguong.kit import numbers

LIKE_A_DAY = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})")
_ENOUGH = 3  # real days from the 1st to the 12th that are no accident


class DayReading:
    """What the cells of one column of days looked like."""

    def __init__(self) -> None:
        self._real: list[dt.date] = []  # the first few, all up to the 12th
        self._real_late = False
        self._text_late = ""  # "25/12/2025"
        self._text_swapped = ""  # "12/25/2025"
        self._text_either = ""  # "03/04/2026"

    def saw_day(self, day: dt.date) -> None:
        """A cell that holds a real day."""
        if day.day > 12:
            self._real_late = True
        elif len(self._real) < _ENOUGH and day.day != day.month:
            self._real.append(day)

    def saw_text(self, text: str) -> None:
        """A cell that holds a text; those that are no day are told elsewhere."""
        match = LIKE_A_DAY.fullmatch(text)
        if not match:
            return
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            self._text_late = self._text_late or text
        elif second > 12 >= first:
            self._text_swapped = self._text_swapped or text
        elif first != second and max(first, second) <= 12:
            self._text_either = self._text_either or text

    def doubt(self, header: str) -> str:
        """The question to be asked about the column, with examples; empty if there is none."""
        if self._text_swapped and (self._text_either or self._text_late):
            words = {"header": header, "swapped": self._text_swapped, "other": self._text_late or self._text_either}
            return (
                _(
                    "Cột “%(header)s” có cả ngày viết tháng trước (%(swapped)s) lẫn ngày viết ngày trước (%(other)s)."
                    " Các ngày như 03/04 được hiểu là ngày 3 tháng 4: có đúng không?"
                )
                % words
            )
        if self._text_late and len(self._real) >= _ENOUGH and not self._real_late:
            words = {"header": header, "text": self._text_late, "day": numbers.date(self._real[0])}
            return (
                _(
                    "Cột “%(header)s”: mọi ô kiểu ngày đều từ ngày 1 đến ngày 12 (như %(day)s), còn các ngày sau 12"
                    " lại là chữ (như %(text)s). Có thể Excel đã đảo ngày và tháng. Đề nghị đồng chí đối chiếu với bản"
                    " gốc: có đúng không?"
                )
                % words
            )
        return ""


def swapped(header: str, text: str) -> str:
    """The sentence about a text that is a day only with its month first; empty if it is not."""
    match = LIKE_A_DAY.fullmatch(text)
    if not match:
        return ""
    words = {"header": header, "text": text}
    if int(match[3]) > 12 >= int(match[1]) > 0 and int(match[3]) <= 31:
        words["meant"] = f"{int(match[3]):02}/{int(match[1]):02}/{match[4]}"
        return _("%(header)s %(text)s viết tháng trước ngày. Hãy viết ngày trước tháng: %(meant)s.") % words
    return _("%(header)s %(text)s không có trong lịch.") % words
